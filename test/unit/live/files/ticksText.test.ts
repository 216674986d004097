import assert from 'node:assert/strict';
import { ticksOf, type TickContext } from '../../../../src/live/files/ticks.ts';
import { ticksText } from '../../../../src/live/files/ticksText.ts';
import { plainQuotes } from '../../plainQuotes.ts';

describe('what the ticks come to', () => {
  const context = (sourceType: string): TickContext => ({
    sourceType,
    entriesOf: (names) =>
      names.join('/') === 'photos'
        ? ['a', 'ab', 'b'].map((name) => ({ name, isFolder: false, isNameable: true }))
        : undefined,
  });
  const told = (include: string[], exclude: string[] = [], sourceType = 'OSS') =>
    plainQuotes(ticksText(ticksOf({ include, exclude }), context(sourceType)));

  it('is counted', () => {
    assert.match(told([]), /^Everything is restored\. Untick what/);
    assert.equal(told(['photos/'], ['photos/b']), 'Paths to restore: 1. Left out: 1.');
    assert.equal(
      told([], ['/a/*/b'], 'NAS'),
      "Everything is restored. Paths left out: 1. 1 that are relative or have wildcards in a folder can't be ticked here.",
    );
  });

  it('of nothing say that the spec still restores what was ticked before', () => {
    assert.match(
      ticksText({ include: [], exclude: [], isNothing: true }, context('NAS')),
      /^Nothing is ticked, .* Submitted now, it would restore what was ticked before\./,
    );
  });

  it('says which other objects of a bucket a path means', () => {
    assert.equal(
      told([], ['photos/a']),
      'Everything is restored. Paths left out: 1. "photos/a" also means the other names that begin with it, such as "ab".',
    );
    for (const text of ['photos/b', 'photos/', 'photos', 'other/a']) assert.doesNotMatch(told([text]), /also means/);
    assert.doesNotMatch(told(['/photos/a'], [], 'NAS'), /also means/);
  });
});
