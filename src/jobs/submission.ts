/**
 * Submits a restore. The record is on disk before the first byte leaves, and its outcome is on disk before it is shown. That way
 * a RestoreId is never lost, and no restore is sent twice because nobody knew of the first one. Right before the first byte the fence
 * checks that no other window has taken the submission over.
 */
import * as l10n from '@vscode/l10n';
import type { Account } from '../cloud/account.ts';
import type { HbrClient } from '../cloud/hbrClient.ts';
import { CloudError, isCloudError } from '../cloud/cloudError.ts';
import { quoteValue } from '../cloud/quote.ts';
import type { RestoreRequest } from '../restoreSpec/parameters.ts';
import { errorMessage } from '../errorFields.ts';
import type { Clock } from './clock.ts';
import { fingerprint } from './duplicates.ts';
import { bothLocks, reasonNotToRepeat, type DuplicateGuard } from './duplicateGuard.ts';
import { isTakenOver, reasonNotToSend, takenOverFailure } from './fence.ts';
import { newId, type Journal } from './storage/journal.ts';
import type { Lock, Locks } from './storage/locks.ts';
import type { Failure, JobRecord } from './record.ts';
import { isRetriable, maxAttempts, retryPauseMs } from './retry.ts';
import type { JobStore } from './store.ts';

export interface Submission {
  readonly request: RestoreRequest;
  readonly account: Account;
  readonly client: HbrClient;
  /** URI of the spec, as text. */
  readonly spec: string;
  /** The RestoreIds that the service listed before; see `readBaseline`. */
  readonly baseline?: readonly string[] | undefined;
}

export interface Submitted {
  readonly record: JobRecord;
  /** Set where the outcome is known but could not be written down. It is then in memory alone. */
  readonly notSaved?: Error;
  /**
   * True where another window judged the submission while this one stood still, and so this one sent nothing. The record is then as the
   * other window left it, with the reason for its failure.
   */
  readonly takenOver?: true;
}

/** The pause before the request is sent again. */
export interface Pause {
  readonly ms: number;
  /** Which attempt comes next, and how many there are at most. */
  readonly attempt: number;
  readonly of: number;
  /** Why the last one failed. */
  readonly message: string;
}

export interface SubmissionDependencies {
  readonly journal: Journal;
  readonly store: JobStore;
  readonly locks: Locks;
  readonly clock: Clock;
  /** Waits for a pause to pass. Resolves to false where the person wants no further attempt. Without it nothing is sent again. */
  readonly wait?: (pause: Pause) => Promise<boolean>;
  /** What the person was told of duplicates. Without it none is looked for. */
  readonly duplicates?: DuplicateGuard;
  /** Aborted once the person no longer waits for the answer. Then nothing is sent again, and what was sent counts as unclear. */
  readonly signal?: AbortSignal | undefined;
  /** Called when the first byte of an attempt is about to leave. From then on the restore may run. */
  readonly onLeaving?: () => void;
  /** Which failures prove that the request did not run; `isRetriable` where absent. The fault bench gives a wrong one. */
  readonly mayRetry?: (error: unknown) => boolean;
  /** What is asked right before each first byte; `reasonNotToSend` where absent. The fault bench gives one that sees no reason. */
  readonly fence?: typeof reasonNotToSend;
}

/** The fields of a CloudError that a record keeps where they are set. */
const keptFields = ['code', 'requestId', 'recommend', 'help', 'action', 'parameter'] as const;

function recordedFailure(error: CloudError): Failure {
  const { message, nextStep } = error;
  const given = keptFields.filter((field) => error[field] !== undefined);
  return { message, nextStep, ...Object.fromEntries(given.map((field) => [field, error[field]])) };
}

/** The failure for an error that is no CloudError. It says nothing about the request, so the restore may have started. */
function unknownFailure(error: unknown): Failure {
  return {
    message: errorMessage(error),
    nextStep: l10n.t(
      "The restore may have started. Look for it among the vault's restore jobs before you submit again.",
    ),
  };
}

/** A record whose outcome is known needs no baseline any more, which may be long. */
function withoutOldBaseline(record: JobRecord): JobRecord {
  if (record.state === 'unclear') return record;
  const { baseline, ...rest } = record;
  void baseline;
  return rest;
}

/** The failure of a submission that the person stopped before anything left. */
const stoppedFailure = (): Failure => ({
  message: l10n.t('You stopped it before anything was sent.'),
  nextStep: l10n.t('Submit again when you like.'),
});

/**
 * Sends once.
 *
 * @param beforeSend called right before the first byte; where it throws, nothing leaves
 * @returns what became of the record, and what was thrown where it failed
 */
async function send(
  sending: JobRecord,
  client: HbrClient,
  beforeSend: () => void,
  signal: AbortSignal | undefined,
): Promise<{ record: JobRecord; thrown?: unknown }> {
  let hasLeft = false;
  try {
    const created = await client.createRestoreJob(sending.request, signal, () => {
      beforeSend();
      hasLeft = true;
    });
    return { record: { ...sending, state: 'submitted', ...created } };
  } catch (thrown) {
    if (signal?.aborted && !hasLeft)
      return { record: { ...sending, state: 'refused', failure: stoppedFailure() }, thrown };
    if (!isCloudError(thrown)) {
      return { record: { ...sending, state: 'unclear', failure: unknownFailure(thrown) }, thrown };
    }
    const state = thrown.outcome === 'unclear' ? 'unclear' : 'refused';
    return { record: { ...sending, state, failure: recordedFailure(thrown) }, thrown };
  }
}

/** What became of a submission, and whether the fence kept its last attempt back. */
interface Ended {
  readonly record: JobRecord;
  readonly heldBack: boolean;
}

/** Sends until the outcome is final. Each step is on disk before the next one. The outcome that is returned is not on disk yet. */
async function sendAndRetry(
  first: JobRecord,
  lock: Pick<Lock, 'longestUntouchedMs'>,
  client: HbrClient,
  dependencies: SubmissionDependencies,
): Promise<Ended> {
  const { journal, store, clock, wait, mayRetry = isRetriable, fence = reasonNotToSend, signal } = dependencies;
  let sending = first;
  for (let attempt = 1; ; attempt++) {
    const sentAt = sending.sentAt ?? clock.now();
    let heldBack = false;
    const beforeSend = () => {
      const reason = fence(sending, lock, journal);
      heldBack = reason !== undefined;
      if (reason) throw new CloudError({ outcome: 'notSent', ...reason });
      dependencies.onLeaving?.();
    };
    const { record, thrown } = await send(sending, client, beforeSend, signal);
    const ended: JobRecord = { ...record, endedAt: clock.now() };
    const isOver = heldBack || thrown === undefined || signal?.aborted === true;
    const isFinal = isOver || !wait || attempt >= maxAttempts || !mayRetry(thrown);
    if (isFinal) return { record: ended, heldBack };

    const message = ended.failure?.message ?? '';
    const attempts = [...(ended.attempts ?? []), { sentAt, endedAt: clock.now(), message }];
    const refused: JobRecord = { ...ended, attempts };
    const preparing: JobRecord = { ...refused, state: 'preparing' };
    try {
      // Nothing is written over what another window wrote while this one stood still.
      const afterAttempt = fence(sending, lock, journal);
      if (afterAttempt) return { record: { ...refused, failure: afterAttempt }, heldBack: true };
      await journal.write(preparing);
      store.put(preparing);
      const goOn = await wait({ ms: retryPauseMs(attempt), attempt: attempt + 1, of: maxAttempts, message });
      if (!goOn) return { record: refused, heldBack: false };
      const afterPause = fence(preparing, lock, journal);
      if (afterPause) return { record: { ...refused, failure: afterPause }, heldBack: true };
      const { endedAt, failure, ...rest } = refused;
      void [endedAt, failure]; // They are of the attempt before.
      sending = { ...rest, state: 'sending', sentAt: clock.now() };
      await journal.write(sending);
    } catch {
      // Nothing is sent that can't be written to disk first. The record stays as it was after the last attempt, which did nothing.
      return { record: refused, heldBack: false };
    }
    store.put(sending);
  }
}

/**
 * Whether an outcome is written over what another window wrote about the submission meanwhile. A RestoreId is, unless it is there
 * already, and so is the service's refusal of what is unclear to the other window. What was held back tells nothing.
 */
function isBetterKnown({ record, heldBack }: Ended, other: JobRecord): boolean {
  if (record.restoreId !== undefined) return record.restoreId !== other.restoreId;
  return record.state === 'refused' && !heldBack && other.state === 'unclear';
}

/** Writes the outcome down and then shows it. What another window wrote meanwhile stays where it knows as much. */
async function saveOutcome(ended: Ended, { journal, store }: SubmissionDependencies): Promise<Submitted> {
  let record = ended.record;
  let isKept = false;
  const decide = (onDisk: JobRecord): JobRecord => {
    const other = isTakenOver(onDisk, ended.record) ? onDisk : undefined;
    isKept = other !== undefined && !isBetterKnown(ended, other);
    // The number stays raised: the other window may still be looking for the job.
    const claim = other?.claim ?? ended.record.claim;
    record = isKept ? onDisk : { ...ended.record, ...(claim !== undefined && { claim }) };
    return record;
  };
  try {
    // It is written also where the record can't be read or is gone: a RestoreId must not be lost for that.
    const known = await journal.update(ended.record.id, decide).catch(() => undefined);
    if (!known) await journal.write(record);
  } catch (error) {
    store.put(record);
    return { record, notSaved: error as Error };
  }
  store.put(record);
  return isKept && ended.heldBack
    ? { record: { ...record, failure: takenOverFailure() }, takenOver: true }
    : { record };
}

/**
 * Sends a request. It is sent again only where it surely did not run, and only as long as `wait` agrees.
 *
 * @returns the record with its outcome, already in the store
 * @throws where the record could not be written before sending; then nothing was sent
 */
export async function submitRestore(
  { request, account, client, spec, baseline }: Submission,
  dependencies: SubmissionDependencies,
): Promise<Submitted> {
  const { journal, store, locks, clock, duplicates } = dependencies;
  const createdAt = clock.now();
  const sending: JobRecord = {
    id: newId(createdAt),
    state: 'sending',
    account,
    request,
    fingerprint: fingerprint(request, account),
    spec,
    createdAt,
    sentAt: createdAt,
    ...(baseline && { baseline }),
    ...locks.owner,
    uptime: clock.uptime(),
    claim: 1,
  };
  // The lock comes before the record: a record that nobody holds counts as left behind by a window that closed.
  const lock = await locks.take(sending.id).catch((error: unknown) => {
    const reason = errorMessage(error);
    throw new Error(
      l10n.t('The job could not be written to {0}: {1}', quoteValue(journal.folder), quoteValue(reason)),
      { cause: error },
    );
  });
  // Nobody else can want it, since its id is new. But its file may be taken away while this window stands still.
  if (!lock) throw new Error(l10n.t('The job could not be locked in {0}.', quoteValue(journal.folder)));
  try {
    await journal.write(sending);
    store.put(sending);
    const failure = duplicates && (await reasonNotToRepeat(sending, duplicates));
    const { record, heldBack }: Ended = failure
      ? { record: { ...sending, state: 'refused', failure, endedAt: clock.now() }, heldBack: true }
      : await sendAndRetry(sending, bothLocks(lock, duplicates?.lock), client, dependencies);
    return await saveOutcome({ record: withoutOldBaseline(record), heldBack }, dependencies);
  } finally {
    // The outcome stands even where the lock can't be removed. A lock that stays becomes stale when its window ends.
    await lock.release();
  }
}
