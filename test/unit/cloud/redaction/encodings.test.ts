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

  it('has what Base64 makes of it in a URL, and where it has the signs of Base64', () => {
    const signs = `${testSecret('')}>>>???~~~>>>???~~~>>>???`;
    for (const before of ['', 'u', 'us']) {
      const text = base64(`${before}${signs}!`);
      assert.match(text, /\+.*\//);
      for (const each of [text, text.replaceAll('+', '-').replaceAll('/', '_'), encodeURIComponent(text)])
        assert.match(redactSecrets(each, [signs]), /^\w{0,4}\*\*\*[\w+/%=-]{0,9}$/, each);
    }
  });

  it('has it with the signs that a form and a URL write otherwise', () => {
    const signs = testSecret("it's (very) *odd*! ");
    const form = new URLSearchParams({ s: signs }).toString().slice(2);
    const small = form.replace(/%../g, (code) => code.toLowerCase());
    const whole = form.replaceAll('*', '%2A');
    for (const text of [form, small, whole, whole.replaceAll('+', '%20'), encodeURIComponent(signs)])
      assert.equal(redactSecrets(`a ${text} b`, [signs]), 'a *** b', text);
  });

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

  const jsonEscape = (digits: (code: number) => string) => (char: string) =>
    `\\u${digits(char.charCodeAt(0)).padStart(4, '0')}`;
  const small = (code: number) => code.toString(16);
  const large = (code: number) => small(code).toUpperCase();

  it('are found where JSON escapes some of its slashes, or a program has wrapped it before', () => {
    const slashes = testSecret('a/b/c/d/e/f/g/h');
    assert.equal(redactSecrets(`"${slashes.replaceAll('/', '\\/')}"`, [slashes]), '"***"');
    assert.equal(redactSecrets(`"${slashes.replace('/', '\\/')}"`, [slashes]), '"***"');
    const wrapped = `${secret.slice(0, 12)}\\n${secret.slice(12)}`.replace(/[+=]/g, jsonEscape(small));
    assert.equal(redactSecrets(`"${wrapped}"`, [secret]), '"***"');
  });

  const someSigns = /[+=]/g;
  const allSigns = /[^a-z\d]/gi;
  for (const [where, escape] of Object.entries({
    'of JSON': jsonEscape(large),
    'of JSON, in small digits': jsonEscape(small),
    'of HTML': (char: string) => `&#${char.charCodeAt(0)};`,
    'of HTML, in hexadecimal digits': (char: string) => `&#x${small(char.charCodeAt(0))};`,
    'of HTML, in capital hexadecimal digits': (char: string) => `&#X${large(char.charCodeAt(0))};`,
  })) {
    it(`are found where its signs are escapes ${where}, one within the other too`, () => {
      for (const signs of [someSigns, allSigns]) {
        let text = secret.replace(signs, escape);
        for (let level = 0; level < 4; level++) {
          assert.equal(redactSecrets(`a ${text} b`, [secret]), 'a *** b', text);
          assert.equal(redactSecrets(`${text}\\u0041&#43;`, [secret]), '***\\u0041&#43;', text);
          text = text.replaceAll('\\', '\\\\').replaceAll('&', '&amp;');
        }
      }
    });
  }

  it('are found behind a mark of byte order and half of a character', () => {
    const text = secret.replace(allSigns, jsonEscape(large));
    assert.equal(redactSecrets(`\ufeff\ud800${text} \ud800`, [secret]), '\ufeff\ud800*** \ud800');
  });

  it('are found where a text with escapes was cut off', () => {
    const cut = secret.slice(0, 30).replace(allSigns, jsonEscape(large));
    assert.equal(redactSecrets(`a ${cut}… b`, [secret]), 'a ***… b');
  });

  it('leave other escapes as they are', () => {
    const text = '\ufeff\ud800 \\u4e2d\\u6587 \\\\\\u002B &#43; &amp;amp; &quot; & \\u00 &#; &#xzz;';
    assert.equal(redactSecrets(text, [secret]), text);
  });

  it('are none for what is too short to be one', () => {
    assert.deepEqual(encodingsOf('abc'), []);
    assert.deepEqual(encodingsOf('abcd'), ['abcd']);
    const hex = (text: string) => encodingsOf(text).includes(Buffer.from(text).toString('hex'));
    assert.deepEqual([hex('abcdefg'), hex('abcdefgh')], [false, true]);
    assert.deepEqual(encodingsOf(''), []);
  });
});
