import type { CredentialSource, SignerKind } from '../account.ts';
import { openUserFiles, type UserFiles } from './userFiles.ts';
import { modeOf, textAt, type RawProfile } from './cliModes.ts';
import { timeFromSeconds } from './keys.ts';
import { anyInstanceRole } from './providers/ecsRamRole.ts';
import { resolveProvider } from './resolveProvider.ts';
import { accountOfRole } from './roleSession.ts';
import { environmentKeys, instanceRole, metadataOff } from './environment.ts';
import { isCloudError, type CloudError } from '../cloudError.ts';
import { environmentChoice } from './chooseProfile.ts';
import { sanitize } from '../sanitize.ts';

/** A profile that can be chosen to sign. It is read from files and the environment, without asking a service, and holds no secret. */
export interface ProfileChoice {
  readonly signer: SignerKind;
  /** Its name, exactly as the file or the environment has it, because it is matched by that. It must be cleaned before it is shown. */
  readonly profile: string;
  /** `AK`, `StsToken`, `RamRoleArn`, … as the CLI spells it. */
  readonly mode: string;
  /** Account id, where the profile itself tells it (a role's ARN, CloudSSO). */
  readonly account?: string;
  /** The AccessKey ID with its middle left out, where there is one of its own. */
  readonly accessKeyId?: string;
  readonly region?: string;
  /** When the sign-in of CloudSSO or OAuth runs out, or the keys got by it, ms since 1970, where the file tells it. */
  readonly expires?: number;
  /** Why it can't sign here, and what a person can do; undefined where it can sign. */
  readonly problem?: { readonly message: string; readonly nextStep: string };
}

/** What is listed of a profile. Its provider finds out the rest. */
interface Found {
  readonly source: CredentialSource;
  readonly profile: string;
  readonly mode: string;
  readonly region?: string;
  readonly account?: string;
  readonly expires?: number;
}

/** The modes of the sections of `~/.alibabacloud/credentials`, by their `type`. */
const modes: Readonly<Record<string, string>> = {
  access_key: 'AK',
  sts: 'StsToken',
  ecs_ram_role: 'EcsRamRole',
  ram_role_arn: 'RamRoleArn',
};

/** The modes that sign as `ram_role_arn`. In a profile of another mode this field is a leftover of an earlier mode. */
const roleModes: readonly string[] = ['RamRoleArn', 'RamRoleArnWithRoleName', 'ChainableRamRoleArn', 'OIDC'];

async function toChoice({ source, profile, mode, ...shown }: Found, files: UserFiles): Promise<ProfileChoice> {
  if (source.kind === 'keys') throw new Error('keys are not offered');
  const choice = { signer: source.kind, profile, mode: sanitize(mode, 80), ...shown };
  const withProblem = ({ message, nextStep }: CloudError) => ({ ...choice, problem: { message, nextStep } });
  try {
    const { accountId, accessKeyId, signedOut } = await resolveProvider(source, profile, files);
    const problem = signedOut?.(Date.now());
    return {
      ...(problem === undefined ? choice : withProblem(problem)),
      ...(accountId === undefined ? {} : { account: accountId }),
      ...(accessKeyId === undefined ? {} : { accessKeyId }),
    };
  } catch (error) {
    if (!isCloudError(error)) throw error;
    return withProblem(error);
  }
}

function cliFound(profile: RawProfile): Found {
  const name = textAt(profile, 'name');
  const mode = modeOf(profile);
  const region = sanitize(textAt(profile, 'region_id'), 80);
  // The keys that the CLI has kept may be valid for longer than the sign-in by which it got them.
  const runsOut: Readonly<Record<string, readonly string[]>> = {
    CloudSSO: ['cloud_sso_access_token_expire', 'sts_expiration'],
    OAuth: ['oauth_access_token_expire', 'sts_expiration'],
  };
  const times = Object.hasOwn(runsOut, mode) ? (runsOut[mode] ?? []) : [];
  const expires = Math.max(0, ...times.map((key) => timeFromSeconds(profile[key])));
  const ofRole = roleModes.includes(mode) ? accountOfRole(textAt(profile, 'ram_role_arn')) : undefined;
  const account = mode === 'CloudSSO' ? textAt(profile, 'cloud_sso_account_id') : ofRole;
  return {
    source: { kind: 'cliProfile', name },
    profile: name,
    mode,
    ...(region === '' ? {} : { region }),
    ...(account === undefined || account === '' ? {} : { account: sanitize(account, 80) }),
    ...(expires === 0 ? {} : { expires }),
  };
}

/** Of two profiles with one name the first one counts, as everywhere. */
const withoutDuplicates = (found: readonly Found[]) =>
  found.filter(({ profile }, at) => found.findIndex((other) => other.profile === profile) === at);

/**
 * All profiles that could sign, in the order of the default chain. The instance's RAM role comes last where nothing names one.
 * `problems` are the errors of files that can't be read.
 */
export async function profileChoices(
  files: UserFiles = openUserFiles(),
): Promise<{ choices: ProfileChoice[]; problems: CloudError[] }> {
  const { env } = files;
  const problems: CloudError[] = [];
  const found: Found[] = [];
  const reading = async (read: () => Promise<readonly Found[]>) => {
    try {
      found.push(...withoutDuplicates(await read()));
    } catch (error) {
      if (!isCloudError(error)) throw error;
      problems.push(error);
    }
  };
  const add = (kind: 'environment' | 'environmentOidc' | 'environmentUri', mode: string) => {
    const profile = environmentChoice(kind, env)?.profile;
    if (profile !== undefined) found.push({ source: { kind }, profile, mode });
  };

  add('environment', environmentKeys(env)?.securityToken === undefined ? 'AK' : 'StsToken');
  add('environmentOidc', 'OIDC');
  await reading(async () => (await files.cli())?.profiles.map(cliFound) ?? []);
  await reading(async () =>
    [...((await files.sections())?.sections ?? [])].map(([name, section]) => {
      const type = section.get('type') ?? '';
      const mode = Object.hasOwn(modes, type) ? (modes[type] ?? '') : type;
      return { source: { kind: 'credentialsFile', name }, profile: name, mode };
    }),
  );
  const role = instanceRole(env)?.value;
  const instance = (name: string): Found => ({
    source: { kind: 'instanceRole', name },
    profile: name,
    mode: 'EcsRamRole',
  });
  if (role !== undefined) found.push(instance(role));
  add('environmentUri', 'CredentialsURI');
  if (role === undefined && metadataOff(env) === undefined) found.push(instance(anyInstanceRole));
  return { choices: await Promise.all(found.map((each) => toChoice(each, files))), problems };
}
