import assert from 'node:assert/strict';
import { activityOf } from '../../../src/jobs/activity.ts';
import { byTime, dayOf, groupOf, rowOf, rowStatus } from '../../../src/jobs/row.ts';
import { record } from './helpers.ts';

const seen = (Status: string, more = {}) => ({ RestoreId: 'r-1', Status, other: {}, ...more });
const running = (id: string, Progress?: number) =>
  rowOf(record(id, { seen: seen('RUNNING', Progress === undefined ? {} : { Progress }) }));
const noon = new Date(2026, 10, 23, 12).getTime();

describe('a row of the list', () => {
  it('says how far a job is while it goes on, and no longer', () => {
    assert.equal(rowStatus(running('1', 4250)), 'RUNNING 42.5 %');
    assert.equal(rowStatus(running('1', 0)), 'RUNNING');
    assert.equal(rowStatus(rowOf(record('1', { seen: seen('FAILED', { Progress: 4250 }) }))), 'FAILED');
    assert.equal(
      rowStatus(rowOf(record('1', { seen: seen('RUNNING', { Progress: 1 }), notFound: true }))),
      'NOT FOUND',
    );
  });

  it('is the same as long as its record is', () => {
    const job = record('1');
    assert.equal(rowOf(job), rowOf(job));
  });

  it('says that a job is not followed in place of how far it was, as long as it is to be followed', () => {
    const why = { message: 'The AccessKey was removed.', nextStep: 'Add it again.' };
    const job = record('1', { seen: seen('RUNNING', { Progress: 4250 }) });
    const row = rowOf(job, why);
    assert.equal(rowStatus(row), 'not followed, last seen RUNNING');
    assert.deepEqual([row.unfollowed, row.percent, groupOf(row)], [why, undefined, 'running']);
    assert.equal(rowOf(job, why), row);
    assert.equal(rowStatus(rowOf(job)), 'RUNNING 42.5 %');
    assert.equal(rowStatus(rowOf(record('1', { seen: seen('FAILED') }), why)), 'FAILED');
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
    assert.match(rowOf(record('1', { account, otherCaller: true })).message ?? '', /^The profile "a b" signs with/);
  });

  const groups: [string, Parameters<typeof record>[1], string][] = [
    ['preparing', { state: 'preparing' }, 'running'],
    ['sending', { state: 'sending' }, 'running'],
    ['submitted', {}, 'running'],
    ['of an unknown status', { seen: seen('PAUSED_BY_MARS') }, 'running'],
    ['not found', { seen: seen('RUNNING'), notFound: true }, 'running'],
    ['unclear', { state: 'unclear' }, 'unclear'],
    ['of something else', { elsewhere: true, seen: seen('COMPLETE') }, 'elsewhere'],
    ['refused', { state: 'refused', endedAt: noon }, '2026-11-23'],
    ['complete', { seen: seen('COMPLETE', { CompleteTime: noon / 1000 }), createdAt: noon }, '2026-11-23'],
  ];
  for (const [what, more, group] of groups) {
    it(`of a job that is ${what} stands in ${group}`, () => assert.equal(groupOf(rowOf(record('1', more))), group));
  }

  it('ends on the local day, to the millisecond', () => {
    const midnight = new Date(2026, 10, 23).getTime();
    assert.deepEqual([dayOf(midnight - 1), dayOf(midnight)], ['2026-11-22', '2026-11-23']);
  });

  it('comes after what is newer, and never in any order', () => {
    const rows = ['a', 'b', 'c'].map((id) => rowOf(record(id, { createdAt: id === 'a' ? 2 : 1 })));
    assert.deepEqual(
      rows.sort(byTime).map(({ id }) => id),
      ['a', 'c', 'b'],
    );
  });
});

describe('what is under way', () => {
  it('is counted without what has ended, is unclear, is not followed or was started elsewhere', () => {
    const rows = [
      running('1', 4299),
      running('2'),
      running('3', 9999),
      rowOf(record('4', { state: 'unclear' })),
      rowOf(record('5', { elsewhere: true, seen: seen('RUNNING', { Progress: 1 }) })),
      rowOf(record('6', { seen: seen('COMPLETE', { Progress: 10_000 }) })),
      rowOf(record('7', { seen: seen('RUNNING', { Progress: 1 }) }), { message: 'No key.', nextStep: '' }),
    ];
    const { running: goesOn, unclear, percent } = activityOf(rows);
    assert.deepEqual([goesOn.length, unclear.length, percent], [3, 1, 71]);
  });

  it('has no percent where none is known, and is not said to be further than it is', () => {
    assert.equal(activityOf([running('1')]).percent, undefined);
    assert.equal(activityOf([running('1', 9990)]).percent, 99);
    assert.equal(activityOf([]).percent, undefined);
  });
});
