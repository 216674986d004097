import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readSections } from '../../../../src/cloud/credentials/credentialsFile.ts';
import { containsRegisteredSecret } from '../../../hosts/containsRegisteredSecret.ts';
import { testSecret, writeSecretFile } from '../../../hosts/testSecrets.ts';
import { withProfiles } from './credentialHelpers.ts';

describe('cloud: secrets of ~/.alibabacloud/credentials', () => {
  it('are kept out of every text once they were read, whatever they are for', () =>
    withProfiles([], {}, async (_, home) => {
      const fields = ['access_key_secret', 'security_token', 'bearer_token', 'sts_token', 'private_key'];
      const lines = fields.map((field) => `${field} = ${testSecret(`of-section-${field}.`)}`);
      await mkdir(join(home, '.alibabacloud'));
      writeSecretFile(join(home, '.alibabacloud', 'credentials'), ['[a]', 'type = bearer', ...lines, ''].join('\n'));
      await readSections({}, home);
      for (const field of fields) assert.ok(containsRegisteredSecret(testSecret(`of-section-${field}.`)), field);
      assert.ok(!containsRegisteredSecret('bearer'));
    }));
});
