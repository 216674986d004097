import assert from 'node:assert/strict';
import { formatBytes, formatDuration, formatSpeed } from '../../../src/jobs/words.ts';

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
