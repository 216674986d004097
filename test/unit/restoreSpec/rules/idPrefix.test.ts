import assert from 'node:assert/strict';
import { fixesFor } from '../../../../src/restoreSpec/fixes/index.ts';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { apply } from '../fixes/fixRows.ts';
import { NAS, spec, testWarnings, UDM, warnings } from './ruleRows.ts';

/** The specs that the fixes of the first warning make. */
const fixedSpecs = (text: string) =>
  warnings(text)
    .slice(0, 1)
    .flatMap((problem) => fixesFor(readSpec(text), problem))
    .map((fix) => JSON.parse(apply(text, fix)) as Record<string, unknown>);

describe('idPrefix', () => {
  testWarnings([
    ['a doubled prefix', spec('NAS', { VaultId: 'v-v-0008' }), ['idPrefix', '"v-v-0008"', /"v-" is here twice/]],
    [
      "another kind's prefix",
      spec('NAS', { VaultId: 's-000d' }),
      ['idPrefix', '"s-000d"', /"s-" is of another kind: VaultId begins with "v-"/],
    ],
    ["another kind's after its own", spec('NAS', { VaultId: 'v-i-1' }), ['idPrefix', '"v-i-1"', /"i-"/]],
    [
      'a vault as a file system',
      spec('NAS', { TargetFileSystemId: 'v-1' }),
      ['idPrefix', '"v-1"', /can't be used as Target/],
    ],
    [
      'IDs in an object and in a string',
      JSON.stringify({ ...UDM, UdmDetail: '{"sourceInstanceId":"i-i-1"}' }),
      ['idPrefix', '\\"i-i-1\\"', /twice/],
    ],
    ['IDs without a prefix, or of another case', spec('NAS', { VaultId: '0008', SnapshotId: 'S-1' })],
    ['a bucket of such a name', spec('OSS', { TargetBucket: 'v-v-s-i' })],
    ['a vSwitch and a group', JSON.stringify({ ...UDM, UdmDetail: { sourceInstanceId: 'i-v1' } })],
  ]);

  it('leaves one prefix', () => {
    assert.deepEqual(fixedSpecs(spec('NAS', { VaultId: 'v-v-v-0008' })), [{ ...NAS, VaultId: 'v-0008' }]);
  });

  it('swaps vault and snapshot, from either of them', () => {
    const swapped = spec('NAS', { VaultId: 's-1', SnapshotId: 'v-1' });
    for (const problem of warnings(swapped)) {
      const made = fixesFor(readSpec(swapped), problem).map((fix) => JSON.parse(apply(swapped, fix)) as unknown);
      assert.deepEqual(made, [NAS]);
    }
    assert.equal(warnings(swapped).length, 2);
  });

  it('has no fix where it is not plain what is meant', () => {
    for (const VaultId of ['s-1', 'v-s-1', 'v-v-s-1']) assert.deepEqual(fixedSpecs(spec('NAS', { VaultId })), []);
  });
});
