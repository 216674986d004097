/**
 * A window of the fault bench: a process of its own that submits, or clears up, with the product's code. Told by messages
 * what to do; says `ready`, then what became of each submission.
 */
import { createClient } from '../../src/cloud/client.ts';
import { after } from '../../src/jobs/after.ts';
import { openJournal, replaceFile, type Journal } from '../../src/jobs/journal.ts';
import { newOwner, openLocks } from '../../src/jobs/locks.ts';
import { createReconciler } from '../../src/jobs/reconciler.ts';
import { isUnsettled } from '../../src/jobs/record.ts';
import { isRetriable } from '../../src/jobs/retry.ts';
import { createStore } from '../../src/jobs/store.ts';
import { submitRestore } from '../../src/jobs/submit.ts';
import type { RestoreRequest } from '../../src/spec/parameters.ts';
import type { Broken } from './plan.ts';

export interface Setting {
  readonly folder: string;
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly broken: Broken;
}

export type Order =
  | {
      readonly do: 'submit';
      readonly spec: string;
      readonly request: RestoreRequest;
      readonly endpoint: string;
      readonly fullAt?: number;
    }
  | { readonly do: 'reconcile' };

export type Said =
  | { readonly ready: true }
  | { readonly spec: string; readonly state: string; readonly restoreId?: string | undefined; readonly id?: string }
  | { readonly reconciled: true };

const setting = JSON.parse(process.argv[2] ?? '{}') as Setting;
const { folder, broken, accessKeyId, accessKeySecret } = setting;
const say = (said: Said) => process.send?.(said);

/** Times in ms; the product's own are longer, and the faults here are as much shorter. */
const limits = { credentialsMs: 5000, createMs: 1000, otherMs: 5000, answerBytes: 8_000_000 };
const graceMs = 3000;
const paceMs = 250;

const clientAt = (endpoint: string) =>
  createClient(
    { signer: 'sandbox', profile: 'sandbox', region: 'cn-hangzhou', endpoint },
    { kind: 'keys', accessKeyId, accessKeySecret },
    undefined,
    limits,
  );

const store = createStore();
const locks = openLocks(`${folder}/locks`, newOwner());

/** The journal of one submission: its disk may be full from a writing on; a broken mode takes one guard away. */
function journalFor(fullAt = Infinity): Journal {
  let writings = 0;
  const journal = openJournal(`${folder}/jobs`, async (path, text) => {
    if (++writings >= fullAt) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    await replaceFile(path, text);
  });
  return {
    ...journal,
    async write(record) {
      if (broken === 'journal' && record.state === 'sending') return;
      // What a power cut does to a disk that was not synced: what was written last is not there.
      if (broken === 'sync') setTimeout(() => void journal.write(record).catch(() => undefined), 200);
      else await journal.write(record);
    },
  };
}

async function submit({ spec, request, endpoint, fullAt }: Order & { do: 'submit' }): Promise<void> {
  const account = { signer: 'sandbox', profile: 'sandbox', region: 'cn-hangzhou', endpoint } as const;
  try {
    const { record } = await submitRestore(
      { request, account, client: clientAt(endpoint), spec },
      {
        journal: journalFor(fullAt),
        store,
        locks,
        now: Date.now,
        wait: async ({ ms }) => {
          await new Promise((resolve) => setTimeout(resolve, ms / 50));
          return true;
        },
        mayRetry: broken === 'retry' ? () => true : isRetriable,
      },
    );
    say({ spec, state: record.state, restoreId: record.restoreId, id: record.id });
  } catch {
    // It could not be written down: the person was told that nothing was sent.
    say({ spec, state: 'refused' });
  }
}

async function reconcile(): Promise<void> {
  const journal = openJournal(`${folder}/jobs`);
  store.put(...(await journal.readAll()).records);
  const reconciler = createReconciler({
    store,
    journal,
    locks,
    pastIds: () => Promise.resolve(new Set<string>()),
    clientFor: ({ endpoint }) => (endpoint === setting.endpoint ? clientAt(endpoint) : undefined),
    now: Date.now,
    graceMs,
    paceMs,
    onFound: () => undefined,
    onOutage: (error) => console.error(error),
    after,
  });
  // Long enough for a slow machine: it ends as soon as all is cleared up.
  const end = Date.now() + 240_000;
  // Others clear up as well; what they found is on disk.
  while (Date.now() < end && store.all().some(isUnsettled)) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    store.put(...(await journal.readAll()).records);
  }
  reconciler.dispose();
  say({ reconciled: true });
}

process.on('message', (order: Order) => void (order.do === 'submit' ? submit(order) : reconcile()));
// What the first call loads is there before the clock of a kill runs.
await import('../../src/cloud/sdk.ts');
say({ ready: true });
