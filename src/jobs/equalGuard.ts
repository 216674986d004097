/**
 * Keeps a submission from repeating an equal restore that the person was not told of. They agree under the lock for equal restores, which a window
 * that stands still may lose to another one. So that lock is held up to the first byte, and the equal jobs are read again once the record of this
 * submission is on disk: from then on, whoever looks finds it.
 */
import * as l10n from '@vscode/l10n';
import { isUnderWay, type Failure, type JobRecord } from './record.ts';
import type { Lock } from './storage/locks.ts';

/** What a person was told of equal restores, and what keeps other windows from sending one meanwhile. */
export interface EqualGuard {
  /** Undefined where the person agreed although another window holds it. */
  readonly lock: Pick<Lock, 'longestUntouchedMs'> | undefined;
  /** The equal jobs that the question named. */
  readonly told: readonly JobRecord[];
  /** Whether the question said that another window is about to submit an equal restore. */
  readonly isBusyTold: boolean;
  /** The equal jobs as they are on disk now. @throws where they can't be read */
  readonly read: () => Promise<readonly JobRecord[]>;
}

/** The age of two locks is that of the one that went untouched longer. */
export function bothLocks(
  own: Pick<Lock, 'longestUntouchedMs'>,
  equal: Pick<Lock, 'longestUntouchedMs'> | undefined,
): Pick<Lock, 'longestUntouchedMs'> {
  return { longestUntouchedMs: () => Math.max(own.longestUntouchedMs(), equal?.longestUntouchedMs() ?? 0) };
}

/** How many equal jobs may have come up that the question could not name: the one that another window was about to submit. */
function expectedNews({ lock, told, isBusyTold }: EqualGuard): number {
  return !lock && isBusyTold && !told.some(isUnderWay) ? 1 : 0;
}

/**
 * Why a submission would repeat a restore that the person was not told of; undefined where it would not.
 *
 * @param written the record of the submission, which is on disk
 */
export async function reasonNotToRepeat(written: JobRecord, guard: EqualGuard): Promise<Failure | undefined> {
  const known = new Set([written.id, ...guard.told.map(({ id }) => id)]);
  let now: readonly JobRecord[];
  try {
    now = await guard.read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = l10n.t('The request was not sent, since equal restores could not be looked for: {0}', reason);
    return { message, nextStep: l10n.t('Nothing was sent. Submit again if you still want the restore.') };
  }
  if (now.filter(({ id }) => !known.has(id)).length <= expectedNews(guard)) return undefined;
  return {
    message: l10n.t('The request was not sent: another window submitted the same restore in the meantime.'),
    nextStep: l10n.t('Look at that job in the list first. Then submit again if you still want the restore.'),
  };
}
