import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addForms, hide, noForms } from '../../../src/cloud/hide.ts';

/** What is hidden, looked for form by form and place by place. */
function hiddenBySearch(text: string, forms: readonly string[], part: number): string {
  const spans: [number, number][] = [];
  for (const form of forms)
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) spans.push([at, at + form.length]);
  let begin = 0;
  for (const { 0: mark, index: cut } of text.matchAll(/…|\.{3,}|$/g)) {
    const places = [...Array(cut - begin).keys()].map((i) => begin + i).filter((at) => cut - at >= part);
    const isLeft = (at: number) =>
      forms.some((form) => form.length > part && form.length > cut - at && form.startsWith(text.slice(at, cut)));
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

describe('hiding many forms at once', () => {
  it('hides what a search for each of them finds, and nothing else', () => {
    const sign = fc.constantFrom('a', 'b', '.', '…', 'é');
    const word = (minLength: number, maxLength: number) => fc.string({ unit: sign, minLength, maxLength });
    const forms = fc.array(word(4, 24), { minLength: 1, maxLength: 8 });
    const some = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('', '…', '...'), word(0, 12));
    fc.assert(
      fc.property(forms, fc.array(some, { maxLength: 6 }), fc.constantFrom(5, 8, 16), (known, parts, part) => {
        const text = parts
          .map(([which, length, cut, rest]) => {
            const form = known[which % known.length] ?? '';
            return `${form.slice(0, 1 + (length % form.length))}${cut}${rest}`;
          })
          .join('');
        const all = noForms(64, part);
        addForms(all, known);
        assert.equal(hide(text, all), hiddenBySearch(text, known, part));
      }),
      { numRuns: 2000 },
    );
  });
});
