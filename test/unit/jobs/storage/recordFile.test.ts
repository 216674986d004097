import assert from 'node:assert/strict';
import { redact, redactValue, registerSecrets } from '../../../../src/cloud/redaction/secrets.ts';
import { decodeRecord, encodeRecord } from '../../../../src/jobs/storage/recordFile.ts';
import { testSecret } from '../../../hosts/testSecrets.ts';
import { containsRegisteredSecret } from '../../../hosts/containsRegisteredSecret.ts';
import { record } from '../jobFixtures.ts';

const secret = testSecret('record/with+odd="signs\'é\\x');
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('jobs: what is written of a record', () => {
  beforeEach(() => registerSecrets(secret));

  it('has no secret, and is read again', () => {
    const told = record('told', {
      restoreId: `r-${secret}`,
      request: { query: { VaultId: secret, [secret]: JSON.stringify({ a: secret }) }, body: {} },
      failure: { message: secret, nextStep: base64(`u:${secret}`) },
    });
    const text = encodeRecord(told);
    assert.ok(!containsRegisteredSecret(text));
    const read = decodeRecord(text, 'told');
    assert.equal(read?.restoreId, 'r-***');
    assert.deepEqual(read.request.query, { VaultId: '***', '***': '{"a":"***"}' });
    assert.equal(read.createdAt, told.createdAt);
  });

  it('is the record as it is, where that holds no secret', () => {
    const whole = record('whole');
    assert.equal(redactValue(whole), whole);
    assert.deepEqual(decodeRecord(encodeRecord(whole), 'whole'), whole);
  });

  it('keeps an ID that holds a short secret', () => {
    registerSecrets('0042');
    assert.equal(decodeRecord(encodeRecord(record('short', { restoreId: 'r-0042' })), 'short')?.restoreId, 'r-0042');
    assert.equal(redact('password 0042'), 'password ***');
  });
});
