import { join } from 'node:path';
import type { HbrClient } from '../../../src/cloud/client.ts';
import { openJournal } from '../../../src/jobs/journal.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { submitRestore } from '../../../src/jobs/submit.ts';
import { createTracker } from '../../../src/jobs/tracker.ts';
import { openTurns } from '../../../src/jobs/turns.ts';
import { folders, locksIn, requestOf, sandboxes } from './helpers.ts';

/** Trackers of the sandbox that each test of the enclosing `describe` has, and that sandbox. */
export function trackers() {
  const folder = folders();
  const current = sandboxes();

  /** A tracker whose timer a test fires by hand. */
  async function track({ stopped = false, path }: { stopped?: boolean; path?: string } = {}) {
    const { client } = current();
    path ??= await folder();
    const journal = openJournal(path);
    const locks = locksIn(path);
    const store = createStore();
    const timer = { ms: undefined as number | undefined, fire: () => {} };
    const outages: (string | undefined)[] = [];
    let now = Date.now();
    const focus = { here: true };
    const signing = {
      other: false,
      /** Why there is no client. */
      nobody: undefined as Error | undefined,
      /** Why the client sends nothing. */
      fails: undefined as Error | undefined,
    };
    const signed: HbrClient = {
      ...client,
      async describeRestoreJobs(...args) {
        if (signing.fails) throw signing.fails;
        return { ...(await client.describeRestoreJobs(...args)), otherCaller: signing.other };
      },
    };
    const tracker = createTracker({
      store,
      journal,
      turns: openTurns(join(path, 'looks'), locks, () => now),
      isFocused: () => focus.here,
      clientFor: () => {
        if (signing.nobody) throw signing.nobody;
        return stopped ? undefined : signed;
      },
      floorSeconds: () => 2,
      now: () => now,
      onOutage: (error) => outages.push(error?.message),
      after: (ms, callback) => {
        timer.ms = ms;
        timer.fire = callback;
        return () => {
          timer.ms = undefined;
          timer.fire = () => {};
        };
      },
    });
    const submit = (type: string) => {
      const { account, client } = current();
      return submitRestore(
        { request: requestOf(type), account, client, spec: '' },
        {
          journal,
          store,
          locks,
          now: () => now,
        },
      );
    };
    const pass = (seconds: number) => {
      now += seconds * 1000;
      current().sandbox.advance(seconds);
    };
    /** Lets the timer run out and waits for the look that it starts. */
    const tick = async () => {
      pass((timer.ms ?? 0) / 1000);
      timer.fire();
      await tracker.settled();
    };
    const asked = () =>
      current()
        .sandbox.requests()
        .filter(({ action }) => action === 'DescribeRestoreJobs2').length;
    return { signing, path, journal, store, timer, focus, outages, tracker, submit, tick, pass, asked };
  }

  return { track, current };
}
