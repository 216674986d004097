import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { inspect } from 'node:util';
import type { CredentialSource } from '../../../src/cloud/account.ts';
import { cliConfigPath } from '../../../src/cloud/cliConfig.ts';
import { createSigner } from '../../../src/cloud/signing.ts';
import type { CloudError } from '../../../src/cloud/errors.ts';
import { clean } from '../../../src/cloud/text.ts';
import { createClient } from '../../../src/cloud/client.ts';
import { holdsSecret } from '../../hosts/holdsSecret.ts';
import { holdsCanary, marked } from '../../hosts/canary.ts';
import { secretsBelongInAddress } from '../../hosts/requestCanary.ts';
import { created, failure, expectedSignature, reply, serve, signatureOf, withHome } from './helpers.ts';
import { standIn, type GivenKeys, type Hosts, type StandIns } from '../standIns.ts';

/** A profile's own AccessKey, and one that is temporary. */
export const ak = { accessKeyId: 'LTAI5tAbcdefQ8xz', accessKeySecret: marked('ak-secret.') };
export const sts = {
  accessKeyId: 'STS.own',
  accessKeySecret: marked('own-secret.'),
  securityToken: marked('own-token.'),
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
    holdsSecret(keys.accessKeySecret) && holdsSecret(keys.securityToken ?? keys.accessKeySecret),
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
    if (URL.canParse(credentials_uri)) secretsBelongInAddress(credentials_uri);
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
  accessKeySecret: marked('given-secret.'),
  securityToken: marked('given-token.'),
};

export const textOf = (error: CloudError) => `${error.message} ${error.nextStep}`;

/** The error with which `p` doesn't sign; it says what happened and what to do, and no secret. */
export async function refusal(allowed: (key: string) => boolean = () => true): Promise<CloudError> {
  const error = await failure(createSigner(profileNamed('p'), 'p', { allowed })());
  assert.equal(error.outcome, 'notSent');
  assert.ok(!holdsCanary(inspect(error, { depth: 9 })), 'a secret in the error');
  assert.doesNotMatch(textOf(error), /Signature=/);
  assert.equal(clean(textOf(error)), textOf(error));
  return error;
}

/** Where an instance's metadata is, and the keys of its role. */
export const metadata = 'http://100.100.100.200';
export const instance = {
  accessKeyId: 'STS.instance',
  accessKeySecret: marked('ecs-secret.'),
  securityToken: marked('ecs-token.'),
};

/** Keys that a sign-in or an address gives. */
export const exchanged = {
  accessKeyId: 'STS.sso',
  accessKeySecret: marked('sso-secret.'),
  securityToken: marked('sso-token.'),
};
