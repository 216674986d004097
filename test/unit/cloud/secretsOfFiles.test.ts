import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { cliConfigPath, readCliProfiles } from '../../../src/cloud/cliConfig.ts';
import { parameterWithSecret } from '../../../src/cloud/incoming.ts';
import { keepSecret, redacted, withoutSecrets } from '../../../src/cloud/secrets.ts';
import { summarize } from '../../../src/jobs/summary.ts';
import { canary, writeSecrets } from '../../hosts/canary.ts';
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
    const called = { key: 'LTAI5tExampleKeyId000001', authArn: known.role, code: 'STS.NUExampleKeyId0000001' };
    const secrets = { token: token(24), other: `Aa1${token(24)}` };
    const query = new URLSearchParams({ ...known, ...called, ...secrets });
    await reading([{ name: 'uri', mode: 'CredentialsURI', credentials_uri: `http://localhost/?${query.toString()}` }]);
    assert.equal(parameterWithSecret(known), undefined);
    assert.equal(parameterWithSecret(called), undefined);
    assert.deepEqual(Object.values(redacted(secrets)), ['***', '***']);
  });

  it('are all kept from a file of thousands, whatever comes after them', async () => {
    const profiles = Array.from({ length: 2000 }, (_, number) => {
      // Unlike each other from the start, as those of the vendor are.
      const access_key_secret = randomBytes(15).toString('hex');
      return { name: `p${number}`, mode: 'AK', access_key_id: 'x', access_key_secret };
    });
    await reading(profiles);
    const tokens = Array.from({ length: 450 }, () => token(200));
    for (const each of tokens) keepSecret(each);
    for (const secret of [...profiles.map((each) => each.access_key_secret), ...tokens.slice(-200)]) {
      assert.equal(withoutSecrets(`a ${secret} b`), 'a *** b');
      assert.equal(redacted(secret), '***');
    }
    // The mark that all begin with may be kept by another test.
    assert.ok(withoutSecrets(`${tokens[0]} b`).endsWith(`${tokens[0]?.slice(canary.length)} b`));
  });

  it('stay hidden where the file has others by now, as keys of it may be in use', async () => {
    const [before, after] = [token(40), token(41)];
    const profile = { name: 'one', mode: 'AK', access_key_id: 'x' };
    await withHome({ profiles: [{ ...profile, access_key_secret: before }] }, {}, async (home) => {
      await readCliProfiles(home);
      const changed = { profiles: [{ ...profile, access_key_secret: after }] };
      writeSecrets(cliConfigPath(home), JSON.stringify(changed));
      await readCliProfiles(home);
    });
    assert.deepEqual(redacted([before, after]), ['***', '***']);
  });

  it('are not read from a file that is too large', () =>
    withHome('x'.repeat(1_000_001), {}, async (home) => {
      await assert.rejects(readCliProfiles(home), /too large/);
    }));
});
