/** The interface of every way to get keys. Nothing is run or asked before `getCredentials` is called. */
import { createHash } from 'node:crypto';
import type { Log } from '../http/callLog.ts';
import type { CloudError } from '../cloudError.ts';
import type { Consent } from './consent.ts';
import type { Environment } from './environment.ts';
import type { TimedKeys } from './keys.ts';
import type { KeyOrigin } from './keyOrigin.ts';

export interface CredentialsProvider {
  /** The name that errors use. */
  readonly profile: string;
  /** Equal as long as the same identity signs. It may hold secrets, so it is only hashed and never shown. */
  readonly identity: readonly unknown[];
  /** What a person has to agree to before `getCredentials` does it, in that order; mostly empty. */
  readonly consents: readonly Consent[];
  /** Where the keys come from. It decides what a person is advised to do when the service does not accept them. */
  readonly origin: KeyOrigin;
  /** The id of the account that signs, where the profile itself names it. */
  readonly accountId?: string | undefined;
  /** The AccessKey ID that the profile begins with, its middle left out. */
  readonly accessKeyId?: string | undefined;
  /** A hash of everything that decides which keys come, secrets included. Providers with equal hashes give the same keys. */
  readonly cacheKey: string;
  /** The error where a sign-in has run out by `now` (ms since 1970), so that it gives no keys; undefined where it may give some. */
  readonly signedOut?: ((now: number) => CloudError | undefined) | undefined;
  /**
   * Gets new keys. Rejects with a CloudError (`notSent`), or with the signal's reason. A program that runs for them is ended when
   * the signal is aborted.
   */
  readonly getCredentials: (signal: AbortSignal) => Promise<TimedKeys>;
}

/** What providers need to be made. */
export interface ProviderContext {
  readonly env: Environment;
  readonly home: string;
  /** Name of the machine; this one's, unless said otherwise. */
  readonly host?: string | undefined;
  /** Gets one entry for each call for keys and each run of a program, when it has ended. */
  readonly log?: Log;
}

/** The `cacheKey` of a provider of this kind with these options. */
export function cacheKeyOf(kind: string, options: object): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, options]))
    .digest('hex');
}
