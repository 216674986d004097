/**
 * Who signs and where requests go, from what was selected, the settings, the CLI's profiles and the environment.
 */
import type * as vscode from 'vscode';
import { isSandbox, type Account, type CredentialSource } from '../cloud/account.ts';
import { callLevel, formatCall, type CallLog } from '../cloud/http/callLog.ts';
import { signerFingerprint } from '../cloud/credentials/signerFingerprint.ts';
import { createClient } from '../cloud/hbrClient.ts';
import { createCredentialsCache } from '../cloud/credentials/credentialsCache.ts';
import type { CredentialsProvider } from '../cloud/credentials/credentialsProvider.ts';
import { openUserFiles, type UserFiles } from '../cloud/credentials/userFiles.ts';
import { isVendorEndpoint, originFor, regions } from '../cloud/endpoints.ts';
import { environmentRegion } from '../cloud/credentials/environment.ts';
import { hasNoCredentials, isCloudError, isPermissionDenied } from '../cloud/cloudError.ts';
import { fetchIdentity, type Identity } from '../cloud/callerIdentity.ts';
import { errorText } from '../cloud/logFormat.ts';
import { resolveProvider } from '../cloud/credentials/resolveProvider.ts';
import { profileChoices, type ProfileChoice } from '../cloud/credentials/profileChoices.ts';
import { chooseProfile, chooseRegion, profileFiles, type ChosenProfile } from '../cloud/credentials/chooseProfile.ts';
import type { Credentials } from '../cloud/credentials/signer.ts';
import { commands, settings } from '../ids.ts';
import { textSetting } from '../settings.ts';
import { openAccessKeys } from './accessKeys.ts';
import { askConsent, openConsents } from './consentPrompt.ts';
import { credentialSourceFinder, goneKey } from './credentialSource.ts';
import { rememberAccount, withKnownAccount } from './knownAccounts.ts';
import type { Accounts, Checked, ResolvedAccount } from '../services.ts';
import { sandboxRegion, type SandboxState } from './sandboxState.ts';
import type { SelectedSigner, Selection } from './selection.ts';
import { fetchLiveValues, readLiveValues, storeLiveValues } from './storedLiveValues.ts';
import { requireTrust } from './workspaceTrust.ts';
import { withOfferedCommands } from '../userError.ts';

/** Where keys are checked while nothing says where requests go. */
const anyRegion = 'cn-hangzhou';

/** What helps where nobody can sign yet. */
const firstCredentials = [commands.addAccessKey, commands.startSandbox, commands.selectProfile];

/** What `work` gives; where it can't, the error offers the commands that help. */
function orOffer<T>(helping: (error: unknown) => readonly string[], work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw withOfferedCommands(error, ...helping(error));
  }
}

export interface AccountsDependencies {
  readonly log: vscode.LogOutputChannel;
  readonly selection: Selection;
  readonly sandbox: SandboxState;
  /** VS Code's places for what outlives the window. */
  readonly storage: Pick<vscode.ExtensionContext, 'globalState' | 'secrets'>;
  /** To be fired when requests may go elsewhere or be signed by somebody else than before, or other regions are known. */
  readonly changed: vscode.EventEmitter<void>;
}

export function createAccounts(dependencies: AccountsDependencies): Accounts {
  const { log, selection, sandbox, storage, changed } = dependencies;
  const { globalState } = storage;
  const keys = openAccessKeys(storage, changed);
  const credentialSourceOf = credentialSourceFinder(keys, sandbox);
  const consents = openConsents(globalState);
  const logCall = (line: CallLog) => {
    const text = formatCall(line);
    const level = callLevel(line);
    if (level === 'info') log.info(text);
    else if (level === 'warning') log.warn(text);
    else log.error(text);
  };
  // Each call has a client of its own; temporary keys are kept here for all of them.
  const signing = { allowed: consents.has, cache: createCredentialsCache(), log: logCall };

  const choose = async (selected: SelectedSigner | undefined, files: UserFiles): Promise<ChosenProfile> => {
    requireTrust();
    try {
      await keys.learnSecrets();
    } catch (error) {
      // Whoever else signs needs none of these keys.
      log.warn(`AccessKeys: ${errorText(error)}`);
    }
    const { env } = files;
    const from = { ...(await profileFiles(files)), selection: selected, setting: textSetting(settings.profile), env };
    const helping = (error: unknown) => (hasNoCredentials(error) ? firstCredentials : [commands.selectProfile]);
    return orOffer(helping, () => chooseProfile(from));
  };

  /** @param lastResort the region where nothing else says one */
  const accountOf = (chosen: ChosenProfile, specRegion: string | undefined, lastResort?: string): Account => {
    const { env } = process;
    const from = {
      specRegion,
      selection: selection.region(),
      setting: textSetting(settings.region),
      profileRegion: chosen.region ?? (lastResort && (environmentRegion(env)?.value ?? lastResort)),
      env,
    };
    try {
      const region = orOffer(
        () => [commands.selectRegion],
        () => chooseRegion(from),
      );
      const endpoint = originFor(region, textSetting(settings.endpoint), chosen.vpc);
      return { signer: chosen.signer, profile: chosen.profile, region, endpoint };
    } catch (error) {
      // Who would sign is known all the same.
      throw error instanceof Error ? Object.assign(error, { profile: chosen.profile }) : error;
    }
  };

  const choices: Accounts['choices'] = async () => {
    requireTrust();
    const found = await profileChoices();
    const added = keys.list().map(({ name, accessKeyId, temporary, account }): ProfileChoice => ({
      signer: 'accessKey',
      profile: name,
      mode: temporary ? 'StsToken' : 'AK',
      accessKeyId,
      ...(account !== undefined && { account }),
    }));
    const known = found.choices.map((choice) => withKnownAccount(globalState, choice));
    return { choices: [...known, ...added], problems: found.problems };
  };

  const choiceOf: Accounts['choiceOf'] = async ({ signer, profile }) => {
    if (signer === 'sandbox') return undefined;
    return (await choices()).choices.find((choice) => choice.signer === signer && choice.profile === profile);
  };

  const askSts = async (
    account: Account,
    source: CredentialSource,
    signal?: AbortSignal,
  ): Promise<Identity | undefined> => {
    if (signal?.aborted || !isVendorEndpoint(account.endpoint)) return undefined;
    try {
      const identity = await fetchIdentity(source, account.profile, account, signing, signal);
      const choice = await choiceOf(account);
      if (choice) await rememberAccount(globalState, choice, identity);
      return identity;
    } catch (error) {
      // Whether the service accepts the signature doesn't hang on it.
      log.warn(`STS: ${errorText(error)}`);
      return undefined;
    }
  };

  const clientOf = (account: Account, credentials: Credentials) =>
    createClient(account, credentials, logCall, undefined, signing);

  const describe = async (account: Account, source: CredentialSource, signal?: AbortSignal) => {
    const { regions, values } = await fetchLiveValues(clientOf(account, source), account.endpoint, signal);
    if (await storeLiveValues(globalState, values)) changed.fire();
    return regions;
  };

  const accountForRegion = async (specRegion: string | undefined, files: UserFiles): Promise<Account> => {
    const running = sandbox.get();
    if (running) {
      const region = specRegion ?? selection.region() ?? (textSetting(settings.region) || sandboxRegion);
      return { signer: 'sandbox', profile: 'sandbox', region, endpoint: running.endpoint };
    }
    const selected = selection.signer();
    const gone = selected?.signer === 'accessKey' && !keys.list().some(({ name }) => name === selected.profile);
    if (gone) throw goneKey(selected.profile);
    return accountOf(await choose(selected, files), specRegion);
  };

  const clientFor: Accounts['clientFor'] = async (account) => {
    requireTrust();
    const source = await credentialSourceOf(account);
    return source && clientOf(account, source);
  };

  const allowed = async (provider: CredentialsProvider, profile: string): Promise<boolean> => {
    for (const consent of provider.consents) {
      if (consents.has(consent.key)) continue;
      if (!(await askConsent(consent, profile))) return false;
      await consents.add(consent.key);
      changed.fire();
    }
    return true;
  };

  /** The id of the account whose keys a provider gets, as far as it is known without asking anybody. */
  const accountIdOf = (
    { signer, profile }: Account,
    { accountId, accessKeyId }: CredentialsProvider,
  ): string | undefined =>
    accountId ??
    (signer === 'accessKey'
      ? keys.list().find(({ name }) => name === profile)?.account
      : withKnownAccount(globalState, { signer, profile, mode: '', ...(accessKeyId !== undefined && { accessKeyId }) })
          .account);

  const resolve = async (found: Account, files: UserFiles): Promise<ResolvedAccount> => {
    requireTrust();
    const source = isSandbox(found) ? undefined : await credentialSourceOf(found);
    if (!source) return { account: found, allow: () => Promise.resolve(true), client: () => clientFor(found) };
    const provider = await resolveProvider(source, found.profile, files, { log: logCall });
    const account = { ...found, caller: signerFingerprint(provider) };
    return {
      account,
      accountId: accountIdOf(account, provider),
      allow: () => allowed(provider, account.profile),
      async client() {
        requireTrust();
        // Whose AccessKey was removed meanwhile no longer signs.
        if (account.signer === 'accessKey') await credentialSourceOf(account);
        // A sign-in that ran out meanwhile may have been renewed; the client refuses where that made it another one's.
        return clientOf(account, provider.signedOut?.(Date.now()) ? source : provider);
      },
    };
  };

  return {
    selection,
    accessKeys: keys,
    selectedRegion: selection.region,
    onDidChange: changed.event,
    knownRegions: () => readLiveValues(globalState).regions,

    forRegion: (specRegion) => accountForRegion(specRegion, openUserFiles()),

    async resolveForRegion(specRegion) {
      const files = openUserFiles();
      return resolve(await accountForRegion(specRegion, files), files);
    },

    resolve: (account) => resolve(account, openUserFiles()),

    placeFor: async (selected) => accountOf(await choose(selected, openUserFiles()), undefined, anyRegion),

    clientFor,

    allow: async (account) => (await resolve(account, openUserFiles())).allow(),

    choices,
    choiceOf,

    async regions(account, signal) {
      requireTrust();
      const source = await credentialSourceOf(account);
      return source ? describe(account, source, signal) : [];
    },

    async check(account, signal, keys): Promise<Checked> {
      requireTrust();
      const source = keys ?? (await credentialSourceOf(account));
      if (!source) return {};
      await describe(account, source, signal)
        .catch((error: unknown) => {
          // A gateway in between may let no more through than what restores need.
          if (!isCloudError(error) || error.code !== 'InvalidAction.NotFound') throw error;
          const first = { restoreType: 'ECS_FILE', pageNumber: 1, pageSize: 1 };
          return clientOf(account, source).describeRestoreJobs(first, signal);
        })
        .catch((error: unknown) => {
          if (!isPermissionDenied(error)) throw error;
        });
      const identity = await askSts(account, source, signal);
      return identity ? { identity } : {};
    },

    // eslint-disable-next-line @typescript-eslint/require-await -- the caller has it from another chunk
    async isKnownRegion(region) {
      return regions.includes(region) || readLiveValues(globalState).regions.includes(region);
    },
  };
}
