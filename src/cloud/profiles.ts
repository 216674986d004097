import * as l10n from '@vscode/l10n';
import type { CredentialSource } from './account.ts';
import { cliConfigPath, requireSupportedMode, type CliProfiles } from './cliConfig.ts';
import { isRegionId } from './endpoints.ts';
import { CloudError } from './errors.ts';
import { clean } from './text.ts';

/** The environment, as `process.env` has it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Who signs, and what to show of it. */
export interface ChosenProfile {
  /** Name shown: the CLI's profile, or `environment`. */
  readonly profile: string;
  readonly source: CredentialSource;
  /** The profile's region, unchecked, where it has one. */
  readonly region?: string;
}

function namedProfile(name: string, from: string, cli: CliProfiles | undefined): ChosenProfile {
  const found = cli?.profiles.find((profile) => profile.name === name);
  if (found === undefined) {
    const names = cli?.profiles.map((profile) => clean(profile.name, 80)).join(', ') ?? '';
    throw new CloudError({
      outcome: 'notSent',
      message: l10n.t('{0} has no profile "{1}", which {2} names.', cliConfigPath(), clean(name, 200), from),
      nextStep:
        names === ''
          ? l10n.t('It has no profiles: make one with `aliyun configure`.')
          : l10n.t('Choose one of its profiles: {0}.', clean(names)),
    });
  }
  requireSupportedMode(found.name, found.mode);
  const source: CredentialSource = { kind: 'cliProfile', name: found.name };
  return found.region_id === undefined
    ? { profile: found.name, source }
    : { profile: found.name, source, region: found.region_id };
}

/**
 * Chooses who signs: the profile of the setting, else the environment's AccessKey, else the profile that
 * `ALIBABA_CLOUD_PROFILE` names, else the CLI's default profile. What is named but isn't there is an error (CloudError):
 * signing as somebody else than asked for is the worse outcome.
 */
export function chooseProfile(from: {
  readonly setting: string | undefined;
  readonly env: Environment;
  readonly cli: CliProfiles | undefined;
}): ChosenProfile {
  const { env, cli } = from;
  const setting = from.setting?.trim() ?? '';
  if (setting !== '') return namedProfile(setting, l10n.t('the profile setting'), cli);
  if (env['ALIBABA_CLOUD_ACCESS_KEY_ID'] && env['ALIBABA_CLOUD_ACCESS_KEY_SECRET']) {
    return { profile: 'environment', source: { kind: 'environment' } };
  }
  const variable = env['ALIBABA_CLOUD_PROFILE']?.trim() ?? '';
  if (variable !== '') return namedProfile(variable, 'ALIBABA_CLOUD_PROFILE', cli);
  if (cli?.current !== undefined) return namedProfile(cli.current, l10n.t('its "current"'), cli);
  // Files of the CLI's early versions have no "current".
  if (cli?.profiles.some((profile) => profile.name === 'default')) return namedProfile('default', '', cli);
  throw new CloudError({
    outcome: 'notSent',
    message: l10n.t('There are no Alibaba Cloud credentials.'),
    nextStep: l10n.t(
      'Run `aliyun configure`, or set {0} and {1} before you start the editor, or try the sandbox.',
      'ALIBABA_CLOUD_ACCESS_KEY_ID',
      'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    ),
  });
}

/**
 * Chooses where the request goes: the spec's `$region`, else the setting, else the profile's region, else
 * `ALIBABA_CLOUD_REGION_ID`. Throws CloudError where there is none, or where the first one given is no region id.
 */
export function chooseRegion(from: {
  readonly specRegion: string | undefined;
  readonly setting: string | undefined;
  readonly profileRegion: string | undefined;
  readonly env: Environment;
}): string {
  const candidates: [string, string | undefined][] = [
    ['$region', from.specRegion],
    [l10n.t('the region setting'), from.setting],
    [l10n.t("the profile's region"), from.profileRegion],
    ['ALIBABA_CLOUD_REGION_ID', from.env['ALIBABA_CLOUD_REGION_ID']],
  ];
  for (const [where, value] of candidates) {
    const region = value?.trim() ?? '';
    if (region === '') continue;
    if (isRegionId(region)) return region;
    throw new CloudError({
      outcome: 'notSent',
      message: l10n.t('"{0}", from {1}, is not a region ID.', clean(region, 80), where),
      nextStep: l10n.t('Use the ID of a region, for example {0}.', 'cn-hangzhou'),
    });
  }
  throw new CloudError({
    outcome: 'notSent',
    message: l10n.t('No region is set, so there is nowhere to send the request.'),
    nextStep: l10n.t('Write "$region" into the file, or choose a region in the settings.'),
  });
}
