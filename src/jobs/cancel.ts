/** What cancelling a job means for the data and for its record. */
import * as l10n from '@vscode/l10n';
import type { Journal } from './storage/journal.ts';
import { isPending, type JobRecord } from './record.ts';
import { mergeProgress, withKnownId } from './recordUpdate.ts';
import type { JobStore } from './store.ts';

/** What a restore that is cancelled half-way leaves behind, in one sentence. */
export function cancelConsequence({ request }: JobRecord): string {
  switch (request.query['RestoreType']) {
    case 'ECS_FILE':
    case 'NAS':
    case 'COMMON_FILE_SYSTEM':
      return l10n.t(
        'Files that were written so far stay: the target may be a mix of old and restored files, and a file that is being written may be incomplete.',
      );
    case 'OSS':
      return l10n.t('Objects that were written so far stay: the bucket may be a mix of old and restored objects.');
    case 'OTS_TABLE':
      return l10n.t('Rows that were written so far stay: the table may be a mix of old and restored rows.');
    case 'UDM_ECS_ROLLBACK':
    case 'UDM_ECS_DISK_ROLLBACK':
      return l10n.t(
        'The disks may be left half rolled back, neither as they were nor as in the snapshot, and unusable until they are rolled back again.',
      );
    case 'UDM_ECS':
    case 'UDM_ECS_DISK':
      return l10n.t('Resources created so far may stay, and may be charged for until you release them.');
    default:
      return l10n.t('What was restored so far may remain.');
  }
}

/**
 * Notes that the service accepted the request to cancel a job: on disk, then in the store. An external job is noted in memory
 * alone.
 *
 * @param now ms since 1970
 * @throws where it can't be written; the store has it all the same
 */
export async function noteCancelAsked(
  record: JobRecord,
  now: number,
  { journal, store }: { readonly journal: Journal; readonly store: JobStore },
): Promise<void> {
  const withCancelAsked = (job: JobRecord): JobRecord => ({ ...job, cancelAskedAt: now });
  if (record.external) {
    const all = store.rows().flatMap(({ id, external }) => (external && store.get(id)) || []);
    store.setExternal(all.map((job) => (job.id === record.id ? withCancelAsked(job) : job)));
    return;
  }
  // What another window wrote stays: an end, that this is not the job, or its removal. Then the wish no longer matters.
  const isStillWanted = (job: JobRecord) => isPending(job) && job.restoreId === record.restoreId;
  const note = (job: JobRecord) => (isStillWanted(job) ? withCancelAsked(job) : job);
  try {
    const known = await journal.update(record.id, (onDisk) => note(withKnownId(onDisk, store.get(record.id))));
    if (known) store.replace(mergeProgress(known, store.get(record.id)));
  } catch (error) {
    const inMemory = store.get(record.id);
    if (inMemory) store.put(note(inMemory));
    throw error;
  }
}
