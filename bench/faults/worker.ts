/**
 * A worker process of the fault bench, in place of a window of VS Code. It submits or reconciles with the product's code. It gets
 * its commands as messages, and answers `ready` and then the outcome of each submission.
 */
import { createClient, type HbrClient } from '../../src/cloud/hbrClient.ts';
import { systemClock, type Clock } from '../../src/jobs/clock.ts';
import { openJournal, type Journal } from '../../src/jobs/storage/journal.ts';
import { replaceFile } from '../../src/jobs/storage/replaceFile.ts';
import { newOwner, openLocks } from '../../src/jobs/storage/locks.ts';
import { readBaseline } from '../../src/jobs/reconciliation/baseline.ts';
import { createReconciler } from '../../src/jobs/reconciliation/reconciler.ts';
import { isUnsettled } from '../../src/jobs/record.ts';
import { isRetriable } from '../../src/jobs/retry.ts';
import { createStore, type JobStore } from '../../src/jobs/store.ts';
import { submitRestore } from '../../src/jobs/submission.ts';
import { rightNow, setProcessDate } from '../../test/hosts/processDate.ts';
import type { RestoreRequest } from '../../src/restoreSpec/parameters.ts';
import { reasonNotToSend } from '../../src/jobs/fence.ts';
import type { ClockPlan, DisabledGuard, StandingPoint } from './plan.ts';
import { recordStatements, statementOf, type Statement } from './statements.ts';
import { createMs, firstIntervalMs, graceMs, lockAgeMs, proofMs, staleMs, touchMs } from './times.ts';

export interface WorkerSettings {
  readonly folder: string;
  /** Where what any window shows is written down. */
  readonly said: string;
  /** The sandbox's own and those of the forwarders. */
  readonly endpoints: readonly string[];
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly disabledGuard: DisabledGuard;
}

export type WorkerCommand =
  | {
      readonly do: 'submit';
      readonly spec: string;
      readonly request: RestoreRequest;
      readonly endpoint: string;
      readonly fullAt?: number;
      readonly clock?: ClockPlan | undefined;
      /** Where the process stops itself. It says so before. */
      readonly standStill?: StandingPoint;
    }
  /** Looks for the submissions whose specs begin with this, until it is killed. */
  | { readonly do: 'watch'; readonly prefix: string }
  /** Looks for all that is unclear, until only those of these specs are. */
  | { readonly do: 'reconcile'; readonly unprovable: readonly string[]; readonly mostMs: number };

export type WorkerMessage =
  | { readonly ready: true }
  | { readonly standsStill: true }
  | { readonly said: Statement }
  | { readonly reconciled: true };

const setting = JSON.parse(process.argv[2] ?? '{}') as WorkerSettings;
const { folder, disabledGuard, accessKeyId, accessKeySecret } = setting;
const send = (message: WorkerMessage) => process.send?.(message);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const limits = { credentialsMs: 5000, createMs, otherMs: 5000, responseBytes: 8_000_000 };

/** How this process's wall clock differs from the right time, in ms. */
let offsetMs = 0;
const now = () => rightNow() + offsetMs;
const clock: Clock = {
  ...systemClock,
  now,
  monotonic: disabledGuard === 'clock' ? now : () => systemClock.monotonic(),
};

let settingClock: NodeJS.Timeout | undefined;
/** Sets the clock of the product's code, and that by which the vendor's SDK dates what it signs. */
function setOffset(ms: number, signsRightly = false): void {
  offsetMs = ms;
  setProcessDate(signsRightly ? 0 : ms);
}

function setClockLater({ offsetMs: next, afterMs }: Required<ClockPlan>['setTo']): void {
  settingClock = setTimeout(() => setOffset(next), afterMs);
}

function setClock({ offsetMs: first, setTo, signsRightly }: ClockPlan): void {
  clearTimeout(settingClock);
  setOffset(first, signsRightly);
  if (setTo?.from === 'command') setClockLater(setTo);
}

function clientAt(endpoint: string): HbrClient {
  return createClient(
    { signer: 'sandbox', profile: 'sandbox', region: 'cn-hangzhou', endpoint },
    { kind: 'keys', accessKeyId, accessKeySecret },
    undefined,
    limits,
  );
}

const locks = openLocks(`${folder}/locks`, newOwner(), { touchMs, staleMs });

/** A store whose unclear jobs are looked for from now on. */
function reconcilingStore(): JobStore {
  const store = createStore();
  recordStatements(store, setting.said);
  createReconciler({
    store,
    journal: openJournal(`${folder}/jobs`),
    locks,
    pastIds: () => Promise.resolve(new Set<string>()),
    hiddenPast: () => Promise.resolve([]),
    removedIds: () => Promise.resolve(new Set<string>()),
    clientFor: ({ endpoint }) => (setting.endpoints.includes(endpoint) ? clientAt(endpoint) : undefined),
    ...{ clock, graceMs, proofMs, firstIntervalMs },
    onFound: () => undefined,
    onOutage(error) {
      // The service refuses what is dated by a clock that is far off.
      if (offsetMs === 0) console.error(error);
    },
  });
  return store;
}

/** The submissions with faults of time are looked for at once. The others are left to fresh processes. */
const watchedStore = reconcilingStore();
const otherStore = createStore();
recordStatements(otherStore, setting.said);

/** Stops this process until another one lets it go on. Nothing else runs in between. */
function standStill(): void {
  send({ standsStill: true });
  process.kill(process.pid, 'SIGSTOP');
}

/** The journal of one submission. From write number `fullAt` on, its disk is full. */
function journalFor({ fullAt = Infinity, standStill: point }: WorkerCommand & { do: 'submit' }): Journal {
  let writings = 0;
  const journal = openJournal(`${folder}/jobs`, async (path, text) => {
    if (++writings >= fullAt) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    await replaceFile(path, text);
  });
  return {
    ...journal,
    async write(record) {
      if (point === 'beforeRecord' && record.state === 'sending') standStill();
      if (disabledGuard === 'journal' && record.state === 'sending') return;
      // As after a power cut with a disk that was not synced: what was written last is missing for a while.
      if (disabledGuard === 'sync') setTimeout(() => void journal.write(record).catch(() => undefined), 200);
      else await journal.write(record);
      if (point === 'afterRecord' && record.state === 'sending') standStill();
    },
  };
}

/** Longer than the way to the sandbox and back mostly takes, in ms. */
const answerMs = 30;

interface Fence {
  readonly check: typeof reasonNotToSend;
  /** To be called once the submission has ended: nobody waits for this process to stand still any more. */
  end(): void;
}

/** What is asked right before the first byte of one submission. */
function fenceFor({ standStill: point }: WorkerCommand & { do: 'submit' }): Fence {
  // Without the journal's guards it would hold back what the journal does not have, and so hide that they are missing.
  const isDisabled = disabledGuard === 'fence' || disabledGuard === 'journal' || disabledGuard === 'sync';
  let stops = point === 'beforeCheck' || point === 'afterSending';
  let stopping: NodeJS.Timeout | undefined;
  return {
    check(written, lock, journal) {
      if (stops && point === 'beforeCheck') standStill();
      // The locks of the bench are stale earlier than the product's, so the time is stretched.
      const stretched = { longestUntouchedMs: () => (lock.longestUntouchedMs() * lockAgeMs) / staleMs };
      const reason = isDisabled ? undefined : reasonNotToSend(written, stretched, journal);
      if (stops && point === 'afterSending') stopping = setTimeout(standStill, Math.random() * answerMs);
      stops = false;
      return reason;
    },
    end: () => clearTimeout(stopping),
  };
}

async function submit(order: WorkerCommand & { do: 'submit' }): Promise<void> {
  const { spec, request, endpoint } = order;
  const account = { signer: 'sandbox', profile: 'sandbox', region: 'cn-hangzhou', endpoint } as const;
  const client = clientAt(endpoint);
  setClock(order.clock ?? { offsetMs: 0, lookMs: 0 });
  const fence = fenceFor(order);
  try {
    const baseline = disabledGuard === 'baseline' ? undefined : await readBaseline(client, request);
    const { record } = await submitRestore(
      { request, account, client, spec, baseline },
      {
        journal: journalFor(order),
        store: spec.startsWith('timed') ? watchedStore : otherStore,
        locks,
        clock,
        wait: async ({ ms }) => {
          await pause(ms / 50);
          return true;
        },
        mayRetry: disabledGuard === 'retry' ? () => true : isRetriable,
        fence: fence.check,
      },
    );
    if (order.clock?.setTo?.from === 'unclear') setClockLater(order.clock.setTo);
    send({ said: statementOf(record) });
  } catch {
    // The record could not be written, so the user was told that nothing was sent.
    send({ said: { spec, state: 'refused', adopted: false } });
  } finally {
    fence.end();
  }
}

async function watch(prefix: string): Promise<void> {
  const journal = openJournal(`${folder}/jobs`);
  for (;;) {
    const { records } = await journal.readAll();
    watchedStore.put(...records.filter(({ spec }) => spec.startsWith(prefix)));
    await pause(1000);
  }
}

/** How long it looks for what can't be proven, which must not be said wrongly meanwhile. In ms. */
const leastMs = 2 * proofMs;
async function reconcile({ unprovable, mostMs }: WorkerCommand & { do: 'reconcile' }): Promise<void> {
  const journal = openJournal(`${folder}/jobs`);
  const store = reconcilingStore();
  const start = systemClock.monotonic();
  const passedMs = () => systemClock.monotonic() - start;
  const isOpen = () => {
    const open = store.all().filter(isUnsettled);
    return open.some(({ spec }) => !unprovable.includes(spec)) || (open.length > 0 && passedMs() < leastMs);
  };
  // Other processes reconcile too. Their results are on disk.
  store.put(...(await journal.readAll()).records);
  while (passedMs() < mostMs && isOpen()) {
    await pause(500);
    store.put(...(await journal.readAll()).records);
  }
  send({ reconciled: true });
}

process.on('message', (order: WorkerCommand) => {
  if (order.do === 'submit') void submit(order);
  else void (order.do === 'watch' ? watch(order.prefix) : reconcile(order));
});
// Loaded now, so that loading takes no time of the first submission, which may be killed.
await import('../../src/cloud/network.ts');
send({ ready: true });
