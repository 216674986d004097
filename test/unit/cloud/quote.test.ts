import assert from 'node:assert/strict';
import { quoteLine, quoteValue } from '../../../src/cloud/quote.ts';

describe('a value in a sentence', () => {
  it('is quoted and isolated, and can not end its quotation', () => {
    assert.equal(quoteLine('a'), '\u201c\u2068a\u2069\u201d');
    assert.equal(quoteLine('a” b “c'), '\u201c\u2068a\\u201d b \\u201cc\u2069\u201d');
  });

  it('is one line in which nothing hides, of a length that is bounded', () => {
    assert.equal(quoteValue('a\n\u2069\u202e  b'), '\u201c\u2068a\\u000a\\u2069\\u202e⟨2 spaces⟩b\u2069\u201d');
    assert.ok(quoteValue('x'.repeat(5000)).length <= 1004);
    assert.match(quoteValue(`${'x'.repeat(50)}end`, 20), /^\u201c\u2068x+…x*end\u2069\u201d$/);
  });
});
