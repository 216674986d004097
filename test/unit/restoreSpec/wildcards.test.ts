import assert from 'node:assert/strict';
import { matchesWildcards } from '../../../src/restoreSpec/wildcards.ts';

describe('wildcards', () => {
  it('match a whole text', () => {
    const cases: readonly [text: string, pattern: string, isMatch: boolean][] = [
      ['', '', true],
      ['', '*', true],
      ['a', '', false],
      ['plan 2026.pdf', '*.pdf', true],
      ['plan 2026.pdf', 'plan*', true],
      ['plan 2026.pdf', '*2026*', true],
      ['plan 2026.pdf', '*.txt', false],
      ['ababac', '*abac', true],
      ['abab', 'a*b', true],
      ['abab', '*ab*ab*ab', false],
      ['a.b', 'a?b', false],
      ['[x].txt', '[x]*', true],
      ['i-1', 'I-1', false],
    ];
    for (const [text, pattern, isMatch] of cases)
      assert.equal(matchesWildcards(text, pattern), isMatch, `${text} ${pattern}`);
  });

  it('have a character for any single one where one is named', () => {
    assert.equal(matchesWildcards('a.b', 'a?b', '?'), true);
    assert.equal(matchesWildcards('ab', 'a?b', '?'), false);
  });

  it('take no long time for many stars', () => {
    // Trying each way to divide the text among the stars would take years.
    assert.equal(matchesWildcards('a'.repeat(1000), `${'*a'.repeat(120)}*b`), false);
  });
});
