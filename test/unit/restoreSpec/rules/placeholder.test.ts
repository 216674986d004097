import { spec, testWarnings } from './ruleRows.ts';

describe('placeholder', () => {
  testWarnings([
    ['a masked ID', spec('NAS', { VaultId: 'v-****' }), ['placeholder', '"v-****"', /ID is incomplete/]],
    ['a prefix alone', spec('NAS', { SnapshotId: 's-' }), ['placeholder', '"s-"', /ID is incomplete/]],
    ['a hash cut short', spec('NAS', { SnapshotHash: 'f2fe...' }), ['placeholder', '"f2fe..."', /ID is incomplete/]],
    ['an ellipsis', spec('NAS', { SnapshotId: 's-…' }), ['placeholder', '"s-…"', /ID is incomplete/]],
    [
      "the page's table",
      spec('OTS_TABLE', { TargetTableName: 'tablename' }),
      ['placeholder', '"tablename"', /ID is incomplete/],
    ],
    [
      'a masked ID inside',
      spec('UDM_ECS_ROLLBACK', { UdmDetail: { sourceInstanceId: 'i-****' } }),
      ['placeholder', '"i-****"', /ID is incomplete/],
    ],
    ['wildcards of paths', spec('COMMON_FILE_SYSTEM', { Include: ['/a/**', '/b...'], TargetPath: '/x-…' })],
  ]);
});
