import * as l10n from '@vscode/l10n';
import type { CredentialSource } from './account.ts';
import type { Log } from './callLog.ts';
import { callerOf } from './caller.ts';
import { consentsOf } from './consent.ts';
import { shownAddress } from './credentials/address.ts';
import { programIn, splitCommand } from './credentials/command.ts';
import { cannotSign, lacksKeys } from './credentials/failures.ts';
import { originOf, otherKeys, type KeyOrigin } from './credentials/origin.ts';
import type { Plan } from './credentials/plan.ts';
import type { Open } from './credentials/renewing.ts';
import { planFor } from './credentials/planFor.ts';
import { CloudError, isCloudError } from './errors.ts';
import type { Keys } from './sdk.ts';

/** Keys to sign one call with, and whose they are. */
export interface SigningKeys {
  readonly keys: Keys;
  /** As `callerOf` tells it. */
  readonly caller: string;
  readonly origin: KeyOrigin;
  /** Has the next call get new ones, since the service does not accept these. */
  readonly drop: () => void;
}

/** Rejects with a CloudError (`notSent`). Who aborts the signal waits no longer: a program that nobody waits for is ended. */
export type Signer = (signal?: AbortSignal) => Promise<SigningKeys>;

export interface SignerOptions {
  /** Whether the person has agreed to what has this `Consent.key`; without it, nobody has agreed to anything. */
  readonly allowed?: (key: string) => boolean;
  /** Keys that several signers share, so that a role is assumed and a program is run once for all of them. */
  readonly opened?: OpenedKeys;
  /** Gets one entry for each call for keys and each run of a program, when it has ended. */
  readonly log?: Log;
}

/** Open sources of keys, by how they get them: what is changed in a profile opens another one. Never to be shown. */
export type OpenedKeys = Map<string, Open>;

/** Where profiles are changed again and again, what was opened before is let go. */
const mostOpened = 50;

/** The keys become headers: a line break in one (a careless `export`) would fail with words that nobody understands. */
function requirePlainKeys(keys: Keys, profile: string, origin: KeyOrigin): void {
  const lacking = (why: string) => lacksKeys(profile, why, otherKeys(origin));
  const { accessKeyId, accessKeySecret, securityToken = '' } = keys;
  if (accessKeyId === '' || accessKeySecret === '') throw lacking(l10n.t('the AccessKey is empty.'));
  for (const key of [accessKeyId, accessKeySecret, securityToken]) {
    if (/^[\x21-\x7e]*$/.test(key)) continue;
    throw lacking(l10n.t('the AccessKey or token holds spaces or odd characters.'));
  }
}

function requireConsent(plan: Plan, profile: string, { allowed }: SignerOptions): void {
  const consent = consentsOf(plan).find(({ key }) => allowed?.(key) !== true);
  if (consent === undefined) return;
  // The arguments of a command may hold a password, so the program alone is named.
  const what =
    consent.kind === 'program'
      ? l10n.t(
          'it runs the program {0} to get its keys, which nobody has allowed yet.',
          programIn(splitCommand(consent.text)),
        )
      : l10n.t('it asks {0} for its keys, which nobody has allowed yet.', shownAddress(consent.text));
  throw cannotSign(profile, what, l10n.t('Choose the profile with "Select Profile", which shows it in full and asks.'));
}

/**
 * Makes the signer of one account. Temporary keys are kept until shortly before they run out; what was changed in the
 * user's files or environment counts from the next call on.
 */
export function createSigner(source: CredentialSource, profile: string, options: SignerOptions = {}): Signer {
  const opened = options.opened ?? (new Map() as OpenedKeys);
  return async (signal) => {
    try {
      const plan = await planFor(source, profile);
      requireConsent(plan, profile, options);
      const origin = originOf(plan);
      const state = JSON.stringify(plan);
      const sdk = await import('./sdk.ts');
      const open = opened.get(state) ?? sdk.openKeys(plan, options.log);
      if (opened.size >= mostOpened) opened.clear();
      opened.set(state, open);
      const drop = () => {
        if (opened.get(state) === open) opened.delete(state);
      };
      signal?.throwIfAborted();
      const keys = await open(signal)
        .then((got) => {
          requirePlainKeys(got, profile, origin);
          return got;
        })
        .catch((error: unknown) => {
          // Somebody may mend the program, the key or the role, of which parts are kept.
          if (!signal?.aborted) drop();
          throw error;
        });
      return { keys, caller: callerOf(plan), origin, drop };
    } catch (error) {
      // One of the SDK's bundle has another class.
      if (isCloudError(error)) throw error instanceof CloudError ? error : new CloudError(error);
      throw lacksKeys(profile, error instanceof Error ? error.message : String(error));
    }
  };
}
