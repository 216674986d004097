import assert from 'node:assert/strict';
import { activityOf } from '../../../../src/jobs/list/activity.ts';
import { rowOf } from '../../../../src/jobs/row.ts';
import { record } from '../jobFixtures.ts';

const seen = (Status: string, more = {}) => ({ RestoreId: 'r-1', Status, other: {}, ...more });
const running = (id: string, Progress?: number) =>
  rowOf(record(id, { seen: seen('RUNNING', Progress === undefined ? {} : { Progress }) }));

describe('what is under way', () => {
  it('is counted without what has ended, is unclear, is not followed or was started elsewhere', () => {
    const rows = [
      running('1', 4299),
      running('2'),
      running('3', 9999),
      rowOf(record('4', { state: 'unclear' })),
      rowOf(record('5', { external: true, seen: seen('RUNNING', { Progress: 1 }) })),
      rowOf(record('6', { seen: seen('COMPLETE', { Progress: 10_000 }) })),
      rowOf(record('7', { seen: seen('RUNNING', { Progress: 1 }) }), { message: 'No key.', nextStep: '' }),
    ];
    const { running: goesOn, unclear, percent } = activityOf(rows);
    assert.deepEqual([goesOn.length, unclear.length, percent], [3, 1, 71]);
  });

  it('is counted where the service can not be asked for now, without saying how far it is', () => {
    const outage = { message: 'No network.', nextStep: '', isOutage: true } as const;
    const row = rowOf(record('1', { seen: seen('RUNNING', { Progress: 4200 }) }), outage);
    const { running: goesOn, percent } = activityOf([row]);
    assert.deepEqual([goesOn, percent], [[row], undefined]);
  });

  it('has no percent where none is known, and is not said to be further than it is', () => {
    assert.equal(activityOf([running('1')]).percent, undefined);
    assert.equal(activityOf([running('1', 9990)]).percent, 99);
    assert.equal(activityOf([]).percent, undefined);
  });
});
