import assert from 'node:assert/strict';
import { readSpec } from '../../../src/spec/document.ts';
import { judge } from '../../../src/spec/judge.ts';
import { errorsOf } from '../../../src/spec/problem.ts';
import { valid } from './validSpecs.ts';

const now = Date.UTC(2026, 10, 23);
const seconds = now / 1000;
const warnings = (text: string) => judge(readSpec(text), now).filter(({ severity }) => severity === 'warning');
const spec = (type: string, more: Record<string, unknown>) => JSON.stringify({ ...valid[type], ...more });

/** A spec, and what is said: the code and the text underlined, with words of the message. */
type Row = [what: string, text: string, ...said: [code: string, at: string, says: RegExp][]];

const udm = { sourceInstanceId: 'i-1', forceRestore: true };
const rows: Row[] = [
  ['forceRestore', spec('UDM_ECS_ROLLBACK', { UdmDetail: udm }), ['forceRestore', 'true', /detached.*lost/]],
  [
    'forceRestore in a string',
    spec('UDM_ECS_ROLLBACK', { UdmDetail: JSON.stringify(udm) }),
    ['forceRestore', 'true', /lost/],
  ],
  ['no forceRestore', spec('UDM_ECS_ROLLBACK', { UdmDetail: { ...udm, forceRestore: false } })],
  [
    'OverwriteExisting',
    spec('OTS_TABLE', { OtsDetail: { OverwriteExisting: true } }),
    ['overwriteExisting', 'true', /rows.*lost/],
  ],
  [
    'OverwriteExisting in a string',
    spec('OTS_TABLE', { OtsDetail: '{"OverwriteExisting":true}' }),
    ['overwriteExisting', 'true', /rows/],
  ],
  [
    'conflictPolicy',
    spec('ECS_FILE', { Options: { conflictPolicy: 'OVERWRITE_EXISTING' } }),
    ['overwriteExisting', '"OVERWRITE_EXISTING"', /files.*lost/],
  ],
  ['another conflictPolicy', spec('ECS_FILE', { Options: { conflictPolicy: 'SKIP' } })],
  [
    'the same path',
    spec('NAS', { Include: ['/a', '/b/'], Exclude: ['/c', '/b'] }),
    ['includedAndExcluded', '"/b/"', /as well/],
  ],
  [
    'a path in an excluded folder',
    spec('NAS', { Include: ['/a/b/c', '/ab'], Exclude: ['/a'] }),
    ['includedAndExcluded', '"/a/b/c"', /lies in "\/a"/],
  ],
  [
    'the same path in strings',
    spec('NAS', { Include: '["/a"]', Exclude: '["/a"]' }),
    ['includedAndExcluded', '\\"/a\\"', /as well/],
  ],
  ['everything excluded', spec('NAS', { Include: ['/a'], Exclude: ['/'] }), ['includedAndExcluded', '"/a"', /lies in/]],
  [
    'a Windows path in other letters',
    spec('ECS_FILE', { Include: ['C:\\Data\\x'], Exclude: ['c:\\data\\'] }),
    ['includedAndExcluded', JSON.stringify('C:\\Data\\x'), /lies in/],
  ],
  ['a folder of an included path is no conflict', spec('NAS', { Include: ['/a'], Exclude: ['/a/b', '/ab'] })],
  ['letters count on Linux', spec('NAS', { Include: ['/A'], Exclude: ['/a'] })],
  [
    'a Windows target for Linux files',
    spec('ECS_FILE', { TargetPath: 'C:\\', Include: ['/home'] }),
    ['mixedPaths', JSON.stringify('C:\\'), /^A Windows path/],
  ],
  [
    'a Linux target for Windows files',
    spec('ECS_FILE', { TargetPath: '/', Include: ['C:\\a'] }),
    ['mixedPaths', '"/"', /^A Linux path/],
  ],
  [
    'two systems in one list, once',
    spec('ECS_FILE', { TargetPath: '/', Include: ['/a', 'D:\\b', 'D:\\c'] }),
    ['mixedPaths', JSON.stringify('D:\\b'), /^A Windows path/],
  ],
  [
    'a Windows path on NAS',
    spec('NAS', { TargetPath: '\\\\x\\y' }),
    ['mixedPaths', '"\\\\\\\\x\\\\y"', /^A Windows path/],
  ],
  ['relative paths are of any system', spec('ECS_FILE', { TargetPath: '/', Include: ['a/b', 'c:x'] })],
  [
    'TargetTime to come',
    spec('OTS_TABLE', { TargetTime: seconds + 1 }),
    ['inFuture', String(seconds + 1), /TargetTime/],
  ],
  [
    'TargetCreateTime to come',
    spec('NAS', { TargetCreateTime: seconds + 1 }),
    ['inFuture', String(seconds + 1), /TargetCreateTime/],
  ],
  ['the present', spec('OTS_TABLE', { TargetTime: seconds })],
  ['a masked ID', spec('NAS', { VaultId: 'v-****' }), ['placeholder', '"v-****"', /example/]],
  ['a prefix alone', spec('NAS', { SnapshotId: 's-' }), ['placeholder', '"s-"', /half of an ID/]],
  ['a hash cut short', spec('NAS', { SnapshotHash: 'f2fe...' }), ['placeholder', '"f2fe..."', /example/]],
  ['an ellipsis', spec('NAS', { SnapshotId: 's-…' }), ['placeholder', '"s-…"', /example/]],
  ["the page's table", spec('OTS_TABLE', { TargetTableName: 'tablename' }), ['placeholder', '"tablename"', /example/]],
  [
    'a masked ID inside',
    spec('UDM_ECS_ROLLBACK', { UdmDetail: { sourceInstanceId: 'i-****' } }),
    ['placeholder', '"i-****"', /example/],
  ],
  [
    'a path that leads elsewhere',
    spec('NAS', { TargetPath: '/tmp/restored/././../../etc' }),
    ['dotSegments', '"/tmp/restored/././../../etc"', /lead to \/etc\. Write that path instead\.$/],
  ],
  [
    'a Windows path that leads elsewhere',
    spec('ECS_FILE', { TargetPath: 'C:\\a\\..\\b' }),
    ['dotSegments', '"C:\\\\a\\\\..\\\\b"', /lead to C:\\b\./],
  ],
  ['a path that stays', spec('NAS', { TargetPath: '/a/.' }), ['dotSegments', '"/a/."', /lead to \/a\./]],
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
  ['wildcards of paths', spec('NAS', { Include: ['/a/**', '/b...'], TargetPath: '/x-…' })],
];

describe('advice', () => {
  for (const [what, text, ...said] of rows) {
    it(`${said.length === 0 ? 'says nothing of' : 'warns of'} ${what}`, () => {
      const found = warnings(text);
      assert.deepEqual(
        found.map(({ code, offset, length }) => [code, text.slice(offset, offset + length)]),
        said.map(([code, at]) => [code, at]),
      );
      found.forEach(({ message, saidBy }, index) => {
        assert.match(message, said[index]?.[2] ?? /^$/);
        assert.match(message, /\.$/);
        assert.equal(saidBy, 'own');
      });
      assert.deepEqual(errorsOf(judge(readSpec(text), now)), []);
    });
  }

  it('leaves what looks like milliseconds to the error', () => {
    const problems = judge(readSpec(spec('NAS', { TargetCreateTime: now * 2 })), now);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['outOfRange'],
    );
  });

  it('takes 10,000 paths, deep ones and 100,000 repeated keys without a hang', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => `/data/${i % 100}/${i}`);
    assert.equal(
      warnings(spec('NAS', { Include: many, Exclude: ['/data/7', ...many.slice(0, 50)] })).length,
      150 - 1 + 0,
    );
    warnings(spec('NAS', { Include: ['/'.repeat(400_000)], Exclude: ['/a'] }));
    warnings(`{${'"Include":"[1]",'.repeat(50_000)}"a":1}`);
  });
});
