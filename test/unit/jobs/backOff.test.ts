import assert from 'node:assert/strict';
import { createBackOff } from '../../../src/jobs/backOff.ts';
import { manualClock } from './manualClock.ts';

describe('what failed and is done again', () => {
  function open() {
    const clock = manualClock();
    const errors: unknown[] = [];
    let due = 0;
    const backOff = createBackOff(
      clock,
      () => due++,
      (error) => errors.push(error),
    );
    let tries = 0;
    const fail = () => {
      tries++;
      return Promise.reject(new Error('ENOSPC'));
    };
    return { clock, errors, backOff, fail, tries: () => tries, due: () => due };
  }

  it('waits ever longer, at most a minute, and is reported once', async () => {
    const { clock, errors, backOff, fail, tries, due } = open();
    const pauses: (number | undefined)[] = [];
    for (let round = 0; round < 8; round++) {
      await backOff.attempt('a', fail);
      await backOff.attempt('a', fail);
      const { ms } = clock.timer;
      pauses.push(ms);
      clock.advance(ms ?? 0);
      clock.timer.fire();
    }
    assert.deepEqual(pauses, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    assert.deepEqual([tries(), due(), errors.length], [8, 8, 1]);
  });

  it('keeps no other work back', async () => {
    const { backOff, fail, tries, errors } = open();
    await backOff.attempt('a', fail);
    await backOff.attempt('b', fail);
    assert.deepEqual([tries(), errors.length], [2, 2]);
  });

  it('is reported again where it worked in between, and begins with a short pause', async () => {
    const { clock, errors, backOff, fail } = open();
    for (const work of [fail, fail, () => Promise.resolve(), fail]) {
      await backOff.attempt('a', work);
      clock.advance(2000);
    }
    assert.deepEqual([errors.length, clock.timer.ms], [2, 1000]);
  });

  it('is not due any more once it is disposed', async () => {
    const { clock, backOff, fail } = open();
    await backOff.attempt('a', fail);
    backOff.dispose();
    assert.equal(clock.timer.ms, undefined);
    await backOff.attempt('b', fail);
    assert.equal(clock.timer.ms, undefined);
  });
});
