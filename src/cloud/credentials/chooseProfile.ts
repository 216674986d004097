import * as l10n from '@vscode/l10n';
import type { CredentialSource, SignerKind } from '../account.ts';
import { cliConfigPath, cliProfiles, type CliProfiles } from './cliConfigFile.ts';
import { requireSupportedMode } from './cliModes.ts';
import { removeVariableStep } from './credentialsErrors.ts';
import type { UserFiles } from './userFiles.ts';
import { sectionNames, type CredentialsFile } from './credentialsFile.ts';
import { isRegionId } from '../endpoints.ts';
import {
  cliProfilesOff,
  credentialsUri,
  environmentEndpointType,
  environmentKeys,
  environmentProfile,
  environmentRegion,
  environmentRole,
  instanceRole,
  metadataOff,
  uriProfile,
  type Environment,
} from './environment.ts';
import { CloudError, isCloudError } from '../cloudError.ts';
import { quoteWords } from '../quote.ts';
import { joinSentences } from '../../restoreSpec/joinSentences.ts';

export type { Environment } from './environment.ts';

/** Who was selected, named as `ProfileChoice` and `Account` name it. */
export interface SelectedSigner {
  readonly signer: SignerKind;
  readonly profile: string;
}

/** Who signs, and what to show of it. */
export interface ChosenProfile {
  readonly signer: SignerKind;
  /** Name shown: the profile's, the AccessKey's or the role's, else a word for the signer. */
  readonly profile: string;
  /** Undefined for an AccessKey that was added here: the editor's secret storage has its keys. */
  readonly source?: CredentialSource;
  /** The profile's region, unchecked, where it has one. */
  readonly region?: string;
  /** Whether requests go to the endpoints inside a VPC. */
  readonly vpc?: boolean;
}

/** The user's files without secrets, or why one can't be read. Such an error counts only where that file is needed. */
export interface ProfileFiles {
  readonly cli: CliProfiles | CloudError | undefined;
  /** `~/.alibabacloud/credentials`. */
  readonly file?: CredentialsFile | CloudError | undefined;
}

const namedBy = { selection: () => l10n.t('the selection'), setting: () => l10n.t('the profile setting') };

/** What `chooseProfile` chooses from. */
export async function profileFiles(files: UserFiles): Promise<ProfileFiles> {
  const orError = (error: unknown) => {
    if (isCloudError(error)) return error;
    throw error;
  };
  const cli = await files.cli().then((read) => read && cliProfiles(read), orError);
  const file = await files.sections().then((read) => read && sectionNames(read), orError);
  return { cli, file };
}

function lacking(message: string, nextStep = l10n.t('Choose another one with "Select Profile".')): CloudError {
  return new CloudError({ outcome: 'notSent', message, nextStep });
}

function orThrow<T>(file: T | CloudError | undefined): T | undefined {
  if (isCloudError(file)) throw file;
  return file;
}

function withVpc(chosen: ChosenProfile, endpointType: string | undefined, env: Environment): ChosenProfile {
  const type = endpointType ?? environmentEndpointType(env)?.value ?? '';
  return type.toLowerCase() === 'vpc' ? { ...chosen, vpc: true } : chosen;
}

/** The most profiles that an error lists. */
const mostNamed = 20;

const listedNames = (names: readonly string[]): string =>
  [...names.slice(0, mostNamed).map((name) => quoteWords(name, 80)), ...(names.length > mostNamed ? ['…'] : [])].join(
    ', ',
  );

function cliProfile(name: string, from: string, env: Environment, files: ProfileFiles): ChosenProfile {
  const off = cliProfilesOff(env);
  if (off !== undefined) {
    throw lacking(
      l10n.t(
        "The profile {0} is the Alibaba Cloud CLI's, whose profiles {1} switches off.",
        quoteWords(name, 200),
        off,
      ),
      removeVariableStep(),
    );
  }
  const cli = orThrow(files.cli);
  const found = cli?.profiles.find((profile) => profile.name === name);
  if (found === undefined) {
    const names = listedNames(cli?.profiles.map(({ name }) => name) ?? []);
    throw lacking(
      l10n.t('{0} has no profile {1}, which {2} names.', quoteWords(cliConfigPath(), 300), quoteWords(name, 200), from),
      names === ''
        ? l10n.t('It has no profiles: make one with `aliyun configure`.')
        : l10n.t('Choose one of its profiles: {0}.', names),
    );
  }
  requireSupportedMode(found.name, found.mode);
  const source: CredentialSource = { kind: 'cliProfile', name: found.name };
  const region = found.region_id === undefined ? {} : { region: found.region_id };
  return withVpc({ signer: 'cliProfile', profile: found.name, source, ...region }, found.endpoint_type, env);
}

function fileSection(name: string, from: string, env: Environment, files: ProfileFiles): ChosenProfile {
  const file = orThrow(files.file);
  if (file?.sections.some((section) => section.name === name) !== true) {
    const path = file?.path ?? '~/.alibabacloud/credentials';
    throw lacking(
      l10n.t('{0} has no section {1}, which {2} names.', quoteWords(path, 300), quoteWords(name, 200), from),
    );
  }
  const source: CredentialSource = { kind: 'credentialsFile', name };
  return withVpc({ signer: 'credentialsFile', profile: name, source }, undefined, env);
}

/** The signer that the environment has of a kind; undefined where it has none. */
export function environmentChoice(
  kind: 'environment' | 'environmentOidc' | 'environmentUri',
  env: Environment,
): ChosenProfile | undefined {
  const profile = {
    environment: () => environmentKeys(env) && 'environment',
    environmentOidc: () => environmentRole(env) && roleName(environmentRole(env)?.roleArn ?? ''),
    environmentUri: () => credentialsUri(env) && uriProfile,
  }[kind]();
  return profile === undefined ? undefined : withVpc({ signer: kind, profile, source: { kind } }, undefined, env);
}

/** The name in a role's ARN (`acs:ram::ACCOUNT:role/NAME`), else all of it. */
function roleName(arn: string): string {
  return /:role\/(.+)$/.exec(arn)?.[1] ?? arn;
}

function selectedProfile({ signer, profile }: SelectedSigner, env: Environment, files: ProfileFiles): ChosenProfile {
  switch (signer) {
    case 'cliProfile':
      return cliProfile(profile, namedBy.selection(), env, files);
    case 'credentialsFile':
      return fileSection(profile, namedBy.selection(), env, files);
    case 'instanceRole':
      return withVpc({ signer, profile, source: { kind: signer, name: profile } }, undefined, env);
    case 'environment':
    case 'environmentOidc':
    case 'environmentUri': {
      const found = environmentChoice(signer, env);
      if (found?.profile === profile) return found;
      throw lacking(
        l10n.t('The environment no longer has the credentials {0}, which were selected.', quoteWords(profile, 200)),
      );
    }
    case 'accessKey':
    case 'sandbox':
      return withVpc({ signer, profile }, undefined, env);
  }
}

/**
 * Chooses who signs: the person's selection, else the CLI's profile of the setting, else the default chain of
 * `@alicloud/credentials`: the environment's AccessKey, its OIDC role, the CLI's profile (that which the environment names,
 * else the file's own default), `~/.alibabacloud/credentials`, the instance's RAM role where the environment names one, and
 * the environment's address of credentials. A profile that is named but does not exist is an error (CloudError): signing as
 * another one would be worse.
 */
export function chooseProfile(
  from: ProfileFiles & {
    readonly selection?: SelectedSigner | undefined;
    readonly setting: string | undefined;
    readonly env: Environment;
  },
): ChosenProfile {
  const { env } = from;
  if (from.selection !== undefined) return selectedProfile(from.selection, env, from);
  const setting = from.setting?.trim() ?? '';
  if (setting !== '') return cliProfile(setting, namedBy.setting(), env, from);
  const ofKeysOrRole = environmentChoice('environment', env) ?? environmentChoice('environmentOidc', env);
  if (ofKeysOrRole !== undefined) return ofKeysOrRole;

  const named = environmentProfile(env);
  const inFile = (name: string) => orThrow(from.file)?.sections.some((section) => section.name === name) === true;
  if (cliProfilesOff(env) === undefined) {
    const cli = orThrow(from.cli);
    const isThere = (name: string) => cli?.profiles.some((profile) => profile.name === name) === true;
    if (named !== undefined && (isThere(named.value) || !inFile(named.value))) {
      return cliProfile(named.value, named.name, env, from);
    }
    // Files of the CLI's early versions have no "current".
    const own = cli?.current ?? (isThere('default') ? 'default' : undefined);
    if (named === undefined && own !== undefined) return cliProfile(own, l10n.t('its "current"'), env, from);
  }
  if (named !== undefined) return fileSection(named.value, named.name, env, from);
  if (inFile('default')) return fileSection('default', '', env, from);
  const role = instanceRole(env);
  if (role !== undefined) return selectedProfile({ signer: 'instanceRole', profile: role.value }, env, from);
  const ofUri = environmentChoice('environmentUri', env);
  if (ofUri !== undefined) return ofUri;
  const step = l10n.t(
    'Run `aliyun configure`, or set {0} and {1} before you start the editor, or try the sandbox.',
    'ALIBABA_CLOUD_ACCESS_KEY_ID',
    'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  );
  const ofInstance = l10n.t('On an ECS instance, its RAM role can be chosen with "Select Profile".');
  throw new CloudError({
    outcome: 'notSent',
    message: l10n.t('No Alibaba Cloud credentials were found.'),
    nextStep: joinSentences(step, metadataOff(env) === undefined && ofInstance),
    noCredentials: true,
  });
}

/**
 * Chooses where the request goes: the spec's `$region`, else the person's selection, else the setting, else the profile's
 * region, else the environment's. Throws CloudError where there is none, or where the first one given is no region id.
 */
export function chooseRegion(from: {
  readonly specRegion: string | undefined;
  readonly selection?: string | undefined;
  readonly setting: string | undefined;
  readonly profileRegion: string | undefined;
  readonly env: Environment;
}): string {
  const variable = environmentRegion(from.env);
  const candidates: [string, string | undefined][] = [
    ['$region', from.specRegion],
    [l10n.t('the selected region'), from.selection],
    [l10n.t('the region setting'), from.setting],
    [l10n.t("the profile's region"), from.profileRegion],
    [variable?.name ?? '', variable?.value],
  ];
  for (const [where, value] of candidates) {
    const region = value?.trim() ?? '';
    if (region === '') continue;
    if (isRegionId(region)) return region;
    throw lacking(
      l10n.t('{0}, from {1}, is not a region ID.', quoteWords(region, 80), where),
      l10n.t('Use the ID of a region, for example {0}.', 'cn-hangzhou'),
    );
  }
  throw lacking(
    l10n.t('No region is set, so there is nowhere to send the request.'),
    l10n.t('Write "$region" into the file, or choose a region with "Select Region".'),
  );
}
