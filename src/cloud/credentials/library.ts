/**
 * The vendor's providers of temporary keys. They know what to ask and how to sign it; the requests themselves, the clock
 * and the errors are ours: theirs have no limits, hand out keys that have run out, and quote whole answers.
 */
import credentials from '@alicloud/credentials';
import { readFile } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import type { Log } from '../callLog.ts';
import type { Keys } from '../sdk.ts';
import { keepSecret } from '../secrets.ts';
import { timedKeys, type Purpose } from './answers.ts';
import type { Said } from './ask.ts';
import { shownAddress } from './address.ts';
import { exchange } from './exchange.ts';
import { lacksKeys } from './failures.ts';
import { originOf } from './origin.ts';
import type { Plan, RolePlan, TimedKeys } from './plan.ts';

/** What a provider makes of one round of requests. */
interface Session {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string;
  readonly expiration: string;
}

/** A request as a provider puts it together. */
interface ProviderRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyForm?: Readonly<Record<string, string>>;
  toRequestURL(): string;
}

type PlanOf<Kind> = Extract<Plan, { kind: Kind }>;

const stsMs = 10_000;
/** The metadata service is on the machine's own network, or nowhere. */
const metadataMs = 3000;

const form = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');

/** Lets a provider get keys once, past what it keeps itself. */
function keysOf(
  provider: { refresher: () => Promise<Session> },
  timeoutMs: number,
  purpose: Purpose,
  log: Log,
  set: { readonly roleName?: string | undefined } = {},
): Promise<TimedKeys> {
  return exchange(purpose, log, async (asking) => {
    const doRequest = async (request: ProviderRequest): Promise<Said & { statusCode: number }> => {
      const { method, headers, bodyForm } = request;
      const url = new URL(request.toRequestURL());
      const said = await asking({
        ...{ url, method, headers, body: bodyForm && form(bodyForm), timeoutMs },
        direct: purpose.direct,
      });
      // The token for the instance's metadata, and no page about an error.
      if (method === 'PUT' && said.status === 200) keepSecret(said.body.toString());
      return { ...said, statusCode: said.status };
    };
    Object.assign(provider, { doRequest, ...set });
    const { accessKeyId, accessKeySecret, securityToken, expiration } = await provider.refresher();
    return timedKeys(accessKeyId, accessKeySecret, securityToken, expiration);
  });
}

/** Assumes a role with keys. */
export function assumeRole(plan: RolePlan, keys: Keys, log: Log): Promise<TimedKeys> {
  const builder = credentials.RAMRoleARNCredentialsProvider.builder()
    .withCredentialsProvider({
      getCredentials: () =>
        Promise.resolve({ ...keys, securityToken: keys.securityToken ?? '', providerName: 'static' }),
      getProviderName: () => 'static',
    })
    .withRoleArn(plan.roleArn)
    .withRoleSessionName(plan.sessionName)
    .withDurationSeconds(plan.seconds)
    .withStsEndpoint(plan.stsHost);
  if (plan.externalId !== undefined) builder.withExternalId(plan.externalId);
  if (plan.policy !== undefined) builder.withPolicy(plan.policy);
  const purpose = {
    profile: plan.profile,
    name: 'AssumeRole',
    operation: 'AssumeRole',
    nextStep: l10n.t(
      'Check that the role exists and trusts who assumes it, and that they may call {0}.',
      'sts:AssumeRole',
    ),
    role: { arn: plan.roleArn, signer: plan.by.profile, origin: originOf(plan.by) },
  };
  return keysOf(builder.build(), stsMs, purpose, log);
}

/** Assumes a role with the OIDC token of a file. */
export async function assumeRoleWithOidc(plan: PlanOf<'oidc'>, log: Log): Promise<TimedKeys> {
  const { profile } = plan;
  const unusable = (why: string) =>
    lacksKeys(profile, why, l10n.t('Check that what writes the token runs, or choose another profile.'));
  try {
    const token = await readFile(plan.tokenFile, 'utf8');
    keepSecret(token, token.trim());
    if (token.trim() === '') throw unusable(l10n.t('the OIDC token file {0} is empty.', plan.tokenFile));
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') throw error;
    throw unusable(l10n.t("the OIDC token file {0} can't be read ({1}).", plan.tokenFile, error.code));
  }
  const provider = credentials.OIDCRoleArnCredentialsProvider.builder()
    .withOIDCProviderArn(plan.providerArn)
    .withOIDCTokenFilePath(plan.tokenFile)
    .withRoleArn(plan.roleArn)
    .withRoleSessionName(plan.sessionName)
    .withDurationSeconds(plan.seconds)
    .withStsEndpoint(plan.stsHost)
    .build();
  const purpose = {
    profile,
    name: 'AssumeRoleWithOIDC',
    operation: 'AssumeRoleWithOIDC',
    nextStep: l10n.t('Check that the OIDC token is still valid, and that the role exists and trusts its provider.'),
    role: { arn: plan.roleArn },
  };
  return keysOf(provider, stsMs, purpose, log);
}

/** Asks the instance's metadata service for the keys of its RAM role. */
export function instanceKeys({ profile, roleName }: PlanOf<'instance'>, log: Log): Promise<TimedKeys> {
  const provider = credentials.ECSRAMRoleCredentialsProvider.builder().build();
  const purpose = {
    profile,
    direct: true,
    name: 'EcsRamRole',
    operation: l10n.t('the request for the keys of its RAM role'),
    nextStep: l10n.t(
      'Check that this machine is an ECS instance, and that it has this RAM role; or choose another profile.',
    ),
  };
  // Without a name the provider would take that of the environment.
  return keysOf(provider, metadataMs, purpose, log, { roleName });
}

/** Asks an address for keys. */
export function keysFromAddress({ profile, address }: PlanOf<'address'>, log: Log): Promise<TimedKeys> {
  const provider = credentials.URICredentialsProvider.builder().withCredentialsURI(address).build();
  const purpose = {
    profile,
    name: 'CredentialsURI',
    operation: l10n.t('the request for credentials'),
    nextStep: l10n.t('Check that what answers at {0} runs, or choose another profile.', shownAddress(address)),
  };
  return keysOf(provider, stsMs, purpose, log);
}
