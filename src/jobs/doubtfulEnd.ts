/** Ends that the service calls COMPLETE, and that may not be what a person wanted all the same. */
import * as l10n from '@vscode/l10n';
import { statusOf, type JobRecord } from './record.ts';

/** `message`: the service gave an ErrorMessage with it. `noItems`: it counts nothing that was restored. */
export type Doubt = 'message' | 'noItems';

/** Whether the service counts items, and counts none. Where it counts bytes that were restored, the items were just not counted. */
function hasNoItems({ request, seen }: JobRecord): boolean {
  // A rollback of an instance has disks, and no items.
  if (!seen || request.query['RestoreType']?.startsWith('UDM_')) return false;
  const items = [seen.ItemsDone, seen.ActualItems, seen.ItemsTotal].filter((count) => count !== undefined);
  const bytes = [seen.BytesDone, seen.ActualBytes].filter((count) => count !== undefined);
  return items.length > 0 && (seen.ItemsDone ?? Math.max(...items)) <= 0 && bytes.every((count) => count <= 0);
}

/** Why a job that ended as COMPLETE needs a look; undefined for every other job. */
export function doubtOf(record: JobRecord): Doubt | undefined {
  if (statusOf(record) !== 'COMPLETE') return undefined;
  if ((record.seen?.ErrorMessage ?? '').trim() !== '') return 'message';
  return hasNoItems(record) ? 'noItems' : undefined;
}

/** What is doubtful, where the service has no words for it. */
export function doubtText(record: JobRecord): string | undefined {
  return doubtOf(record) === 'noItems' ? l10n.t('The service reports no restored items.') : undefined;
}

/** What a person can do about it. */
export function doubtNextStep(record: JobRecord): string | undefined {
  switch (doubtOf(record)) {
    case 'message':
      return l10n.t('Compare the target with the snapshot before you rely on it.');
    case 'noItems':
      return l10n.t('Check the paths, the prefix and the snapshot: perhaps nothing of the snapshot matched.');
    case undefined:
      return undefined;
  }
}
