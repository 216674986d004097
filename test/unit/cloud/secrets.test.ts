import assert from 'node:assert/strict';
import fc from 'fast-check';
import { logText, safeError } from '../../../src/cloud/logText.ts';
import { keepSecret, redacted, withoutSecrets } from '../../../src/cloud/secrets.ts';
import { holdsSecret } from '../../hosts/holdsSecret.ts';
import { clean, cleanExact, redact } from '../../../src/cloud/text.ts';
import { decodeRecord, encodeRecord } from '../../../src/jobs/envelope.ts';
import { decodeIndex, encodeIndex } from '../../../src/jobs/pastIndex.ts';
import { rowOf } from '../../../src/jobs/row.ts';
import { record } from '../jobs/helpers.ts';
import { marked } from '../../hosts/canary.ts';
import { seed } from '../seed.ts';

const secret = marked('redactor/with+odd="signs\'é\\x');
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('secrets: the redactor', () => {
  before(() => keepSecret(secret, undefined, '', 'abc'));

  const said: Record<string, string> = {
    plain: secret,
    'of a URL': encodeURIComponent(secret),
    'of a URL, in small digits': encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
    'of a form': new URLSearchParams({ s: secret }).toString().slice(2),
    'of a URL in a URL': encodeURIComponent(encodeURIComponent(secret)),
    'of JSON': JSON.stringify(secret).slice(1, -1),
    'of JSON in JSON': JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
    'of JSON in a URL': encodeURIComponent(JSON.stringify(secret).slice(1, -1)),
  };
  for (const [form, text] of Object.entries(said)) {
    it(`takes out the form ${form}`, () => {
      assert.equal(withoutSecrets(`a ${text} b`), 'a *** b');
      assert.ok(holdsSecret(text));
    });
  }

  for (const before of ['', 'u', 'us', 'use', 'user:']) {
    it(`takes it out of Base64 behind ${JSON.stringify(before)}`, () => {
      const text = `Basic ${base64(`${before}${secret}!`)}`;
      assert.match(withoutSecrets(text), /^Basic [\w+/]{0,7}\*\*\*[\w+/=]{0,4}$/);
      assert.match(withoutSecrets(text.replaceAll('+', '-').replaceAll('/', '_')), /\*\*\*/);
    });
  }

  it('lets the rest be, and what is too short to be one', () => {
    assert.equal(withoutSecrets('abc and nothing else'), 'abc and nothing else');
    assert.equal(withoutSecrets(''), '');
  });

  it('takes out what a cut has left of one', () => {
    assert.equal(withoutSecrets(`x ${secret.slice(0, 20)}`), 'x ***');
    assert.equal(withoutSecrets(`x ${secret.slice(0, 20)}… and more`), 'x ***… and more');
    assert.equal(withoutSecrets(`x ${secret.slice(0, 20)}... and more`), 'x ***... and more');
    assert.equal(withoutSecrets(`"${secret.slice(0, 20)}....", "${secret.slice(0, 9)}..."`), '"***....", "***..."');
    assert.equal(withoutSecrets(`x ${secret.slice(0, 20)} and more`), `x ${secret.slice(0, 20)} and more`);
  });

  it('takes out what a cut has left of one that repeats itself', () => {
    const ab = (limits: object) => fc.string({ unit: fc.constantFrom('a', 'b'), ...limits });
    fc.assert(
      fc.property(ab({ minLength: 9, maxLength: 20 }), fc.nat(20), ab({}), ab({}), (one, length, before, after) => {
        const text = redact(`${before}${one.slice(0, length)}…${after}`, [one]);
        for (const part of text.split('…')) {
          for (let left = 8; left <= one.length; left++) assert.ok(!part.endsWith(one.slice(0, left)), text);
        }
      }),
      { seed },
    );
  });

  it('takes out as many beginnings of one as there are', () => {
    const [one, count] = ['beginning-and-end', 200_000];
    assert.equal(redact('beginning…'.repeat(count), [one]), '***…'.repeat(count));
  });

  it('finds each of many in a long text, also where they begin alike', () => {
    const many = Array.from({ length: 500 }, (_, index) => `CAIS${index}-${index * 7919}+/=`);
    const others = 'CAI CAIS what is none '.repeat(40_000);
    assert.equal(redact(others + many.join(' '), many), others + many.map(() => '***').join(' '));
  });

  it('ends with a long text of one sign and a secret that begins so', () => {
    const long = 'x'.repeat(200_000);
    assert.equal(redact(`${long}y${long}`, [`${long.slice(0, 100_000)}!`]), `${long}y${long.slice(0, 100_000)}***`);
  });

  it('finds each of many that begin or end alike, whole and cut off', () => {
    const start = 'CAISvwF1q6Ft5B2yfSjIr5';
    const many = Array.from({ length: 400 }, (_, index) => `${start}${index * 7919}/${index}+the+same+end==`);
    const said = [...many, ...many.map((one) => JSON.stringify(encodeURIComponent(one)).slice(1, -1))];
    assert.equal(redact(said.join(' '), many), said.map(() => '***').join(' '));
    assert.equal(redact(said.map((one) => `${one.slice(0, -9)}… `).join(''), many), said.map(() => '***… ').join(''));
    assert.equal(redact(`${start} and ${start.slice(0, 12)} b`, many), `${start} and ${start.slice(0, 12)} b`);
  });

  it('leaves no end of one that stands in another or goes on into it', () => {
    const [long, inner] = ['outer-secret-inner-secret-end', 'inner-secret'];
    assert.equal(redact(`x ${long} y`, [inner, long]), 'x *** y');
    assert.equal(redact('x abcdefgh12345678 y', ['abcdefgh1234', 'gh12345678']), 'x *** y');
  });

  it('finds it again once what stood between its parts is gone', () => {
    assert.equal(clean(`a ${secret.slice(0, 6)}\u200e${secret.slice(6)} b`), 'a *** b');
  });

  it('leaves nothing unseen in a label, and what must stay exact as it is', () => {
    const unseen = ['\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\u2064', '\ufeff'];
    for (const char of unseen) {
      assert.equal(clean(`pro${char}d`), 'prod');
      assert.equal(cleanExact(`pro${char}d`, 9), `pro${char}d`);
    }
    for (const char of ['\u061c', '\u200e', '\u202e', '\u2066']) {
      assert.equal(clean(`pro${char}d`), 'prod');
      assert.equal(cleanExact(`pro${char}d`, 9), 'prod');
    }
    assert.equal(clean('5️⃣ ❤️ 👩🏽‍💻 🏳️‍🌈'), '5️⃣ ❤️ 👩🏽‍💻 🏳️‍🌈');
  });

  it('leaves none at the limit of a text, wherever that cuts', () => {
    for (let at = 0; at < 60; at++) assert.doesNotMatch(clean(`${'x'.repeat(at)}${secret}`, 50), /redactor/);
  });

  it('takes each out of any text around it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
        assert.ok(!withoutSecrets(before + secret + after).includes(secret));
      }),
      { seed },
    );
  });
});

describe('secrets: what is written', () => {
  before(() => keepSecret(secret));

  it('a record on the disk has none, and is read again', () => {
    const told = record('told', {
      restoreId: `r-${secret}`,
      request: { query: { VaultId: secret, [secret]: JSON.stringify({ a: secret }) }, body: {} },
      failure: { message: secret, nextStep: base64(`u:${secret}`) },
    });
    const text = encodeRecord(told);
    assert.ok(!holdsSecret(text));
    const read = decodeRecord(text, 'told');
    assert.equal(read?.restoreId, 'r-***');
    assert.deepEqual(read.request.query, { VaultId: '***', '***': '{"a":"***"}' });
    assert.equal(read.createdAt, told.createdAt);
  });

  it('a record without one is written as it is', () => {
    const whole = record('whole');
    assert.equal(redacted(whole), whole);
    assert.deepEqual(decodeRecord(encodeRecord(whole), 'whole'), whole);
  });

  it('a short secret takes nothing out of an id', () => {
    keepSecret('0042');
    assert.equal(decodeRecord(encodeRecord(record('short', { restoreId: 'r-0042' })), 'short')?.restoreId, 'r-0042');
    assert.equal(withoutSecrets('password 0042'), 'password ***');
  });

  it('takes no word that a secret begins with out of what must stay exact', () => {
    keepSecret('password-for-production-1');
    assert.equal(redacted('/srv/password'), '/srv/password');
    assert.equal(cleanExact('/srv/password… x', 99), '/srv/password… x');
    assert.equal(redacted('/srv/password-for-prod'), '/srv/***');
    assert.equal(withoutSecrets('/srv/password'), '/srv/***');
  });

  it('the index of the past has none, and is read again', () => {
    const row = { ...rowOf(record('past', { restoreId: secret })), spec: `file:///${secret}`, endedAt: 1 };
    const text = encodeIndex({ rows: [row], mark: 7 });
    assert.ok(!holdsSecret(text));
    assert.equal(decodeIndex(text)?.rows[0]?.restoreId, '***');
  });
});

describe('secrets: the log', () => {
  before(() => keepSecret(secret));

  it('makes one line of a message, whatever is in it', () => {
    assert.equal(logText('a\n2026-11-23 [info] b\u001b[31m'), 'a 2026-11-23 [info] b');
    assert.equal(logText('a', { b: secret }, 7), 'a {"b":"***"} 7');
    const [line] = logText(Object.assign(new Error('no'), { requestId: 'REQ-1' })).split('\n');
    assert.equal(line, 'Error: no (RequestId: REQ-1)');
  });

  it('puts the frames of an error below it, indented, and nothing else', () => {
    const error = new Error(`first ${secret}\n    at evil (x:1:1)\nsecond`);
    const [line = '', ...frames] = logText(error).split('\n');
    assert.equal(line, 'Error: first ***     at evil (x:1:1) second');
    assert.ok(frames.length > 0);
    for (const frame of frames) assert.match(frame, /^ {4}at /);
    assert.ok(!frames.some((frame) => frame.includes('evil')));
  });

  it('makes what is thrown fit for a log that is not ours', () => {
    const safe = safeError(new TypeError(`no ${secret}`));
    assert.equal(safe.message, 'no ***');
    assert.equal(safe.name, 'TypeError');
    assert.ok(!holdsSecret(safe.stack ?? ''));
    assert.equal(safe.cause, undefined);
    assert.equal(safeError(secret).message, '***');
  });
});
