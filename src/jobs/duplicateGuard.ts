/**
 * Keeps a submission from becoming a duplicate that the person was not told of. Windows agree about duplicates under a lock, which a window that
 * stands still may lose to another one. So the lock is held up to the first byte, and the duplicates are read again once the record of this
 * submission is on disk: from then on, whoever looks finds it.
 */
import * as l10n from '@vscode/l10n';
import { errorMessage } from '../errorFields.ts';
import { isUnderWay, type Failure, type JobRecord } from './record.ts';
import type { Lock } from './storage/locks.ts';

/** What a person was told of duplicates, and what keeps other windows from sending one meanwhile. */
export interface DuplicateGuard {
  /** Undefined where the person agreed although another window holds it. */
  readonly lock: Pick<Lock, 'longestUntouchedMs'> | undefined;
  /** The duplicates that the question named. */
  readonly told: readonly JobRecord[];
  /** Whether the question said that another window is about to submit a duplicate. */
  readonly isBusyTold: boolean;
  /** The duplicates as they are on disk now. @throws where they can't be read */
  readonly read: () => Promise<readonly JobRecord[]>;
}

/** The age of two locks is that of the one that went untouched longer. */
export function bothLocks(
  own: Pick<Lock, 'longestUntouchedMs'>,
  duplicates: Pick<Lock, 'longestUntouchedMs'> | undefined,
): Pick<Lock, 'longestUntouchedMs'> {
  return { longestUntouchedMs: () => Math.max(own.longestUntouchedMs(), duplicates?.longestUntouchedMs() ?? 0) };
}

/** How many duplicates may have come up that the question could not name: the one that another window was about to submit. */
function expectedNews({ lock, told, isBusyTold }: DuplicateGuard): number {
  return !lock && isBusyTold && !told.some(isUnderWay) ? 1 : 0;
}

/**
 * Why a submission would repeat a restore that the person was not told of; undefined where it would not.
 *
 * @param written the record of the submission, which is on disk
 */
export async function reasonNotToRepeat(written: JobRecord, guard: DuplicateGuard): Promise<Failure | undefined> {
  const known = new Set([written.id, ...guard.told.map(({ id }) => id)]);
  let now: readonly JobRecord[];
  try {
    now = await guard.read();
  } catch (error) {
    const reason = errorMessage(error);
    const message = l10n.t('The request was not sent, since equal restores could not be looked for: {0}', reason);
    return { message, nextStep: l10n.t('Nothing was sent. Submit again if you still want the restore.') };
  }
  if (now.filter(({ id }) => !known.has(id)).length <= expectedNews(guard)) return undefined;
  return {
    message: l10n.t('The request was not sent: another window submitted the same restore in the meantime.'),
    nextStep: l10n.t('Look at that job in the list first. Then submit again if you still want the restore.'),
  };
}
