import assert from 'node:assert/strict';
import fc from 'fast-check';
import { registerSecrets } from '../../../../src/cloud/redaction/secrets.ts';
import { parameterWithSecret, redactResponse } from '../../../../src/cloud/redaction/wireRedaction.ts';
import { testSecret } from '../../../hosts/testSecrets.ts';
import { seed } from '../../seed.ts';

const secret = testSecret('wire/with+odd="signs\\/');
/** Every character as JSON may escape it. */
const escaped = (text: string) =>
  [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

describe('redaction of what travels', () => {
  beforeEach(() => registerSecrets(secret, 'word'));

  it('takes secrets out of a response, also where JSON escapes hide them', () => {
    assert.equal(redactResponse(`{"a":${JSON.stringify(secret)},"b":"word"}`, []), '{"a":"***","b":"word"}');
    assert.equal(redactResponse(`{"a":"${escaped(secret)}"}`, []), '{"a":"***"}');
    assert.equal(redactResponse('{"a":"signature-1"}', ['signature-1']), '{"a":"***"}');
  });

  it('leaves no secret in what is read of a response, whichever characters JSON escapes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: secret.length, maxLength: secret.length }), (ways) => {
        const sign = (char: string, way: number) => {
          if (way === 1) return escaped(char);
          if (way === 2) return escaped(char).toUpperCase().replace('U', 'u');
          return way === 3 && char === '/' ? '\\/' : JSON.stringify(char).slice(1, -1);
        };
        const json = `{"a":"x ${[...secret].map((char, at) => sign(char, ways[at] ?? 0)).join('')} y"}`;
        assert.deepEqual(JSON.parse(json), { a: `x ${secret} y` });
        assert.equal(redactResponse(json, []), '{"a":"x *** y"}');
      }),
      { seed },
    );
  });

  it('leaves the value of every other response what it was', () => {
    for (const text of [
      '{"a":"\\n\\u0007\\"\\\\\\u00e9\\/x"}',
      '{"a":"\\\\u0041"}',
      '[1,null,"\\u005c"]',
      'no JSON \\u00',
    ]) {
      const read = (json: string): unknown => {
        try {
          return JSON.parse(json);
        } catch {
          return json;
        }
      };
      assert.deepEqual(read(redactResponse(text, [])), read(text));
    }
  });

  it('finds the parameter that holds a secret, by its value or its name', () => {
    assert.equal(parameterWithSecret({ a: 'x', b: `y ${secret}` }), 'b');
    assert.equal(parameterWithSecret({ a: 'x', b: JSON.stringify({ c: secret }) }), 'b');
    assert.equal(parameterWithSecret({ a: 'x', b: `{"c":"${escaped(secret)}"}` }), 'b');
    assert.equal(parameterWithSecret({ [secret]: 'x' }), secret);
    assert.equal(parameterWithSecret({ a: 'word', word: 'b' }), undefined);
    assert.equal(parameterWithSecret({}), undefined);
  });
});
