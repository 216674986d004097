import assert from 'node:assert/strict';
import fc from 'fast-check';
import { markdownTable, markdownText } from '../../../../src/jobs/format/markdown.ts';

const drawn = (markdown: string) =>
  markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

describe('text of others in markdown', () => {
  const hostile = [
    '[a](command:x)',
    '![a](https://evil.example/a.png)',
    'https://evil.example www.evil.example a@evil.example',
    '<img src=x onerror=alert(1)> <!-- -->',
    'a | b \\| c',
    '`code` **bold** ~~gone~~ _x_ # head',
    '&lt;b&gt; &#124; &amp;',
    '$(trash) $(sync~spin)',
    '--- | ---',
    '名前 ä é 🙂',
  ];
  for (const text of hostile) {
    it(`stays text: ${text}`, () => {
      const markdown = markdownText(text);
      assert.equal(drawn(markdown), text);
      assert.match(markdown, /^(?:[\p{L}\p{M}\p{N} ]|&#\d+;)*$/u);
    });
  }

  it('stays text, and in its cell, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (label, value) => {
        const lines = markdownTable(['Label', 'Value'], [[label, value]]).split('\n');
        assert.equal(lines.length, 3);
        assert.match(lines[2] ?? '', /^\| (?:[\p{L}\p{M}\p{N} ]|&#\d+;)* \| (?:[\p{L}\p{M}\p{N} ]|&#\d+;)* \|$/u);
      }),
    );
  });

  it('is cut where it is long', () => {
    assert.equal(drawn(markdownText('x'.repeat(600))).length, 500);
  });
});
