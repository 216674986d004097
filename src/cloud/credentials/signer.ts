import * as l10n from '@vscode/l10n';
import type { CredentialSource } from '../account.ts';
import type { Log } from '../http/callLog.ts';
import { errorMessage } from '../../errorFields.ts';
import { signerFingerprint } from './signerFingerprint.ts';
import { createCredentialsCache, type CredentialsCache } from './credentialsCache.ts';
import { shownAddress } from './credentialsAddress.ts';
import { shownProgram, splitCommand } from './processCommand.ts';
import { unusableProfileError, noCredentialsError } from './credentialsErrors.ts';
import { replaceKeysStep, type KeyOrigin } from './keyOrigin.ts';
import type { CredentialsProvider } from './credentialsProvider.ts';
import { openUserFiles } from './userFiles.ts';
import { resolveProvider } from './resolveProvider.ts';
import { isCloudError } from '../cloudError.ts';
import type { Keys } from './keys.ts';
import { quoteWords } from '../quote.ts';
import { withoutQueries } from '../sanitize.ts';

/** Keys to sign one call with, and whose they are. */
export interface SigningKeys {
  readonly keys: Keys;
  /** Who signs, by `signerFingerprint`. */
  readonly caller: string;
  readonly origin: KeyOrigin;
  /** Forgets the keys where the service does not accept them, so that the next call gets new ones. */
  readonly drop: () => void;
}

/** Gets the keys for one call. Rejects with a CloudError (`notSent`). Where all callers abort their signals, a program that runs for the keys is ended. */
export type Signer = (signal?: AbortSignal) => Promise<SigningKeys>;

export interface SignerOptions {
  /** Whether the person has agreed to the consent with this key. Where it is absent, nothing is agreed to. */
  readonly allowed?: (key: string) => boolean;
  /** Signers with the same cache share their keys. */
  readonly cache?: CredentialsCache;
  /** Gets one entry for each call for keys and each run of a program, when it has ended. */
  readonly log?: Log;
}

/** The keys become headers. A line break in one, from a careless `export`, would fail with a message that nobody understands. */
function requirePlainKeys(keys: Keys, profile: string, origin: KeyOrigin): void {
  const lacking = (why: string) => noCredentialsError(profile, why, replaceKeysStep(origin));
  const { accessKeyId, accessKeySecret, securityToken = '' } = keys;
  if (accessKeyId === '' || accessKeySecret === '') throw lacking(l10n.t('the AccessKey is empty.'));
  for (const key of [accessKeyId, accessKeySecret, securityToken]) {
    if (/^[\x21-\x7e]*$/.test(key)) continue;
    throw lacking(l10n.t('the AccessKey or token holds spaces or odd characters.'));
  }
}

function requireConsent({ consents }: CredentialsProvider, profile: string, { allowed }: SignerOptions): void {
  const consent = consents.find(({ key }) => allowed?.(key) !== true);
  if (consent === undefined) return;
  // The arguments of a command may hold a password, so the program alone is named.
  const what =
    consent.kind === 'program'
      ? l10n.t(
          'it runs the program {0} to get its keys, which you have not allowed yet.',
          quoteWords(shownProgram(splitCommand(consent.text))),
        )
      : l10n.t('it asks {0} for its keys, which you have not allowed yet.', quoteWords(shownAddress(consent.text)));
  throw unusableProfileError(
    profile,
    what,
    l10n.t('Choose the profile with "Select Profile": you see all of it and can allow it.'),
  );
}

/** Who signs: a source, which is looked up anew for each call, or a provider, which was looked up already. */
export type Credentials = CredentialSource | CredentialsProvider;

/**
 * Makes the signer of one account. Temporary keys are kept until shortly before they run out. For a source, changes of the
 * user's files or environment count from the next call on.
 */
export function createSigner(credentials: Credentials, profile: string, options: SignerOptions = {}): Signer {
  const { log, cache = createCredentialsCache() } = options;
  return async (signal) => {
    try {
      const provider =
        'getCredentials' in credentials
          ? credentials
          : await resolveProvider(credentials, profile, openUserFiles(), { log });
      requireConsent(provider, profile, options);
      const { origin } = provider;
      const { get, drop } = cache.keysOf(provider);
      signal?.throwIfAborted();
      const keys = await get(signal)
        .then((got) => {
          requirePlainKeys(got, profile, origin);
          return got;
        })
        .catch((error: unknown) => {
          // Somebody may mend the program, the key or the role, so nothing of the failed attempt may be kept.
          if (!signal?.aborted) drop();
          throw error;
        });
      return { keys, caller: signerFingerprint(provider), origin, drop };
    } catch (error) {
      if (isCloudError(error)) throw error;
      throw noCredentialsError(profile, quoteWords(withoutQueries(errorMessage(error))));
    }
  };
}
