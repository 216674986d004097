import assert from 'node:assert/strict';
import { contains, namesEntry, snapshotPath } from '../../../../src/live/preflight/snapshotPath.ts';

const pathOf = (text: string, sourceType = 'ECS_FILE') => {
  const path = snapshotPath(text, sourceType);
  assert.ok(path);
  return path;
};

describe('paths in a snapshot', () => {
  it('are a folder and a name in it', () => {
    const parts = (text: string, sourceType?: string) => {
      const { folder, name } = pathOf(text, sourceType);
      return [folder.join('|'), name];
    };
    assert.deepEqual(parts('/home/alice/*.pdf'), ['home|alice', '*.pdf']);
    assert.deepEqual(parts('/home/'), ['', 'home']);
    assert.deepEqual(parts('/'), ['', undefined]);
    assert.deepEqual(parts('C:\\Users\\bob'), ['C:|Users', 'bob']);
    assert.deepEqual(parts('C:/Users'), ['C:', 'Users']);
    assert.deepEqual(parts('logs/2026', 'OSS'), ['logs', '2026']);
    assert.deepEqual(parts('/a\\b'), ['', 'a\\b']);
  });

  it('are not looked up with wildcards in a folder, dots, or a share', () => {
    for (const text of ['/home/*/a', '/home/?/a', '/a/../b', '/a/./b', '/a/..', '\\\\server\\share'])
      assert.equal(snapshotPath(text, 'ECS_FILE'), undefined);
  });

  it('are not looked up without their beginning, save in OSS', () => {
    for (const type of ['ECS_FILE', 'NAS', 'COMMON_FILE_SYSTEM']) {
      for (const text of ['*.log', 'home/alice', 'a']) assert.equal(snapshotPath(text, type), undefined);
    }
    assert.deepEqual(pathOf('*.log', 'OSS').name, '*.log');
  });

  it('name entries of their folder', () => {
    const names = (text: string, name: string, sourceType?: string) => namesEntry(pathOf(text, sourceType), { name });
    assert.ok(names('/a/*.pdf', 'x.pdf') && !names('/a/*.pdf', 'x.pdfx') && names('/a/?.pdf', 'x.pdf'));
    assert.ok(names('C:\\Data', 'data') && names('C:\\data', 'DATA') && !names('/Data', 'data'));
    assert.ok(names('logs/20', '2026', 'OSS') && !names('logs/20/', '2026', 'OSS') && !names('/logs/20', '2026'));
  });

  it('contain others as far as their texts tell', () => {
    const isIn = (outer: string, inner: string) => contains(pathOf(outer), pathOf(inner));
    assert.ok(isIn('/a', '/a/b') && isIn('/a', '/a') && isIn('/', '/a') && isIn('C:\\A', 'c:\\a\\b'));
    assert.ok(
      isIn('/', '/') && !isIn('/a', '/') && isIn('/a', '/a/b/*') && !isIn('/a/b', '/a/*') && !isIn('/A', '/a/b'),
    );
    const ofOss = (outer: string, inner: string) => contains(pathOf(outer, 'OSS'), pathOf(inner, 'OSS'));
    assert.ok(!ofOss('a', 'ab/c') && ofOss('a/', 'a/b') && !ofOss('a/', 'a'));
    assert.ok(!isIn('/a', '/ab') && !isIn('/a/b', '/a') && !isIn('/a/*', '/a/b') && isIn('/a', '/a/*'));
  });
});
