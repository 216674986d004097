import assert from 'node:assert/strict';
import { readSpec } from '../../../src/spec/document.ts';
import { judge } from '../../../src/spec/judge.ts';
import { valid } from './validSpecs.ts';
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

  it('shows nothing of where a path with a secret leads', () => {
    const spec = readSpec(JSON.stringify({ ...valid['NAS'], TargetPath: '/a/s3cret/../../b' }));
    const messageOf = (hasSecret: (text: string) => boolean) =>
      judge(spec, undefined, hasSecret).find(({ code }) => code === 'dotSegments')?.message ?? '';
    assert.match(
      messageOf(() => false),
      /lead to \/b\./,
    );
    assert.match(
      messageOf((text) => text.includes('s3cret')),
      /may lead elsewhere/,
    );
  });

  it('takes a path as long as a spec', () => {
    assert.equal(withoutDots('/./..'.repeat(200_000)), '/');
    assert.equal(hasDots('/'.repeat(1_000_000)), false);
  });
});
