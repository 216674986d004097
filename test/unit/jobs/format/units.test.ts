import assert from 'node:assert/strict';
import { formatBytes, formatDuration, formatSpeed, otherOffset, timeText } from '../../../../src/jobs/format/units.ts';
import { useTimeZone } from '../../timeZone.ts';

describe('numbers in words', () => {
  const bytes: [number, string][] = [
    [0, '0 B'],
    [-1, '0 B'],
    [NaN, '0 B'],
    [Infinity, '0 B'],
    [1023, '1023 B'],
    [1024, '1 KB'],
    [1024 * 12.34, '12.3 KB'],
    [1024 * 99.97, '100 KB'],
    [1024 * 1023.4, '1023 KB'],
    [1024 * 1023.7, '1 MB'],
    [1024 ** 3 * 512, '512 GB'],
    [1024 ** 6 * 3, '3072 PB'],
  ];
  for (const [number, text] of bytes) {
    it(`writes ${number} bytes as ${text}`, () => {
      assert.equal(formatBytes(number), text);
      assert.equal(formatSpeed(number), `${text}/s`);
    });
  }

  const durations: [number, string][] = [
    [NaN, '0 s'],
    [0.4, '0 s'],
    [45, '45 s'],
    [59.6, '1 min'],
    [60, '1 min'],
    [170, '3 min'],
    [3569, '59 min'],
    [3570, '1 h'],
    [7500, '2 h 5 min'],
    [86_369, '23 h 59 min'],
    [86_370, '1 d'],
    [3 * 86_400 + 4 * 3600 + 600, '3 d 4 h'],
    [4 * 86_400 - 100, '4 d'],
  ];
  for (const [seconds, text] of durations) {
    it(`writes ${seconds} seconds as ${text}`, () => assert.equal(formatDuration(seconds), text));
  }
});

describe('a time in words', () => {
  useTimeZone('Europe/Berlin');

  it('has its offset, so that two an hour apart differ on the day on which clocks are put back', () => {
    const first = Date.UTC(2026, 9, 25, 0, 30);
    assert.deepEqual(
      [timeText(first), timeText(first + 3_600_000)],
      ['2026-10-25 02:30:00 +02:00', '2026-10-25 02:30:00 +01:00'],
    );
    const march = Date.UTC(2026, 2, 29, 0, 59, 59);
    assert.deepEqual(
      [timeText(march), timeText(march + 1000)],
      ['2026-03-29 01:59:59 +01:00', '2026-03-29 03:00:00 +02:00'],
    );
  });

  it('of a row has its offset where that is another one than now, so that no two rows read the same', () => {
    const summer = Date.UTC(2026, 9, 25, 0, 30);
    const winter = summer + 3_600_000;
    for (const now of [summer, Date.UTC(2026, 6, 1), Date.UTC(2027, 6, 1)]) {
      assert.deepEqual([otherOffset(summer, now), otherOffset(winter, now)], ['', '+01:00']);
    }
    for (const now of [winter, Date.UTC(2026, 11, 1)]) {
      assert.deepEqual([otherOffset(summer, now), otherOffset(winter, now)], ['+02:00', '']);
    }
    for (const ms of [0, -1, NaN, Infinity, 1e15]) assert.equal(otherOffset(ms, summer), '');
  });

  it('is empty for what can be no time', () => {
    for (const ms of [undefined, 0, -1, NaN, Infinity, 1e15]) assert.equal(timeText(ms), '');
  });
});
