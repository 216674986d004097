import assert from 'node:assert/strict';
import { fixesFor } from '../../../../src/restoreSpec/fixes/index.ts';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { apply } from '../fixes/fixRows.ts';
import { NAS, spec, testWarnings, warnings, type WarningRow } from './ruleRows.ts';

const ids = [
  ' v-1',
  'v-1 ',
  '\u00a0v-1',
  'v-\u200b1',
  '\ufeffv-1',
  '“v-1”',
  '‘v-1’',
  '"v-1"',
  'v-\u202e1',
  '\u3000v-1',
];

describe('idCharacters', () => {
  testWarnings([
    ...ids.map((id): WarningRow => [
      JSON.stringify(id),
      spec('NAS', { VaultId: id }),
      ['idCharacters', JSON.stringify(id), /^This ID has a space at an end/],
    ]),
    [
      'a bucket with a blank',
      spec('OSS', { TargetBucket: 'b ' }),
      ['idCharacters', '"b "', /^This ID has a space at an end/],
    ],
    ['a name of letters of any language', spec('OTS_TABLE', { TargetTableName: 'größe-表 1' })],
    ['a path with all of them', spec('NAS', { TargetPath: '/ “a”\u200b ' })],
  ]);

  for (const [type, ...keys] of [
    ['ECS_FILE', 'SnapshotId', 'SnapshotHash', 'TargetInstanceId', 'CrossAccountRoleName', 'TargetContainerClusterId'],
    ['NAS', 'TargetFileSystemId'],
    ['OTS_TABLE', 'TargetInstanceName', 'TargetTableName'],
    ['UDM_ECS', 'UdmRegionId'],
  ] as const) {
    it(`looks at ${keys.join(', ')}`, () => {
      for (const key of keys) {
        const found = warnings(spec(type, { [key]: ' x-1' }));
        assert.ok(
          found.some(({ code }) => code === 'idCharacters'),
          key,
        );
      }
    });
  }

  it('looks at what UdmDetail names', () => {
    const keys = [
      'sourceInstanceId',
      'targetInstanceId',
      'restoredNetwork',
      'securityGroup',
      'instanceType',
      'diskCategory',
    ];
    for (const key of keys) {
      const found = warnings(spec('UDM_ECS', { UdmDetail: { [key]: 'x-1 ' } }));
      assert.ok(
        found.some(({ code }) => code === 'idCharacters'),
        key,
      );
    }
  });

  for (const id of ids) {
    it(`takes out of ${JSON.stringify(id)} what is no part of it`, () => {
      const text = spec('NAS', { VaultId: id });
      const made = warnings(text)
        .flatMap((problem) => fixesFor(readSpec(text), problem))
        .map((fix) => JSON.parse(apply(text, fix)) as unknown);
      assert.deepEqual(made, [NAS]);
    });
  }

  it('has no fix where nothing would be left', () => {
    const text = spec('NAS', { VaultId: ' \u200b' });
    assert.deepEqual(
      warnings(text).flatMap((problem) => fixesFor(readSpec(text), problem)),
      [],
    );
  });
});
