import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { externalProcessProvider } from '../../../../src/cloud/credentials/providers/externalProcess.ts';
import { credentialsUriProvider } from '../../../../src/cloud/credentials/providers/credentialsUri.ts';
import { ramRoleArnProvider } from '../../../../src/cloud/credentials/providers/ramRoleArn.ts';
import type { ProviderContext } from '../../../../src/cloud/credentials/credentialsProvider.ts';
import { consentTo } from '../../../../src/cloud/credentials/consent.ts';
import { openUserFiles } from '../../../../src/cloud/credentials/userFiles.ts';
import { resolveProvider } from '../../../../src/cloud/credentials/resolveProvider.ts';
import { containsTestSecret, testSecret } from '../../../hosts/testSecrets.ts';
import { closeServers, withHome } from '../helpers.ts';
import {
  arn,
  assertSigns,
  consentsFor,
  given,
  profileNamed,
  refusal,
  role,
  textOf,
  withProfiles,
} from './credentialHelpers.ts';
import { createSts, inMinutes, json, vendorKeys } from '../../standIns.ts';

describe('cloud: programs and addresses of a profile', () => {
  afterEach(closeServers);
  const program = (command: string) => ({ name: 'p', mode: 'External', process_command: command });

  it('are neither run nor asked before that is allowed', async () => {
    const hosts = { 'http://uri.test': json(200, vendorKeys(given, inMinutes(60))) };
    const uri = `http://user:${testSecret('password.')}@uri.test/keys?token=${testSecret('uri.')}`;
    const chained = { name: 'p', mode: 'ChainableRamRoleArn', source_profile: 'q', ram_role_arn: arn };
    for (const [profiles, pattern, text] of [
      [
        [program(`touch owned ${testSecret('argument.')}`)],
        /runs the program "touch" to/,
        `touch owned ${testSecret('argument.')}`,
      ],
      [[{ name: 'p', mode: 'CredentialsURI', credentials_uri: uri }], /asks "http:\/\/uri\.test\/keys" for/, uri],
      [[chained, { ...program('touch owned'), name: 'q' }], /runs the program "touch"/, 'touch owned'],
    ] as const) {
      await withProfiles(profiles, hosts, async ({ requests }, home) => {
        const [consent] = await consentsFor(profileNamed('p'));
        assert.ok(consent);
        assert.equal(consent.text, text);
        assert.ok(!containsTestSecret(consent.key));
        assert.match(textOf(await refusal(() => false)), pattern);
        assert.match(textOf(await refusal((key) => key !== consent.key)), /you have not allowed yet.*"Select Profile"/);
        await assert.rejects(access(join(home, 'owned')));
        assert.equal(requests.length, 0);
      });
    }
  });

  it('are asked about where another host stands in for STS, one after the other', async () => {
    const service = createSts([given]);
    const hosts = {
      'https://sts.example': service.answer,
      'http://uri.test': json(200, vendorKeys(given, inMinutes(60))),
    };
    const chained = { name: 'p', mode: 'ChainableRamRoleArn', source_profile: 'q', ram_role_arn: arn };
    const source = { name: 'q', mode: 'CredentialsURI', credentials_uri: 'http://uri.test/' };
    const env = { ALIBABA_CLOUD_STS_ENDPOINT: 'sts.example' };
    await withProfiles(
      [chained, source],
      hosts,
      async ({ requests }) => {
        const consents = await consentsFor(profileNamed('p'));
        assert.deepEqual(
          consents.map(({ text }) => text),
          ['http://uri.test/', 'https://sts.example'],
        );
        const [first, second] = consents.map(({ key }) => key);
        assert.match(textOf(await refusal((key) => key === first)), /asks "https:\/\/sts\.example\/?" for its keys/);
        assert.match(textOf(await refusal((key) => key === second)), /asks "http:\/\/uri\.test\/?" for its keys/);
        assert.equal(requests.length, 0);
        await assertSigns(
          profileNamed('p'),
          () => service.last,
          () => true,
        );
      },
      env,
    );
    const role = {
      ALIBABA_CLOUD_ROLE_ARN: arn,
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'x',
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: 't',
    };
    await withHome({ profiles: [] }, { ...env, ...role }, async (home) => {
      const { key } = (await consentsFor({ kind: 'environmentOidc' }, home))[0] ?? {};
      assert.match(key ?? '', /^[0-9a-f]{64}$/);
      const files = openUserFiles(process.env, home);
      const provider = await resolveProvider({ kind: 'environmentOidc' }, 'shown otherwise', files);
      assert.equal(provider.consents[0]?.key, key);
    });
  });

  it('are asked about again when they change, and by each profile', async () => {
    const keyOf = async (profile: object, name = 'p') => {
      let key: string | undefined;
      await withProfiles([profile], {}, async (_, home) => {
        // The home of each time is another one.
        const files = { ...openUserFiles(process.env, home), home: '/root' };
        key = (await resolveProvider(profileNamed(name), name, files, { host: 'one' })).consents[0]?.key;
      });
      return key;
    };
    const first = await keyOf(program('give keys'));
    assert.match(first ?? '', /^[0-9a-f]{64}$/);
    assert.equal(await keyOf(program('give keys')), first);
    assert.notEqual(await keyOf(program('give  keys')), first);
    assert.equal(await keyOf(role), undefined);
    assert.notEqual(await keyOf({ ...program('give keys'), name: 'q' }, 'q'), first);
  });

  it('are asked about again on another machine and in another home, though one state of VS Code has the answers', async () => {
    const uri = 'http://127.0.0.1:80/keys';
    const address = (context: ProviderContext) => credentialsUriProvider('p', uri, context);
    const session = { profile: 'q', roleArn: arn, sessionName: 's', seconds: 900, stsHost: 'sts.aliyuncs.com' };
    for (const make of [
      (context: ProviderContext) => externalProcessProvider('p', 'give keys', context),
      address,
      (context: ProviderContext) => ramRoleArnProvider(session, address(context), context),
    ]) {
      const keyOn = (host: string | undefined, home: string) => make({ env: {}, host, home }).consents[0]?.key;
      const first = keyOn('one', '/root');
      assert.match(first ?? '', /^[0-9a-f]{64}$/);
      assert.equal(keyOn('one', '/root'), first);
      const others = [keyOn('two', '/root'), keyOn('one', '/home/me'), keyOn('one/root', ''), keyOn('', 'one/root')];
      assert.equal(new Set([first, ...others]).size, 5);
      assert.equal(keyOn(undefined, '/root'), keyOn(hostname(), '/root'));
    }
    await withProfiles([{ name: 'p', mode: 'CredentialsURI', credentials_uri: uri }], {}, async (_, home) => {
      const here = await consentsFor(profileNamed('p'));
      assert.deepEqual(here, address({ env: {}, host: hostname(), home }).consents);
      assert.deepEqual(await consentsFor(profileNamed('p'), home), here);
    });
  });

  it('are allowed to one signer on one machine alone, as a program or as an address', () => {
    const keys = [
      consentTo('program', 'x', 'p', { host: 'h', home: '/home/me' }),
      consentTo('address', 'x', 'p', { host: 'h', home: '/home/me' }),
      consentTo('program', 'y', 'p', { host: 'h', home: '/home/me' }),
      consentTo('program', 'x', 'q', { host: 'h', home: '/home/me' }),
      consentTo('program', 'x', 'p', { host: 'i', home: '/home/me' }),
      consentTo('program', 'x', 'p', { host: 'h', home: '/home/you' }),
    ].map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(consentTo('program', 'x', 'p', { host: 'h', home: '/home/me' }).key, keys[0]);
  });

  it('are refused where the environment forbids them, allowed or not', async () => {
    for (const profile of [
      program('give'),
      { name: 'p', mode: 'CredentialsURI', credentials_uri: 'http://uri.test' },
    ]) {
      await withProfiles(
        [profile],
        {},
        async () => assert.match(textOf(await refusal()), /ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS forbids/),
        { ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS: '1' },
      );
    }
  });
});
