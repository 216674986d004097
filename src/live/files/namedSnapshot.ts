/** The snapshot of files that a spec names. */
import { parametersOf } from '../../restoreSpec/parameters.ts';
import { toRequest } from '../../restoreSpec/restoreRequest.ts';
import { sourceTypeOf } from '../../restoreSpec/schema.ts';
import { readableRoot, type SpecDocument } from '../../restoreSpec/specDocument.ts';
import type { Sent } from '../preflight/targetChecks.ts';

/** What a spec says of its snapshot. */
export interface NamedSnapshot {
  readonly sent: Sent;
  readonly vaultId: string;
  readonly snapshotId: string;
  readonly sourceType: string;
}

/** The sources whose snapshots hold files. Those of CPFS can't be listed, so the spec has to name them by their hash. */
const fileTypes: ReadonlySet<string> = new Set(['ECS_FILE', 'OSS', 'NAS', 'COMMON_FILE_SYSTEM']);

/** The snapshot of files that a spec names; undefined where it names none, or can't be read. `SnapshotId` may be missing with `VaultId` alone. */
export function namedSnapshot(spec: SpecDocument): NamedSnapshot | undefined {
  if (!readableRoot(spec)) return undefined;
  const sent = parametersOf(toRequest(spec));
  const { VaultId: vaultId = '', SnapshotId: snapshotId = '' } = sent;
  const sourceType = sent['SourceType'] ?? sourceTypeOf(sent['RestoreType'] ?? '') ?? '';
  if (vaultId === '' || !fileTypes.has(sourceType)) return undefined;
  return { sent: { ...sent, SourceType: sourceType }, vaultId, snapshotId, sourceType };
}
