import assert from 'node:assert/strict';
import { createRedactor } from '../../../../src/cloud/redaction/redactor.ts';
import {
  hasSecret,
  redact,
  redactSecrets,
  redactValue,
  registerFileSecrets,
  registerSecrets,
  replaceRedactor,
} from '../../../../src/cloud/redaction/secrets.ts';
import { testSecret } from '../../../hosts/testSecrets.ts';

describe('the secrets of this process', () => {
  const secret = testSecret('known to the process');

  it('are those that it was told of', () => {
    registerSecrets(secret, 'word');
    registerFileSecrets('config', [`${secret} of a file`]);
    assert.equal(redact(`a ${secret} of a file, ${secret}, word`), 'a ***, ***, ***');
    assert.deepEqual(redactValue({ a: secret, b: 'word' }), { a: '***', b: 'word' });
    assert.ok(hasSecret(`x ${secret}`));
    assert.ok(!hasSecret('word'));
  });

  it('are not those of the test before', () => {
    assert.equal(redact(secret), secret);
  });

  it('are those of the redactor that is in place', () => {
    registerSecrets(secret);
    const before = replaceRedactor(createRedactor());
    assert.equal(redact(secret), secret);
    replaceRedactor(before);
    assert.equal(redact(secret), '***');
  });

  it('are not needed to take given ones out of a text', () => {
    const secrets = ['a+b/c=d', '', 'abc'];
    assert.equal(redactSecrets('x a+b/c=d y a%2Bb%2Fc%3Dd z abc', secrets), 'x *** y *** z abc');
  });
});
