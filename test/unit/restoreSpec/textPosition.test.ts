import assert from 'node:assert/strict';
import fc from 'fast-check';
import { positionFinder } from '../../../src/restoreSpec/textPosition.ts';

describe('the position of an offset', () => {
  for (const [what, end] of [
    ['a line feed', '\n'],
    ['both', '\r\n'],
    ['a carriage return', '\r'],
  ] as const) {
    it(`counts lines that end with ${what}`, () => {
      const text = ['{', '  "a": 1', '}'].join(end);
      const positionAt = positionFinder(text);
      assert.deepEqual(positionAt(0), { line: 1, column: 1 });
      assert.deepEqual(positionAt(text.indexOf('"a"')), { line: 2, column: 3 });
      assert.deepEqual(positionAt(text.length), { line: 3, column: 2 });
    });
  }

  it('goes one column on with each character of a line, in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', '😀') }), (text) => {
        const positionAt = positionFinder(text);
        for (let offset = 1; offset <= text.length; offset++) {
          const [before, after] = [positionAt(offset - 1), positionAt(offset)];
          const isNewLine = after.line === before.line + 1 && after.column === 1;
          assert.ok(isNewLine || (after.line === before.line && after.column === before.column + 1));
        }
      }),
    );
  });
});
