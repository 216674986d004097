import assert from 'node:assert/strict';
import { NAS, errors, underlined, testRule, type RuleRow } from './ruleRows.ts';
import { takes, valid } from '../validSpecs.ts';

const notTaken = (passes: Record<string, unknown>, key: string, value: unknown): RuleRow => ({
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

describe('notTaken', () => {
  testRule('notTaken', [
    ...Object.entries(takes).flatMap(([type, taken]) =>
      Object.entries(targets)
        .filter(([key]) => !taken.includes(key))
        .map(([key, value]) => notTaken(valid[type] ?? {}, key, value)),
    ),
  ]);

  it('a parameter of another type is refused once, at its key, where a string holds its JSON', () => {
    const text = JSON.stringify({ ...NAS, OtsDetail: '{"BatchChannelCount":1}' });
    assert.deepEqual(
      errors(text).map((problem) => [problem.code, underlined(text, problem)]),
      [['notTaken', '"OtsDetail"']],
    );
  });
});
