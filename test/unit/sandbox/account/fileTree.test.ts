import assert from 'node:assert/strict';
import { folderAt, type Folder } from '../../../../src/sandbox/account/fileTree.ts';

const options = { seed: 's', files: 100_000, isWindows: false, completed: Date.UTC(2026, 10, 28) / 1000 };
const names = (folder: Folder | undefined) =>
  Array.from({ length: folder?.count ?? 0 }, (_, index) => folder?.at(index).name);

describe("the files of the sandbox's snapshots", () => {
  it('are in folders', () => {
    assert.deepEqual(names(folderAt(options, [])), ['data', 'etc', 'home', 'var']);
    assert.deepEqual(names(folderAt(options, ['var', 'empty'])), []);
    assert.equal(folderAt(options, ['etc', 'hosts']), undefined);
    assert.equal(folderAt(options, ['constructor']), undefined);
  });

  it('are 100,000 in one of them, each made when it is asked for', () => {
    const bulk = folderAt(options, ['data', 'bulk']);
    assert.equal(bulk?.count, 100_000);
    assert.equal(bulk.at(99_999).name, 'item-100000.dat');
    assert.equal(new Set(names(bulk)).size, 100_000);
  });

  it('are on drives on Windows', () => {
    assert.deepEqual(names(folderAt({ ...options, isWindows: true }, [])), ['C:', 'D:']);
  });

  it('differ between snapshots: newer reports, other sizes after some weeks', () => {
    const older = { ...options, completed: options.completed - 30 * 86_400 };
    const reports = ['data', 'reports'];
    assert.ok(names(folderAt(options, reports)).includes('report-2026-11-28.csv'));
    assert.ok(!names(folderAt(older, reports)).includes('report-2026-11-28.csv'));
    assert.notEqual(folderAt(options, ['etc'])?.at(0).size, folderAt(older, ['etc'])?.at(0).size);
    assert.equal(folderAt(options, ['etc'])?.at(0).size, folderAt(options, ['etc'])?.at(0).size);
  });
});
