/**
 * The fence before the first byte of a submission. A window may stand still for any time: suspended, or starved. Meanwhile another window
 * takes its submission over and judges it. What then wakes up must not send.
 */
import * as l10n from '@vscode/l10n';
import { isUnderWay, type Failure, type JobRecord } from './record.ts';
import type { Journal } from './storage/journal.ts';
import type { Lock } from './storage/locks.ts';
import { quoteValue } from '../cloud/quote.ts';

/** The longest time for which the lock may have gone untouched, in ms. Another window may take it after 10 s. */
const maxUntouchedMs = 8000;

/** Whether a record on disk is no longer what the window that submits it wrote: another window has judged the submission. */
export function isTakenOver(onDisk: JobRecord, submitted: JobRecord): boolean {
  const isSameClaim = (onDisk.claim ?? 1) === (submitted.claim ?? 1) && onDisk.window === submitted.window;
  return !isSameClaim || !isUnderWay(onDisk);
}

/** Why a window sent nothing that woke up after another one had judged its submission. */
export function takenOverFailure(): Failure {
  return {
    message: l10n.t(
      'This window sent nothing: it was suspended, and another window settled the submission in the meantime.',
    ),
    nextStep: l10n.t('Check the job in the list before you submit again.'),
  };
}

/**
 * Why a submission must not be sent at this instant; undefined where it may. It reads the disk, and returns before anything else can run.
 *
 * @param written the record as this window wrote it last
 * @throws where the disk can't be read; then nothing may be sent either
 */
export function reasonNotToSend(
  written: JobRecord,
  lock: Pick<Lock, 'longestUntouchedMs'>,
  journal: Pick<Journal, 'readNow' | 'fileOf'>,
): Failure | undefined {
  const nextStep = l10n.t('Nothing was sent. Submit again if you still want the restore.');
  const onDisk = journal.readNow(written.id);
  if (!onDisk) {
    const message = l10n.t(
      "The job's record {0} is gone, so the request was not sent.",
      quoteValue(journal.fileOf(written.id)),
    );
    return { message, nextStep };
  }
  if (isTakenOver(onDisk, written) || onDisk.state !== written.state) return takenOverFailure();
  if (lock.longestUntouchedMs() <= maxUntouchedMs) return undefined;
  const message = l10n.t(
    'The request was not sent: this window was suspended for too long or could not reach its files, and another window may have taken over.',
  );
  return { message, nextStep };
}
