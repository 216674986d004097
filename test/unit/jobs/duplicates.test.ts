import assert from 'node:assert/strict';
import { duplicatesOf, fingerprint } from '../../../src/jobs/duplicates.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { newOwner } from '../../../src/jobs/storage/locks.ts';
import { watchWallClock } from '../../../src/jobs/wallClock.ts';
import { accountAt, record, requestOf } from './jobFixtures.ts';
import { clockShifts, daylightChanges, inBerlin, manualClock, sleepMs } from './manualClock.ts';

describe('the same restore', () => {
  const account = accountAt('http://127.0.0.1:1');
  const nas = requestOf('NAS');
  const print = fingerprint(nas, account);
  /** The only window that may live beside this one. */
  const other = 'other';
  const owner = { ...newOwner(), boot: 'this start of the machine' };
  const locks = { owner, mayLive: ({ window }: { window?: string }) => window === other };
  const ageOf = (time: number) => (time <= 1_000_000 ? 1_000_000 - time : undefined);
  const at = (records: JobRecord[]) => duplicatesOf(records, print, { ageOf, withinMs: 600_000, locks })[0]?.id;

  it('has one fingerprint, however its parameters are ordered and whoever signs', () => {
    const reversed = Object.fromEntries(Object.entries(nas.query).reverse());
    assert.equal(fingerprint({ ...nas, query: reversed }, { ...account, profile: 'other' }), print);
    assert.match(print, /^[0-9a-f]{64}$/);
  });

  it('is another one with another value, region or endpoint', () => {
    const others = [
      fingerprint({ ...nas, query: { ...nas.query, TargetFileSystemId: 'x' } }, account),
      fingerprint(nas, { ...account, region: 'cn-beijing' }),
      fingerprint(nas, accountAt('http://127.0.0.1:2')),
      fingerprint(requestOf('OSS'), account),
    ];
    assert.equal(new Set([print, ...others]).size, 5);
  });

  const ended = { seen: { RestoreId: 'r', Status: 'COMPLETE', other: {} } };
  const cases: [string, Partial<JobRecord>, boolean][] = [
    ['unclear, however old', { state: 'unclear', createdAt: 0 }, true],
    ['being sent', { state: 'sending' }, true],
    ['about to be sent again', { state: 'preparing' }, true],
    ['running, however old', { createdAt: 0 }, true],
    ['young, and ended', { ...ended, createdAt: 999_000 }, true],
    ['from the future, and ended', { ...ended, createdAt: 1_000_001 }, true],
    ['old, and ended', { ...ended, createdAt: 0 }, false],
    ['refused', { state: 'refused' }, false],
    ['not executed', { state: 'notExecuted' }, false],
    ['refused by a service that its living window asked', { state: 'refused', window: other, claim: 1 }, false],
    ['said to be not executed while its window may live', { state: 'notExecuted', window: other, claim: 2 }, true],
    ['refused by one window while its own may live', { state: 'refused', window: other, claim: 2 }, true],
    ['refused, as a version without claims wrote it', { state: 'refused', window: other }, false],
    ['submitted by one window while its own may live', { ...ended, createdAt: 0, window: other, claim: 2 }, false],
    ['not executed, taken over from a window that is gone', { state: 'notExecuted', claim: 2 }, false],
  ];
  for (const [what, more, counts] of cases) {
    it(`${counts ? 'counts' : 'does not count'} where it is ${what}`, () => {
      const { restoreId, ...rest } = record('a', more);
      assert.equal(
        at([rest.state === 'submitted' ? { ...rest, restoreId: restoreId ?? '' } : rest]),
        counts ? 'a' : undefined,
      );
    });
  }

  it('is the newest of several, and none of another request', () => {
    assert.equal(at([record('a', { createdAt: 1 }), record('b', { createdAt: 2 })]), 'b');
    assert.equal(at([record('a', { request: requestOf('OSS') })]), undefined);
  });

  for (const [name, ms] of clockShifts) {
    it(`counts for ten minutes that pass at least, also where the clock is set ${name}`, () => {
      const clock = manualClock();
      const { ageOf } = watchWallClock(clock);
      const job = record('a', { ...ended, createdAt: clock.now() });
      const isFound = () => duplicatesOf([job], print, { ageOf, withinMs: 600_000, locks }).length > 0;
      assert.equal(isFound(), true);
      clock.advance(300_000);
      clock.setWallClock(ms);
      assert.equal(isFound(), true);
      clock.advance(299_000);
      assert.equal(isFound(), true);
      // A clock that is set back by ten minutes shows each time twice, and the later one counts.
      clock.advance(601_000);
      assert.equal(isFound(), false);
    });

    it(`counts for ten minutes at least, also where the clock was set ${name} while no window was open`, () => {
      const clock = manualClock();
      const job = record('a', { ...ended, ...owner, createdAt: clock.now(), uptime: clock.uptime() });
      clock.advance(60_000);
      clock.setWallClock(ms);
      // A window opens.
      const { ageOf } = watchWallClock(clock);
      const isFound = (each: JobRecord) => duplicatesOf([each], print, { ageOf, withinMs: 600_000, locks }).length > 0;
      assert.equal(isFound(job), true);
      clock.advance(538_000);
      assert.equal(isFound(job), true);
      // A job from the future counts until the clock has passed it.
      if (ms > 0) clock.advance(3000);
      else clock.advance(-ms + 3000);
      assert.equal(isFound(job), false);
    });
  }

  it('counts for ten minutes at least that the machine is awake', () => {
    const clock = manualClock();
    const { ageOf } = watchWallClock(clock);
    const job = record('a', { ...ended, createdAt: clock.now() });
    const isFound = () => duplicatesOf([job], print, { ageOf, withinMs: 600_000, locks }).length > 0;
    clock.advance(300_000);
    assert.equal(isFound(), true);
    clock.setWallClock(sleepMs);
    clock.advance(299_000);
    assert.equal(isFound(), true);
    clock.advance(2000);
    assert.equal(isFound(), false);
  });

  describe('at a change of daylight saving time', () => {
    inBerlin();
    for (const [name, at] of daylightChanges) {
      it(`counts for ten minutes where clocks are ${name}`, () => {
        const clock = manualClock(at - 300_000);
        const { ageOf } = watchWallClock(clock);
        const job = record('a', { ...ended, createdAt: clock.now() });
        const isFound = () => duplicatesOf([job], print, { ageOf, withinMs: 600_000, locks }).length > 0;
        clock.advance(599_000);
        assert.equal(isFound(), true);
        clock.advance(2000);
        assert.equal(isFound(), false);
      });
    }
  });

  it('goes by the wall clock where another machine made it, or this one was started anew', () => {
    const clock = manualClock();
    const job = record('a', { ...ended, ...owner, createdAt: clock.now() - 3_600_000, uptime: clock.uptime() });
    const { ageOf } = watchWallClock(clock);
    const isFound = (each: JobRecord) => duplicatesOf([each], print, { ageOf, withinMs: 600_000, locks }).length > 0;
    assert.equal(isFound(job), true);
    assert.equal(isFound({ ...job, host: 'elsewhere' }), false);
    assert.equal(isFound({ ...job, boot: 'an earlier start' }), false);
    assert.equal(isFound({ ...job, uptime: clock.uptime() + 1 }), false, 'it has not run for so long');
  });
});
