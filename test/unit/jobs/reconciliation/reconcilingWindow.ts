import type { HbrClient } from '../../../../src/cloud/hbrClient.ts';
import type { RestoreJobsPage } from '../../../../src/cloud/hbrResponses.ts';
import { openJournal } from '../../../../src/jobs/storage/journal.ts';
import type { HiddenRecord } from '../../../../src/jobs/reconciliation/hiddenRecords.ts';
import { newOwner, openLocks } from '../../../../src/jobs/storage/locks.ts';
import {
  reconcileOnce,
  type ReconcileDependencies,
  type SearchHistory,
} from '../../../../src/jobs/reconciliation/reconcileOnce.ts';
import type { JobRecord } from '../../../../src/jobs/record.ts';
import { createStore } from '../../../../src/jobs/store.ts';
import { submitRestore } from '../../../../src/jobs/submission.ts';
import type { Fault } from '../../../../src/sandbox/sandbox.ts';
import { folders, requestOf, sandboxes } from '../jobFixtures.ts';
import { manualClock } from '../manualClock.ts';

/** Windows that share a folder of jobs and a sandbox, new ones for each test; to be called in a `describe`. */
export function reconcilingWindows() {
  const folder = folders();
  const current = sandboxes();

  /** A window whose clock the test moves, from `ahead` ms before or after the service's. */
  async function open({ path, ahead = 0 }: { path?: string; ahead?: number } = {}) {
    const place = path ?? (await folder());
    const { client, account, sandbox } = current();
    const journal = openJournal(place);
    const locks = openLocks(`${place}/locks`, newOwner());
    const store = createStore();
    const searches = new Map<string, SearchHistory>();
    const found: string[] = [];
    const clock = manualClock(Date.now() + ahead);
    const past = new Set<string>();
    const removed = new Set<string>();
    const hiddenPast: HiddenRecord[] = [];
    // The service's clock goes on with this machine's, where a test moves both.
    let advancedMs = 0;
    const dated: HbrClient = {
      ...client,
      async describeRestoreJobs(...args) {
        const page = await client.describeRestoreJobs(...args);
        return page.serverTime === undefined ? page : { ...page, serverTime: page.serverTime + advancedMs };
      },
    };
    const dependencies = {
      store,
      journal,
      locks,
      searches,
      pastIds: () => Promise.resolve(past),
      hiddenPast: () => Promise.resolve(hiddenPast),
      removedIds: () => Promise.resolve(removed),
      clientFor: () => dated,
      clock,
      graceMs: 120_000,
      proofMs: 1_920_000,
      onFound: (after: JobRecord, before: JobRecord) => found.push(`${before.state} -> ${after.state}`),
    };
    const submit = async (
      fault: Fault | undefined,
      type = 'NAS',
      baseline?: readonly string[],
      more: Readonly<Record<string, unknown>> = {},
    ) => {
      if (fault) sandbox.inject(fault);
      const submission = { request: requestOf(type, more), account, client, spec: '', baseline };
      return (await submitRestore(submission, { journal, store, locks, clock })).record;
    };
    /** Searches with other parts than its own. */
    const searchWith = async (other: Partial<ReconcileDependencies>, ...ids: string[]) => {
      await reconcileOnce(ids, { ...dependencies, ...other });
      return ids.map((id) => store.get(id));
    };
    const search = (...ids: string[]) => searchWith({}, ...ids);
    /** A search in a list of which each page is changed as it comes. */
    const searchIn = (
      change: (page: RestoreJobsPage) => RestoreJobsPage | Promise<RestoreJobsPage>,
      ...ids: string[]
    ) => {
      const describeRestoreJobs: HbrClient['describeRestoreJobs'] = async (...args) =>
        change(await dated.describeRestoreJobs(...args));
      return searchWith({ clientFor: () => ({ ...dated, describeRestoreJobs }) }, ...ids);
    };
    /** Moves this machine's clock and the service's. */
    const advance = (seconds: number) => {
      clock.advance(seconds * 1000);
      sandbox.advance(seconds);
      advancedMs += seconds * 1000;
    };
    /** The machine sleeps: its wall clock and the service's go on, and this process stands still. */
    const sleep = (seconds: number) => {
      clock.setWallClock(seconds * 1000);
      sandbox.advance(seconds);
      advancedMs += seconds * 1000;
    };
    return {
      ...dependencies,
      ...{
        past,
        hidden: hiddenPast,
        removed,
        path: place,
        found,
        submit,
        search,
        searchWith,
        searchIn,
        advance,
        sleep,
      },
    };
  }

  const created = () =>
    current()
      .sandbox.requests()
      .filter(({ action }) => action === 'CreateRestoreJob').length;

  return { open, created, current };
}
