import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { readCliFile, cliConfigPath, cliProfiles } from '../../../../src/cloud/credentials/cliConfigFile.ts';
import { parameterWithSecret } from '../../../../src/cloud/redaction/wireRedaction.ts';
import { registerSecrets, redactValue, redact } from '../../../../src/cloud/redaction/secrets.ts';
import { summarize } from '../../../../src/jobs/format/requestSummary.ts';
import { containsRegisteredSecret } from '../../../hosts/containsRegisteredSecret.ts';
import { secretMark, testSecret, containsTestSecret, writeSecretFile } from '../../../hosts/testSecrets.ts';
import { closeServers, akProfile, cliConfig, failure, withHome } from '../helpers.ts';
import { withProfiles } from './credentialHelpers.ts';

const token = (length: number) => `${secretMark}${randomBytes(length).toString('hex')}`.slice(0, length);

describe('cloud: secrets of profiles', () => {
  afterEach(closeServers);

  it('are kept out of every text once they were read, whatever they are for', () => {
    const secrets = Object.fromEntries(
      [
        'access_key_secret',
        'sts_token',
        'access_token',
        'oauth_access_token',
        'oauth_refresh_token',
        'bearer_token',
      ].map((key) => [key, testSecret(`of-${key}.`)]),
    );
    const address = `http://user:${testSecret('pass.')}@x.test/?token=${testSecret('query.')}%2F`;
    const profile = {
      name: 'p',
      mode: 'BearerToken',
      ...secrets,
      private_key: testSecret('pem.'),
      credentials_uri: address,
      process_command: `tool --password "${testSecret('command.')}"`,
    };
    return withProfiles([profile], {}, async () => {
      await readCliFile();
      for (const secret of [
        ...Object.values(secrets),
        testSecret('pem.'),
        testSecret('command.'),
        testSecret('pass.'),
        `${testSecret('query.')}%2F`,
      ]) {
        assert.ok(containsRegisteredSecret(`before ${secret} after`), secret.replace(secretMark, ''));
      }
    });
  });
});

describe("cloud: the CLI's profiles", () => {
  it('are read without their secrets', () =>
    withHome(cliConfig, {}, async () => {
      const file = await readCliFile();
      const cli = file && cliProfiles(file);
      assert.deepEqual(cli, {
        current: 'default',
        profiles: [
          { name: 'default', mode: 'AK', region_id: 'cn-hangzhou' },
          { name: 'sts', mode: 'StsToken' },
        ],
      });
      assert.ok(!containsTestSecret(inspect(cli, { depth: null, showHidden: true })));
    }));

  it('may be absent', () => withHome(undefined, {}, async () => assert.equal(await readCliFile(), undefined)));

  it('may have odd entries', () =>
    withHome(
      { current: 7, profiles: [null, 'x', [], {}, { name: 3 }, { name: 'odd', mode: {} }, akProfile] },
      {},
      async () => {
        const file = await readCliFile();
        const cli = file && cliProfiles(file);
        assert.deepEqual(
          cli?.profiles.map(({ name, mode }) => [name, mode]),
          [
            ['odd', ''],
            ['default', 'AK'],
          ],
        );
        assert.equal(cli?.current, undefined);
      },
    ));

  for (const [text, pattern] of [
    ['', /: it is empty\.$/],
    [' \n', /: it is empty\.$/],
    ['\ufeff{}', /: it begins with a byte order mark, which the CLI can't read either\.$/],
    ['x', /: it is not valid JSON\.$/],
    ['{\n"a" 1}', /: it is not valid JSON \(line 2 column 5\)\.$/],
  ] as const) {
    it(`say what is wrong with ${JSON.stringify(text)}`, () =>
      withHome(text, {}, async () => assert.match((await failure(readCliFile())).message, pattern)));
  }

  for (const [what, text] of [
    ['broken JSON', `{"current":"default","profiles":[{"access_key_secret":"${testSecret('ak.')}" "x"}]}`],
    ['cut JSON', JSON.stringify(cliConfig).slice(0, -40)],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['profiles as an object', `{"profiles":{"a":{"access_key_secret":"${testSecret('ak.')}"}}}`],
    ['profiles as text', `{"profiles":"${testSecret('ak.')}"}`],
  ] as const) {
    it(`fail clearly and without secrets on ${what}`, () =>
      withHome(text, {}, async () => {
        const error = await failure(readCliFile());
        assert.equal(error.outcome, 'notSent');
        assert.ok(error.message.includes(cliConfigPath()));
        assert.ok(!containsTestSecret(inspect(error)));
        assert.doesNotMatch(inspect(error), /access_key/);
      }));
  }

  it('fail clearly where the file is a folder', () =>
    withHome(undefined, {}, async (home) => {
      const { mkdir } = await import('node:fs/promises');
      await mkdir(`${home}/.aliyun/config.json`, { recursive: true });
      assert.match((await failure(readCliFile())).message, /EISDIR/);
    }));
});

describe('cloud: secrets of the files of credentials', () => {
  /** Reads a CLI's file with these profiles. */
  const reading = (profiles: readonly object[]) =>
    withHome({ profiles }, {}, async (home) =>
      assert.equal((await readCliFile(home))?.profiles.length, profiles.length),
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
    assert.equal(redactValue(request), request);
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
    assert.deepEqual(Object.values(redactValue(secrets)), ['***', '***']);
  });

  it('are no words of a command or an address that a restore or a message may have too', async () => {
    const mode = 'External';
    await reading([
      { name: 'production', mode, process_command: 'tool --secret=staging --token production-account-keys' },
      { name: 'default', mode, process_command: 'tool --password production' },
      { name: 'address', mode: 'CredentialsURI', credentials_uri: 'http://user:production@localhost/keys?default' },
    ]);
    const text = 'The profile production, of staging; the section default; production-account-keys';
    assert.equal(redact(text), text);
    assert.equal(parameterWithSecret({ TargetBucket: 'production-account-keys' }), undefined);
  });

  it('are all kept from a file of thousands, whatever comes after them', async () => {
    const profiles = Array.from({ length: 2000 }, (_, number) => {
      // Unlike each other from the start, as those of the vendor are.
      const access_key_secret = randomBytes(15).toString('hex');
      return { name: `p${number}`, mode: 'AK', access_key_id: 'x', access_key_secret };
    });
    await reading(profiles);
    const tokens = Array.from({ length: 450 }, () => token(200));
    for (const each of tokens) registerSecrets(each);
    for (const secret of [...profiles.map((each) => each.access_key_secret), ...tokens.slice(-200)]) {
      assert.equal(redact(`a ${secret} b`), 'a *** b');
      assert.equal(redactValue(secret), '***');
    }
    assert.equal(redact(`${tokens[0]} b`), `${tokens[0]} b`);
  });

  it('stay hidden where the file has others by now, as keys of it may be in use', async () => {
    const [before, after] = [token(40), token(41)];
    const profile = { name: 'one', mode: 'AK', access_key_id: 'x' };
    await withHome({ profiles: [{ ...profile, access_key_secret: before }] }, {}, async (home) => {
      await readCliFile(home);
      const changed = { profiles: [{ ...profile, access_key_secret: after }] };
      writeSecretFile(cliConfigPath(home), JSON.stringify(changed));
      await readCliFile(home);
    });
    assert.deepEqual(redactValue([before, after]), ['***', '***']);
  });

  it('are not read from a file that is too large', () =>
    withHome('x'.repeat(1_000_001), {}, async (home) => {
      await assert.rejects(readCliFile(home), /too large/);
    }));
});
