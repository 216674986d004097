import assert from 'node:assert/strict';
import { rangeText, rowAbove, rowFrom, rowsBelow, tailText } from '../../../../src/live/files/fileRows.ts';
import type { FolderFiles } from '../../../../src/live/files/snapshotFiles.ts';

const named = (name: string, isExact = true) => ({ name, isExact, isFolder: false });
const folder = (names: string[], more: Partial<FolderFiles> = {}): FolderFiles => ({
  entries: names.map((name) => named(name)),
  totalCount: names.length,
  isWhole: true,
  isReading: false,
  failure: undefined,
  ...more,
});
const many = folder(
  Array.from({ length: 2500 }, (_, index) => `f${index}`),
  { totalCount: 100_000, isWhole: false },
);

describe('the rows of files', () => {
  it('are the entries of a folder, and those whose names make no path', () => {
    const files = folder([], { entries: [named('a'), named('b*'), named('c', false)] });
    const rows = rowsBelow(rowFrom('/d'), files);
    assert.deepEqual(rows, ['/d/a', 'odd:1:/d', 'odd:2:/d']);
    assert.deepEqual(rows.map(rowFrom), [
      { kind: 'entry', path: '/d/a' },
      { kind: 'odd', path: '/d', index: 1 },
      { kind: 'odd', path: '/d', index: 2 },
    ]);
    assert.deepEqual(
      rows.map((row) => rowAbove(rowFrom(row), () => files)),
      ['/d', '/d', '/d'],
    );
  });

  it('are a thousand of a large folder, and a row for each thousand after them', () => {
    const rows = rowsBelow(rowFrom('/'), many);
    assert.equal(rows.length, 1003);
    assert.deepEqual(rows.slice(-4), ['/f999', 'range:1000:/', 'range:2000:/', 'tail:/']);
    const last = rowsBelow(rowFrom('range:2000:/'), many);
    assert.equal(last.length, 500);
    assert.equal(last[0], '/f2000');
    assert.equal(rangeText(2000, many), 'Entries 2,001 to 2,500');
    assert.equal(
      rowAbove(rowFrom('/f2000'), () => many),
      'range:2000:/',
    );
    assert.equal(
      rowAbove(rowFrom('range:2000:/'), () => many),
      '/',
    );
    assert.equal(
      rowAbove(rowFrom('/'), () => many),
      undefined,
    );
    assert.deepEqual(rowFrom('/range:1:/x'), { kind: 'entry', path: '/range:1:/x' });
  });

  it('end with what a folder has besides', () => {
    const says = (more: Partial<FolderFiles>) => tailText(folder(['a'], { isWhole: false, ...more }));
    assert.deepEqual(tailText(folder([])), { state: 'empty', label: 'Empty' });
    assert.deepEqual(tailText(many), { state: 'more', label: 'First 2,500 of 100,000. Load More' });
    assert.deepEqual(says({ totalCount: undefined }), { state: 'more', label: 'First 1. Load More' });
    assert.deepEqual(says({ isReading: true, totalCount: 7 }), { state: 'reading', label: 'Reading: first 1 of 7' });
    assert.deepEqual(says({ isReading: true, totalCount: undefined }), { state: 'reading', label: 'Reading…' });
    const failure = { message: 'It is away.', nextStep: '' };
    assert.deepEqual(says({ failure }), { state: 'failed', label: 'Try Again: It is away.' });
    assert.deepEqual(rowsBelow(rowFrom('/d'), folder(['a'], { failure, isWhole: false })), ['/d/a', 'tail:/d']);
  });
});
