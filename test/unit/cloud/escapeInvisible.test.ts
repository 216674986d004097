import assert from 'node:assert/strict';
import fc from 'fast-check';
import { escapeInvisible } from '../../../src/cloud/escapeInvisible.ts';
import { seed } from '../seed.ts';

describe('a text in full', () => {
  it('hides nothing', () => {
    const unseen = ['\u0000', '\u001b[2K', '\u200b', '\u2028', '\u00a0', '\ufeff', '\ud800', '\u2066'];
    const blank = ['\u3164', '\u115f', '\uffa0', '\u2800', '\u00ad', '\u034f', '\ufe0f', '\u3000', '\u{e0041}'];
    for (const hidden of [...unseen, ...blank]) assert.match(escapeInvisible(`a${hidden}b`), /^a\\u[0-9a-f]{4}.*b$/);
    assert.equal(escapeInvisible('\n'), '\\u000a');
  });

  it('leaves what can be seen', () => {
    for (const text of ['', 'a', 'C:\\Program Files\\x', 'a 💾 ü 备份 $(x) `y`', '[a](b) <c>'])
      assert.equal(escapeInvisible(text), text);
  });

  it('counts spaces that one could miss', () => {
    assert.equal(escapeInvisible(' a b  c '), '\\u0020a b⟨2 spaces⟩c\\u0020');
    assert.equal(escapeInvisible('   '), '⟨3 spaces⟩');
    assert.equal(escapeInvisible(' '), '\\u0020');
  });

  it('cuts the middle out of a long one, and no character or escape in half', () => {
    assert.equal(escapeInvisible('abcdefghij', 7), 'abc…ij');
    assert.equal(escapeInvisible('\u200b'.repeat(9), 20), '\\u200b…\\u200b');
    assert.equal(escapeInvisible('😀'.repeat(9), 8), '😀😀…😀');
  });

  it('tells different texts apart, on one line that can be seen', () => {
    // What is an escape already looks like one; no other two may look the same.
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '\u200b', '\n', '\u00a0', '💾', '\u2800', '\ud800') });
    fc.assert(
      fc.property(text, text, (one, other) => {
        assert.equal(escapeInvisible(one) === escapeInvisible(other), one === other);
        assert.doesNotMatch(escapeInvisible(one), /[\p{C}\u2800\u00a0]|^ | $| {2}/u);
      }),
      { seed },
    );
  });
});
