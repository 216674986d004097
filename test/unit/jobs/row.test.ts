import assert from 'node:assert/strict';
import { registerSecrets } from '../../../src/cloud/redaction/secrets.ts';
import { newestFirst, dayOf, isDoubtful, rowGroup, rowOf, rowStatus } from '../../../src/jobs/row.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { record } from './jobFixtures.ts';

const seen = (Status: string, more = {}) => ({ RestoreId: 'r-1', Status, other: {}, ...more });
const running = (id: string, Progress?: number) =>
  rowOf(record(id, { seen: seen('RUNNING', Progress === undefined ? {} : { Progress }) }));
const noon = new Date(2026, 10, 23, 12).getTime();

describe('a row of the list', () => {
  it('says how far a job is while it goes on, and no longer', () => {
    assert.equal(rowStatus(running('1', 4250)), 'RUNNING 42 %');
    assert.equal(rowStatus(running('1', 0)), 'RUNNING');
    assert.equal(rowStatus(rowOf(record('1', { seen: seen('FAILED', { Progress: 4250 }) }))), 'FAILED');
    assert.equal(
      rowStatus(rowOf(record('1', { seen: seen('RUNNING', { Progress: 1 }), notFound: true }))),
      'NOT FOUND',
    );
  });

  it('shows a COMPLETE that there is something to say of as such', () => {
    const row = rowOf(record('1', { seen: seen('COMPLETE', { ErrorMessage: '3 files locked' }) }));
    assert.deepEqual(
      [rowStatus(row), isDoubtful(row), row.message],
      ['COMPLETE, with a message', true, '3 files locked'],
    );
    const empty = rowOf(record('1', { seen: seen('COMPLETE', { ItemsDone: 0 }) }));
    assert.deepEqual(
      [rowStatus(empty), empty.message],
      ['COMPLETE, with a message', 'The service reports no restored items.'],
    );
    const plain = rowOf(record('1', { seen: seen('COMPLETE', { ItemsDone: 1 }) }));
    assert.deepEqual([rowStatus(plain), isDoubtful(plain)], ['COMPLETE', false]);
  });

  it('keeps a short word that is registered as a secret', () => {
    registerSecrets('quagga');
    const job = record('1');
    const { profile, region } = rowOf({ ...job, account: { ...job.account, profile: 'quagga' } });
    assert.deepEqual([profile, region], ['quagga', job.account.region]);
  });

  it('is the same as long as its record is', () => {
    const job = record('1');
    assert.equal(rowOf(job), rowOf(job));
  });

  it('says that a job is not followed in place of how far it was, as long as it is to be followed', () => {
    const why = { message: 'The AccessKey was removed.', nextStep: 'Add it again.' };
    const job = record('1', { seen: seen('RUNNING', { Progress: 4250 }) });
    const row = rowOf(job, why);
    assert.equal(rowStatus(row), 'RUNNING (not followed)');
    assert.deepEqual([row.unfollowed, row.percent, rowGroup(row)], [why, undefined, 'running']);
    assert.equal(rowOf(job, why), row);
    assert.equal(rowStatus(rowOf(job)), 'RUNNING 42 %');
    assert.equal(rowStatus(rowOf(record('1', { seen: seen('FAILED') }), why)), 'FAILED');
  });

  it('says of a job that something else started how old the look at it is', () => {
    const external = rowOf(record('1', { external: true, lookedAt: noon }));
    assert.equal(external.asOf, noon);
    assert.equal(rowOf(record('1')).asOf, undefined);
  });

  it('is one line, whatever the service says', () => {
    const row = rowOf(record('1', { seen: seen('A\nB\u001b[31m\u202e') }));
    assert.equal(row.status, 'A B');
    const account = {
      signer: 'cliProfile',
      profile: 'a\nb\u202e',
      region: 'cn-hangzhou',
      endpoint: 'https://x',
    } as const;
    assert.match(rowOf(record('1', { account, otherCaller: true })).message ?? '', /^The profile .+a b\S+ signs with/);
  });

  const groups: [string, Parameters<typeof record>[1], string][] = [
    ['preparing', { state: 'preparing' }, 'running'],
    ['sending', { state: 'sending' }, 'running'],
    ['submitted', {}, 'running'],
    ['of an unknown status', { seen: seen('PAUSED_BY_MARS') }, 'running'],
    ['not found', { seen: seen('RUNNING'), notFound: true }, 'running'],
    ['unclear', { state: 'unclear' }, 'unclear'],
    ['of something else', { external: true, seen: seen('COMPLETE') }, 'elsewhere'],
    ['refused', { state: 'refused', endedAt: noon }, '2026-11-23'],
    ['complete', { seen: seen('COMPLETE', { CompleteTime: noon / 1000 }), createdAt: noon }, '2026-11-23'],
  ];
  for (const [what, more, group] of groups) {
    it(`of a job that is ${what} stands in ${group}`, () => assert.equal(rowGroup(rowOf(record('1', more))), group));
  }

  it('ends on the local day, to the millisecond', () => {
    const midnight = new Date(2026, 10, 23).getTime();
    assert.deepEqual([dayOf(midnight - 1), dayOf(midnight)], ['2026-11-22', '2026-11-23']);
  });

  it('comes after what is newer, and never in any order', () => {
    const rows = ['a', 'b', 'c'].map((id) => rowOf(record(id, { createdAt: id === 'a' ? 2 : 1 })));
    assert.deepEqual(
      rows.sort(newestFirst).map(({ id }) => id),
      ['a', 'c', 'b'],
    );
  });

  it('stands with what goes on, what is unclear, what something else started, and each day of an end', () => {
    const group = (more: Partial<JobRecord>) => rowGroup(rowOf(record('1', more)));
    assert.equal(group({}), 'running');
    assert.equal(group({ state: 'sending' }), 'running');
    assert.equal(group({ state: 'unclear' }), 'unclear');
    assert.equal(group({ external: true }), 'elsewhere');
    const end = new Date(2026, 0, 9, 23, 59, 59).getTime();
    assert.equal(group({ state: 'refused', endedAt: end }), '2026-01-09');
    assert.equal(dayOf(end + 1000), '2026-01-10');
  });
});
