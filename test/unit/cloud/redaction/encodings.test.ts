import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { encodingsOf } from '../../../../src/cloud/redaction/encodings.ts';
import { redactSecrets } from '../../../../src/cloud/redaction/secrets.ts';
import { testSecret } from '../../../hosts/testSecrets.ts';

const secret = testSecret('redactor/with+odd="signs\'é\\x');
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('the encodings of a secret', () => {
  const encoded: Record<string, string> = {
    plain: secret,
    'of a URL': encodeURIComponent(secret),
    'of a URL, in small digits': encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
    'of a form': new URLSearchParams({ s: secret }).toString().slice(2),
    'of a URL in a URL': encodeURIComponent(encodeURIComponent(secret)),
    'of JSON': JSON.stringify(secret).slice(1, -1),
    'of JSON in JSON': JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
    'of JSON in a URL': encodeURIComponent(JSON.stringify(secret).slice(1, -1)),
    'in hexadecimal digits': Buffer.from(secret).toString('hex'),
    'in capital hexadecimal digits': Buffer.from(secret).toString('hex').toUpperCase(),
    // Node shows fifty bytes at most, and the secret may be longer.
    'of a buffer as Node shows it': Array.from(Buffer.from(secret), (byte) =>
      inspect(Buffer.of(byte)).slice(8, -1),
    ).join(' '),
  };
  for (const [where, text] of Object.entries(encoded)) {
    it(`has the secret ${where}`, () => assert.ok(encodingsOf(secret).includes(text)));
  }

  for (const before of ['', 'u', 'us', 'use', 'user:']) {
    it(`has what Base64 makes of it behind ${JSON.stringify(before)}`, () => {
      const text = `Basic ${base64(`${before}${secret}!`)}`;
      assert.match(redactSecrets(text, [secret]), /^Basic [\w+/]{0,7}\*\*\*[\w+/=]{0,4}$/);
      assert.match(redactSecrets(text.replaceAll('+', '-').replaceAll('/', '_'), [secret]), /\*\*\*/);
    });
  }

  it('are found where a program wraps them', () => {
    const wrap = (text: string, width: number, end: string) => text.replace(new RegExp(`.{${width}}`, 'g'), `$&${end}`);
    for (const text of [secret, base64(`user:${secret}!`), Buffer.from(secret).toString('hex')]) {
      for (const width of [5, 9]) {
        for (const end of ['\n', '\r\n', '\n  ', '\\n', '\\r\\n']) {
          const wrapped = `a\nb ${wrap(text, width, end)} c\nd`;
          const left = redactSecrets(wrapped, [secret]);
          assert.match(left, /^a\nb [^]{0,14}\*\*\*[^]{0,10} c\nd$/, JSON.stringify(wrapped));
        }
      }
    }
  });

  it('are none for what is too short to be one', () => {
    assert.deepEqual(encodingsOf('abc'), []);
    assert.deepEqual(encodingsOf(''), []);
  });
});
