/** The vendor's environment variables, in the three spellings that its tools read. */

import { isRegionId } from '../endpoints.ts';
import { keepAddressSecret } from './credentialsAddress.ts';
import { registerSecrets } from '../redaction/secrets.ts';
import { regionalStsHost } from './stsHost.ts';

/** The environment, as `process.env` has it. */
export type Environment = Readonly<Record<string, string | undefined>>;

const spellings = ['ALIBABA_CLOUD_', 'ALIBABACLOUD_', 'ALICLOUD_'] as const;

/** The spellings of the variables of roles, in the order in which the CLI reads them. */
const spellingsOfRoles = ['ALIBABACLOUD_', 'ALIBABA_CLOUD_'] as const;

/** A variable that is set, with the name under which it was found. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

function first(env: Environment, prefixes: readonly string[], suffix: string): Variable | undefined {
  for (const prefix of prefixes) {
    const value = env[prefix + suffix]?.trim() ?? '';
    if (value !== '') return { name: prefix + suffix, value };
  }
  return undefined;
}

/** The AccessKey of the environment. All its variables have one spelling of the prefix. */
export interface EnvironmentKeys {
  readonly variable: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** Names under which the vendor's tools, Terraform and others read secrets, with any of their prefixes and with none. */
const secretName =
  /^(?:(?:ALIBABA_?CLOUD|ALICLOUD|ALIYUN|OSS)_\w*?)?(?:ACCESS_?KEY_SECRET|ACCESS_SECRET|SECRET(?:_ACCESS)?_KEY|(?:SECURITY|SESSION|STS|BEARER)_TOKEN)$/i;

/** A shorter value of a name without a prefix is a word, perhaps of another program, and no key. */
const shortestWithoutPrefix = 16;

/** All secrets that the environment has, also those that sign nothing here: a program's messages may quote any of them. */
export function registerEnvironmentSecrets(env: Environment): void {
  const found = Object.entries(env).filter(([name, value = '']) => {
    const isLong = value.length >= shortestWithoutPrefix;
    return secretName.test(name) && (isLong || /^(?:ALI|OSS_)/i.test(name));
  });
  registerSecrets(...found.map(([, value]) => value));
}

/** The AccessKey of the environment; undefined where no spelling has both the ID and the secret. */
export function environmentKeys(env: Environment): EnvironmentKeys | undefined {
  registerEnvironmentSecrets(env);
  for (const prefix of spellings) {
    const variable = `${prefix}ACCESS_KEY_ID`;
    const accessKeyId = env[variable] ?? '';
    const accessKeySecret = env[`${prefix}ACCESS_KEY_SECRET`] ?? '';
    const securityToken = env[`${prefix}SECURITY_TOKEN`] ?? '';
    if (accessKeyId === '' || accessKeySecret === '') continue;
    const pair = { variable, accessKeyId, accessKeySecret };
    return securityToken === '' ? pair : { ...pair, securityToken };
  }
  return undefined;
}

/** The role that the environment lets be assumed with an OIDC token. */
export interface EnvironmentRole {
  readonly roleArn: string;
  readonly providerArn: string;
  readonly tokenFile: string;
  readonly sessionName: string | undefined;
  /** Host of STS. */
  readonly stsHost: string;
}

function stsHost(env: Environment): string {
  const region = env['ALIBABA_CLOUD_STS_REGION']?.trim() ?? '';
  if (!isRegionId(region)) return 'sts.aliyuncs.com';
  return regionalStsHost(region, switchedOn(env, ['ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED']) !== undefined);
}

/** The environment's OIDC role; undefined where no spelling has all its variables. */
export function environmentRole(env: Environment): EnvironmentRole | undefined {
  for (const prefix of spellingsOfRoles) {
    const roleArn = env[`${prefix}ROLE_ARN`] ?? '';
    const providerArn = env[`${prefix}OIDC_PROVIDER_ARN`] ?? '';
    const tokenFile = env[`${prefix}OIDC_TOKEN_FILE`] ?? '';
    if (roleArn === '' || providerArn === '' || tokenFile === '') continue;
    return { roleArn, providerArn, tokenFile, sessionName: env[`${prefix}ROLE_SESSION_NAME`], stsHost: stsHost(env) };
  }
  return undefined;
}

/** The endpoint of STS, unchecked. */
export const stsEndpoint = (env: Environment) => first(env, ['ALIBABA_CLOUD_'], 'STS_ENDPOINT');

/**
 * The environment's values for fields that a profile of the CLI may leave out, by the fields' names in the CLI's file. Keys and a
 * role are not among them: the CLI takes those from the environment too, but here they sign by themselves.
 */
export function profileFields(env: Environment): Readonly<Record<string, string>> {
  const found = {
    credentials_uri: credentialsUri(env),
    oidc_provider_arn: first(env, spellingsOfRoles, 'OIDC_PROVIDER_ARN'),
    oidc_token_file: first(env, spellingsOfRoles, 'OIDC_TOKEN_FILE'),
    external_id: first(env, spellingsOfRoles, 'EXTERNAL_ID'),
  };
  const set = Object.entries(found).flatMap(([field, variable]) => (variable ? [[field, variable.value]] : []));
  return Object.fromEntries(set) as Record<string, string>;
}

/** The name of a profile. */
export const environmentProfile = (env: Environment) => first(env, [...spellingsOfRoles, 'ALICLOUD_'], 'PROFILE');

export const environmentRegion = (env: Environment) => first(env, spellings, 'REGION_ID');

/** `vpc` for the endpoints inside a VPC. */
export const environmentEndpointType = (env: Environment) => first(env, spellings, 'ENDPOINT_TYPE');

/** Name of the profile where the environment's address of credentials signs. */
export const uriProfile = 'credentials URI';

/** The address of credentials. The CLI and the vendor's SDKs know only this spelling of it, and of the variables below. */
export function credentialsUri(env: Environment): Variable | undefined {
  const found = first(env, ['ALIBABA_CLOUD_'], 'CREDENTIALS_URI');
  if (found !== undefined) keepAddressSecret(found.value);
  return found;
}

/** The name of the instance's RAM role. */
export const instanceRole = (env: Environment) => first(env, ['ALIBABA_CLOUD_'], 'ECS_METADATA');

/** The file to read instead of `~/.alibabacloud/credentials`. */
export const credentialsFileVariable = (env: Environment) => first(env, ['ALIBABA_CLOUD_'], 'CREDENTIALS_FILE');

/** The first of these variables that is `true` or `1`. */
function switchedOn(env: Environment, names: readonly string[]): string | undefined {
  return names.find((name) => /^(true|1)$/i.test(env[name]?.trim() ?? ''));
}

/** The variable that switches the CLI's profiles off, where one does. */
export const cliProfilesOff = (env: Environment) =>
  switchedOn(env, [
    'ALIBABA_CLOUD_CLI_PROFILE_DISABLED',
    'ALIBABA_CLOUD_IGNORE_PROFILE',
    'ALIBABACLOUD_IGNORE_PROFILE',
  ]);

/** The variable that forbids to run a program or ask an address for credentials, where one does. */
export const externalOff = (env: Environment) => switchedOn(env, ['ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS']);

/** The variable that forbids to ask the instance's metadata service, where one does. */
export const metadataOff = (env: Environment) => switchedOn(env, ['ALIBABA_CLOUD_ECS_METADATA_DISABLED']);
