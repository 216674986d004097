import assert from 'node:assert/strict';
import { registerSecrets } from '../../../../src/cloud/redaction/secrets.ts';
import type { RestoreJobInfo } from '../../../../src/cloud/restoreJob.ts';
import type { JobRecord, SubmissionState } from '../../../../src/jobs/record.ts';
import { jobReport } from '../../../../src/jobs/format/report.ts';
import { timeText } from '../../../../src/jobs/format/units.ts';
import { record, requestOf } from '../jobFixtures.ts';

const start = Date.UTC(2026, 10, 23, 10, 0, 0);
const account = {
  signer: 'cliProfile',
  profile: 'ops',
  region: 'cn-hangzhou',
  endpoint: 'https://hbr.example',
} as const;
const job = (more: Partial<JobRecord> = {}) => record('a', { createdAt: start, account, ...more });
const reportOf = (more: Partial<JobRecord> = {}, now = start + 60_000) => jobReport(job(more), now);
const seen = (more: Partial<RestoreJobInfo> = {}): RestoreJobInfo => ({
  RestoreId: 'r-a',
  Status: 'RUNNING',
  other: {},
  ...more,
});

/** The cell beside a label, in any of the tables. */
const valueOf = (report: string, label: string) =>
  report
    .split('\n')
    .flatMap((line) => (line.startsWith(`| ${label} `) ? [line.replace(/^\|[^|]*\| | \|$/g, '')] : []))[0];
/** The text under a heading. */
const sectionOf = (report: string, title: string) => report.split(`\n## ${title}\n`)[1]?.split('\n## ')[0]?.trim();

describe('a job report', () => {
  it('says how a running job stands', () => {
    const samples = [0, 1, 2, 3].map((i) => ({ at: start + i * 10_000, progress: i * 1000, bytes: i * 10_485_760 }));
    const report = reportOf({
      sentAt: start + 100,
      endedAt: start + 500,
      requestId: 'REQ-1',
      samples,
      timeline: [{ status: 'RUNNING', at: start + 10_000 }],
      seen: seen({
        Progress: 3000,
        BytesDone: 31_457_280,
        BytesTotal: 104_857_600,
        ItemsDone: 3,
        ItemsTotal: 10,
        StartTime: start / 1000 + 5,
      }),
    });
    assert.match(
      report,
      /^# Restore of `NAS files` to `005494`\n\n\*\*Status:\*\* `RUNNING 30 %`\. Speed: 1 MB\/s\. 1 min left\.\n/,
    );
    const expected: Record<string, string> = {
      RestoreId: '`r-a`',
      Progress: '30 %',
      Bytes: '30 MB of 100 MB',
      Items: '3 of 10',
      Speed: '1 MB/s',
      'Time left': '1 min',
      'So far': '1 min',
      Vault: '`v-1`',
      Snapshot: '`s-1`',
      Region: '`cn-hangzhou`',
      Profile: '`ops`',
      Endpoint: '`https://hbr.example`',
      Spec: '`file:///restores/nas.restore.json`',
    };
    for (const [label, value] of Object.entries(expected)) assert.equal(valueOf(report, label), value, label);
    assert.match(valueOf(report, 'Submitted') ?? '', /^2026-11-2\d \d\d:\d\d:00 [+-]\d\d:\d\d$/);
    assert.equal(
      sectionOf(report, 'Throughput'),
      '```\n███\n```\n\nAverage 1 MB/s, highest 1 MB/s, now 1 MB/s, over 30 s.',
    );
    assert.equal(sectionOf(report, 'RequestIds'), '- `REQ-1`');
    assert.equal(valueOf(report, 'Ended'), undefined);
  });

  it('has the timeline in the order of time', () => {
    const report = reportOf({
      attempts: [{ sentAt: start + 1000, endedAt: start + 2000, message: 'connection refused' }],
      sentAt: start + 3000,
      endedAt: start + 4000,
      timeline: [
        { status: 'RUNNING', at: start + 10_000 },
        { status: 'CANCELING', at: start + 25_000 },
      ],
      cancelAskedAt: start + 20_000,
    });
    const rows = sectionOf(report, 'Timeline')?.split('\n').slice(2) ?? [];
    assert.deepEqual(
      rows.map((row) => row.replace(/^\|[^|]*\| | \|$/g, '')),
      [
        'Submitted',
        'Attempt 1 was sent',
        'Attempt 1 did nothing: `connection refused`',
        'Attempt 2 was sent',
        'The service gave the RestoreId `r-a`',
        '`RUNNING`',
        'The service was asked to cancel it',
        '`CANCELING`',
      ],
    );
  });

  it('says what is doubtful about a COMPLETE', () => {
    const told = reportOf({ seen: seen({ Status: 'COMPLETE', ErrorMessage: '3 files locked' }) });
    assert.match(told, /^\*\*Status:\*\* `COMPLETE`\. The service sent a message with it, shown under Error\.$/m);
    assert.equal(valueOf(told, 'ErrorMessage'), '`3 files locked`');
    assert.equal(valueOf(told, 'What to do'), '`Compare the target with the snapshot before you rely on it.`');
    const empty = reportOf({ seen: seen({ Status: 'COMPLETE', ItemsDone: 0, ItemsTotal: 0 }) });
    assert.match(empty, /^\*\*Status:\*\* `COMPLETE`\. The service reports no restored items\.$/m);
    assert.equal(valueOf(empty, 'Message'), '`The service reports no restored items.`');
  });

  it('keeps the order in which things happened where the clock was set back meanwhile, and says so', () => {
    const back = -600_000;
    const report = reportOf({
      sentAt: start + 100,
      endedAt: start + 500,
      timeline: [
        { status: 'RUNNING', at: start + 10_000 },
        { status: 'COMPLETE', at: start + back + 20_000 },
      ],
      seen: seen({ Status: 'COMPLETE' }),
    });
    const setBack = "This machine's clock was set back before this";
    assert.deepEqual(
      (sectionOf(report, 'Timeline')?.split('\n').slice(2) ?? []).map((row) =>
        row
          .split('|')
          .slice(1, 3)
          .map((cell) => cell.trim()),
      ),
      [
        [timeText(start), 'Submitted'],
        [timeText(start), 'Sent'],
        [timeText(start), 'The service gave the RestoreId `r-a`'],
        [timeText(start + 10_000), '`RUNNING`'],
        [timeText(start + back + 20_000), setBack],
        [timeText(start + back + 20_000), '`COMPLETE`'],
      ],
    );
    assert.equal(valueOf(report, 'Took'), undefined);
    const external = reportOf({ external: true, timeline: [{ status: 'RUNNING', at: start + back }], seen: seen() });
    assert.ok(!external.includes(setBack));
  });

  it('says why a job failed, and where its report lies', () => {
    const report = reportOf({
      seen: seen({
        Status: 'FAILED',
        ErrorMessage: 'disk full',
        ErrorFile: '/var/x',
        Report: { FailedFiles: 'oss://b/f.csv' },
      }),
      timeline: [{ status: 'FAILED', at: start + 30_000 }],
    });
    assert.equal(valueOf(report, 'ErrorMessage'), '`disk full`');
    assert.equal(valueOf(report, 'ErrorFile'), '`/var/x`');
    assert.equal(valueOf(report, 'FailedFiles'), '`oss://b/f.csv`');
    assert.equal(valueOf(report, 'Took'), '30 s');
  });

  for (const apart of [-600, 600]) {
    it(`says whose clock its times are of, and no duration between two, where the service's is ${apart} s ahead`, () => {
      const at = start / 1000 + apart;
      const ended = { Status: 'COMPLETE', CreatedTime: at, StartTime: at + 1, CompleteTime: at + 17 };
      const timeline = [{ status: 'COMPLETE', at: start + 20_000 }];
      const report = reportOf({ sentAt: start, endedAt: start + 500, timeline, seen: seen(ended) });
      assert.equal(valueOf(report, 'Took'), '17 s');
      assert.equal(valueOf(report, 'Ended'), `${timeText((at + 17) * 1000)}, by the service's clock`);
      assert.equal(valueOf(report, 'Started'), `${timeText((at + 1) * 1000)}, by the service's clock`);
      assert.equal(valueOf(report, 'Submitted'), timeText(start));
      const own = reportOf({ timeline, seen: seen({ ...ended, CompleteTime: 0 }) });
      assert.deepEqual([valueOf(own, 'Ended'), valueOf(own, 'Took')], [timeText(start + 20_000), '20 s']);
    });
  }

  it('says no more than the times where the clocks agree', () => {
    const at = start / 1000;
    const timeline = [{ status: 'COMPLETE', at: start + 20_000 }];
    const report = reportOf({ timeline, seen: seen({ Status: 'COMPLETE', CreatedTime: at, CompleteTime: at + 17 }) });
    assert.equal(valueOf(report, 'Ended'), timeText((at + 17) * 1000));
  });

  const failure = { message: 'No such vault', nextStep: 'Correct it.', code: 'VaultNotFound', requestId: 'REQ-2' };
  for (const [state, sentence] of [
    ['refused', 'The restore was not started.'],
    ['unclear', 'The restore may have started.'],
    ['notExecuted', "The service's list shows that the restore was not started."],
    ['preparing', 'It is about to be sent.'],
    ['sending', 'It is being sent.'],
  ] as const satisfies readonly (readonly [SubmissionState, string])[]) {
    it(`says what is known of one that is ${state}`, () => {
      const { restoreId, ...rest } = job({ state, failure, candidates: [seen({ RestoreId: 'r-maybe' })] });
      assert.ok(restoreId);
      const report = jobReport(rest, start);
      assert.ok(report.split('\n')[2]?.endsWith(sentence), report);
      assert.equal(valueOf(report, 'Code'), '`VaultNotFound`');
      const next =
        state === 'unclear'
          ? /^`Don't submit it again .* you will be told\. .*Check Whether It Started/
          : /^`Correct it\.`$/;
      assert.match(valueOf(report, 'What to do') ?? '', next);
      assert.match(report, /- `REQ-2`/);
      assert.equal(report.includes('r-maybe'), state === 'unclear');
      assert.ok(report.endsWith('## Raw answer\n\nThe service has reported nothing about it yet.\n'));
    });
  }

  it('of a job that is not followed says so and why, in place of how fast it goes on', () => {
    const running = job({
      seen: seen({ Status: 'RUNNING', Progress: 4200 }),
      samples: [
        { at: start, progress: 0, bytes: 0 },
        { at: start + 60_000, progress: 4200, bytes: 1_000_000 },
      ],
    });
    assert.match(jobReport(running, start), /42 %`\. Speed: .* left\./);
    const report = jobReport(running, start, { message: 'No network.', nextStep: 'Check it.' });
    const [, , status, , reason, , next] = report.split('\n');
    assert.equal(status, '**Status:** `RUNNING 42 %`. It is not followed now: this is what was seen last.');
    assert.deepEqual([reason, next], ['**Reason:** `No network.`', '**What to do:** `Check it.`']);
    assert.deepEqual([valueOf(report, 'Speed'), valueOf(report, 'Time left')], [undefined, undefined]);
  });

  it('says of a job that was found by its parameters that no usable answer came: there may have been one', () => {
    const report = reportOf({ adoption: { baseline: true } });
    assert.match(valueOf(report, 'Recognized by') ?? '', /^`No usable answer to the request arrived\. /);
  });

  it('says why and what to do in its first lines', () => {
    const report = reportOf({ state: 'refused', failure });
    const [, , status, , reason, , next] = report.split('\n');
    assert.match(status ?? '', /^\*\*Status:\*\* `REFUSED`/);
    assert.equal(reason, `**Reason:** \`${failure.message}\``);
    assert.equal(next, `**What to do:** \`${failure.nextStep}\``);
    assert.doesNotMatch(reportOf({ state: 'submitted' }), /\*\*Reason/);
  });

  it('says of a failure where there is help, as text, and which policy grants what is missing', () => {
    const help = 'https://api.alibabacloud.com/troubleshoot?q=NoPermission';
    const refused = (more: object) => reportOf({ state: 'refused', failure: { ...failure, ...more } });
    const report = refused({ recommend: 'https://evil.example/[x](y)', help, action: 'hbr:CreateRestoreJob' });
    assert.equal(valueOf(report, 'RequestId'), '`REQ-2`');
    assert.equal(valueOf(report, 'Recommend'), '`https://evil.example/[x](y)`');
    assert.equal(valueOf(report, 'Help page'), `\`${help}\``);
    assert.match(report, /### RAM policy that grants it\n\n```\n\{\n {2}"Version": "1",[^`]*"hbr:CreateRestoreJob"/);
    assert.equal(valueOf(refused({ recommend: help, help }), 'Help page'), undefined);
    assert.doesNotMatch(refused({ action: 'ram:*' }), /RAM policy/);
  });

  it('says where a job that is missing may be, and what to do about it', () => {
    const report = reportOf(record('1', { notFound: true, missingSince: 2_000_000, otherCaller: true }), 3_000_000);
    assert.match(
      sectionOf(report, 'Error') ?? '',
      /signs with other keys.*\n.*Give the profile its earlier keys again/,
    );
  });

  it('says of a job that something else started that its request is made up', () => {
    const report = reportOf({ external: true, spec: '', seen: seen() });
    assert.match(report, /another tool started it/);
    assert.match(sectionOf(report, 'Request') ?? '', /^It is rebuilt from the service's list/);
    assert.equal(valueOf(report, 'Spec'), undefined);
  });

  it('says each parameter to the letter, and JSON laid out with all its digits', () => {
    const Include = '["/a","/b"]';
    const body = { Include, TargetPath: ' /x\u202e' };
    const query = {
      SnapshotHash: 'a|b',
      CrossAccountUserId: '9223372036854775807',
      Options: '{"n":12345678901234567890}',
    };
    const report = reportOf({ request: { query: { ...requestOf('NAS').query, ...query }, body } });
    const request = sectionOf(report, 'Request') ?? '';
    assert.match(request, /^\| `TargetPath` +\| `" \/x\\u202e"` \|$/m);
    assert.match(request, /^\| `SnapshotHash` +\| `"a\\u007cb"` \|$/m);
    assert.match(request, /^\| `CrossAccountUserId` +\| `9223372036854775807` \|$/m);
    assert.match(request, /### Include\n\n```json\n\["\/a", "\/b"\]\n```/);
    assert.match(request, /\{ "n": 12345678901234567890 \}/);
  });

  it('ends with the whole answer of the service', () => {
    const answer = seen({ Progress: 1, other: { NewField: 'x\u2028`' } });
    const raw = sectionOf(reportOf({ seen: answer }), 'Raw answer') ?? '';
    assert.deepEqual(JSON.parse(raw.replace(/^```json\n|\n```$/g, '')), answer);
    assert.doesNotMatch(raw, /\u2028/);
    assert.ok(reportOf({ seen: answer }).trimEnd().endsWith(raw));
  });

  it('leaves out what can not be, and throws at nothing', () => {
    for (const odd of [NaN, Infinity, -1, -1e300, 1e300]) {
      const report = reportOf(
        {
          createdAt: odd,
          sentAt: odd,
          endedAt: odd,
          cancelAskedAt: odd,
          missingSince: odd,
          attempts: [{ sentAt: odd, endedAt: odd, message: '' }],
          timeline: [{ status: 'RUNNING', at: odd }],
          samples: [odd, 1000, odd, 2000].map((at) => ({ at, progress: odd, bytes: odd, speed: odd })),
          seen: seen({ BytesDone: odd, BytesTotal: odd, ItemsDone: odd, ItemsTotal: odd, StartTime: odd, Speed: odd }),
        },
        odd,
      );
      const shown = report.split('\n## Request')[0] ?? '';
      assert.doesNotMatch(shown, /NaN|Infinity|undefined|e\+|(?<![vs])-1/);
      assert.equal(sectionOf(report, 'Timeline'), undefined);
    }
    assert.ok(jobReport(job({ request: { query: {}, body: {} } }), start).startsWith('# Restore of'));
  });

  it('keeps hostile text from ending a line, a cell or a block', () => {
    const bad = '`` ``` ```` | </td>\n# head\n\n- [x](command:a) ![i](http://e) <b>&lt; \u001b[31m';
    const report = reportOf({
      restoreId: bad,
      spec: bad,
      account: { ...account, profile: bad, region: bad },
      failure: { message: bad, nextStep: bad, code: bad, requestId: bad },
      timeline: [{ status: bad, at: start }],
      request: {
        query: { RestoreType: bad, [bad]: bad, Options: JSON.stringify({ [bad]: bad }) },
        body: { Include: JSON.stringify([bad]) },
      },
      seen: seen({ Status: bad, ErrorMessage: bad, Report: { FailedFiles: bad }, other: { [bad]: bad } }),
    });
    let open = '';
    for (const line of report.split('\n')) {
      const ticks = /^`{3,}(?=[a-z]*$)/.exec(line)?.[0] ?? '';
      if (open !== '') open = ticks.length >= open.length ? '' : open;
      else if (ticks !== '') open = ticks;
      else {
        // Outside of blocks no hostile text begins a line, and none stands outside of code.
        const outside = line.replace(/(?<!`)(`+)(?!`).*?[^`]\1(?!`)/g, '');
        assert.doesNotMatch(outside, /[[\]<>`&]|command:|head(?!$)/, line);
        if (line.startsWith('|')) assert.equal(line.split('|').length, 4, line);
      }
    }
    assert.equal(open, '');
  });

  it('keeps a short word that is registered as a secret', () => {
    registerSecrets('quagga', 'quokka');
    const path = '/home/quokka/quagga';
    const request = { query: { RestoreType: 'NAS', VaultId: 'v-quagga01' }, body: { TargetPath: path } };
    const report = reportOf({ request, restoreId: 'r-quagga01' });
    assert.ok(report.includes(`\`${path}\``) && report.includes('`v-quagga01`') && report.includes('r-quagga01'));
  });
});
