import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createPatternScanner } from '../../../../src/cloud/redaction/patternScanner.ts';
import { seed } from '../../seed.ts';

/** `text` redacted of these patterns alone. */
function redact(text: string, patterns: readonly string[]): string {
  const scanner = createPatternScanner(64);
  scanner.add(patterns);
  return scanner.redact(text);
}

/** The same by a plain search, pattern by pattern and place by place. */
function redactedBySearch(text: string, patterns: readonly string[], part: number): string {
  const spans: [number, number][] = [];
  for (const pattern of patterns)
    for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1))
      spans.push([at, at + pattern.length]);
  let begin = 0;
  for (const { 0: mark, index: cut } of text.matchAll(/…|\.{3,}|$/g)) {
    const places = [...Array(cut - begin).keys()].map((i) => begin + i).filter((at) => cut - at >= part);
    const isLeft = (at: number) =>
      patterns.some((one) => one.length > part && one.length > cut - at && one.startsWith(text.slice(at, cut)));
    const first = places.find(isLeft);
    if (first !== undefined) spans.push([first, cut]);
    begin = cut + mark.length;
  }
  const hidden = new Set(spans.flatMap(([start, end]) => [...Array(end - start).keys()].map((i) => start + i)));
  const begins = (at: number) => spans.some(([start]) => start === at) && !spans.some(([a, b]) => a < at && at < b);
  return [...Array(text.length).keys()]
    .map((at) => (begins(at) ? '***' : hidden.has(at) ? '' : text.charAt(at)))
    .join('');
}

describe('the scanner', () => {
  it('replaces what a search for each pattern finds, and nothing else', () => {
    const sign = fc.constantFrom('a', 'b', '.', '…', 'é');
    const word = (minLength: number, maxLength: number) => fc.string({ unit: sign, minLength, maxLength });
    const patterns = fc.array(word(4, 24), { minLength: 1, maxLength: 8 });
    const some = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('', '…', '...'), word(0, 12));
    fc.assert(
      fc.property(patterns, fc.array(some, { maxLength: 6 }), fc.constantFrom(5, 8, 16), (known, parts, part) => {
        const text = parts
          .map(([which, length, cut, rest]) => {
            const pattern = known[which % known.length] ?? '';
            return `${pattern.slice(0, 1 + (length % pattern.length))}${cut}${rest}`;
          })
          .join('');
        const scanner = createPatternScanner(64, part);
        scanner.add(known);
        assert.equal(scanner.redact(text), redactedBySearch(text, known, part));
      }),
      { seed, numRuns: 2000 },
    );
  });

  it('takes out what a cut has left of one that repeats itself', () => {
    const ab = (limits: object) => fc.string({ unit: fc.constantFrom('a', 'b'), ...limits });
    fc.assert(
      fc.property(ab({ minLength: 9, maxLength: 20 }), fc.nat(20), ab({}), ab({}), (one, length, before, after) => {
        const text = redact(`${before}${one.slice(0, length)}…${after}`, [one]);
        for (const part of text.split('…')) {
          for (let left = 8; left <= one.length; left++) assert.ok(!part.endsWith(one.slice(0, left)), text);
        }
      }),
      { seed },
    );
  });

  it('takes out as many beginnings of one as there are', () => {
    const [one, count] = ['beginning-and-end', 200_000];
    assert.equal(redact('beginning…'.repeat(count), [one]), '***…'.repeat(count));
  });

  it('finds each of many in a long text, also where they begin alike', () => {
    const many = Array.from({ length: 500 }, (_, index) => `CAIS${index}-${index * 7919}+/=`);
    const others = 'CAI CAIS what is none '.repeat(40_000);
    assert.equal(redact(others + many.join(' '), many), others + many.map(() => '***').join(' '));
  });

  it('ends with a long text of one sign and a secret that begins so', () => {
    const long = 'x'.repeat(200_000);
    assert.equal(redact(`${long}y${long}`, [`${long.slice(0, 100_000)}!`]), `${long}y${long.slice(0, 100_000)}***`);
  });

  it('finds each of many that begin or end alike, whole and cut off', () => {
    const start = 'CAISvwF1q6Ft5B2yfSjIr5';
    const many = Array.from({ length: 400 }, (_, index) => `${start}${index * 7919}/${index}+the+same+end==`);
    const all = [...many, ...many.map((one) => encodeURIComponent(one))];
    assert.equal(redact(all.join(' '), all), all.map(() => '***').join(' '));
    assert.equal(redact(all.map((one) => `${one.slice(0, -9)}… `).join(''), all), all.map(() => '***… ').join(''));
    assert.equal(redact(`${start} and ${start.slice(0, 12)} b`, many), `${start} and ${start.slice(0, 12)} b`);
  });

  it('leaves no end of one that stands in another or goes on into it', () => {
    const [long, inner] = ['outer-secret-inner-secret-end', 'inner-secret'];
    assert.equal(redact(`x ${long} y`, [inner, long]), 'x *** y');
    assert.equal(redact('x abcdefgh12345678 y', ['abcdefgh1234', 'gh12345678']), 'x *** y');
  });
});
