import { openJournal } from '../../../src/jobs/journal.ts';
import { newOwner, openLocks } from '../../../src/jobs/locks.ts';
import { reconcileOnce, type Looks } from '../../../src/jobs/reconcile.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { submitRestore } from '../../../src/jobs/submit.ts';
import type { Fault } from '../../../src/sandbox/sandbox.ts';
import { folders, requestOf, sandboxes } from './helpers.ts';

/** Windows that share a folder of jobs and a sandbox, new ones for each test; to be called in a `describe`. */
export function clearing() {
  const folder = folders();
  const current = sandboxes();

  /** A window whose clock the test moves, from `ahead` ms before or after the service's. */
  async function open({ path, ahead = 0 }: { path?: string; ahead?: number } = {}) {
    const place = path ?? (await folder());
    const { client, account, sandbox } = current();
    const journal = openJournal(place);
    const locks = openLocks(`${place}/locks`, newOwner());
    const store = createStore();
    const looks = new Map<string, Looks>();
    const found: string[] = [];
    const clock = { ms: Date.now() + ahead };
    const past = new Set<string>();
    const parts = {
      store,
      journal,
      locks,
      looks,
      pastIds: () => Promise.resolve(past),
      clientFor: () => client,
      now: () => clock.ms,
      graceMs: 120_000,
      onFound: (after: JobRecord, before: JobRecord) => found.push(`${before.state} -> ${after.state}`),
    };
    const submit = async (fault: Fault | undefined, type = 'NAS') => {
      if (fault) sandbox.inject(fault);
      const submission = { request: requestOf(type), account, client, spec: '' };
      return (await submitRestore(submission, { journal, store, locks, now: parts.now })).record;
    };
    const look = async (...ids: string[]) => {
      await reconcileOnce(ids, parts);
      return ids.map((id) => store.get(id));
    };
    /** Moves this machine's clock and the service's. */
    const pass = (seconds: number) => {
      clock.ms += seconds * 1000;
      sandbox.advance(seconds);
    };
    return { ...parts, past, path: place, found, submit, look, pass, clock };
  }

  const created = () =>
    current()
      .sandbox.requests()
      .filter(({ action }) => action === 'CreateRestoreJob').length;

  return { open, created, current };
}
