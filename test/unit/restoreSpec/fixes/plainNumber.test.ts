import assert from 'node:assert/strict';
import { toPlainDigits } from '../../../../src/restoreSpec/fixes/plainNumber.ts';

describe('plain digits', () => {
  for (const [source, digits] of [
    ['0', '0'],
    ['-0', '0'],
    ['-0.0e5', '0'],
    ['1e9', '1000000000'],
    ['1E+9', '1000000000'],
    ['1.554347313e9', '1554347313'],
    ['1.5543473130e9', '1554347313'],
    ['15543473130e-1', '1554347313'],
    ['12.0', '12'],
    ['0.12e2', '12'],
    ['1234567890123456789.0', '1234567890123456789'],
    ['1.5', undefined],
    ['15e-1', undefined],
    ['0.1', undefined],
    ['-1.0', undefined],
    ['1e400', undefined],
    ['1e999999999999', undefined],
    [`1${'0'.repeat(1_000_000)}`, undefined],
    ['x', undefined],
  ] as const) {
    it(`of ${source.slice(0, 30)}: ${digits ?? 'none'}`, () => assert.equal(toPlainDigits(source), digits));
  }
});
