import assert from 'node:assert/strict';
import { known } from '../../../../src/live/preflight/check.ts';
import {
  checkAmount,
  checkFilters,
  type FilterPath,
  type PathFinding,
} from '../../../../src/live/preflight/filterChecks.ts';
import { snapshotPath } from '../../../../src/live/preflight/snapshotPath.ts';
import { plainQuotes } from '../../plainQuotes.ts';
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
    const inOneOfTwo = checkFilters({
      include: [path('Include', '/a', there()), path('Include', '/b', there())],
      exclude: [path('Exclude', '/b/c', there()), path('Exclude', '/c', there())],
    });
    assert.deepEqual(inOneOfTwo.map(({ check, item, verdict }) => [check, item, verdict]).slice(2), [
      ['exclude', '/b/c', 'passed'],
      ['exclude', '/c', 'failed'],
    ]);
  });

  it('say which path, what it comes to, and why it was not looked up', () => {
    const at = (text: string, finding: FilterPath['finding']) => ({ parameter: 'Include', text, finding });
    const include = [
      at('/a', known({ isThere: true, amount: { files: 2, bytes: 1024 } })),
      at('/b', known({ isThere: true, amount: { files: 1, bytes: 2048 } })),
      at('/c', known({ isThere: false })),
      at('/d', outage),
    ];
    const exclude = [at('/e', known({ isThere: false })), at('/f', outage)];
    assert.deepEqual(
      checkFilters({ include, exclude }).map(({ message }) => plainQuotes(message)),
      [
        '"/a" matches 2 files, 1 KB.',
        '"/b" matches 1 file, 2 KB.',
        '"/c" matches nothing in the snapshot.',
        '"/d": no answer',
        '"/e" excludes nothing: the snapshot has no such path.',
        '"/f": no answer',
      ],
    );
  });

  /** A path that was counted, or was not. */
  const one = (amount?: PathFinding['amount'], parameter = 'Include', text = '/a'): FilterPath => ({
    ...{ parameter, text },
    finding: known({ isThere: true, ...(amount && { amount }) }),
  });
  const snapshot = known({ snapshotId: 's', paths: [], itemsTotal: 9, bytesTotal: 2048 });
  const told = (include: FilterPath[], exclude: FilterPath[] = [], restoreType = 'ECS_FILE') =>
    checkAmount({ include, exclude }, snapshot, restoreType).message;

  it('of how much is written', () => {
    const two = { files: 2, bytes: 1024 };
    assert.match(told([one(two)]), /^2 files, 1 KB, will be written/);
    assert.match(told([one(two)], [one()]), /^At most 2 files/);
    assert.match(
      told([one(two), one(undefined, 'Include', '/b')]),
      /^At most 9 files, 2 KB .*the snapshot holds no more/,
    );
    assert.match(told([one(two), one(two, 'Include', '/b')]), /^At most 4 files, 2 KB/);
    assert.match(told([]), /^At most 9 files/);
    assert.equal(checkAmount({ include: [], exclude: [] }, outage, 'NAS').verdict, 'notChecked');
    assert.equal(
      checkAmount({ include: [], exclude: [] }, known({ snapshotId: 's', paths: [] }), 'NAS').verdict,
      'notChecked',
    );
  });

  it('of no less than the whole snapshot where the service may ignore the list', () => {
    const two = { files: 2, bytes: 1024 };
    for (const type of ['OSS', 'NAS']) {
      assert.match(told([one(two)], [], type), /^At most 9 files, 2 KB will be written, all .*may ignore Include/);
      assert.match(told([one(two, 'Options')], [], type), /^2 files, 1 KB, will be written/);
      assert.match(told([one(two), one(two, 'Options')], [], type), /^2 files, 1 KB, will be written/);
      assert.match(told([one(two), one(two, 'Options', '/b')], [], type), /^At most 4 files, 2 KB, will/);
    }
    assert.match(
      told([one(two, 'Options')]),
      /^At most 9 files, 2 KB will be written, all .*may ignore the list "includes" of Options/,
    );
  });
});
