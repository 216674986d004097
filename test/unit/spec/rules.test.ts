import assert from 'node:assert/strict';
import { readSpec } from '../../../src/spec/document.ts';
import { judge } from '../../../src/spec/judge.ts';
import { errorsOf, type Problem } from '../../../src/spec/problem.ts';
import { editorProblems, versions } from '../../jsonService.ts';
import { newer, valid } from './validSpecs.ts';

const NAS = valid['NAS'] ?? {};
const OSS = valid['OSS'] ?? {};
const ECS_FILE = valid['ECS_FILE'] ?? {};
const OTS_TABLE = valid['OTS_TABLE'] ?? {};
const UDM = valid['UDM_ECS_ROLLBACK'] ?? {};

const errors = (text: string) => errorsOf(judge(readSpec(text)));
const underlined = (text: string, { offset, length }: Pick<Problem, 'offset' | 'length'>) =>
  text.slice(offset, offset + length);

interface Rule {
  rule: string;
  passes: Record<string, unknown>;
  /** What is changed to break it; a key that is undefined is dropped. */
  breaks: Record<string, unknown>;
  /** The text underlined. */
  at: string;
  says: RegExp;
  /** True where only this extension says it, and VS Code's JSON support does not. */
  own?: boolean;
}

const missing = (passes: Record<string, unknown>, key: string): Rule => ({
  rule: `${String(passes['RestoreType'])} requires ${key}`,
  passes,
  breaks: { [key]: undefined },
  at: '{',
  says: new RegExp(`^Missing property "${key}"`),
});
const notTaken = (passes: Record<string, unknown>, key: string, value: unknown): Rule => ({
  rule: `${String(passes['RestoreType'])} takes no ${key}`,
  passes,
  breaks: { [key]: value },
  at: `"${key}"`,
  says: new RegExp(`^RestoreType ${String(passes['RestoreType'])} doesn't take this parameter: its target is `),
});

/** A value of each parameter that belongs to some types only. */
const targets: Record<string, unknown> = {
  TargetInstanceId: 'i-1',
  TargetPath: '/',
  TargetBucket: 'b',
  TargetPrefix: '',
  TargetFileSystemId: '1',
  TargetCreateTime: 1,
  TargetInstanceName: 'n',
  TargetTableName: 't',
  TargetTime: 1,
  OtsDetail: {},
  UdmRegionId: 'cn-hangzhou',
  UdmDetail: { sourceInstanceId: 'i-1' },
};
const takes: Record<string, string[]> = {
  ECS_FILE: ['TargetInstanceId', 'TargetPath'],
  OSS: ['TargetBucket', 'TargetPrefix'],
  NAS: ['TargetFileSystemId', 'TargetCreateTime', 'TargetPath'],
  OTS_TABLE: ['TargetInstanceName', 'TargetTableName', 'TargetTime', 'OtsDetail'],
  UDM_ECS_ROLLBACK: ['UdmRegionId', 'UdmDetail'],
};

const empty = /^Must not be empty\./;
const controls = /^Holds a control character/;
const texts: [Record<string, unknown>, string][] = [
  [NAS, 'VaultId'],
  [NAS, 'SnapshotId'],
  [NAS, 'SnapshotHash'],
  [NAS, 'TargetFileSystemId'],
  [ECS_FILE, 'TargetInstanceId'],
  [OSS, 'TargetBucket'],
  [OTS_TABLE, 'TargetInstanceName'],
  [OTS_TABLE, 'TargetTableName'],
  [UDM, 'UdmRegionId'],
  [NAS, 'TargetContainerClusterId'],
  [NAS, 'CrossAccountRoleName'],
];
const structured: [Record<string, unknown>, string][] = [
  [UDM, 'UdmDetail'],
  [OTS_TABLE, 'OtsDetail'],
  [NAS, 'TargetContainer'],
  [NAS, 'Options'],
  [NAS, 'FailbackDetail'],
];

const rules: Rule[] = [
  ...['RestoreType', 'SourceType', 'VaultId', 'SnapshotId'].map((key) => missing(NAS, key)),
  missing(ECS_FILE, 'TargetInstanceId'),
  missing(ECS_FILE, 'TargetPath'),
  missing(OSS, 'TargetBucket'),
  missing(OSS, 'TargetPrefix'),
  missing(NAS, 'TargetFileSystemId'),
  missing(NAS, 'TargetCreateTime'),
  missing(OTS_TABLE, 'TargetInstanceName'),
  missing(OTS_TABLE, 'TargetTableName'),
  missing(UDM, 'UdmRegionId'),
  ...Object.entries(takes).flatMap(([type, taken]) =>
    Object.entries(targets)
      .filter(([key]) => !taken.includes(key))
      .map(([key, value]) => notTaken(valid[type] ?? {}, key, value)),
  ),
  {
    rule: 'RestoreType is a known word',
    passes: NAS,
    breaks: { RestoreType: 'HDFS' },
    at: '"HDFS"',
    says: /^Unknown RestoreType/,
  },
  ...Object.entries(valid).map(([type, passes]): Rule => ({
    rule: `the source of ${type} is of the same kind`,
    passes,
    breaks: { SourceType: type === 'OSS' ? 'NAS' : 'OSS' },
    at: type === 'OSS' ? '"NAS"' : '"OSS"',
    says: new RegExp(`^Source and target are of one kind: RestoreType ${type} goes with SourceType `),
  })),
  ...texts.map(([passes, key]): Rule => ({
    rule: `${key} is not empty`,
    passes: { ...passes, [key]: 'x' },
    breaks: { [key]: '' },
    at: '""',
    says: empty,
  })),
  ...texts.map(([passes, key]): Rule => ({
    rule: `${key} holds no line break`,
    passes: { ...passes, [key]: '😀' },
    breaks: { [key]: 'x\n' },
    at: '"x\\n"',
    says: controls,
  })),
  ...texts.map(([passes, key]): Rule => ({
    rule: `${key} is a string`,
    passes,
    breaks: { [key]: 7 },
    at: '7',
    says: /Incorrect type|it must be string/,
  })),
  {
    rule: 'TargetPath is not empty',
    passes: { ...ECS_FILE, TargetPath: '/a\nb' },
    breaks: { TargetPath: '' },
    at: '""',
    says: empty,
  },
  { rule: 'no text holds NUL', passes: ECS_FILE, breaks: { TargetPath: 'a\0' }, at: '"a\\u0000"', says: /NUL/ },
  {
    rule: 'no text holds half a surrogate pair',
    passes: ECS_FILE,
    breaks: { TargetPath: '\ud800' },
    at: '"\\ud800"',
    says: /surrogate/,
  },
  {
    rule: 'TargetCreateTime is whole',
    passes: NAS,
    breaks: { TargetCreateTime: 1.5 },
    at: '1.5',
    says: /^Must be a whole UNIX time/,
  },
  {
    rule: 'TargetCreateTime is a number',
    passes: NAS,
    breaks: { TargetCreateTime: '1554347313' },
    at: '"1554347313"',
    says: /^Must be a whole UNIX time/,
  },
  {
    rule: 'TargetCreateTime is not negative',
    passes: { ...NAS, TargetCreateTime: 0 },
    breaks: { TargetCreateTime: -1 },
    at: '-1',
    says: /negative/,
  },
  {
    rule: 'TargetCreateTime is in seconds',
    passes: { ...NAS, TargetCreateTime: 99999999999 },
    breaks: { TargetCreateTime: 100000000000 },
    at: '100000000000',
    says: /milliseconds/,
  },
  {
    rule: 'TargetTime is in seconds',
    passes: { ...OTS_TABLE, TargetTime: 1642496881 },
    breaks: { TargetTime: 1642496881000 },
    at: '1642496881000',
    says: /milliseconds/,
  },
  {
    rule: 'Include has a path',
    passes: { ...NAS, Include: ['/'] },
    breaks: { Include: [] },
    at: '[]',
    says: /too few items/,
  },
  {
    rule: 'Include has no empty path',
    passes: { ...NAS, Include: ['/'] },
    breaks: { Include: [''] },
    at: '""',
    says: empty,
  },
  { rule: 'Include is paths', passes: NAS, breaks: { Include: {} }, at: '{}', says: /^Write an array of paths/ },
  {
    rule: 'Exclude as a string is at most 255 characters',
    passes: { ...NAS, Exclude: `["${'a'.repeat(251)}"]` },
    breaks: { Exclude: `["${'a'.repeat(252)}"]` },
    at: JSON.stringify(`["${'a'.repeat(252)}"]`),
    says: /maximum length of 255/,
  },
  {
    rule: 'Include as an array is at most 255 characters when sent',
    passes: { ...NAS, Include: ['😀'.repeat(251)] },
    breaks: { Include: ['a'.repeat(252)] },
    at: JSON.stringify(['a'.repeat(252)]),
    says: /is 256 characters long/,
    own: true,
  },
  {
    rule: 'Include as a string holds an array',
    passes: { ...NAS, Include: '["/"]' },
    breaks: { Include: '/home' },
    at: '"/home"',
    says: /must hold a JSON array/,
    own: true,
  },
  {
    rule: 'Include as a string holds no empty path',
    passes: { ...NAS, Include: '["/"]' },
    breaks: { Include: '[""]' },
    at: '\\"\\"',
    says: empty,
    own: true,
  },
  ...structured.map(([passes, key]): Rule => ({
    rule: `${key} is an object or its string`,
    passes,
    breaks: { [key]: [] },
    at: '[]',
    says: /^Write an object/,
  })),
  ...structured.map(([passes, key]): Rule => ({
    rule: `${key} as a string holds an object`,
    passes,
    breaks: { [key]: '{,}' },
    at: '"{,}"',
    says: /must hold a JSON object/,
    own: true,
  })),
  ...structured.map(([passes, key]): Rule => ({
    rule: `${key} is not an empty string`,
    passes,
    breaks: { [key]: '' },
    at: '""',
    says: empty,
  })),
  {
    rule: 'a rollback names its instance',
    passes: { ...UDM, UdmDetail: { sourceInstanceId: 'i-1' } },
    breaks: { UdmDetail: {} },
    at: '"UdmDetail"',
    says: /"sourceInstanceId"/,
  },
  {
    rule: 'a rollback names its instance, in a string too',
    passes: { ...UDM, UdmDetail: '{"sourceInstanceId":"i-1"}' },
    breaks: { UdmDetail: '{}' },
    at: '{',
    says: /^Missing property "sourceInstanceId"/,
    own: true,
  },
  {
    rule: 'UdmDetail has no other keys',
    passes: UDM,
    breaks: { UdmDetail: { sourceInstanceId: 'i-1', boot: true } },
    at: '"boot"',
    says: /^Property boot is not allowed/,
  },
  {
    rule: 'OtsDetail has no other keys',
    passes: OTS_TABLE,
    breaks: { OtsDetail: { Overwrite: true } },
    at: '"Overwrite"',
    says: /^Property Overwrite is not allowed/,
  },
  {
    rule: 'BatchChannelCount is 1 or more',
    passes: { ...OTS_TABLE, OtsDetail: { BatchChannelCount: 1 } },
    breaks: { OtsDetail: { BatchChannelCount: 0 } },
    at: '0',
    says: /whole number, 1 or more/,
  },
  {
    rule: 'TargetContainer has no other keys',
    passes: { ...NAS, TargetContainer: { host: 'h' } },
    breaks: { TargetContainer: { hosts: 'h' } },
    at: '"hosts"',
    says: /^Property hosts is not allowed/,
  },
  {
    rule: 'Options takes any key, its known ones are checked',
    passes: { ...NAS, Options: { later: 1.5 } },
    breaks: { Options: { UseVSS: 'yes' } },
    at: '"yes"',
    says: /boolean/,
  },
  {
    rule: 'InitiatedByAck is true or false',
    passes: { ...NAS, InitiatedByAck: false },
    breaks: { InitiatedByAck: 'false' },
    at: '"false"',
    says: /boolean/,
  },
  {
    rule: 'Edition is a known word',
    passes: { ...NAS, Edition: 'BASIC' },
    breaks: { Edition: 'basic' },
    at: '"basic"',
    says: /^Must be STANDARD or BASIC/,
  },
  {
    rule: 'CrossAccountType is a known word',
    passes: { ...NAS, CrossAccountType: 'SELF_ACCOUNT' },
    breaks: { CrossAccountType: 'OTHER' },
    at: '"OTHER"',
    says: /^Must be SELF_ACCOUNT or CROSS_ACCOUNT/,
  },
  ...['CrossAccountUserId', 'CrossAccountRoleName'].map((key): Rule =>
    missing({ ...NAS, CrossAccountType: 'CROSS_ACCOUNT', CrossAccountUserId: 1, CrossAccountRoleName: 'r' }, key),
  ),
  {
    rule: 'CrossAccountUserId is a number',
    passes: { ...NAS, CrossAccountUserId: 1589750000004625 },
    breaks: { CrossAccountUserId: '1' },
    at: '"1"',
    says: /^Must be an account ID/,
  },
  {
    rule: 'CrossAccountUserId is not negative',
    passes: NAS,
    breaks: { CrossAccountUserId: -1 },
    at: '-1',
    says: /negative/,
  },
  {
    rule: 'unknown keys are named',
    passes: NAS,
    breaks: { TargetPaht: '/' },
    at: '"TargetPaht"',
    says: /^Property TargetPaht is not allowed/,
  },
  {
    rule: 'a key __proto__ is a key',
    passes: NAS,
    breaks: JSON.parse('{"__proto__": 1}') as Record<string, unknown>,
    at: '"__proto__"',
    says: /^Property __proto__ is not allowed/,
  },
  {
    rule: '$region is a region ID',
    passes: { ...NAS, $region: 'cn-hangzhou' },
    breaks: { $region: 'evil.example/#' },
    at: '"evil.example/#"',
    says: /^Must be a region ID/,
  },
  {
    rule: "$region is no bucket's host",
    passes: { ...NAS, $region: 'cn-hangzhou' },
    breaks: { $region: 'oss-cn-hangzhou' },
    at: '"oss-cn-hangzhou"',
    says: /^Must be a region ID/,
  },
  { rule: 'null is no value', passes: NAS, breaks: { SnapshotHash: null }, at: 'null', says: /string/ },
];

describe('the rules of the page', () => {
  for (const { rule, passes, breaks, at, says, own } of rules) {
    it(rule, async () => {
      const good = JSON.stringify(passes, null, 2);
      assert.deepEqual(errors(good), []);
      for (const version of versions) assert.deepEqual(await editorProblems(good, version), []);

      // Object.entries and back, since a spread would swallow a key __proto__.
      const changed = Object.fromEntries([...Object.entries({ ...passes, ...breaks }), ...Object.entries(breaks)]);
      const bad = JSON.stringify(changed, null, 2);
      const found = errors(bad).filter((problem) => says.test(problem.message));
      assert.deepEqual(
        found.map((problem) => [underlined(bad, problem).replace(/\s+/g, ''), problem.saidBy]),
        [[at.replace(/\s+/g, ''), own ? 'own' : 'editor']],
        `said: ${JSON.stringify(errors(bad))}`,
      );
      for (const version of versions) {
        const shown = (await editorProblems(bad, version)).filter((problem) => says.test(problem.message));
        const places = shown.map((problem) => underlined(bad, problem).replace(/\s+/g, ''));
        // Newer editors underline the whole object that lacks a key, older ones its brace or its own key.
        const exact = found[0]?.code !== 'missing';
        assert.equal(places.length, own ? 0 : 1, version);
        if (exact && !own) assert.deepEqual(places, [at.replace(/\s+/g, '')], version);
      }
    });
  }

  for (const [type, spec] of Object.entries(newer)) {
    it(`${type} is newer than the page: taken, and marked by an information alone`, async () => {
      const text = JSON.stringify(spec);
      assert.deepEqual(await editorProblems(text), []);
      const said = judge(readSpec(text)).filter(({ message }) => message.includes(`RestoreType ${type}`));
      assert.deepEqual(errors(text), []);
      assert.deepEqual(
        said.map((problem) => [problem.severity, problem.saidBy, underlined(text, problem)]),
        [['information', 'own', `"${type}"`]],
      );
    });
  }
  for (const key of ['Options', 'Edition', 'FailbackDetail']) {
    it(`${key} is newer than the page: taken, and marked by an information alone`, () => {
      const text = JSON.stringify({ ...NAS, [key]: key === 'Edition' ? 'STANDARD' : {} });
      const problems = judge(readSpec(text));
      assert.deepEqual(
        problems.map((problem) => [problem.code, underlined(text, problem)]),
        [['newer', `"${key}"`]],
      );
    });
  }
});

describe('what only the text shows', () => {
  const withTime = (literal: string) => JSON.stringify(NAS).replace('1554347313', literal);
  for (const literal of ['1.0', '1e9', '1E3', '-0', '15543473130e-1']) {
    it(`the number ${literal} is not written in plain digits`, () => {
      const text = withTime(literal);
      assert.deepEqual(
        errors(text).map((problem) => underlined(text, problem)),
        [literal],
      );
    });
  }
  it('an account ID has at most 19 digits', () => {
    const text = (digits: string) => JSON.stringify({ ...NAS, CrossAccountUserId: 7 }).replace('":7', `":${digits}`);
    assert.deepEqual(errors(text('9'.repeat(19))), []);
    assert.deepEqual(
      errors(text(`1${'0'.repeat(19)}`)).map(({ code }) => code),
      ['tooLong'],
    );
    assert.equal(errors(text('9'.repeat(20))).length > 0, true);
  });
  it('a key that stands twice is refused, at the second place', () => {
    const text = '{"VaultId": "v-1", ' + JSON.stringify(NAS).slice(1);
    const [problem] = errors(text);
    assert.equal(problem?.code, 'duplicateKey');
    assert.equal(problem.offset, text.lastIndexOf('"VaultId"'));
  });
  it('a key that stands twice inside a string is refused', () => {
    const text = JSON.stringify({ ...UDM, UdmDetail: '{"sourceInstanceId":"i-1","sourceInstanceId":"i-2"}' });
    assert.deepEqual(
      errors(text).map(({ code, saidBy }) => [code, saidBy]),
      [['duplicateKey', 'own']],
    );
  });
  it('a parameter of another type is refused once, at its key, where a string holds its JSON', () => {
    const text = JSON.stringify({ ...NAS, OtsDetail: '{"BatchChannelCount":1}' });
    assert.deepEqual(
      errors(text).map((problem) => [problem.code, underlined(text, problem)]),
      [['notTaken', '"OtsDetail"']],
    );
  });
});
