/** One submission: on disk before the first byte leaves, and its outcome on disk before anybody is told. */
import * as l10n from '@vscode/l10n';
import type { Account } from '../cloud/account.ts';
import type { HbrClient } from '../cloud/client.ts';
import { isCloudError, type CloudError } from '../cloud/errors.ts';
import type { RestoreRequest } from '../spec/parameters.ts';
import { fingerprint } from './duplicates.ts';
import { newId, type Journal } from './journal.ts';
import type { Locks } from './locks.ts';
import type { Failure, JobRecord } from './record.ts';
import { isRetriable, maxAttempts, pauseMs } from './retry.ts';
import type { JobStore } from './store.ts';

export interface Submission {
  readonly request: RestoreRequest;
  readonly account: Account;
  readonly client: HbrClient;
  /** URI of the spec, as text. */
  readonly spec: string;
}

export interface Submitted {
  readonly record: JobRecord;
  /** Set where the outcome is known but could not be written down: it is in memory alone. */
  readonly notSaved?: Error;
}

/** A wait before the request is sent again. */
export interface Pause {
  readonly ms: number;
  /** Which attempt comes next, and how many there are at most. */
  readonly attempt: number;
  readonly of: number;
  /** Why the last one failed. */
  readonly message: string;
}

export interface SubmitParts {
  readonly journal: Journal;
  readonly store: JobStore;
  readonly locks: Locks;
  readonly now: () => number;
  /** Lets a pause pass; false where the person wants no further attempt. Without it nothing is sent again. */
  readonly wait?: (pause: Pause) => Promise<boolean>;
  /** Which failures prove that the request did not run; the fault bench breaks it. */
  readonly mayRetry?: (error: unknown) => boolean;
}

/** What is kept of an error that the service or the way to it gave. */
const keptFields = ['code', 'requestId', 'recommend', 'help', 'action', 'parameter'] as const;

function failureOf(error: CloudError): Failure {
  const { message, nextStep } = error;
  const given = keptFields.filter((field) => error[field] !== undefined);
  return { message, nextStep, ...Object.fromEntries(given.map((field) => [field, error[field]])) };
}

/** An error that the client did not foresee says nothing about the request, so it may have run. */
function unknownFailure(error: unknown): Failure {
  return {
    message: error instanceof Error ? error.message : String(error),
    nextStep: l10n.t(
      "The restore may have started. Look for it among the vault's restore jobs before you submit again.",
    ),
  };
}

/** What became of the record, and what was thrown where it failed. */
async function send(sending: JobRecord, client: HbrClient): Promise<{ record: JobRecord; thrown?: unknown }> {
  try {
    return { record: { ...sending, state: 'submitted', ...(await client.createRestoreJob(sending.request)) } };
  } catch (thrown) {
    if (!isCloudError(thrown)) {
      return { record: { ...sending, state: 'unclear', failure: unknownFailure(thrown) }, thrown };
    }
    const state = thrown.outcome === 'unclear' ? 'unclear' : 'refused';
    return { record: { ...sending, state, failure: failureOf(thrown) }, thrown };
  }
}

/** Sends until there is an outcome that stands. Each step is on disk before the next; the outcome is not yet. */
async function sendAndRetry(first: JobRecord, client: HbrClient, parts: SubmitParts): Promise<JobRecord> {
  const { journal, store, now, wait, mayRetry = isRetriable } = parts;
  let sending = first;
  for (let attempt = 1; ; attempt++) {
    const sentAt = sending.sentAt ?? now();
    const { record, thrown } = await send(sending, client);
    const ended: JobRecord = { ...record, endedAt: now() };
    if (!wait || attempt >= maxAttempts || thrown === undefined || !mayRetry(thrown)) return ended;

    const message = ended.failure?.message ?? '';
    const attempts = [...(ended.attempts ?? []), { sentAt, endedAt: now(), message }];
    const refused: JobRecord = { ...ended, attempts };
    try {
      await journal.write({ ...refused, state: 'preparing' });
      store.put({ ...refused, state: 'preparing' });
      if (!(await wait({ ms: pauseMs(attempt), attempt: attempt + 1, of: maxAttempts, message }))) return refused;
      const { endedAt, failure, ...rest } = refused;
      void [endedAt, failure]; // Of the attempt before.
      sending = { ...rest, state: 'sending', sentAt: now() };
      await journal.write(sending);
    } catch {
      // What can't be written down is not sent: it stays at the attempt before, which did nothing.
      return refused;
    }
    store.put(sending);
  }
}

/**
 * Sends a request; again only where it surely did not run, and only as long as `wait` agrees.
 *
 * @returns the record with its outcome, already in the store
 * @throws where the record could not be written before sending; then nothing was sent
 */
export async function submitRestore(
  { request, account, client, spec }: Submission,
  parts: SubmitParts,
): Promise<Submitted> {
  const { journal, store, locks, now } = parts;
  const createdAt = now();
  const sending: JobRecord = {
    id: newId(createdAt),
    state: 'sending',
    account,
    request,
    fingerprint: fingerprint(request, account),
    spec,
    createdAt,
    sentAt: createdAt,
    ...locks.owner,
  };
  // Before the record: one that nobody holds counts as left behind.
  const lock = await locks.take(sending.id).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(l10n.t('The job could not be written to {0}: {1}', journal.folder, reason), { cause: error });
  });
  try {
    await journal.write(sending);
    store.put(sending);
    const record = await sendAndRetry(sending, client, parts);
    try {
      await journal.write(record);
    } catch (error) {
      store.put(record);
      return { record, notSaved: error as Error };
    }
    store.put(record);
    return { record };
  } finally {
    // The outcome stands whether or not the lock can be taken away; left behind, it ends with its window.
    await lock?.release();
  }
}
