import assert from 'node:assert/strict';
import { known } from '../../../../src/live/preflight/check.ts';
import {
  checkAmount,
  checkFilters,
  type FilterPath,
  type PathFinding,
} from '../../../../src/live/preflight/filterChecks.ts';
import { snapshotPath } from '../../../../src/live/preflight/snapshotPath.ts';
import { outage, verdicts } from './checkResults.ts';

describe("the preflight's checks of paths and of how much is written", () => {
  it('of what is included and excluded', () => {
    const path = (parameter: string, text: string, finding: FilterPath['finding']): FilterPath => ({
      ...{ parameter, text, finding },
      path: snapshotPath(text, 'ECS_FILE'),
    });
    const there = (amount?: PathFinding['amount']) => known({ isThere: true, ...(amount && { amount }) });
    const nowhere = known({ isThere: false });
    const include = [path('Include', '/a', there()), path('Options', '/b', nowhere), path('Include', '/c', outage)];
    assert.deepEqual(
      checkFilters({ include, exclude: [] }).map(({ parameter, item, verdict }) => [parameter, item, verdict]),
      [
        ['Include', '/a', 'passed'],
        ['Options', '/b', 'failed'],
        ['Include', '/c', 'notChecked'],
      ],
    );
    const exclude = (text: string, finding: FilterPath['finding'] = there()) =>
      verdicts(
        checkFilters({ include: [path('Include', '/a/b', there())], exclude: [path('Exclude', text, finding)] }),
      )['exclude'];
    assert.deepEqual([exclude('/a/b/c'), exclude('/a'), exclude('/a/bc')], ['passed', 'passed', 'failed']);
    assert.deepEqual([exclude('/a/b/c', nowhere), exclude('/a/b/c', outage)], ['failed', 'notChecked']);
    assert.equal(exclude('/z/*.tmp'), 'passed');
  });

  it('of how much is written', () => {
    const one = (amount?: PathFinding['amount']): FilterPath => ({
      parameter: 'Include',
      text: '/a',
      finding: known({ isThere: true, ...(amount && { amount }) }),
    });
    const snapshot = known({ snapshotId: 's', paths: [], itemsTotal: 9, bytesTotal: 2048 });
    const told = (include: FilterPath[], exclude: FilterPath[] = []) =>
      checkAmount({ include, exclude }, snapshot).message;
    assert.match(told([one({ files: 2, bytes: 1024 })]), /^2 files, 1 KB, will be written/);
    assert.match(told([one({ files: 2, bytes: 1024 })], [one()]), /^At most 2 files/);
    assert.match(told([one({ files: 2, bytes: 1024 }), one()]), /^At most 9 files, 2 KB .*the snapshot holds no more/);
    assert.match(told([]), /^At most 9 files/);
    assert.equal(checkAmount({ include: [], exclude: [] }, outage).verdict, 'notChecked');
    assert.equal(
      checkAmount({ include: [], exclude: [] }, known({ snapshotId: 's', paths: [] })).verdict,
      'notChecked',
    );
  });
});
