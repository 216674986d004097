import assert from 'node:assert/strict';
import { readSpec } from '../../../src/spec/document.ts';
import { judge } from '../../../src/spec/judge.ts';
import { editorProblems } from '../../jsonService.ts';
import { ECS_FILE, errors, NAS, OSS, OTS_TABLE, testRules, UDM, underlined, type Rule } from './rulesHelpers.ts';
import { newer, valid } from './validSpecs.ts';

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

describe('the rules of the page for values', () => {
  testRules(rules);

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
});
