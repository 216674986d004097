import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { HbrClient } from '../../../../src/cloud/hbrClient.ts';
import { createPoller } from '../../../../src/jobs/polling/poller.ts';
import { openPollingLeases } from '../../../../src/jobs/polling/pollingLease.ts';
import { statusOf, type JobRecord } from '../../../../src/jobs/record.ts';
import { openJournal } from '../../../../src/jobs/storage/journal.ts';
import { createStore } from '../../../../src/jobs/store.ts';
import { submitRestore } from '../../../../src/jobs/submission.ts';
import { folders, locksIn, requestOf, sandboxes } from '../jobFixtures.ts';
import { watchWallClock } from '../../../../src/jobs/wallClock.ts';
import { manualClock } from '../manualClock.ts';

/** Pollers of the sandbox that each test of the enclosing `describe` has, and that sandbox. */
export function pollers() {
  const folder = folders();
  const current = sandboxes();

  /**
   * A window with a poller whose timer a test fires by hand.
   *
   * @param stopped whether its sandbox no longer runs
   * @param setLater how far the clock was set after the window opened and before its poller was needed, in ms
   */
  async function open({
    stopped = false,
    path,
    setLater = 0,
  }: { stopped?: boolean; path?: string; setLater?: number } = {}) {
    const { client } = current();
    path ??= await folder();
    const journal = openJournal(path);
    const locks = locksIn(path);
    const store = createStore();
    const clock = manualClock();
    const opened = clock.now();
    const wallClock = watchWallClock(clock);
    clock.setWallClock(setLater);
    const { timer } = clock;
    const outages: (string | undefined)[] = [];
    const focus = { isHere: true };
    const signing = {
      /** Whether somebody else than the account's caller signs. */
      isOther: false,
      /** Why there is no client. */
      noClient: undefined as Error | undefined,
      /** Why the client sends nothing. */
      noKeys: undefined as Error | undefined,
    };
    const signed: HbrClient = {
      ...client,
      async describeRestoreJobs(...args) {
        if (signing.noKeys) throw signing.noKeys;
        return { ...(await client.describeRestoreJobs(...args)), otherCaller: signing.isOther };
      },
    };
    const poller = createPoller({
      store,
      journal,
      clock,
      wallClock,
      leases: openPollingLeases(join(path, 'looks'), locks, clock),
      isFocused: () => focus.isHere,
      clientFor: () => {
        if (signing.noClient) throw signing.noClient;
        return stopped ? undefined : signed;
      },
      floorSeconds: () => 2,
      onOutage: (error) => outages.push(error?.message),
    });
    const submit = (type: string, more: Readonly<Record<string, unknown>> = {}) => {
      const { account, client } = current();
      const submission = { request: requestOf(type, more), account, client, spec: '' };
      return submitRestore(submission, { journal, store, locks, clock });
    };
    /** Moves this window's clock and the service's. */
    const advance = (seconds: number) => {
      clock.advance(seconds * 1000);
      current().sandbox.advance(seconds);
    };
    /** Lets the timer run out and waits for the poll that it starts. */
    const tick = async () => {
      advance((timer.ms ?? 0) / 1000);
      timer.fire();
      await poller.settled();
    };
    /** How often the service was asked for a list. */
    const requests = () =>
      current()
        .sandbox.requests()
        .filter(({ action }) => action === 'DescribeRestoreJobs2').length;
    /** Puts a job where another window has left it: on disk and in memory. */
    const keep = async (job: JobRecord) => {
      await journal.write(job);
      store.put(job);
    };
    const statusNow = (id: string) => statusOf(store.get(id) ?? assert.fail(`${id} is gone`));
    return {
      keep,
      statusNow,
      opened,
      signing,
      path,
      journal,
      store,
      clock,
      timer,
      focus,
      outages,
      poller,
      submit,
      tick,
      advance,
      requests,
    };
  }

  return { open, current };
}
