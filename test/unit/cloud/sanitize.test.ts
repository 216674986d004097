import assert from 'node:assert/strict';
import { registerSecrets } from '../../../src/cloud/redaction/secrets.ts';
import { sanitize, sanitizeValue, withoutQueries } from '../../../src/cloud/sanitize.ts';
import { testSecret } from '../../hosts/testSecrets.ts';

const secret = testSecret('redactor/with+odd="signs\'é\\x');

describe('cloud: text from outside', () => {
  it('becomes one harmless line', () => {
    const escape = '\u001b';
    const hostile = `a\r\n\tb\0c ${escape}[31mred${escape}[0m ${escape}]8;;http://x\u0007link${escape}]8;;\u0007 \u202egnp.exe\u202c \u2028z\u009b1m`;
    assert.equal(sanitize(hostile), 'a b c red link gnp.exe  z 1m');
  });
  it('keeps emoji and other scripts, not half of a character', () => {
    assert.equal(sanitize('备份 👨‍👩‍👧 ok'), '备份 👨‍👩‍👧 ok');
    assert.equal(sanitize('a\ud800b'), 'a\ufffdb');
    assert.equal(sanitize('ab👍cd', 4), 'ab…');
  });
  it('is cut', () => {
    assert.equal(sanitize('x'.repeat(10_000_000)).length, 2000);
    assert.equal(sanitize('\0'.repeat(10_000_000)), '');
  });
  it('loses the queries and the users of addresses', () => {
    assert.equal(withoutQueries('POST https://h.com/p?Signature=x&a=b failed.'), 'POST https://h.com/p failed.');
    assert.equal(withoutQueries('at HTTP://me:p%40s@h.com:80/a@b?c=d@e'), 'at HTTP://h.com:80/a@b');
    assert.equal(withoutQueries('(https://token@h.com)'), '(https://h.com)');
    assert.equal(withoutQueries('https://h.com?to=me@h.org'), 'https://h.com');
  });

  it('loses a secret again once what stood between its parts is gone', () => {
    registerSecrets(secret);
    assert.equal(sanitize(`a ${secret.slice(0, 6)}\u200e${secret.slice(6)} b`), 'a *** b');
  });

  it('has no characters without width, but a value that must stay exact has them', () => {
    const unseen = ['\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\u2064', '\ufeff'];
    for (const char of unseen) {
      assert.equal(sanitize(`pro${char}d`), 'prod');
      assert.equal(sanitizeValue(`pro${char}d`, 9), `pro${char}d`);
    }
    for (const char of ['\u061c', '\u200e', '\u202e', '\u2066']) {
      assert.equal(sanitize(`pro${char}d`), 'prod');
      assert.equal(sanitizeValue(`pro${char}d`, 9), 'prod');
    }
    assert.equal(sanitize('5️⃣ ❤️ 👩🏽‍💻 🏳️‍🌈'), '5️⃣ ❤️ 👩🏽‍💻 🏳️‍🌈');
  });

  it('loses a secret at its limit, wherever that cuts', () => {
    registerSecrets(secret);
    for (let at = 0; at < 60; at++) assert.doesNotMatch(sanitize(`${'x'.repeat(at)}${secret}`, 50), /redactor/);
  });

  it('keeps a word that a secret begins with, where it must stay exact', () => {
    registerSecrets('password-for-production-1');
    assert.equal(sanitizeValue('/srv/password… x', 99), '/srv/password… x');
  });
});
