import assert from 'node:assert/strict';
import { localText } from '../../../src/restoreSpec/dateFormat.ts';
import { readTypedTime } from '../../../src/restoreSpec/typedTime.ts';

/** A Wednesday, at 15:20:10 of this machine's clock. */
const now = new Date(2026, 10, 25, 15, 20, 10).getTime();

describe('a time that a person types', () => {
  const means = (text: string, wanted: string) => {
    const seconds = readTypedTime(text, now);
    assert.equal(seconds === undefined ? undefined : localText(seconds).slice(0, 19), wanted, text);
  };

  it('is a clock of some day', () => {
    means('yesterday 14:00', '2026-11-24 14:00:00');
    means(' Yesterday  at 9:05 ', '2026-11-24 09:05:00');
    means('today 00:30', '2026-11-25 00:30:00');
    means('monday 14:00', '2026-11-23 14:00:00');
    means('last fri 2:00 pm', '2026-11-20 14:00:00');
    means('2026-11-01 14:00', '2026-11-01 14:00:00');
    means('2026-11-01T14:00:30', '2026-11-01 14:00:30');
  });

  it('is, without a day, the last time that the clock showed it', () => {
    means('14:00', '2026-11-25 14:00:00');
    means('15:20:11', '2026-11-24 15:20:11');
    means('12:00 am', '2026-11-25 00:00:00');
  });

  it('is, without a clock, the end of the day', () => {
    means('yesterday', '2026-11-24 23:59:59');
    means('2026-11-01', '2026-11-01 23:59:59');
    // On a Wednesday this is the one of last week.
    means('wednesday', '2026-11-18 23:59:59');
  });

  it('is so long ago', () => {
    means('90 minutes ago', '2026-11-25 13:50:10');
    means('3h', '2026-11-25 12:20:10');
    means('2 days ago', '2026-11-23 15:20:10');
    means('1 week', '2026-11-18 15:20:10');
  });

  it('keeps the zone that it names', () => {
    assert.equal(readTypedTime('2026-11-01 14:00Z', now), Date.UTC(2026, 10, 1, 14) / 1000);
    assert.equal(readTypedTime('2026-11-01 14:00+08:00', now), Date.UTC(2026, 10, 1, 6) / 1000);
  });

  it('is none where the text is another one, or not whole yet', () => {
    for (const text of [
      '',
      'yesterday 14',
      'yesterday 14:0',
      '25:00',
      '14:60',
      '13:00 pm',
      '2026-11',
      '2026-02-30',
      'web-1',
      's-0001',
    ]) {
      assert.equal(readTypedTime(text, now), undefined, text);
    }
    assert.equal(readTypedTime('9999 weeks ago', now), undefined);
  });
});
