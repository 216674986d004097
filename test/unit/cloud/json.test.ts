import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hasMoreValues, parseExactJson } from '../../../src/cloud/json.ts';

describe('cloud: the values of a JSON text', () => {
  for (const [text, most] of [
    ['{"a":1}', 1],
    ['[1,2,3]', 3],
    ['[[[', 3],
    ['[{"a":1,"b":[]},{}]', 6],
    ['"a,b"', 1],
  ] as const) {
    it(`of ${text} are at most ${most}`, () => {
      assert.equal(hasMoreValues(Buffer.from(text), most), false);
      assert.equal(hasMoreValues(Buffer.from(text), most - 1), true);
    });
  }
});

describe('cloud: JSON with exact numbers', () => {
  for (const [text, value] of [
    ['9999999999999999999', '9999999999999999999'],
    ['-9999999999999999999', '-9999999999999999999'],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', '9007199254740992'],
    ['[9999999999999999999,1 , 9999999999999999999 ]', ['9999999999999999999', 1, '9999999999999999999']],
    [
      '{"a":9999999999999999999,"b":{"c":9999999999999999999}}',
      { a: '9999999999999999999', b: { c: '9999999999999999999' } },
    ],
    ['1.9999999999999999999', 2],
    ['1e0000000000000000001', 10],
    ['1E+0000000000000000001', 10],
    ['9999999999999999999.5', 1e19],
    ['9999999999999999999e1', 1e20],
    ['"9999999999999999999"', '9999999999999999999'],
    [
      '{"9999999999999999999":"x,9999999999999999999,\\",9999999999999999999,"}',
      { '9999999999999999999': 'x,9999999999999999999,",9999999999999999999,' },
    ],
    ['["\\\\",9999999999999999999]', ['\\', '9999999999999999999']],
    ['{"a":1,"a":9999999999999999999}', { a: '9999999999999999999' }],
  ] as const) {
    it(`reads ${text}`, () => assert.deepEqual(parseExactJson(text), value));
  }

  for (const text of [
    '',
    '00000000000000000001',
    '+9999999999999999999',
    '--9999999999999999999',
    '{9999999999999999999:1}',
    '{9999999999999999999 :1}',
    '[9999999999999999999',
    '"9999999999999999999',
    '"9999999999999999999\\"',
    '1 9999999999999999999',
    '9999999999999999999"a"',
    '9999999999999999999 9999999999999999999',
  ]) {
    it(`refuses ${text}`, () => assert.throws(() => parseExactJson(text), SyntaxError));
  }

  it('reads what JSON.stringify writes, with a long number beside it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const both = parseExactJson(`[${text},9999999999999999999]`);
        assert.deepEqual(both, [parseExactJson(text), '9999999999999999999']);
        if (!/\d{16}/.test(text)) assert.deepEqual(parseExactJson(text), JSON.parse(text));
      }),
    );
  });

  it('reads a name that JavaScript keeps for itself as any other', () => {
    const value = parseExactJson('{"__proto__":{"a":1},"b":9999999999999999999}') as Record<string, unknown>;
    assert.deepEqual(Object.keys(value), ['__proto__', 'b']);
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
  });
});
