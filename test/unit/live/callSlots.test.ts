import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCallSlots, slotCount, type CallSlots } from '../../../src/live/callSlots.ts';
import { systemClock } from '../../../src/jobs/clock.ts';
import { newOwner, openLocks } from '../../../src/jobs/storage/locks.ts';

const holdMs = 60;

describe('slots for calls', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slots-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A window. Another host stands for another process here: the locks of one process know that it has one window alone. */
  const open = (host: string, ms = holdMs, onError: (error: unknown) => void = assert.ifError): CallSlots =>
    openCallSlots(openLocks(folder, { ...newOwner(), host }), systemClock, onError, ms);

  /** Runs `count` calls of `ms` in each window; gives when each began and how many ran at once at most. */
  async function run(windows: readonly CallSlots[], count: number, ms: number) {
    const began: number[] = [];
    let running = 0;
    let most = 0;
    const work = async () => {
      began.push(performance.now());
      most = Math.max(most, ++running);
      await sleep(ms);
      running--;
    };
    await Promise.all(windows.flatMap((window) => Array.from({ length: count }, () => window.run(work))));
    return { began, most };
  }

  it('let four calls of all windows run at once', async () => {
    const { began, most } = await run([open('a'), open('b'), open('c')], 5, 100);
    assert.equal(began.length, 15);
    assert.ok(most <= slotCount, `${most} at once`);
    assert.ok(most >= 2, `${most} at once`);
  });

  it('begin at most two calls each in twice the time that a slot is held, all windows together', async () => {
    const { began } = await run([open('a'), open('b')], 6, 1);
    began.sort((a, b) => a - b);
    for (let index = 2 * slotCount; index < began.length; index++) {
      const spanMs = (began[index] ?? 0) - (began[index - 2 * slotCount] ?? 0);
      assert.ok(spanMs >= 2 * holdMs - 5, `${2 * slotCount + 1} calls within ${spanMs} ms`);
    }
  });

  it('run calls in their order, and give the slot of one that failed back', async () => {
    const slots = open('a', 1);
    const done: number[] = [];
    const calls = Array.from({ length: 9 }, (_, index) =>
      slots.run(async () => {
        done.push(index);
        await sleep(1);
        if (index < 4) throw new Error('no');
      }),
    );
    await Promise.allSettled(calls);
    assert.deepEqual(done, [...done.keys()]);
  });

  it('are not taken for a call that nobody wants any more', async () => {
    const slots = open('a', 10);
    const stop = new AbortController();
    const blocked = Array.from({ length: slotCount }, () => slots.run(() => sleep(50)));
    const waiting = slots.run(() => assert.fail('it ran'), stop.signal);
    const after = slots.run(() => Promise.resolve('ran'));
    stop.abort(new Error('left'));
    await assert.rejects(waiting, /left/);
    await Promise.all(blocked);
    assert.equal(await after, 'ran');
    await assert.rejects(
      slots.run(() => assert.fail('it ran'), stop.signal),
      /left/,
    );
  });

  it("are this window's own where the folder can't be written, which is told once", async () => {
    await rm(folder, { recursive: true });
    await writeFile(folder, '');
    const errors: unknown[] = [];
    const { most } = await run([open('a', 1, (error) => errors.push(error))], 8, 20);
    assert.equal(most, slotCount);
    assert.equal(errors.length, 1);
  });
});
