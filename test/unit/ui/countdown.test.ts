import assert from 'node:assert/strict';
import { countdown } from '../../../src/ui/countdown.ts';
import { clockShifts, daylightChanges, inBerlin, manualClock, sleepMs } from '../jobs/manualClock.ts';

describe('the countdown of a pause', () => {
  function start(ms: number, isCancellationRequested = false, now?: number) {
    const clock = manualClock(now);
    const told: number[] = [];
    let listener: (() => void) | undefined;
    const cancel = {
      isCancellationRequested,
      onCancellationRequested: (each: () => void) => {
        listener = each;
        return { dispose: () => (listener = undefined) };
      },
    };
    const ended = countdown(ms, { clock, tell: (left) => told.push(left), cancel });
    /** Time passes until the timer fires. */
    const tick = () => {
      clock.advance(clock.timer.ms ?? assert.fail('nothing waits'));
      clock.timer.fire();
    };
    return { clock, told, ended, tick, cancel: () => listener?.(), isListening: () => listener !== undefined };
  }

  it('tells each second that is left, then goes on', async () => {
    const { told, ended, tick, clock, isListening } = start(2500);
    for (let i = 0; i < 3; i++) tick();
    assert.equal(await ended, true);
    assert.deepEqual(told, [3, 2, 1]);
    assert.deepEqual([clock.timer.ms, isListening()], [undefined, false]);
  });

  for (const [name, ms] of clockShifts) {
    it(`goes on as it was where the clock is set ${name}`, async () => {
      const { told, ended, tick, clock } = start(3000);
      tick();
      clock.setWallClock(ms);
      tick();
      tick();
      assert.equal(await ended, true);
      assert.deepEqual(told, [3, 2, 1]);
    });
  }

  it('goes on where it was before the machine slept', async () => {
    const { told, ended, tick, clock } = start(2000);
    tick();
    clock.setWallClock(sleepMs);
    tick();
    assert.equal(await ended, true);
    assert.deepEqual(told, [2, 1]);
  });

  describe('at a change of daylight saving time', () => {
    inBerlin();
    for (const [name, at] of daylightChanges) {
      it(`goes on as it was where clocks are ${name}`, async () => {
        const { told, ended, tick } = start(3000, false, at - 1500);
        for (let i = 0; i < 3; i++) tick();
        assert.equal(await ended, true);
        assert.deepEqual(told, [3, 2, 1]);
      });
    }
  });

  it('ends at once where the person cancels', async () => {
    const { ended, clock, tick, cancel } = start(2000);
    tick();
    cancel();
    assert.equal(await ended, false);
    assert.equal(clock.timer.ms, undefined);
    const before = start(2000, true);
    assert.equal(await before.ended, false);
    // Why it waits is told all the same.
    assert.deepEqual([before.told, before.clock.timer.ms], [[2], undefined]);
  });
});
