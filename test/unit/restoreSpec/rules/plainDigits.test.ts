import assert from 'node:assert/strict';
import { NAS, errors, underlined } from './ruleRows.ts';

describe('plainDigits', () => {
  const withTime = (literal: string) => JSON.stringify(NAS).replace('1554347313', literal);
  for (const literal of ['1.0', '1e9', '1E3', '-0', '15543473130e-1']) {
    it(`the number ${literal} is not written in plain digits`, () => {
      const text = withTime(literal);
      assert.deepEqual(
        errors(text).map((problem) => underlined(text, problem)),
        [literal],
      );
    });
  }
});
