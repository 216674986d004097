import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { inspect } from 'node:util';
import type { CredentialSource } from '../../../../src/cloud/account.ts';
import { cliConfigPath } from '../../../../src/cloud/credentials/cliConfigFile.ts';
import type { Consent } from '../../../../src/cloud/credentials/consent.ts';
import { openUserFiles } from '../../../../src/cloud/credentials/userFiles.ts';
import { resolveProvider } from '../../../../src/cloud/credentials/resolveProvider.ts';
import { signerFingerprint } from '../../../../src/cloud/credentials/signerFingerprint.ts';
import { createSigner } from '../../../../src/cloud/credentials/signer.ts';
import type { CloudError } from '../../../../src/cloud/cloudError.ts';
import { sanitize } from '../../../../src/cloud/sanitize.ts';
import { createClient } from '../../../../src/cloud/hbrClient.ts';
import { containsRegisteredSecret } from '../../../hosts/containsRegisteredSecret.ts';
import { containsTestSecret, testSecret } from '../../../hosts/testSecrets.ts';
import { allowSecretInAddress } from '../../../hosts/requestLeaks.ts';
import { created, failure, expectedSignature, reply, serve, signatureOf, withHome } from '../helpers.ts';
import { standIn, type GivenKeys, type Hosts, type StandIns } from '../../standIns.ts';
import { plainQuotes } from '../../plainQuotes.ts';

/** A profile's own AccessKey, and one that is temporary. */
export const ak = { accessKeyId: 'LTAI5tAbcdefQ8xz', accessKeySecret: testSecret('ak-secret.') };
export const sts = {
  accessKeyId: 'STS.own',
  accessKeySecret: testSecret('own-secret.'),
  securityToken: testSecret('own-token.'),
};

/** Keys as the CLI's file spells them. */
export const inFile = ({ accessKeyId, accessKeySecret, securityToken }: GivenKeys) => ({
  access_key_id: accessKeyId,
  access_key_secret: accessKeySecret,
  ...(securityToken === undefined ? {} : { sts_token: securityToken }),
});

/** Seconds since 1970, as the CLI's file has times. */
export const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

export const profileNamed = (name: string): CredentialSource => ({ kind: 'cliProfile', name });

const providerNow = (source: CredentialSource, home?: string) =>
  resolveProvider(source, 'name' in source ? source.name : source.kind, openUserFiles(process.env, home));

/** What is to be asked before a source is used now. */
export const consentsFor = async (source: CredentialSource, home?: string): Promise<readonly Consent[]> =>
  (await providerNow(source, home)).consents;

/** Who signs by a source now. */
export const fingerprintNow = async (source: CredentialSource): Promise<string> =>
  signerFingerprint(await providerNow(source));

/** Signs a real restore, sent to a server on loopback. Fails unless these keys signed it. */
export async function assertSigns(
  source: CredentialSource,
  expected: () => GivenKeys | undefined,
  allowed: (key: string) => boolean = () => false,
): Promise<void> {
  const { origin, requests } = await serve(reply(200, created));
  const account = { signer: 'cliProfile' as const, profile: 'shown', region: 'cn-hangzhou', endpoint: origin };
  const client = createClient(account, source, undefined, undefined, { allowed });
  await client.createRestoreJob({ query: { VaultId: 'v-1' }, body: {} });
  const [request] = requests;
  const keys = expected();
  assert.ok(request && keys);
  assert.equal(/Credential=([^,]+)/.exec(request.headers['authorization'] ?? '')?.[1], keys.accessKeyId);
  assert.equal(request.headers['x-acs-security-token'], keys.securityToken);
  assert.ok(signatureOf(request) === expectedSignature(request, keys.accessKeySecret), 'signed by another secret');
  assert.ok(
    containsRegisteredSecret(keys.accessKeySecret) &&
      containsRegisteredSecret(keys.securityToken ?? keys.accessKeySecret),
    'not kept secret',
  );
}

/**
 * Runs with these profiles in the CLI's file and these hosts stood in for. Fails where the file was written: its bytes and
 * its time are looked at.
 */
export function withProfiles(
  profiles: readonly object[],
  hosts: Hosts,
  run: (standIns: StandIns, home: string) => Promise<void>,
  env: Record<string, string> = {},
): Promise<void> {
  for (const { credentials_uri = '' } of profiles as readonly { credentials_uri?: string }[]) {
    if (URL.canParse(credentials_uri)) allowSecretInAddress(credentials_uri);
  }
  return withHome({ current: 'p', profiles }, env, async (home) => {
    const path = cliConfigPath(home);
    const before = [(await stat(path)).mtimeMs, await readFile(path, 'utf8')];
    const standIns = await standIn(hosts);
    try {
      await run(standIns, home);
    } finally {
      standIns.close();
    }
    const after = [(await stat(path)).mtimeMs, await readFile(path, 'utf8')];
    assert.ok(before[0] === after[0] && before[1] === after[1], "the CLI's file was written");
  });
}

/** A role, a profile that assumes it, and keys that it is given. */
export const arn = 'acs:ram::1234567890123456:role/restorer';
export const role = { name: 'p', mode: 'RamRoleArn', ...inFile(ak), ram_role_arn: arn };

export const given = {
  accessKeyId: 'STS.given',
  accessKeySecret: testSecret('given-secret.'),
  securityToken: testSecret('given-token.'),
};

/** What an error says, with plain quotation marks. */
export const textOf = (error: CloudError) => plainQuotes(`${error.message} ${error.nextStep}`);

/** The error with which a source, `p` of the CLI by default, doesn't sign; it says what happened and what to do, and no secret. */
export async function refusal(
  allowed: (key: string) => boolean = () => true,
  source: CredentialSource = profileNamed('p'),
): Promise<CloudError> {
  const error = await failure(createSigner(source, 'p', { allowed })());
  assert.equal(error.outcome, 'notSent');
  assert.ok(!containsTestSecret(inspect(error, { depth: 9 })), 'a secret in the error');
  assert.doesNotMatch(textOf(error), /Signature=/);
  assert.equal(sanitize(textOf(error)), textOf(error));
  return error;
}

/** Where an instance's metadata is, and the keys of its role. */
export const metadata = 'http://100.100.100.200';
export const instance = {
  accessKeyId: 'STS.instance',
  accessKeySecret: testSecret('ecs-secret.'),
  securityToken: testSecret('ecs-token.'),
};

/** Keys that a sign-in or an address gives. */
export const exchanged = {
  accessKeyId: 'STS.sso',
  accessKeySecret: testSecret('sso-secret.'),
  securityToken: testSecret('sso-token.'),
};
