/** One submission: on disk before the first byte leaves, and its outcome on disk before anybody is told. */
import * as l10n from '@vscode/l10n';
import type { Account } from '../cloud/account.ts';
import type { HbrClient } from '../cloud/client.ts';
import { CloudError } from '../cloud/errors.ts';
import type { RestoreRequest } from '../spec/parameters.ts';
import { newId, type Journal } from './journal.ts';
import type { Failure, JobRecord } from './record.ts';
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

function failureOf(error: CloudError): Failure {
  const { message, nextStep, code, requestId, parameter } = error;
  return {
    message,
    nextStep,
    ...(code !== undefined && { code }),
    ...(requestId !== undefined && { requestId }),
    ...(parameter !== undefined && { parameter }),
  };
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

async function send(record: JobRecord, client: HbrClient): Promise<JobRecord> {
  try {
    return { ...record, state: 'submitted', ...(await client.createRestoreJob(record.request)) };
  } catch (error) {
    if (!(error instanceof CloudError)) return { ...record, state: 'unclear', failure: unknownFailure(error) };
    return { ...record, state: error.outcome === 'unclear' ? 'unclear' : 'refused', failure: failureOf(error) };
  }
}

/**
 * Sends a request once; it is never repeated here, whatever happens.
 *
 * @returns the record with its outcome, already in the store
 * @throws where the record could not be written before sending; then nothing was sent
 */
export async function submitRestore(
  { request, account, client, spec }: Submission,
  { journal, store, now }: { journal: Journal; store: JobStore; now: () => number },
): Promise<Submitted> {
  const createdAt = now();
  const sending: JobRecord = {
    id: newId(createdAt),
    state: 'sending',
    account,
    request,
    spec,
    createdAt,
    pid: process.pid,
  };
  await journal.write(sending);
  store.put(sending);
  const record = await send(sending, client);
  try {
    await journal.write(record);
  } catch (error) {
    store.put(record);
    return { record, notSaved: error as Error };
  }
  store.put(record);
  return { record };
}

/** Whether the process that was sending is gone, so that no answer will ever be written down. */
function isAbandoned(record: JobRecord): boolean {
  if (record.state !== 'sending' || record.pid === process.pid) return false;
  try {
    process.kill(record.pid, 0);
    return false;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** What a submission is once the process that sent it is known to be gone. */
export function settle(record: JobRecord, failure: Failure): JobRecord {
  return isAbandoned(record) ? { ...record, state: 'unclear', failure } : record;
}
