/** What is known of one account in one region, in memory alone, and how more becomes known. */
import * as l10n from '@vscode/l10n';
import type { AccountOperations } from '../cloud/accountOperations.ts';
import { CloudError, isCloudError, isPermissionDenied } from '../cloud/cloudError.ts';
import type { ServiceClient } from '../cloud/hbrClient.ts';
import type { ReadingOperation } from '../cloud/readingOperations.ts';
import type { Clock } from '../jobs/clock.ts';
import { pause, type CallSlots } from './callSlots.ts';
import type { Question } from './questions.ts';

/** An answer, and how long ago the service gave it. */
export interface Known<T> {
  readonly value: T;
  readonly ageMs: number;
  /** Whether its time in the cache has not passed. */
  readonly isFresh: boolean;
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** How old an answer may be, in ms: as long as its question says, unless told otherwise. */
  readonly maxAgeMs?: number;
  /**
   * `typing`: what was refused for want of a permission is not asked again, and what failed is not asked again for a while. `person`: somebody
   * did something to have it asked.
   */
  readonly by: 'typing' | 'person';
}

export interface AccountReader {
  /** What is known now, however old. Asks nothing. */
  known<T>(question: Question<T>): Known<T> | undefined;
  /** What is known of an operation by whichever questions, none of it older than this. Asks nothing. @param maxAgeMs in ms */
  knownOf(operation: ReadingOperation, maxAgeMs: number): readonly Pick<Known<unknown>, 'value' | 'ageMs'>[];
  /**
   * The answer, from memory where it is not too old. Who asks the same at the same time shares one call. Rejects with a CloudError, or with
   * the signal's reason: then the call is ended too, unless somebody else waits for it.
   */
  read<T>(question: Question<T>, options: ReadOptions): Promise<Known<T>>;
  /** Asks anew in the background where what is known is too old, as typing does. Whoever looks next finds the answer. */
  refresh(question: Question<unknown>): void;
  /** The operations that were refused for want of a permission, and not granted since. */
  readonly denied: ReadonlyMap<ReadingOperation, CloudError>;
}

export interface ReaderParts {
  /** Who signs now; undefined where nobody does any more. */
  readonly client: () => Promise<ServiceClient | undefined>;
  readonly slots: CallSlots;
  readonly clock: Clock;
  /** Told of the first permission that the account lacks, and of no other: the policy to add is the same for all. */
  readonly onDenied: (error: CloudError) => void;
}

/** The most answers that are kept: the longest unused one goes first. A page of 100 snapshots takes some 50 kB. */
const mostAnswers = 200;
/** How long typing doesn't ask again for what failed, in ms. */
const failedMs = 30_000;
/** How long a call that nobody waits for any more goes on: the next key may ask the same, in ms. */
const graceMs = 300;
/** How long a call waits that the service turned away for too many calls; its slot waits with it, so other windows slow down too. */
const throttledMs = [1000, 2000, 4000];

const isThrottled = (error: unknown) => isCloudError(error) && /^Throttling(\.|$)/.test(error.code ?? '');

interface Flight {
  readonly answer: Promise<unknown>;
  readonly stop: (reason: unknown) => void;
  waiting: number;
}

type Operation = (args: unknown, signal?: AbortSignal) => Promise<unknown>;

/** The operations, each call of which waits for a slot, and is tried again where the service had too many calls. */
function limitedReads(
  reads: AccountOperations,
  { slots, clock }: Pick<ReaderParts, 'slots' | 'clock'>,
): AccountOperations {
  const limited = (operation: Operation): Operation => {
    const attempt = async (args: unknown, signal?: AbortSignal): Promise<unknown> => {
      for (const waitMs of throttledMs) {
        try {
          return await operation(args, signal);
        } catch (error) {
          if (!isThrottled(error)) throw error;
          // Windows that were turned away together shall not come back together.
          await pause(clock, waitMs * (0.75 + Math.random() / 2), signal);
        }
      }
      return operation(args, signal);
    };
    return (args, signal) => slots.run(() => attempt(args, signal), signal);
  };
  const entries = Object.entries(reads as unknown as Record<string, Operation>);
  return Object.fromEntries(
    entries.map(([name, operation]) => [name, limited(operation)]),
  ) as unknown as AccountOperations;
}

export function createAccountReader(parts: ReaderParts): AccountReader {
  const { client, clock } = parts;
  const answers = new Map<
    string,
    { readonly value: unknown; readonly at: number; readonly operation: ReadingOperation }
  >();
  const failures = new Map<string, { readonly error: unknown; readonly at: number }>();
  const flights = new Map<string, Flight>();
  const denied = new Map<ReadingOperation, CloudError>();
  let isTold = false;

  function known<T>({ key, freshMs }: Question<T>): Known<T> | undefined {
    const found = answers.get(key);
    if (!found) return undefined;
    answers.delete(key);
    answers.set(key, found);
    const ageMs = clock.monotonic() - found.at;
    return { value: found.value as T, ageMs, isFresh: ageMs <= freshMs };
  }

  function keep<Value>(into: Map<string, Value>, key: string, value: Value): void {
    into.delete(key);
    into.set(key, value);
    const [oldest] = into.keys();
    if (into.size > mostAnswers && oldest !== undefined) into.delete(oldest);
  }

  async function ask<T>({ ask, operation, key }: Question<T>, signal: AbortSignal): Promise<T> {
    try {
      const service = await client();
      if (!service) {
        throw new CloudError({
          outcome: 'notSent',
          message: l10n.t('{0} was not sent: no profile signs for this account any more.', operation),
          nextStep: l10n.t('Select a profile, or start the sandbox again.'),
        });
      }
      const value = await ask(limitedReads(service.reads, parts), signal);
      keep(answers, key, { value, at: clock.monotonic(), operation });
      failures.delete(key);
      denied.delete(operation);
      return value;
    } catch (error) {
      if (signal.aborted) throw error;
      keep(failures, key, { error, at: clock.monotonic() });
      if (isCloudError(error) && isPermissionDenied(error)) {
        denied.set(operation, error);
        if (!isTold) {
          isTold = true;
          parts.onDenied(error);
        }
      }
      throw error;
    }
  }

  function flightOf(question: Question<unknown>): Flight {
    const { key } = question;
    const running = flights.get(key);
    if (running) return running;
    const stopping = new AbortController();
    const answer = ask(question, stopping.signal).finally(() => {
      if (flights.get(key) === flight) flights.delete(key);
    });
    // Whoever waits gets the error. It is remembered for those who ask next.
    answer.catch(() => undefined);
    const flight: Flight = {
      answer,
      waiting: 0,
      stop(reason) {
        // Who asks from now on begins anew.
        if (flights.get(key) === flight) flights.delete(key);
        stopping.abort(reason);
      },
    };
    flights.set(key, flight);
    return flight;
  }

  function join<T>(question: Question<T>, signal?: AbortSignal): Promise<T> {
    const flight = flightOf(question);
    flight.waiting++;
    const leave = (reason: unknown) => {
      flight.waiting--;
      if (flight.waiting > 0) return;
      clock.setTimer(graceMs, () => {
        if (flight.waiting === 0) flight.stop(reason);
      });
    };
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        leave(signal?.reason);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      flight.answer
        .then((value) => resolve(value as T), reject)
        .finally(() => {
          signal?.removeEventListener('abort', onAbort);
        });
    });
  }

  async function read<T>(question: Question<T>, options: ReadOptions): Promise<Known<T>> {
    const { signal, by, maxAgeMs = question.freshMs } = options;
    signal?.throwIfAborted();
    const found = known(question);
    if (found && found.ageMs <= maxAgeMs) return found;
    if (by === 'typing') {
      const refused = denied.get(question.operation);
      if (refused) throw refused;
      const failed = failures.get(question.key);
      if (failed && clock.monotonic() - failed.at < failedMs) throw failed.error;
    }
    const value = await join(question, signal);
    return { value, ageMs: 0, isFresh: true };
  }

  return {
    known,
    knownOf: (wanted, maxAgeMs) =>
      [...answers.values()]
        .map(({ value, operation, at }) => ({ value, operation, ageMs: clock.monotonic() - at }))
        .filter(({ operation, ageMs }) => operation === wanted && ageMs <= maxAgeMs),
    read,
    refresh(question) {
      // What went wrong is remembered and logged with the call. Typing goes on with what is known.
      read(question, { by: 'typing' }).catch(() => undefined);
    },
    denied,
  };
}
