import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { encodingsOf } from '../../../../src/cloud/redaction/encodings.ts';
import { createRedactor, type Redactor } from '../../../../src/cloud/redaction/redactor.ts';
import { secretMark, testSecret } from '../../../hosts/testSecrets.ts';
import { anyText } from '../../anyText.ts';
import { seed } from '../../seed.ts';

const secret = testSecret('redactor/with+odd="signs\'é\\x');

/** A secret of this many characters, unlike all others. */
const token = (length: number) => `${secretMark}${randomBytes(length).toString('hex')}`.slice(0, length);

describe('a redactor', () => {
  let redactor: Redactor;
  const redact = (text: string) => redactor.redact(text);
  const redactValue = <T>(value: T) => redactor.redactValue(value);
  beforeEach(() => {
    redactor = createRedactor();
    redactor.register(secret, undefined, '', 'abc');
  });

  it('takes out a secret in each of its encodings', () => {
    for (const text of encodingsOf(secret)) assert.equal(redact(`a ${text} b`), 'a *** b');
  });

  it('takes a secret out of any text around it', () => {
    fc.assert(
      fc.property(anyText(), anyText(), (before, after) => {
        assert.ok(!redact(before + secret + after).includes(secret));
      }),
      { seed },
    );
  });

  it('leaves the rest alone, and what is too short to be a secret', () => {
    assert.equal(redact('abc and nothing else'), 'abc and nothing else');
    assert.equal(redact(''), '');
  });

  it('knows no secret of another redactor', () => {
    assert.equal(createRedactor().redact(secret), secret);
  });

  it('takes out what a cut has left of one', () => {
    assert.equal(redact(`x ${secret.slice(0, 20)}`), 'x ***');
    assert.equal(redact(`x ${secret.slice(0, 20)}… and more`), 'x ***… and more');
    assert.equal(redact(`x ${secret.slice(0, 20)}... and more`), 'x ***... and more');
    assert.equal(redact(`"${secret.slice(0, 20)}....", "${secret.slice(0, 9)}..."`), '"***....", "***..."');
    assert.equal(redact(`x ${secret.slice(0, 20)} and more`), `x ${secret.slice(0, 20)} and more`);
  });

  it('takes no short secret out of what must stay exact', () => {
    redactor.register('0042');
    assert.equal(redactValue('r-0042'), 'r-0042');
    assert.equal(redact('password 0042'), 'password ***');
    const [short, long] = [token(15), token(16)];
    redactor.register(short, long);
    assert.deepEqual([redactValue(short), redact(short), redactValue(long)], [short, '***', '***']);
  });

  it('takes no word that a secret begins with out of what must stay exact', () => {
    redactor.register('password-for-production-1');
    assert.equal(redactValue('/srv/password'), '/srv/password');
    assert.equal(redactValue('/srv/password-for-prod'), '/srv/***');
    assert.equal(redact('/srv/password'), '/srv/***');
  });

  it('redacts every text of plain data, names included, and gives data without secrets back as it is', () => {
    const data = { [secret]: [secret, { a: `x ${secret}`, b: 1, c: null, d: true }] };
    assert.deepEqual(redactValue(data), { '***': ['***', { a: 'x ***', b: 1, c: null, d: true }] });
    const plain = { a: ['b', 1, null] };
    assert.equal(redactValue(plain), plain);
    assert.equal(redactValue(undefined), undefined);
  });

  it('keeps all secrets of a file of thousands, whatever comes after them, and the latest of the others', () => {
    // Unlike each other from the start, as the vendor's are.
    const ofFile = Array.from({ length: 2000 }, () => randomBytes(15).toString('hex'));
    redactor.registerFile('/home/me/.aliyun/config.json', ofFile);
    const tokens = Array.from({ length: 450 }, () => token(200));
    for (const each of tokens) redactor.register(each);
    for (const each of [...ofFile, ...tokens.slice(-200)]) {
      assert.equal(redact(`a ${each} b`), 'a *** b');
      assert.equal(redactValue(each), '***');
    }
    assert.equal(redact(`${tokens[0]} b`), `${tokens[0]} b`);
  });

  it('keeps all that are registered together, however many', () => {
    const tokens = Array.from({ length: 1000 }, () => token(40));
    redactor.register(...tokens);
    for (const each of tokens) assert.equal(redact(`a ${each} b`), 'a *** b');
  });

  it('keeps what stood in a file before, as it may be in use, until others take its place', () => {
    const [before, after] = [token(40), token(41)];
    redactor.registerFile('config', [before]);
    redactor.registerFile('config', [after, undefined, '']);
    assert.deepEqual(redactValue([before, after]), ['***', '***']);
    for (let count = 0; count < 450; count++) redactor.register(token(42));
    assert.deepEqual(redactValue([before, after]), [before, '***']);
  });

  it('keeps what has just left a file or was registered again longer than what came before', () => {
    const [left, again] = [token(40), token(41)];
    redactor.register(again);
    for (let count = 0; count < 398; count++) redactor.register(token(42));
    redactor.register(again);
    redactor.registerFile('config', [left]);
    redactor.registerFile('config', []);
    // Now there are too many, and the oldest are dropped.
    redactor.register(token(43));
    assert.deepEqual(redactValue([left, again]), ['***', '***']);
  });
});
