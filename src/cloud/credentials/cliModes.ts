import * as l10n from '@vscode/l10n';
import { CloudError } from '../cloudError.ts';
import { quoteWords } from '../quote.ts';

/** A profile as the CLI's file has it, secrets and all. */
export type RawProfile = Readonly<Record<string, unknown>>;

/** The text under a key of the file; empty where there is none. */
export function textAt(record: RawProfile, key: string): string {
  const value = record[key];
  return typeof value === 'string' ? value : '';
}

/** Each mode that signs, with the keys of the profile that it can't do without. */
const signing = {
  AK: ['access_key_id', 'access_key_secret'],
  StsToken: ['access_key_id', 'access_key_secret', 'sts_token'],
  RamRoleArn: ['access_key_id', 'access_key_secret', 'ram_role_arn'],
  EcsRamRole: [],
  RamRoleArnWithRoleName: ['ram_role_arn'],
  ChainableRamRoleArn: ['source_profile', 'ram_role_arn'],
  OIDC: ['oidc_token_file', 'oidc_provider_arn', 'ram_role_arn'],
  CredentialsURI: ['credentials_uri'],
  External: ['process_command'],
  CloudSSO: ['cloud_sso_sign_in_url', 'cloud_sso_account_id', 'cloud_sso_access_config'],
  OAuth: ['oauth_site_type'],
} as const satisfies Record<string, readonly string[]>;

export type SigningMode = keyof typeof signing;

/** Modes of the CLI that can't sign here. */
const notSigning: readonly string[] = ['RsaKeyPair', 'BearerToken', 'Anonymous'];

/** A mode in the CLI's spelling. The CLI ignores the case of modes. A mode that it doesn't know stays as it is. */
function spelled(mode: string): string {
  const known = [...Object.keys(signing), ...notSigning];
  return known.find((name) => name.toLowerCase() === mode.toLowerCase()) ?? mode;
}

/** The mode of a profile: the one it names, else the one that the CLI infers from its keys; empty where there is neither. */
export function modeOf(profile: RawProfile): string {
  const mode = spelled(textAt(profile, 'mode').trim());
  if (mode !== '') return mode;
  const has = (...keys: string[]) => keys.every((key) => textAt(profile, key) !== '');
  if (has('access_key_id', 'access_key_secret')) {
    if (has('sts_token')) return 'StsToken';
    return has('ram_role_arn') ? 'RamRoleArn' : 'AK';
  }
  if (has('private_key', 'key_pair_name')) return 'RsaKeyPair';
  if (has('ram_role_name')) return 'EcsRamRole';
  if (has('process_command')) return 'External';
  if (has('oidc_provider_arn', 'oidc_token_file', 'ram_role_arn')) return 'OIDC';
  if (has('cloud_sso_sign_in_url')) return 'CloudSSO';
  return has('bearer_token') ? 'BearerToken' : '';
}

function isSigningMode(mode: string): mode is SigningMode {
  return Object.hasOwn(signing, mode);
}

/** The name of the first key that a profile of this mode lacks; undefined where it is complete. */
export function missingKey(profile: RawProfile, mode: SigningMode): string | undefined {
  return signing[mode].find((key) => textAt(profile, key) === '');
}

/** Narrows a mode to one that signs. Throws CloudError for any other mode: it says why that one can't sign, and which modes can. */
export function requireSupportedMode(name: string, mode: string): SigningMode {
  if (isSigningMode(mode)) return mode;
  const shown = quoteWords(name, 200);
  const why: Readonly<Record<string, string>> = {
    '': l10n.t('The profile {0} has no mode: it is not configured yet.', shown),
    RsaKeyPair: l10n.t('The profile {0} signs in by "RsaKeyPair", which Alibaba Cloud has discontinued.', shown),
    BearerToken: l10n.t(
      'The profile {0} signs in by "BearerToken", but the service takes signed requests only.',
      shown,
    ),
    Anonymous: l10n.t(
      'The profile {0} is "Anonymous": it signs nothing, and the service takes signed requests only.',
      shown,
    ),
  };
  throw new CloudError({
    outcome: 'notSent',
    message: Object.hasOwn(why, mode)
      ? (why[mode] ?? '')
      : l10n.t('The profile {0} signs in by {1}, which is not supported here.', shown, quoteWords(mode, 200)),
    nextStep: l10n.t('Choose a profile of one of these modes: {0}.', Object.keys(signing).join(', ')),
  });
}

/** Whether the field of a profile holds a secret, of the CLI's file or of the vendor's credentials file, also one that signs nothing here. */
export const isSecretField = (name: string): boolean => /secret|token$|^private_key$/.test(name);
