import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/restoreSpec/fixes/fix.ts';
import { fixesFor } from '../../../../src/restoreSpec/fixes/index.ts';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { errors, testRule, type RuleRow } from './ruleRows.ts';
import { valid } from '../validSpecs.ts';

describe('mismatch', () => {
  testRule('mismatch', [
    ...Object.entries(valid).map(([type, passes]): RuleRow => ({
      rule: `the source of ${type} is of the same kind`,
      passes,
      breaks: { SourceType: type === 'OSS' ? 'NAS' : 'OSS' },
      at: type === 'OSS' ? '"NAS"' : '"OSS"',
      says: new RegExp(`^Source and target are of one kind: RestoreType ${type} goes with SourceType `),
    })),
  ]);

  it('changes the last of a repeated RestoreType, which counts', () => {
    const text = JSON.stringify({ ...valid['NAS'], SourceType: 'OSS' }).replace('{', '{"RestoreType":"ECS_FILE",');
    const [problem] = errors(text).filter(({ code }) => code === 'mismatch');
    const fixes = problem ? fixesFor(readSpec(text), problem) : [];
    const fix = fixes.find(({ title }) => title.startsWith('Change RestoreType'));
    assert.match(applyEdits(text, fix?.edits ?? []), /^\{"RestoreType":"ECS_FILE","RestoreType":"OSS",/);
  });
});
