import { spec, testWarnings } from './ruleRows.ts';

const ecs = (Options: unknown) => spec('ECS_FILE', { Options });

describe('conflictPolicy', () => {
  testWarnings([
    [
      'a policy that no source knows, in either spelling',
      ecs({ conflictPolicy: 'SKIP' }),
      ['conflictPolicy', '"SKIP"', /^"SKIP" is not a known conflict policy: SKIP_THE_FILE, /],
    ],
    [
      'two spellings with different policies',
      ecs('{"conflictPolicy":"SKIP_THE_FILE","ConflictPolicy":"KEEP_LATEST"}'),
      ['conflictPolicy', '\\"KEEP_LATEST\\"', /^conflictPolicy and ConflictPolicy say different things/],
    ],
    [
      'an overwriting policy in the other spelling',
      ecs({ ConflictPolicy: 'OVERWRITE_EXISTING' }),
      ['overwriteExisting', '"OVERWRITE_EXISTING"', /^ConflictPolicy OVERWRITE_EXISTING replaces files/],
    ],
    ['two spellings of one policy', ecs({ conflictPolicy: 'SKIP_THE_FILE', ConflictPolicy: 'SKIP_THE_FILE' })],
    ['another member of Options', ecs({ mode: 'SKIP' })],
    ['a policy of NAS', ecs({ ConflictPolicy: 'KEEP_LATEST' })],
  ]);
});
