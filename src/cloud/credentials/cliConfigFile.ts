import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { CloudError } from '../cloudError.ts';
import { isRecord } from '../json.ts';
import { errnoOf } from '../../errorFields.ts';
import { isSecretField, modeOf, textAt, type RawProfile } from './cliModes.ts';
import { addressSecrets } from './credentialsAddress.ts';
import { unusableProfileError } from './credentialsErrors.ts';
import { commandSecrets } from './processCommand.ts';
import { registerFileSecrets } from '../redaction/secrets.ts';
import { quoteWords } from '../quote.ts';

/** A profile of the Alibaba Cloud CLI, without its secrets; the names are the file's own. */
export interface CliProfile {
  readonly name: string;
  /** How it signs: `AK`, `StsToken`, `RamRoleArn`, … as the CLI spells it; empty where it is not configured. */
  readonly mode: string;
  readonly region_id?: string;
  /** `vpc` for the endpoints inside a VPC. */
  readonly endpoint_type?: string;
}

/** The CLI's file as it is, secrets and all. */
export interface CliFile {
  readonly current: string;
  readonly profiles: readonly RawProfile[];
}

export interface CliProfiles {
  /** Name of the default profile, where the file names one. */
  readonly current?: string;
  readonly profiles: readonly CliProfile[];
}

export const cliConfigPath = (home: string = homedir()): string => join(home, '.aliyun', 'config.json');

/**
 * The position of a JSON syntax error; empty where the parser doesn't say it. The parser's whole message is not used, because it
 * quotes the text around the place.
 */
function jsonErrorPosition(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return /line \d+ column \d+/.exec(message)?.[0] ?? /position \d+/.exec(message)?.[0] ?? '';
}

function badFile(path: string, why: string): CloudError {
  return new CloudError({
    outcome: 'notSent',
    message: l10n.t("The Alibaba Cloud CLI's file {0} can't be used: {1}", quoteWords(path, 300), why),
    nextStep: l10n.t('Repair the file or write it anew with `aliyun configure`.'),
  });
}

/** The error for a profile that can't sign because of what the file says of it. `why` is a clause. */
export function wrongInCliFile(profile: string, home: string, why: string): CloudError {
  const path = quoteWords(cliConfigPath(home), 300);
  return unusableProfileError(profile, why, l10n.t('Correct it in {0}, or choose another profile.', path));
}

/** In UTF-16 units. Thousands of profiles fit. */
const maximumLength = 1_000_000;

/** @param names of all profiles, which texts have to show, and which no command or address makes a secret */
const secretsOf = (profile: RawProfile, names: ReadonlySet<string>): string[] => {
  const within = [
    ...addressSecrets(textAt(profile, 'credentials_uri')),
    ...commandSecrets(textAt(profile, 'process_command')),
  ];
  return [
    ...Object.keys(profile)
      .filter(isSecretField)
      .map((key) => textAt(profile, key)),
    ...within.filter((text) => !names.has(text)),
  ];
};

/** Reads the file (never written here); `undefined` where there is none. Throws CloudError where it can't be used. */
export async function readCliFile(home?: string): Promise<CliFile | undefined> {
  const path = cliConfigPath(home);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = errnoOf(error) ?? '';
    if (code === 'ENOENT') return undefined;
    throw badFile(path, l10n.t("it can't be read ({0}).", code));
  }
  if (text.length > maximumLength) throw badFile(path, l10n.t('it is too large.'));
  if (text.trim() === '') throw badFile(path, l10n.t('it is empty.'));
  if (text.startsWith('\ufeff')) {
    throw badFile(path, l10n.t("it begins with a byte order mark, which the CLI can't read either."));
  }
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch (error) {
    const place = jsonErrorPosition(error);
    throw badFile(path, place === '' ? l10n.t('it is not valid JSON.') : l10n.t('it is not valid JSON ({0}).', place));
  }
  if (!isRecord(root)) throw badFile(path, l10n.t('it holds no object.'));
  const profiles = root['profiles'] ?? [];
  if (!Array.isArray(profiles)) throw badFile(path, l10n.t('"profiles" is not a list.'));
  const named = profiles.filter(isRecord).filter((profile) => textAt(profile, 'name') !== '');
  const names = new Set(named.map((profile) => textAt(profile, 'name')));
  registerFileSecrets(
    path,
    named.flatMap((profile) => secretsOf(profile, names)),
  );
  return { current: textAt(root, 'current'), profiles: named };
}

/** The profiles of the CLI's file without their secrets. */
export function cliProfiles(raw: CliFile): CliProfiles {
  const profiles = raw.profiles.map((profile) => {
    const region = textAt(profile, 'region_id');
    const endpointType = textAt(profile, 'endpoint_type');
    return {
      name: textAt(profile, 'name'),
      mode: modeOf(profile),
      ...(region === '' ? {} : { region_id: region }),
      ...(endpointType === '' ? {} : { endpoint_type: endpointType }),
    };
  });
  return raw.current === '' ? { profiles } : { current: raw.current, profiles };
}
