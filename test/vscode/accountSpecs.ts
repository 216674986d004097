/** Specs whose IDs a sandbox's account has. */
import { createClient } from '../../src/cloud/hbrClient.ts';
import type { Sandbox } from '../hosts/testSandbox.ts';

/** A spec that restores a snapshot of an instance to itself. @param index of the snapshot, 0 the newest */
export async function ecsFileSpec(sandbox: Sandbox, index = 0): Promise<Record<string, unknown>> {
  const { accessKeyId, accessKeySecret, endpoint } = sandbox;
  const account = { signer: 'environment', profile: 'tests', region: 'cn-hangzhou', endpoint } as const;
  const { reads } = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });
  const [plan] = (await reads.describeBackupPlans({ sourceType: 'ECS_FILE', pageNumber: 1, pageSize: 1 })).entries;
  const place = { vaultId: plan?.vaultId ?? '', instanceId: plan?.instanceId ?? '' };
  const { entries } = await reads.searchSnapshots({ sourceType: 'ECS_FILE', ...place, limit: index + 1 });
  const snapshot = entries[index];
  return {
    RestoreType: 'ECS_FILE',
    SourceType: 'ECS_FILE',
    VaultId: place.vaultId,
    SnapshotId: snapshot?.snapshotId,
    SnapshotHash: snapshot?.snapshotHash,
    TargetInstanceId: place.instanceId,
    TargetPath: '/restored',
  };
}
