import { homedir } from 'node:os';
import type { CredentialSource, SignerKind } from './account.ts';
import { readCliFile } from './cliConfig.ts';
import { modeOf, textAt, type RawProfile } from './cliModes.ts';
import { timeFromSeconds } from './credentials/failures.ts';
import { expired, type Plan } from './credentials/plan.ts';
import { planFor } from './credentials/planFor.ts';
import { readSections } from './credentialsFile.ts';
import { environmentKeys, instanceRole, metadataOff } from './environment.ts';
import { isCloudError, type CloudError } from './errors.ts';
import { anyInstanceRole, ofEnvironment, type Environment } from './profiles.ts';
import { clean, maskedKeyId } from './text.ts';

/** One who could sign, as it is offered: nothing is asked of any service for it, and it holds no secret. */
export interface ProfileChoice {
  readonly signer: SignerKind;
  /** Its name, exactly as the file or the environment has it: to be matched so, and cleaned where it is shown. */
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
  /** Why it can't sign here, and what can; undefined where it can. */
  readonly problem?: { readonly message: string; readonly nextStep: string };
}

interface Where {
  readonly env: Environment;
  readonly home: string;
}

/** What is shown of who signs; the rest is found out by planning. */
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

/** The account of a role's ARN (`acs:ram::ACCOUNT:role/NAME`). */
const accountOf = (arn: string) => /^acs:ram::(\d+):role\//.exec(arn)?.[1];

/** The modes that sign as `ram_role_arn`; in a profile of any other one it is left from what the profile was before. */
const roleModes: readonly string[] = ['RamRoleArn', 'RamRoleArnWithRoleName', 'ChainableRamRoleArn', 'OIDC'];

/** The account that the requests of a plan come from, and the AccessKey that it begins with. */
function told(plan: Plan) {
  const account = 'roleArn' in plan ? accountOf(plan.roleArn) : undefined;
  const keys = plan.kind === 'role' && plan.by.kind === 'keys' ? plan.by : plan;
  return {
    ...(account === undefined ? {} : { account }),
    ...(keys.kind === 'keys' ? { accessKeyId: maskedKeyId(keys.keys.accessKeyId) } : {}),
  };
}

async function choiceOf({ source, profile, mode, ...shown }: Found, { env, home }: Where): Promise<ProfileChoice> {
  if (source.kind === 'keys') throw new Error('keys are not offered');
  const choice = { signer: source.kind, profile, mode: clean(mode, 80), ...shown };
  const withProblem = ({ message, nextStep }: CloudError) => ({ ...choice, problem: { message, nextStep } });
  try {
    const plan = await planFor(source, profile, env, home);
    const problem = expired(plan, Date.now());
    return { ...(problem === undefined ? choice : withProblem(problem)), ...told(plan) };
  } catch (error) {
    if (!isCloudError(error)) throw error;
    return withProblem(error);
  }
}

function cliFound(profile: RawProfile): Found {
  const name = textAt(profile, 'name');
  const mode = modeOf(profile);
  const region = clean(textAt(profile, 'region_id'), 80);
  // Where somebody signed in, the keys that the CLI has kept may outlive that.
  const runsOut: Readonly<Record<string, readonly string[]>> = {
    CloudSSO: ['cloud_sso_access_token_expire', 'sts_expiration'],
    OAuth: ['oauth_access_token_expire', 'sts_expiration'],
  };
  const times = Object.hasOwn(runsOut, mode) ? (runsOut[mode] ?? []) : [];
  const expires = Math.max(0, ...times.map((key) => timeFromSeconds(profile[key])));
  const ofRole = roleModes.includes(mode) ? accountOf(textAt(profile, 'ram_role_arn')) : undefined;
  const account = mode === 'CloudSSO' ? textAt(profile, 'cloud_sso_account_id') : ofRole;
  return {
    source: { kind: 'cliProfile', name },
    profile: name,
    mode,
    ...(region === '' ? {} : { region }),
    ...(account === undefined || account === '' ? {} : { account: clean(account, 80) }),
    ...(expires === 0 ? {} : { expires }),
  };
}

/** What is named twice is the first one, as everywhere. */
const once = (found: readonly Found[]) =>
  found.filter(({ profile }, at) => found.findIndex((other) => other.profile === profile) === at);

/**
 * Everyone who could sign, in the order of the default chain, the instance's RAM role last where nobody names one; `problems`
 * are files that can't be read.
 */
export async function profileChoices(
  env: Environment,
  home: string = homedir(),
): Promise<{ choices: ProfileChoice[]; problems: CloudError[] }> {
  const problems: CloudError[] = [];
  const found: Found[] = [];
  const reading = async (read: () => Promise<readonly Found[]>) => {
    try {
      found.push(...once(await read()));
    } catch (error) {
      if (!isCloudError(error)) throw error;
      problems.push(error);
    }
  };
  const add = (kind: 'environment' | 'environmentOidc' | 'environmentUri', mode: string) => {
    const profile = ofEnvironment(kind, env)?.profile;
    if (profile !== undefined) found.push({ source: { kind }, profile, mode });
  };

  add('environment', environmentKeys(env)?.securityToken === undefined ? 'AK' : 'StsToken');
  add('environmentOidc', 'OIDC');
  await reading(async () => (await readCliFile(home))?.profiles.map(cliFound) ?? []);
  await reading(async () =>
    [...((await readSections(env, home))?.sections ?? [])].map(([name, section]) => {
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
  return { choices: await Promise.all(found.map((each) => choiceOf(each, { env, home }))), problems };
}
