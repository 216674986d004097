/**
 * Who signs and where requests go, from what was selected, the settings, the CLI's profiles and the environment. A chunk of
 * its own; what it throws is told apart by plain properties.
 */
import * as vscode from 'vscode';
import { isSandbox, type Account, type CredentialSource } from '../cloud/account.ts';
import { callLevel, formatCall, type CallLog } from '../cloud/callLog.ts';
import { callerFor } from '../cloud/caller.ts';
import { createClient } from '../cloud/client.ts';
import { consentsFor } from '../cloud/consent.ts';
import { isRegionId, isVendorHost, originFor, regions } from '../cloud/endpoints.ts';
import { environmentRegion } from '../cloud/environment.ts';
import { isCloudError } from '../cloud/errors.ts';
import { identityOf, type Identity } from '../cloud/identity.ts';
import { errorText } from '../cloud/logText.ts';
import { profileChoices, type ProfileChoice } from '../cloud/profileChoices.ts';
import { chooseProfile, chooseRegion, readProfileFiles, type ChosenProfile } from '../cloud/profiles.ts';
import { provesSignature } from '../cloud/provesSignature.ts';
import { clean } from '../cloud/text.ts';
import { commands, settings } from '../ids.ts';
import { textSetting } from '../settings.ts';
import { openAccessKeys } from './accessKeys.ts';
import { askConsent, openConsents } from './consent.ts';
import { rememberAccount, withKnownAccount } from './knownAccounts.ts';
import type { Accounts, Checked, LoadedAccounts, Services } from './services.ts';
import type { SelectedSigner } from './selection.ts';
import { keepRegions, toldRegions } from './toldRegions.ts';
import { requireTrust } from './trust.ts';
import { offering, UserError } from './userError.ts';

const sandboxRegion = 'cn-hangzhou';
/** Where keys are checked while nothing says where requests go. */
const anyRegion = 'cn-hangzhou';

function goneKey(name: string): UserError {
  const gone = new UserError(
    vscode.l10n.t('The AccessKey "{0}" was removed, or VS Code no longer has its secret.', clean(name, 80)),
    vscode.l10n.t('Add it again with "Cloud Backup: Add AccessKey…", or choose another profile.'),
  );
  return offering(gone, commands.selectProfile);
}

/** What `work` gives; where it can't, the error offers a command that helps. */
function orOffer<T>(command: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Error ? offering(error, command) : error;
  }
}

export type AccountParts = Pick<Services, 'log' | 'selection' | 'storage' | 'sandbox' | 'accountChanged'>;

export function createAccounts(parts: AccountParts): LoadedAccounts {
  const { log, selection } = parts;
  const { globalState } = parts.storage;
  const keys = openAccessKeys(parts.storage);
  const consents = openConsents(globalState);
  const logCall = (line: CallLog) => {
    const text = formatCall(line);
    const level = callLevel(line);
    if (level === 'info') log.info(text);
    else if (level === 'warning') log.warn(text);
    else log.error(text);
  };
  // Each call has a client of its own; temporary keys are kept here for all of them.
  const signing = { allowed: consents.has, opened: new Map(), log: logCall };

  /** What signs for an account, as a job recorded it; undefined for a sandbox that no longer runs. */
  const sourceOf = async ({ signer, profile, endpoint }: Account): Promise<CredentialSource | undefined> => {
    switch (signer) {
      case 'sandbox': {
        const running = parts.sandbox;
        if (running?.endpoint !== endpoint) return undefined;
        return { kind: 'keys', accessKeyId: running.accessKeyId, accessKeySecret: running.accessKeySecret };
      }
      case 'accessKey': {
        const added = await keys.read(profile);
        if (!added) throw goneKey(profile);
        return { kind: 'keys', ...added };
      }
      case 'environment':
      case 'environmentOidc':
      case 'environmentUri':
        return { kind: signer };
      case 'cliProfile':
      case 'credentialsFile':
      case 'instanceRole':
        return { kind: signer, name: profile };
    }
  };

  const choose = async (selected: SelectedSigner | undefined): Promise<ChosenProfile> => {
    requireTrust();
    const { env } = process;
    const files = await readProfileFiles(env);
    const from = { ...files, selection: selected, setting: textSetting(settings.profile), env };
    return orOffer(commands.selectProfile, () => chooseProfile(from));
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
      const region = orOffer(commands.selectRegion, () => chooseRegion(from));
      const endpoint = originFor(region, textSetting(settings.endpoint), chosen.vpc);
      return { signer: chosen.signer, profile: chosen.profile, region, endpoint };
    } catch (error) {
      // Who would sign is known all the same.
      throw error instanceof Error ? Object.assign(error, { profile: chosen.profile }) : error;
    }
  };

  const choices: Accounts['choices'] = async () => {
    requireTrust();
    const found = await profileChoices(process.env);
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
    if (signal?.aborted || !isVendorHost(new URL(account.endpoint).hostname)) return undefined;
    try {
      const identity = await identityOf(source, account.profile, account.region, signing, signal);
      const choice = await choiceOf(account);
      if (choice) await rememberAccount(globalState, choice, identity);
      return identity;
    } catch (error) {
      // Whether the service accepts the signature doesn't hang on it.
      log.warn(`STS: ${errorText(error)}`);
      return undefined;
    }
  };

  const clientOf = (account: Account, source: CredentialSource) =>
    createClient(account, source, logCall, undefined, signing);

  const describe = async (account: Account, source: CredentialSource, signal?: AbortSignal) => {
    const found = await clientOf(account, source).describeRegions(signal);
    const named = found.filter(({ regionId }) => isRegionId(regionId));
    // What another host calls a region is none.
    if (named.length > 0 && isVendorHost(new URL(account.endpoint).hostname)) {
      const ids = named.map(({ regionId }) => regionId);
      if (await keepRegions(globalState, ids)) parts.accountChanged.fire();
    }
    return named;
  };

  return {
    async forRegion(specRegion) {
      const running = parts.sandbox;
      if (running) {
        const region = specRegion ?? selection.region() ?? (textSetting(settings.region) || sandboxRegion);
        return { signer: 'sandbox', profile: 'sandbox', region, endpoint: running.endpoint };
      }
      const selected = selection.signer();
      const gone = selected?.signer === 'accessKey' && !keys.list().some(({ name }) => name === selected.profile);
      if (gone) throw goneKey(selected.profile);
      return accountOf(await choose(selected), specRegion);
    },

    placeFor: async (selected) => accountOf(await choose(selected), undefined, anyRegion),

    async pinned(account) {
      const source = isSandbox(account) ? undefined : await sourceOf(account);
      return source ? { ...account, caller: await callerFor(source, account.profile) } : account;
    },

    async clientFor(account) {
      requireTrust();
      const source = await sourceOf(account);
      return source && clientOf(account, source);
    },

    async allow(account) {
      requireTrust();
      if (isSandbox(account)) return true;
      const source = await sourceOf(account);
      for (const consent of source ? await consentsFor(source) : []) {
        if (consents.has(consent.key)) continue;
        if (!(await askConsent(consent, account.profile))) return false;
        await consents.add(consent.key);
        parts.accountChanged.fire();
      }
      return true;
    },

    choices,
    choiceOf,

    async regions(account, signal) {
      requireTrust();
      const source = await sourceOf(account);
      return source ? describe(account, source, signal) : [];
    },

    async check(account, signal, keys): Promise<Checked> {
      requireTrust();
      const source = keys ?? (await sourceOf(account));
      if (!source) return {};
      await describe(account, source, signal)
        .catch((error: unknown) => {
          // A gateway in between may let no more through than what restores need.
          if (!isCloudError(error) || error.code !== 'InvalidAction.NotFound') throw error;
          const first = { restoreType: 'ECS_FILE', pageNumber: 1, pageSize: 1 };
          return clientOf(account, source).describeRestoreJobs(first, signal);
        })
        .catch((error: unknown) => {
          if (!provesSignature(error)) throw error;
        });
      const identity = await askSts(account, source, signal);
      return identity ? { identity } : {};
    },

    // eslint-disable-next-line @typescript-eslint/require-await -- the caller has it from another chunk
    async isKnownRegion(region) {
      return regions.includes(region) || toldRegions(globalState).includes(region);
    },
  };
}
