import assert from 'node:assert/strict';
import { readSpec } from '../../../src/spec/document.ts';
import { judge } from '../../../src/spec/judge.ts';
import { ECS_FILE, NAS, OSS, OTS_TABLE, testRules, UDM, underlined, type Rule } from './rulesHelpers.ts';
import { takes, valid } from './validSpecs.ts';

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
  ...['CrossAccountUserId', 'CrossAccountRoleName'].map((key): Rule =>
    missing({ ...NAS, CrossAccountType: 'CROSS_ACCOUNT', CrossAccountUserId: 1, CrossAccountRoleName: 'r' }, key),
  ),
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
];

describe('the rules of the page for keys', () => {
  testRules(rules);

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
