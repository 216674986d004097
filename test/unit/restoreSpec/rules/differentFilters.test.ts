import { spec, testWarnings } from './ruleRows.ts';

const nas = (more: Record<string, unknown>) => spec('NAS', more);

describe('differentFilters', () => {
  testWarnings([
    [
      'lists that differ, in a string too',
      nas({ Include: ['/a'], Options: '{"includes":["/b"]}' }),
      ['differentFilters', '"Include"', /^Include and "includes" of Options have different paths/],
    ],
    [
      'a list with more paths than the other',
      nas({ Exclude: '["/a"]', Options: { excludes: ['/a', '/b'] } }),
      ['differentFilters', '"Exclude"', /^Exclude and "excludes"/],
    ],
    ['the same paths in another order', nas({ Include: ['/a', '/b'], Options: { includes: ['/b', '/a'] } })],
    ['a list of Options alone', nas({ Options: { includes: ['/b'], excludes: ['/b/c'] } })],
  ]);
});
