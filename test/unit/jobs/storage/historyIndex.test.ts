import assert from 'node:assert/strict';
import { registerSecrets } from '../../../../src/cloud/redaction/secrets.ts';
import { rowOf } from '../../../../src/jobs/row.ts';
import { decodeIndex, encodeIndex } from '../../../../src/jobs/storage/historyIndex.ts';
import { testSecret } from '../../../hosts/testSecrets.ts';
import { containsRegisteredSecret } from '../../../hosts/containsRegisteredSecret.ts';
import { record } from '../jobFixtures.ts';

describe('jobs: the index of the history', () => {
  it('has no secret, and is read again', () => {
    const secret = testSecret('index/with+odd="signs\'é\\x');
    registerSecrets(secret);
    const row = { ...rowOf(record('past', { restoreId: secret })), spec: `file:///${secret}`, endedAt: 1 };
    const text = encodeIndex({ rows: [row], mark: 7, language: 'zh-cn' });
    assert.ok(!containsRegisteredSecret(text));
    assert.equal(decodeIndex(text)?.rows[0]?.restoreId, '***');
    assert.equal(decodeIndex(text)?.language, 'zh-cn');
    assert.equal(decodeIndex(text.replace('"language":"zh-cn",', ''))?.language, '');
  });
});
