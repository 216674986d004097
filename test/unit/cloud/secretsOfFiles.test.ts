import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readCliProfiles } from '../../../src/cloud/cliConfig.ts';
import { parameterWithSecret } from '../../../src/cloud/incoming.ts';
import { redacted, withoutSecrets } from '../../../src/cloud/secrets.ts';
import { summarize } from '../../../src/jobs/summary.ts';
import { canary } from '../../hosts/canary.ts';
import { withHome } from './helpers.ts';

const token = (length: number) => `${canary}${randomBytes(length).toString('hex')}`.slice(0, length);

describe('cloud: secrets of the files of credentials', () => {
  /** Reads a CLI's file with these profiles. */
  const reading = (profiles: readonly object[]) =>
    withHome({ profiles }, {}, async (home) =>
      assert.equal((await readCliProfiles(home))?.profiles.length, profiles.length),
    );

  it('leave what is sent, shown and copied as it is, where they are placeholders', async () => {
    const name = { name: 'dummy', mode: 'AK', access_key_id: 'test' };
    await reading([
      { ...name, access_key_secret: 'test', credentials_uri: 'http://admin:admin@localhost/' },
      { ...name, access_key_secret: 'password' },
    ]);
    const request = {
      query: { RestoreType: 'ECS_FILE', VaultId: 'v-000test0001' },
      body: { TargetInstanceId: 'i-1', TargetPath: '/home/admin/test/password-store' },
    };
    assert.equal(redacted(request), request);
    assert.equal(parameterWithSecret(request.body), undefined);
    assert.equal(summarize(request).target, 'instance i-1, path /home/admin/test/password-store');
  });

  it('are in an address what can be one, not who and what it names', async () => {
    const known = {
      account: '1234567890123456',
      instance: 'i-bp1abcdefgh12345678',
      role: 'acs:ram::1234567890123456:role/TheRestorer',
      region: 'ap-southeast-1-finance-1',
    };
    const secrets = { token: token(24), other: `Aa1${token(24)}` };
    const query = new URLSearchParams({ ...known, ...secrets });
    await reading([{ name: 'uri', mode: 'CredentialsURI', credentials_uri: `http://localhost/?${query.toString()}` }]);
    assert.equal(parameterWithSecret(known), undefined);
    assert.deepEqual(Object.values(redacted(secrets)), ['***', '***']);
  });

  it('are all kept from a file of hundreds, in the time of one', async () => {
    const profiles = Array.from({ length: 520 }, (_, number) => {
      // Unlike each other from the start, as those of the vendor are.
      const access_key_secret = randomBytes(15).toString('hex');
      return { name: `p${number}`, mode: 'AK', access_key_id: 'x', access_key_secret };
    });
    await reading(profiles);
    for (const each of [profiles[0], profiles.at(-1)]) {
      assert.equal(withoutSecrets(`a ${each?.access_key_secret} b`), 'a *** b');
    }
  });

  it('are not read from a file that is too large', () =>
    withHome('x'.repeat(1_000_001), {}, async (home) => {
      await assert.rejects(readCliProfiles(home), /too large/);
    }));
});
