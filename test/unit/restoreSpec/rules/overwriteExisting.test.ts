import { spec, testWarnings } from './ruleRows.ts';

describe('overwriteExisting', () => {
  testWarnings([
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
    ['another member that is set', spec('OTS_TABLE', { OtsDetail: { RestoreIndex: true } })],
    ['no OverwriteExisting', spec('OTS_TABLE', { OtsDetail: { OverwriteExisting: false } })],
    ['another conflictPolicy', spec('ECS_FILE', { Options: { conflictPolicy: 'SKIP_THE_FILE' } })],
  ]);
});
