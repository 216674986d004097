import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { CloudError } from './errors.ts';
import { clean } from './text.ts';
import { isRecord } from './isRecord.ts';

/** A profile of the Alibaba Cloud CLI, without its secrets; the names are the file's own. */
export interface CliProfile {
  readonly name: string;
  /** How it signs: `AK`, `StsToken`, `RamRoleArn`, … */
  readonly mode: string;
  readonly region_id?: string;
}

export interface CliProfiles {
  /** Name of the default profile, where the file names one. */
  readonly current?: string;
  readonly profiles: readonly CliProfile[];
}

type RawProfile = Record<string, unknown>;

/**
 * The modes that can sign here, each with the keys that must be there: where one is empty, `@alicloud/credentials` would
 * quietly take the environment's key instead. `OAuth` and `External` are left out on purpose: with them it rewrites the
 * CLI's file, or runs a program that the file names.
 */
const supportedModes: Readonly<Record<string, readonly string[]>> = {
  AK: ['access_key_id', 'access_key_secret'],
  StsToken: ['access_key_id', 'access_key_secret', 'sts_token'],
  RamRoleArn: ['access_key_id', 'access_key_secret', 'ram_role_arn'],
  EcsRamRole: [],
  OIDC: ['oidc_token_file', 'oidc_provider_arn', 'ram_role_arn'],
  ChainableRamRoleArn: ['source_profile', 'ram_role_arn'],
  CloudSSO: ['cloud_sso_sign_in_url', 'cloud_sso_account_id', 'cloud_sso_access_config', 'access_token'],
};

export const cliConfigPath = (home: string = homedir()): string => join(home, '.aliyun', 'config.json');

const textAt = (record: RawProfile, key: string): string => {
  const value = record[key];
  return typeof value === 'string' ? value : '';
};

/** Throws CloudError where profiles of this mode can't sign here. */
export function requireSupportedMode(name: string, mode: string): void {
  if (Object.hasOwn(supportedModes, mode)) return;
  throw new CloudError({
    outcome: 'notSent',
    message: l10n.t(
      'The profile "{0}" signs in by "{1}", which is not supported here.',
      clean(name, 200),
      clean(mode, 200),
    ),
    nextStep: l10n.t('Choose a profile of one of these modes: {0}.', Object.keys(supportedModes).join(', ')),
  });
}

/** Where a JSON text breaks; never the parser's whole message, which quotes the text around the place. */
function placeOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return /line \d+ column \d+/.exec(message)?.[0] ?? /position \d+/.exec(message)?.[0] ?? '';
}

function badFile(path: string, why: string): CloudError {
  return new CloudError({
    outcome: 'notSent',
    message: l10n.t("The Alibaba Cloud CLI's file {0} can't be used: {1}", path, why),
    nextStep: l10n.t('Repair the file or write it anew with `aliyun configure`.'),
  });
}

/** The file as it is, secrets and all; `undefined` where there is none. Throws CloudError where it can't be used. */
async function readRaw(home?: string): Promise<{ current: string; profiles: RawProfile[] } | undefined> {
  const path = cliConfigPath(home);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') return undefined;
    throw badFile(path, l10n.t("it can't be read ({0}).", code));
  }
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch (error) {
    throw badFile(path, l10n.t('it is not valid JSON ({0}).', placeOf(error)));
  }
  if (!isRecord(root)) throw badFile(path, l10n.t('it holds no object.'));
  const profiles = root['profiles'] ?? [];
  if (!Array.isArray(profiles)) throw badFile(path, l10n.t('"profiles" is not a list.'));
  const named = profiles.filter(isRecord).filter((profile) => textAt(profile, 'name') !== '');
  return { current: textAt(root, 'current'), profiles: named };
}

/**
 * The CLI's profiles from `~/.aliyun/config.json` (never written here), without secrets; `undefined` where there is no
 * such file. Entries without a name are left out. Throws CloudError where the file can't be used.
 */
export async function readCliProfiles(home?: string): Promise<CliProfiles | undefined> {
  const raw = await readRaw(home);
  if (raw === undefined) return undefined;
  const profiles = raw.profiles.map((profile) => {
    const region = textAt(profile, 'region_id');
    const shown = { name: textAt(profile, 'name'), mode: textAt(profile, 'mode') };
    return region === '' ? shown : { ...shown, region_id: region };
  });
  return raw.current === '' ? { profiles } : { current: raw.current, profiles };
}

/** What signing with a profile needs to know: the values to keep out of every text, and its state to notice a change. */
export interface CheckedProfile {
  readonly secrets: readonly string[];
  /** Differs as soon as anything in the profile does. Holds secrets: to be compared, never shown. */
  readonly state: string;
}

/** Makes sure that the profile can sign by itself. Throws CloudError that says what it lacks. */
export async function checkCliProfile(name: string, home?: string): Promise<CheckedProfile> {
  const raw = await readRaw(home);
  const chain: RawProfile[] = [];
  for (let next = name; next !== '';) {
    const profile = raw?.profiles.find((candidate) => textAt(candidate, 'name') === next);
    const lacking = (why: string) =>
      new CloudError({
        outcome: 'notSent',
        message: l10n.t('The profile "{0}" can\'t sign: {1}', clean(next, 200), why),
        nextStep: l10n.t('Complete it with `aliyun configure --profile {0}`, or choose another one.', clean(next, 200)),
      });
    if (profile === undefined) throw lacking(l10n.t('{0} has no such profile.', cliConfigPath(home)));
    if (chain.includes(profile)) throw lacking(l10n.t('its source profiles form a circle.'));
    const mode = textAt(profile, 'mode');
    requireSupportedMode(next, mode);
    const missing = supportedModes[mode]?.find((key) => textAt(profile, key) === '');
    if (missing !== undefined) throw lacking(l10n.t('it has no {0}.', missing));
    chain.push(profile);
    next = mode === 'ChainableRamRoleArn' ? textAt(profile, 'source_profile') : '';
  }
  const secrets = chain.flatMap((profile) =>
    Object.keys(profile)
      .filter((key) => /secret|token$/.test(key))
      .map((key) => textAt(profile, key)),
  );
  return { secrets: secrets.filter((secret) => secret !== ''), state: JSON.stringify(chain) };
}
