import assert from 'node:assert/strict';
import { betterOf, compareFigures, comparisonCells } from '../../../bench/comparison.ts';
import type { Figure } from '../../../bench/figures.ts';

const figure = (value: number, reference?: number, name = 'a'): Figure => ({
  name,
  unit: 'ms',
  value,
  ...(reference !== undefined && { reference: { name: 'beside', value: reference } }),
  budget: { most: 1000 },
});

describe('the comparison of two runs', () => {
  const cases: [what: string, before: Figure, now: Figure, verdict: string][] = [
    ['a machine of half the speed', figure(10, 5), figure(20, 10), '0 %'],
    ['the same time beside a faster reference', figure(10, 10), figure(10, 5), '+100 %, worse'],
    ['a quarter more', figure(100), figure(125), '+25 %'],
    ['more than a quarter more', figure(100), figure(126), '+26 %, worse'],
    ['less', figure(100), figure(40), '-60 %'],
    ['nothing that stays nothing', figure(0), figure(0), '0 %'],
    ['something where nothing was', figure(0), figure(1), 'was nothing, worse'],
    ['a reference that is new', figure(10), figure(10, 5), '0 %'],
  ];
  for (const [what, before, now, verdict] of cases) {
    it(`says "${verdict}" of ${what}`, () => {
      const [comparison, ...others] = compareFigures([before], [now]);
      assert.deepEqual(others, []);
      assert.ok(comparison);
      assert.equal(comparisonCells(comparison).at(-1), verdict);
      assert.equal(comparison.isWorse, verdict.endsWith('worse'));
    });
  }

  it('takes a value that is no number for worse', () => {
    assert.deepEqual(
      compareFigures([figure(1)], [figure(Number.NaN)]).map(({ isWorse }) => isWorse),
      [true],
    );
  });

  it('finds a figure by its name, and fails for one that is gone but not for a new one', () => {
    const compared = compareFigures(
      [figure(1, 2, 'old'), figure(2, undefined, 'both')],
      [figure(2, 1, 'new'), figure(2, undefined, 'both')],
    );
    assert.deepEqual(
      compared.map((each) => [...comparisonCells(each), each.isWorse]),
      [
        ['new', '', '2', 'new', false],
        ['both', '2', '2', '0 %', false],
        ['old', '0.5', '', 'not measured any more', true],
      ],
    );
  });

  it('takes the better of two measurements, beside the reference of each', () => {
    const [first, faster] = [figure(10, 5), figure(8, 5)];
    assert.deepEqual(betterOf([first], [faster]), [faster]);
    assert.deepEqual(betterOf([first], [figure(8, 2)]), [first]);
    assert.deepEqual(betterOf([figure(Number.NaN)], [faster]), [faster]);
    assert.deepEqual(betterOf([first], [figure(Number.NaN)]), [first]);
    assert.deepEqual(betterOf([first], [figure(1, 5, 'another')]), [first]);
  });
});
