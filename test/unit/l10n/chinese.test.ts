/** What a person reads in Chinese: no sentence of it is left in English. */
import assert from 'node:assert/strict';
import { meaningOf } from '../../../src/cloud/gatewayCodes.ts';
import { endMessage } from '../../../src/jobs/format/endMessage.ts';
import { jobReport } from '../../../src/jobs/format/report.ts';
import { lossOf } from '../../../src/jobs/format/restoreLoss.ts';
import { requestLines } from '../../../src/jobs/format/restoreQuestion.ts';
import { summarize } from '../../../src/jobs/format/requestSummary.ts';
import { fixesFor } from '../../../src/restoreSpec/fixes/index.ts';
import { completionsAt, hoverAt, outlineOf, readSpec, validateSpec } from '../../../src/restoreSpec/index.ts';
import { rules } from '../../../src/restoreSpec/rules/index.ts';
import { noLiveValues } from '../../../src/restoreSpec/liveValues.ts';
import { keysToFill, shortDescription } from '../../../src/restoreSpec/newSpecSnippet.ts';
import { restoreTypes } from '../../../src/restoreSpec/schema.ts';
import { closeServers, create, failure, reply, serve } from '../cloud/helpers.ts';
import { endedRecord, record, requestOf } from '../jobs/jobFixtures.ts';
import { page, sectionsOf, specWith } from '../restoreSpec/rules/docsExamples.ts';
import { newer, valid } from '../restoreSpec/validSpecs.ts';
import { speak } from './bundles.ts';

/** Values and code are the service's, the user's or the shell's; three words in a row besides them are English. */
function assertChinese(text: string): void {
  const words = text.replace(/```[^]*?```|`[^`]*`|\u201c\u2068.*?\u2069\u201d|https?:\S+/g, '·');
  assert.match(text, /\p{Script=Han}/u);
  assert.doesNotMatch(words, /[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}/);
}

describe('Chinese', () => {
  speak('zh-cn');

  it('is what a restore is asked about in', () => {
    const request = requestOf('NAS', { TargetPath: '/share', Exclude: ['/share/tmp'] });
    const { overwrites, places, rest } = requestLines(request);
    assert.deepEqual(
      [overwrites, ...places, ...rest].map((line) => line.replace(/[\u2068\u2069]/g, '')),
      [
        '已有的文件：未说明。由服务决定，同名文件很可能会被覆盖。',
        '来源：备份库 “v-1” 中的快照 “s-1”',
        '恢复到：文件系统 “005494”（创建于 2019-04-04 03:08:33 UTC），路径 “/share”',
        '恢复快照的一部分：',
        'Exclude: “/share/tmp”',
        'SourceType: “NAS”',
      ],
    );
    const loss = lossOf(requestOf('OSS', { TargetPrefix: '' }));
    assert.equal(loss?.question('“b”'), '恢复到整个 Bucket “b”？其中的对象可能会被覆盖。');
    assert.deepEqual([loss?.deed, loss?.deedAgain], ['恢复到整个 Bucket', '再次恢复到整个 Bucket']);
  });

  for (const type of [...Object.keys(valid), ...Object.keys(newer)]) {
    it(`sums up ${type}`, () => {
      const { what, paths } = summarize(requestOf(type, newer[type]));
      if (type !== 'COMMON_FILE_SYSTEM') assertChinese(what);
      assert.equal(paths, '快照中的全部内容');
    });
  }

  it('tells which part of the snapshot in one piece', () => {
    const pathsOf = (more: object) => summarize(requestOf('NAS', { ...more })).paths;
    assert.equal(pathsOf({ Exclude: ['/a'] }), '快照中除 ["/a"] 外的全部内容');
    assert.equal(pathsOf({ Include: ['/b'], Exclude: ['/a'] }), '["/b"]，不含 ["/a"]');
  });

  it('is what reports are written in, whatever became of the job', () => {
    const { restoreId, ...unanswered } = record('c', { state: 'unclear' });
    assert.ok(restoreId);
    const unclear = { ...unanswered, candidates: [{ RestoreId: 'r-9', other: {} }] };
    const jobs = [
      record('a', { seen: { RestoreId: 'r-a', Status: 'RUNNING', Progress: 3000, BytesDone: 1, other: {} } }),
      endedRecord('b', 'FAILED', { seen: { RestoreId: 'r-b', ErrorMessage: 'TARGET_NOT_EXIST', other: {} } }),
      unclear,
      record('d', { state: 'notExecuted' }),
      record('e', { external: true, notFound: true }),
    ];
    for (const job of jobs) {
      const report = jobReport(job, 2_000_000);
      assertChinese(report);
      assert.match(report, /^# 将 `NAS 文件` 恢复到 `005494`\n\n\*\*状态：\*\* `/);
      for (const [heading] of report.matchAll(/^##+ [^\n]*$/gm)) assertChinese(heading.replace('RequestId', ''));
    }
  });

  it('tells of an end', () => {
    assert.equal(
      endMessage([endedRecord('a')]).text,
      '恢复任务（NAS 文件恢复到 \u201c\u2068005494\u2069\u201d）：COMPLETE，用时 2 分钟。',
    );
    const failed = endedRecord('b', 'FAILED', { seen: { RestoreId: 'r', ErrorMessage: 'CLIENT_OFFLINE', other: {} } });
    assert.match(
      endMessage([failed]).text,
      /。\u201c\u2068CLIENT_OFFLINE\u2069\u201d 实例的备份客户端离线：请启动它，然后重新提交。$/,
    );
  });

  describe('with a service that refuses', () => {
    afterEach(closeServers);

    it('says why and what to do, and leaves the words of the service as they came', async () => {
      const { origin } = await serve(reply(404, { RequestId: 'REQ-7', Code: 'VaultNotExist', Message: 'told so' }));
      const error = await failure(create(origin));
      assert.match(error.message, /^\S+ 拒绝了 CreateRestoreJob。VaultNotExist: \S+told so\S+$/);
      assert.equal(error.nextStep, '没有做任何更改。该地域和账号下没有这个备份库：最常见的原因是地域不对。');
    });

    it('says of every outcome that is not known that the restore may have started', async () => {
      const { origin } = await serve(reply(500, { RequestId: 'REQ-7', Code: 'InternalError', Message: 'told so' }));
      const error = await failure(create(origin));
      assert.equal(error.outcome, 'unclear');
      assert.match(error.nextStep, /^恢复可能已经开始。/);
      assertChinese(error.nextStep);
    });
  });

  it('explains the codes of the service', () => {
    const about = { operation: 'CreateRestoreJob', profile: 'ops', host: 'hbr.cn-hangzhou.aliyuncs.com' };
    for (const code of ['Throttling', 'InvalidAccessKeyId.Inactive', 'SignatureDoesNotMatch', 'InvalidVersion']) {
      const meaning = meaningOf(code, false);
      assert.ok(meaning, code);
      for (const say of [meaning.happened, meaning.nextStep]) {
        assertChinese(say(about as Parameters<typeof say>[0]));
      }
    }
  });

  const sections = sectionsOf(page);
  for (const { code } of rules) {
    it(`says ${code} and how to mend it`, () => {
      const spec = readSpec(specWith(code, sections.find((each) => each.code === code)?.example) ?? '');
      const found = validateSpec(spec).filter((problem) => problem.code === code);
      assert.ok(found.length > 0);
      for (const problem of found) {
        assertChinese(problem.message);
        assert.match(problem.message, /[。！？：]$/);
        for (const { title } of fixesFor(spec, problem)) assertChinese(title);
      }
    });
  }

  it('completes and explains', () => {
    for (const { text } of restoreTypes()) assertChinese(text);
    for (const type of Object.keys(valid)) {
      for (const key of keysToFill(type)) assert.match(shortDescription(key, type), /^\P{ASCII}|[^*`]{8,}。$/u);
    }
    for (const { label, description, filter } of completionsAt({
      spec: readSpec(''),
      offset: 0,
      now: 0,
      live: noLiveValues,
    })) {
      assertChinese(`${label} ${description ?? ''}`);
      // Typed on a keyboard of Latin letters.
      assert.match(filter ?? '', / R(estore|oll back) /);
    }
    const text = '{"RestoreType":"OTS_TABLE","OtsDetail":"{\\"OverwriteExisting\\": true}"}';
    assertChinese(hoverAt(readSpec(text), text.indexOf('OverwriteExisting') + 1)?.markdown ?? '');
    const outline = outlineOf(readSpec(JSON.stringify(valid['NAS'])));
    assert.deepEqual(
      outline.map(({ label }) => label),
      ['来源', '恢复到'],
    );
  });
});
