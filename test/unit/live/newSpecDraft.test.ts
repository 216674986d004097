import assert from 'node:assert/strict';
import type { Snapshot } from '../../../src/cloud/accountResponses.ts';
import type { BackedUp } from '../../../src/live/backedUp.ts';
import {
  regionOf,
  sourceIn,
  stepsOf,
  valuesOfDraft,
  withEntered,
  withOffered,
  withSnapshot,
  withSource,
  withSourceField,
  withVault,
  type NewSpecDraft,
} from '../../../src/live/newSpecDraft.ts';
import { keysToFill, newSpecSnippet } from '../../../src/restoreSpec/newSpecSnippet.ts';
import { sourceTypeOf } from '../../../src/restoreSpec/schema.ts';
import { readSpec } from '../../../src/restoreSpec/specDocument.ts';
import { errorsOf } from '../../../src/restoreSpec/diagnostic.ts';
import { validateSpec } from '../../../src/restoreSpec/validation.ts';

const region = 'cn-hangzhou';
const vault = { vaultId: 'v-1', regionId: region, sourceTypes: [] };
const draftOf = (restoreType: string): NewSpecDraft => ({ restoreType, values: new Map() });
const sources: Readonly<Record<string, BackedUp>> = {
  ECS_FILE: { sourceType: 'ECS_FILE', vaultId: 'v-1', instanceId: 'i-1', instanceName: 'web' },
  OSS: { sourceType: 'OSS', vaultId: 'v-1', bucket: 'photos' },
  NAS: { sourceType: 'NAS', vaultId: 'v-1', fileSystemId: '00ab12', createTime: 1_554_347_313 },
  OTS_TABLE: { sourceType: 'OTS_TABLE', vaultId: 'v-1', instanceName: 'orders', tableName: 'lines' },
  UDM_ECS: { sourceType: 'UDM_ECS', vaultId: 'v-1', instanceId: 'i-1' },
  UDM_ECS_ROLLBACK: { sourceType: 'UDM_ECS', vaultId: 'v-1', instanceId: 'i-1' },
  UDM_ECS_DISK: { sourceType: 'UDM_ECS_DISK', vaultId: 'v-1', instanceId: 'i-1' },
  UDM_ECS_DISK_ROLLBACK: { sourceType: 'UDM_ECS_DISK', vaultId: 'v-1', instanceId: 'i-1' },
};
const snapshot: Snapshot = { snapshotId: 's-1', snapshotHash: 'h1', paths: ['/'], diskCategory: 'cloud_essd' };
const chosen = (restoreType: string, of: Snapshot = snapshot) =>
  withSnapshot(withSource(withVault(draftOf(restoreType), 'v-1', vault), sources[restoreType]), of.snapshotId, of);
const textOf = (draft: NewSpecDraft) =>
  newSpecSnippet(draft.restoreType, valuesOfDraft(draft, region)).replace(/\\([\\$}])/g, '$1');
const specOf = (draft: NewSpecDraft) => JSON.parse(textOf(draft)) as Record<string, unknown>;

describe('a new spec with an account', () => {
  const source = { SnapshotHash: 'h1', SnapshotId: 's-1', VaultId: 'v-1' };
  const places: Readonly<Record<string, object>> = {
    ECS_FILE: { TargetInstanceId: 'i-1', TargetPath: '/' },
    OSS: { TargetBucket: 'photos', TargetPrefix: '' },
    NAS: { TargetFileSystemId: '00ab12', TargetCreateTime: 1_554_347_313 },
    OTS_TABLE: { TargetInstanceName: 'orders', TargetTableName: 'lines' },
    UDM_ECS: { UdmRegionId: region },
    UDM_ECS_ROLLBACK: { UdmRegionId: region, UdmDetail: { sourceInstanceId: 'i-1' } },
    UDM_ECS_DISK: { UdmRegionId: region, UdmDetail: { targetInstanceId: 'i-1', diskCategory: 'cloud_essd' } },
    UDM_ECS_DISK_ROLLBACK: { UdmRegionId: region, UdmDetail: { sourceInstanceId: 'i-1' } },
  };
  for (const [restoreType, place] of Object.entries(places)) {
    it(`is whole for ${restoreType} once vault, source and snapshot are chosen, and goes back to the same place`, () => {
      const draft: NewSpecDraft = { ...chosen(restoreType), place: 'same' };
      const kind = { RestoreType: restoreType, SourceType: sourceTypeOf(restoreType) };
      assert.deepEqual(specOf(draft), { ...kind, ...source, ...place });
      assert.deepEqual(errorsOf(validateSpec(readSpec(textOf(draft)))), []);
    });
  }

  it('asks for vault, source, snapshot and place, and for nothing more where it is the same', () => {
    const start = ['VaultId', 'source', 'SnapshotId', 'place'];
    assert.deepEqual(stepsOf(draftOf('OSS'), region), start);
    const draft = chosen('OSS');
    assert.deepEqual(stepsOf(draft, region), start);
    assert.deepEqual(stepsOf({ ...draft, place: 'same' }, region), start);
    assert.deepEqual(stepsOf({ ...draft, place: 'elsewhere' }, region), [...start, 'TargetBucket', 'TargetPrefix']);
    // A rollback has no other place.
    assert.deepEqual(stepsOf(chosen('UDM_ECS_ROLLBACK'), region), ['VaultId', 'source', 'SnapshotId']);
  });

  it('asks for a path where the snapshot does not say of which system it is', () => {
    const pathOf = (paths: readonly string[]) =>
      specOf({ ...chosen('ECS_FILE', { ...snapshot, paths }), place: 'same' })['TargetPath'];
    assert.deepEqual([['/'], ['/var', '/etc'], ['C:\\'], ['c:\\data', 'C:\\logs']].map(pathOf), [
      '/',
      '/',
      'C:\\',
      'C:\\',
    ]);
    for (const paths of [[], ['C:\\', 'D:\\']]) {
      const draft: NewSpecDraft = { ...chosen('ECS_FILE', { ...snapshot, paths }), place: 'same' };
      assert.equal(stepsOf(draft, region).at(-1), 'TargetPath');
    }
  });

  it('names the region of its vault where requests would go to another one', () => {
    const shanghai = withVault(draftOf('OSS'), 'v-2', { ...vault, regionId: 'cn-shanghai' });
    assert.equal(regionOf(shanghai, region), 'cn-shanghai');
    assert.equal(
      specOf(
        withEntered(withEntered(withEntered(shanghai, 'SnapshotId', 's-1'), 'TargetBucket', 'b'), 'TargetPrefix', 'p/'),
      )['$region'],
      'cn-shanghai',
    );
    assert.equal(specOf({ ...chosen('OSS'), place: 'same' })['$region'], undefined);
    assert.equal(
      regionOf(withVault(draftOf('OSS'), 'v-2', { ...vault, regionId: 'evil.example.com' }), region),
      region,
    );
  });

  it('takes the end of the span for the time of a table', () => {
    const draft = chosen('OTS_TABLE', { ...snapshot, rangeStartMs: 1_700_000_000_000, rangeEndMs: 1_700_000_900_500 });
    assert.equal(specOf({ ...draft, place: 'same' })['TargetTime'], 1_700_000_900);
  });

  it('is as by hand where the account does not say what is backed up', () => {
    for (const restoreType of ['OSS', 'NAS']) {
      assert.deepEqual(stepsOf(withSource(draftOf(restoreType), 'unknown'), region), keysToFill(restoreType));
    }
    assert.deepEqual(stepsOf(draftOf('COMMON_FILE_SYSTEM'), region), keysToFill('COMMON_FILE_SYSTEM'));
  });

  it('takes a source that is entered by hand, and a snapshot whose ID is', () => {
    let draft = withSource(withVault(draftOf('NAS'), 'v-1'), 'byHand');
    const fields = ['source.fileSystemId', 'source.createTime'];
    assert.deepEqual(stepsOf(draft, region), ['VaultId', 'source', ...fields, 'SnapshotId', 'place']);
    assert.equal(sourceIn(draft), undefined);
    draft = withSourceField(withSourceField(draft, 'fileSystemId', '00ab12'), 'createTime', '1554347313');
    assert.deepEqual(sourceIn(draft), sources['NAS']);
    draft = withSnapshot(draft, '');
    assert.deepEqual(stepsOf(draft, region).slice(-2), ['TargetFileSystemId', 'TargetCreateTime']);
    draft = withSnapshot(draft, 's-9');
    assert.deepEqual(stepsOf(draft, region).slice(-2), ['TargetFileSystemId', 'TargetCreateTime']);
    assert.deepEqual(specOf(withOffered(draft, 'TargetFileSystemId', { value: 'x', fills: { TargetCreateTime: 5 } })), {
      ...{ RestoreType: 'NAS', SourceType: 'NAS', VaultId: 'v-1', SnapshotId: 's-9' },
      ...{ TargetFileSystemId: 'x', TargetCreateTime: 5 },
    });
  });

  it('keeps what a step back leads to, and drops what another choice makes wrong', () => {
    const draft: NewSpecDraft = { ...chosen('OSS'), place: 'same' };
    assert.deepEqual(withSource(withVault(draft, 'v-1', vault), { ...(sources['OSS'] ?? assert.fail()) }), {
      ...draft,
      decided: {},
    });
    const other = withVault(draft, 'v-2', { ...vault, vaultId: 'v-2' });
    assert.deepEqual([other.source, other.snapshot, other.values.get('SnapshotId')], [undefined, undefined, undefined]);
    const bucket = withSource(draft, { sourceType: 'OSS', vaultId: 'v-1', bucket: 'logs' });
    assert.deepEqual([bucket.snapshot, bucket.values.get('VaultId')], [undefined, 'v-1']);
  });

  it('asks for no value that a choice has decided, until it is entered by hand', () => {
    const draft: NewSpecDraft = { ...chosen('NAS'), place: 'elsewhere' };
    const offered = withOffered(draft, 'TargetFileSystemId', { value: '00ff', fills: { TargetCreateTime: 7 } });
    assert.equal(stepsOf(offered, region).at(-1), 'TargetFileSystemId');
    assert.equal(specOf(offered)['TargetCreateTime'], 7);
    assert.equal(stepsOf(withEntered(offered, 'TargetFileSystemId', '00fe'), region).at(-1), 'TargetCreateTime');
  });
});
