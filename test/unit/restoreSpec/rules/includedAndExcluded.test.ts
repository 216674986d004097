import assert from 'node:assert/strict';
import { spec, testWarnings, warnings } from './ruleRows.ts';

describe('includedAndExcluded', () => {
  testWarnings([
    [
      'the same path',
      spec('COMMON_FILE_SYSTEM', { Include: ['/a', '/b/'], Exclude: ['/c', '/b'] }),
      ['includedAndExcluded', '"/b/"', /is also in Exclude/],
    ],
    [
      'a path in an excluded folder',
      spec('COMMON_FILE_SYSTEM', { Include: ['/a/b/c', '/ab'], Exclude: ['/a'] }),
      ['includedAndExcluded', '"/a/b/c"', /is in "\/a"/],
    ],
    [
      'the same path in strings',
      spec('COMMON_FILE_SYSTEM', { Include: '["/a"]', Exclude: '["/a"]' }),
      ['includedAndExcluded', '\\"/a\\"', /is also in Exclude/],
    ],
    [
      'everything excluded',
      spec('COMMON_FILE_SYSTEM', { Include: ['/a'], Exclude: ['/'] }),
      ['includedAndExcluded', '"/a"', /is in ".*", which Exclude/],
    ],
    [
      'a Windows path in other letters',
      spec('ECS_FILE', { Include: ['C:\\Data\\x'], Exclude: ['c:\\data\\'] }),
      ['includedAndExcluded', JSON.stringify('C:\\Data\\x'), /is in ".*", which Exclude/],
    ],
    [
      'a folder of an included path is no conflict',
      spec('COMMON_FILE_SYSTEM', { Include: ['/a'], Exclude: ['/a/b', '/ab'] }),
    ],
    [
      'a path in both lists of Options',
      spec('NAS', { Options: { includes: ['/home/alice'], excludes: ['/home'] } }),
      ['includedAndExcluded', '"/home/alice"', /is in "\/home", which the list "excludes" of Options leaves out/],
    ],
    [
      'a path in lists of both places',
      spec('COMMON_FILE_SYSTEM', { Include: ['/a'], Options: { includes: ['/a'], excludes: ['/a/'] } }),
      ['includedAndExcluded', '"/a"', /is also in the list "excludes" of Options/],
      ['includedAndExcluded', '"/a"', /is also in the list "excludes" of Options/],
    ],
    [
      'the beginning of names in OSS',
      spec('OSS', {
        Options: { includes: ['photos/a', 'docs/', 'pho'], excludes: ['photos/', 'pho', 'docs/old', 'x'] },
      }),
      ['includedAndExcluded', '"photos/a"', /is in "pho", which/],
      ['includedAndExcluded', '"pho"', /is also in/],
    ],
    [
      'names in OSS of which some are left out',
      spec('OSS', { Options: { includes: ['photos'], excludes: ['photos/'] } }),
    ],
    ['letters count on Linux', spec('COMMON_FILE_SYSTEM', { Include: ['/A'], Exclude: ['/a'] })],
  ]);

  it('takes 10,000 paths, deep ones and 100,000 repeated keys without a hang', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => `/data/${i % 100}/${i}`);
    const found = warnings(spec('COMMON_FILE_SYSTEM', { Include: many, Exclude: ['/data/7', ...many.slice(0, 50)] }));
    assert.equal(found.filter(({ code }) => code === 'includedAndExcluded').length, 150 - 1 + 0);
    warnings(spec('COMMON_FILE_SYSTEM', { Include: ['/'.repeat(400_000)], Exclude: ['/a'] }));
    warnings(`{${'"Include":"[1]",'.repeat(50_000)}"a":1}`);
  });
});
