import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createLazyPoller } from '../../../../src/jobs/polling/lazyPoller.ts';
import { openPollingLeases } from '../../../../src/jobs/polling/pollingLease.ts';
import { openJournal } from '../../../../src/jobs/storage/journal.ts';
import { createStore } from '../../../../src/jobs/store.ts';
import { endedRecord, folders, locksIn, record } from '../jobFixtures.ts';
import { watchWallClock } from '../../../../src/jobs/wallClock.ts';
import { manualClock } from '../manualClock.ts';

describe('a poller that is loaded with the first pending job', () => {
  const folder = folders();

  async function open() {
    const path = await folder();
    const store = createStore();
    const clock = manualClock();
    const asked: string[] = [];
    const poller = createLazyPoller(
      {
        store,
        clock,
        wallClock: watchWallClock(clock),
        journal: openJournal(path),
        leases: openPollingLeases(join(path, 'looks'), locksIn(path), clock),
        isFocused: () => true,
        clientFor: ({ profile }) => {
          asked.push(profile);
          return undefined;
        },
        floorSeconds: () => 2,
        onOutage: () => undefined,
      },
      (error) => assert.fail(String(error)),
    );
    return { store, clock, asked, poller };
  }

  it('waits for nothing and asks nobody without one', async () => {
    const { store, clock, asked, poller } = await open();
    store.put(endedRecord('a'));
    await poller.refresh();
    poller.focusChanged();
    await poller.settled();
    assert.equal(clock.timer.ms, undefined);
    assert.deepEqual(asked, []);
  });

  it('follows one that comes later', async () => {
    const { store, clock, asked, poller } = await open();
    store.put(record('a', { createdAt: clock.now() }));
    await poller.settled();
    assert.equal(clock.timer.ms, 2000);
    clock.advance(2000);
    clock.timer.fire();
    await poller.settled();
    assert.deepEqual(asked, ['sandbox']);
    poller.dispose();
  });

  it('polls at once where it is told that the clock jumped', async () => {
    const { store, clock, asked, poller } = await open();
    poller.clockJumped();
    store.put(record('a'));
    await poller.refresh();
    clock.setWallClock(-600_000);
    poller.clockJumped();
    await poller.settled();
    assert.deepEqual(asked, ['sandbox', 'sandbox']);
    poller.dispose();
  });

  it('refreshes at once where it was not loaded yet', async () => {
    const { store, asked, poller } = await open();
    store.put(record('a'));
    await poller.refresh();
    assert.deepEqual(asked, ['sandbox']);
    poller.dispose();
  });

  it('follows nothing where it is disposed of before it is loaded', async () => {
    const { store, clock, poller } = await open();
    store.put(record('a', { createdAt: clock.now() }));
    poller.dispose();
    await poller.settled();
    assert.equal(clock.timer.ms, undefined);
  });
});
