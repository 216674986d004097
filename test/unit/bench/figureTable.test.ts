import assert from 'node:assert/strict';
import { figureTable } from '../../../bench/figureTable.ts';

describe('the table of figures', () => {
  it('has a line each, with reference, budget and verdict', () => {
    const table = figureTable([
      {
        name: 'activation',
        unit: 'ms',
        value: 13.04,
        spread: [12.5, 14],
        reference: { name: 'doing nothing', value: 10 },
        budget: { times: 1.4, over: 2 },
      },
      { name: 'package', unit: 'kB', value: 399.61, budget: { most: 400 } },
      { name: 'growth', unit: '', value: 1.0512, budget: { most: 1.1 } },
    ]);
    assert.equal(
      table,
      [
        'what        figure              reference                        budget',
        'activation  13 ms (12.5 to 14)  doing nothing 10 ms (1.3 times)  at most 1.4 times and 2 ms more  missed',
        'package     400 kB                                               at most 400 kB                   met',
        'growth      1.05                                                 at most 1.1                      met',
      ].join('\n'),
    );
  });

  it('shows a small value in three digits, and what is nothing without a multiple', () => {
    const reference = { name: 'bare', value: 0 };
    const table = figureTable([{ name: 'a', unit: 'ms', value: 0.012345, reference, budget: { over: 1 } }]);
    assert.match(table, /0\.0123 ms {2}bare 0 ms {2}at most 1 ms more {2}met$/);
  });

  it('says of a figure that is no number that it was not measured, and that it is missed', () => {
    const table = figureTable([{ name: 'a', unit: 'ms', value: Number.NaN, budget: { most: 1 } }]);
    assert.match(table, /a +not measured +at most 1 ms +missed$/);
  });
});
