import assert from 'node:assert/strict';
import { onWallClockJump, watchWallClock } from '../../../src/jobs/wallClock.ts';
import { clockShifts, manualClock } from './manualClock.ts';

const minute = 60_000;

describe('the watch of the wall clock', () => {
  const open = () => {
    const clock = manualClock();
    return { clock, watch: watchWallClock(clock) };
  };

  it('takes time that passes for no jump, nor a clock that is kept right', () => {
    const { clock, watch } = open();
    for (let i = 0; i < 100; i++) {
      clock.advance(60 * minute);
      clock.setWallClock(i % 2 === 0 ? 1000 : -2000);
      assert.equal(watch.jumps(), 0);
    }
  });

  for (const [name, ms] of clockShifts) {
    describe(`where the clock is set ${name}`, () => {
      it('notices it once', () => {
        const { clock, watch } = open();
        clock.setWallClock(ms);
        assert.deepEqual([watch.jumps(), watch.jumps()], [1, 1]);
        clock.setWallClock(-ms);
        assert.equal(watch.jumps(), 2);
      });

      it('knows how old a time from before is, and one from after', () => {
        const { clock, watch } = open();
        const before = clock.now();
        clock.advance(5 * minute);
        watch.jumps();
        clock.setWallClock(ms);
        const after = clock.now();
        clock.advance(minute);
        assert.equal(watch.ageOf(before), 6 * minute);
        assert.equal(watch.ageOf(after), minute);
        clock.advance(minute);
        assert.equal(watch.ageOf(before), 7 * minute);
        assert.equal(watch.ageOf(after), 2 * minute);
      });

      it('takes no time for older than it is, also where nobody looked in between', () => {
        const { clock, watch } = open();
        const before = clock.now();
        clock.advance(5 * minute);
        clock.setWallClock(ms);
        clock.advance(5 * minute);
        const after = clock.now();
        clock.advance(minute);
        const [older = Infinity, younger = Infinity] = [watch.ageOf(before), watch.ageOf(after)];
        assert.ok(older <= 11 * minute && younger <= minute, String([older, younger]));
      });
    });
  }

  it('knows how old a time is after a sleep', () => {
    const { clock, watch } = open();
    const before = clock.now();
    clock.advance(minute);
    watch.jumps();
    clock.setWallClock(480 * minute);
    assert.equal(watch.jumps(), 1);
    assert.equal(watch.ageOf(before), minute, 'the time awake counts');
    assert.equal(watch.ageOf(clock.now()), 0);
  });

  it('knows how old a time is that was there before the watch', () => {
    const { clock, watch } = open();
    assert.equal(watch.ageOf(clock.now() - 600 * minute), 600 * minute);
    clock.setWallClock(-10 * minute);
    // Before it was set, the clock had shown this time just so long ago.
    assert.equal(watch.ageOf(clock.now() + 9 * minute), minute);
  });

  it('does not know the age of a time in the future, or of none', () => {
    const { clock, watch } = open();
    for (const time of [clock.now() + minute, 1e308, NaN, Infinity]) assert.equal(watch.ageOf(time), undefined);
  });

  it('stays small where the clock is set all the time', () => {
    const { clock, watch } = open();
    const first = clock.now();
    for (let i = 0; i < 1000; i++) {
      clock.advance(minute);
      clock.setWallClock(minute);
      watch.jumps();
    }
    assert.equal(watch.ageOf(clock.now()), 0);
    assert.ok((watch.ageOf(first) ?? 0) >= 100 * minute);
  });
});

describe('what is called after a jump of the wall clock', () => {
  for (const [name, ms] of clockShifts) {
    it(`is called once where it is set ${name}`, async () => {
      const clock = manualClock();
      const { jumps, ageOf } = watchWallClock(clock);
      let asked: () => void = () => undefined;
      const noticed = () => (asked(), jumps());
      /** Resolves once the clocks were compared again, and what follows from that was called. */
      const compared = async () => {
        for (let i = 0; i < 2; i++) await new Promise<void>((resolve) => (asked = resolve));
      };
      let calls = 0;
      const stop = onWallClockJump({ jumps: noticed, ageOf }, () => calls++, 1);
      await compared();
      assert.equal(calls, 0);
      clock.setWallClock(ms);
      await compared();
      assert.equal(calls, 1);
      await compared();
      assert.equal(calls, 1);
      stop();
    });
  }
});
