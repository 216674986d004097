import { testRule, type RuleRow } from './ruleRows.ts';
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
});
