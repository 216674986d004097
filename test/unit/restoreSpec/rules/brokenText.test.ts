import assert from 'node:assert/strict';
import { NAS, errors, underlined } from './ruleRows.ts';

describe('brokenText', () => {
  for (const [what, text] of [
    ['a NUL', '\\u0000'],
    ['half of a surrogate pair', '\\ud83d'],
  ] as const) {
    it(`refuses ${what} in a key and in a value that the schema leaves open`, () => {
      const json = JSON.stringify(NAS).replace(/}$/, `,"Options":{"${text}":1,"a":["${text}"]}}`);
      assert.deepEqual(
        errors(json).map((problem) => [problem.code, underlined(json, problem)]),
        [
          ['brokenText', `"${text}"`],
          ['brokenText', `"${text}"`],
        ],
      );
    });
  }
});
