import assert from 'node:assert/strict';
import { quoteValue } from '../../../src/cloud/quote.ts';
import { plainText, withoutLinks } from '../../../src/ui/withoutLinks.ts';

describe('a text for a message box', () => {
  it('makes no link of what comes from outside, and no symbol in a prompt', () => {
    assert.equal(withoutLinks('[x](command:y)\nz'), '[x] (command:y) z');
    assert.equal(plainText('$(trash)'), '\\$(trash)');
  });

  it('isolates the direction of quoted values, and keeps no other mark of direction', () => {
    assert.equal(
      withoutLinks(`Job ${quoteValue('r-1')} \u202eis\u2068 done`),
      'Job \u201c\u2068r-1\u2069\u201d is done',
    );
    assert.equal(withoutLinks('“a” and “b”'), '“\u2068a\u2069” and “\u2068b\u2069”');
  });
});
