import { spec, testWarnings } from './ruleRows.ts';

describe('placeholder', () => {
  testWarnings([
    ['a masked ID', spec('NAS', { VaultId: 'v-****' }), ['placeholder', '"v-****"', /example/]],
    ['a prefix alone', spec('NAS', { SnapshotId: 's-' }), ['placeholder', '"s-"', /half of an ID/]],
    ['a hash cut short', spec('NAS', { SnapshotHash: 'f2fe...' }), ['placeholder', '"f2fe..."', /example/]],
    ['an ellipsis', spec('NAS', { SnapshotId: 's-…' }), ['placeholder', '"s-…"', /example/]],
    [
      "the page's table",
      spec('OTS_TABLE', { TargetTableName: 'tablename' }),
      ['placeholder', '"tablename"', /example/],
    ],
    [
      'a masked ID inside',
      spec('UDM_ECS_ROLLBACK', { UdmDetail: { sourceInstanceId: 'i-****' } }),
      ['placeholder', '"i-****"', /example/],
    ],
    ['wildcards of paths', spec('COMMON_FILE_SYSTEM', { Include: ['/a/**', '/b...'], TargetPath: '/x-…' })],
  ]);
});
