import assert from 'node:assert/strict';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../../src/restoreSpec/validation.ts';
import { valid } from '../validSpecs.ts';
import { spec, testWarnings } from './ruleRows.ts';
import { hasDotSegments, withoutDotSegments } from '../../../../src/restoreSpec/rules/dotSegments.ts';

describe('dotSegments', () => {
  testWarnings([
    [
      'a path that leads elsewhere',
      spec('NAS', { TargetPath: '/tmp/restored/././../../etc' }),
      ['dotSegments', '"/tmp/restored/././../../etc"', /lead to "\/etc"\. Write that path instead\.$/],
    ],
    [
      'a Windows path that leads elsewhere',
      spec('ECS_FILE', { TargetPath: 'C:\\a\\..\\b' }),
      ['dotSegments', '"C:\\\\a\\\\..\\\\b"', /lead to "C:\\b"\./],
    ],
    ['a path that stays', spec('NAS', { TargetPath: '/a/.' }), ['dotSegments', '"/a/."', /lead to "\/a"\./]],
    [
      'a path that leads out',
      spec('NAS', { TargetPath: '../a' }),
      ['dotSegments', '"../a"', /may lead elsewhere\. Write it without them\.$/],
    ],
    [
      'a prefix with dots',
      spec('OSS', { TargetPrefix: 'a/../b/' }),
      ['dotSegments', '"a/../b/"', /may lead elsewhere\. Write it without them\.$/],
    ],
    [
      'a path too long to be read',
      spec('NAS', { TargetPath: `/${'x'.repeat(3000)}/.` }),
      ['dotSegments', `"/${'x'.repeat(3000)}/."`, /may lead elsewhere/],
    ],
    ['names with dots', spec('NAS', { TargetPath: '/.a/..b/c./d../.../e.f' })],
    ['a device of Windows', spec('ECS_FILE', { TargetPath: '\\\\.\\C:\\a' })],
  ]);

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
      assert.equal(hasDotSegments(path), true);
      assert.equal(withoutDotSegments(path), plain);
    });
  }

  for (const path of ['', '/', 'C:\\', '/a/...', '/.a/b.', '..a', '\\\\.\\C:\\a', '\\\\?\\C:\\a']) {
    it(`${path || 'nothing'} has none`, () => assert.equal(hasDotSegments(path), false));
  }

  it('shows nothing of where a path with a secret leads', () => {
    const document = readSpec(JSON.stringify({ ...valid['NAS'], TargetPath: '/a/s3cret/../../b' }));
    const messageOf = (hasSecret: (text: string) => boolean) =>
      validateSpec(document, { hasSecret }).find(({ code }) => code === 'dotSegments')?.message ?? '';
    assert.match(
      messageOf(() => false),
      /lead to \S+\/b\S+\./,
    );
    assert.match(
      messageOf((text) => text.includes('s3cret')),
      /may lead elsewhere/,
    );
  });

  it('takes a path as long as a spec', () => {
    assert.equal(withoutDotSegments('/./..'.repeat(200_000)), '/');
    assert.equal(hasDotSegments('/'.repeat(1_000_000)), false);
  });
});
