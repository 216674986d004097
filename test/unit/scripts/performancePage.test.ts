import assert from 'node:assert/strict';
import { withResults } from '../../../scripts/performancePage.ts';

const results = {
  day: '2026-01-02',
  machine: 'a machine',
  figures: [{ name: 'package', unit: 'kB', value: 399, budget: { most: 400 } }],
};

describe('the page of what the extension costs', () => {
  it('has the last run in the place for it, and nothing of the run before', () => {
    const page = withResults('# Costs\n<!-- results: here -->\nold\n<!-- /results -->\nend\n', results);
    assert.match(page, /^# Costs\n<!-- results: here -->\n\nThe last run was on 2026-01-02 \(a machine\)\./);
    assert.match(page, /\n\| package \| 399 kB \| {2}\| at most 400 kB \| met \|\n\n<!-- \/results -->\nend\n$/);
    assert.doesNotMatch(page, /old/);
  });

  it('is not written where it has no place for the results', () => {
    assert.throws(() => withResults('# Costs\n', results), /has no place/);
  });
});
