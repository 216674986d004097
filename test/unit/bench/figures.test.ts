import assert from 'node:assert/strict';
import {
  growth,
  isMet,
  median,
  medianWithSpread,
  nullIsNoNumber,
  type Budget,
  type Figure,
} from '../../../bench/figures.ts';

describe('the figures of a bench', () => {
  const reference = { name: 'doing nothing', value: 10 };
  const cases: [what: string, value: number, budget: Budget, met: boolean][] = [
    ['just within a limit', 8, { most: 8 }, true],
    ['beyond a limit', 8.1, { most: 8 }, false],
    ['just within a multiple of the reference', 14, { times: 1.4 }, true],
    ['beyond a multiple of the reference', 15, { times: 1.4 }, false],
    ['within what it may take more', 15, { over: 5 }, true],
    ['beyond what it may take more', 15.1, { over: 5 }, false],
    ['within one part of a budget only', 13, { times: 1.4, over: 2 }, false],
    ['no number', Number.NaN, { most: 8 }, false],
  ];
  for (const [what, value, budget, met] of cases) {
    it(`${met ? 'meet' : 'miss'} a budget: ${what}`, () => {
      assert.equal(isMet({ name: 'a', unit: 'ms', value, reference, budget }), met);
    });
  }

  it('miss a budget that needs a reference which is not there', () => {
    assert.equal(isMet({ name: 'a', unit: 'ms', value: 1, budget: { times: 2 } }), false);
  });

  it('have the median of runs in any order, and leave these as they are', () => {
    const runs = [9, 1, 10];
    assert.equal(median(runs), 9);
    assert.deepEqual(runs, [9, 1, 10]);
    assert.equal(median([4, 1, 2, 3]), 2.5);
    assert.ok(Number.isNaN(median([])));
  });

  it('have the middle half of the runs as their spread', () => {
    assert.deepEqual(medianWithSpread([9, 8, 7, 6, 5, 4, 3, 2, 1]), { value: 5, spread: [3, 7] });
    assert.deepEqual(medianWithSpread([3]), { value: 3, spread: [3, 3] });
  });

  for (const [what, power] of [
    ['stays', 0],
    ['doubles with its size', 1],
    ['grows with the square', 2],
  ] as const) {
    it(`grow with a slope of ${power} where the cost ${what}`, () => {
      const points = [1, 2, 4, 8, 16, 32].map((size) => ({ size, value: 3 * size ** power }));
      assert.ok(Math.abs(growth(points) - power) < 1e-9);
    });
  }

  it('come back from JSON, also those that are no number', () => {
    const figures: Figure[] = [
      { name: 'a', unit: 'ms', value: 1.5, spread: [1, 2], budget: { most: 2 } },
      { name: 'b', unit: '', value: Number.NaN, budget: { most: 2 } },
    ];
    assert.deepEqual(JSON.parse(JSON.stringify(figures), nullIsNoNumber), figures);
  });
});
