import assert from 'node:assert/strict';
import { redact, redactValue, registerSecrets } from '../../../../src/cloud/redaction/secrets.ts';
import type { JobRecord } from '../../../../src/jobs/record.ts';
import { decodeRecord, encodeRecord, judgeRecord } from '../../../../src/jobs/storage/recordFile.ts';
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

  it('is newer where it is sound, and of a version or a form that is not known', () => {
    const text = encodeRecord(record('a'));
    const unknownState = encodeRecord({ ...record('a'), state: 'queued' as JobRecord['state'] });
    for (const newer of [text.replace('"version":1', '"version":2'), unknownState]) {
      assert.equal(judgeRecord(newer, 'a'), 'newer');
      assert.equal(judgeRecord(newer, 'b'), 'damaged');
      assert.equal(judgeRecord(newer.replace('r-a', 'r-b'), 'a'), 'damaged');
      assert.equal(decodeRecord(newer, 'a'), undefined);
    }
    for (const damaged of [text.slice(1), 'null', '{"version":2}', text.replace('"version":1', '"version":"2"')])
      assert.equal(judgeRecord(damaged, 'a'), 'damaged');
  });

  it('keeps an ID that holds a short secret', () => {
    registerSecrets('0042');
    assert.equal(decodeRecord(encodeRecord(record('short', { restoreId: 'r-0042' })), 'short')?.restoreId, 'r-0042');
    assert.equal(redact('password 0042'), 'password ***');
  });
});
