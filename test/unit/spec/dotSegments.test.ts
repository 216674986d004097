import assert from 'node:assert/strict';
import { hasDots, withoutDots } from '../../../src/spec/dotSegments.ts';

describe('paths with "." and ".."', () => {
  for (const [path, plain] of [
    ['/tmp/restored/././../../etc', '/etc'],
    ['/a/./b/', '/a/b/'],
    ['/a//../b', '/b'],
    ['/..', '/'],
    ['/../../a', '/a'],
    ['/a/b/..', '/a'],
    ['a/../b', 'b'],
    ['./a', 'a'],
    ['C:\\a\\..\\..\\b\\', 'C:\\b\\'],
    ['C:/a/../b', 'C:/b'],
    ['C:\\a/..\\b', 'C:\\b'],
    ['\\\\host\\share\\a\\..\\..\\b', '\\\\host\\share\\b'],
    // Where they lead depends on where one stands, or on the system.
    ['..', undefined],
    ['a/../..', undefined],
    ['a/..', undefined],
    ['\\\\host\\..\\a', undefined],
    ['/a\\..\\b', undefined],
  ] as const) {
    it(`${path} leads to ${plain ?? 'what is not known'}`, () => {
      assert.equal(hasDots(path), true);
      assert.equal(withoutDots(path), plain);
    });
  }

  for (const path of ['', '/', 'C:\\', '/a/...', '/.a/b.', '..a', '\\\\.\\C:\\a', '\\\\?\\C:\\a']) {
    it(`${path || 'nothing'} has none`, () => assert.equal(hasDots(path), false));
  }

  it('takes a path as long as a spec', () => {
    assert.equal(withoutDots('/./..'.repeat(200_000)), '/');
    assert.equal(hasDots('/'.repeat(1_000_000)), false);
  });
});
