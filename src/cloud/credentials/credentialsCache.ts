import * as l10n from '@vscode/l10n';
import type { CredentialsProvider } from './credentialsProvider.ts';
import { noCredentialsError, shownTime } from './credentialsErrors.ts';
import { renewingKeys, type GetKeys } from './renewingKeys.ts';

/**
 * The keys of a provider. Each call gives keys that are still valid, and fetches new ones where there are none. The fetch is
 * aborted once nobody waits for it any more.
 */
export function renewedProviderKeys(provider: CredentialsProvider): GetKeys {
  const { profile, signedOut, getCredentials } = provider;
  const ranOut = (expires: number) =>
    signedOut?.(Date.now()) ??
    noCredentialsError(
      profile,
      l10n.t('the keys that it got ran out on {0} already.', shownTime(expires)),
      l10n.t("Check this machine's clock, and try again."),
    );
  return renewingKeys(getCredentials, ranOut);
}

/** Keys that several signers share, so that a role is assumed and a program is run once for all of them. */
export interface CredentialsCache {
  /** The keys of the provider, or of an earlier one with the same `cacheKey`. */
  readonly keysOf: (provider: CredentialsProvider) => CachedKeys;
}

export interface CachedKeys {
  readonly get: GetKeys;
  /** Forgets the keys, so that the next call fetches new ones. */
  readonly drop: () => void;
}

/** With more entries than these, from profiles that were changed again and again, the cache is emptied. */
const mostCached = 50;

export function createCredentialsCache(): CredentialsCache {
  const cached = new Map<string, GetKeys>();
  return {
    keysOf(provider) {
      const { cacheKey } = provider;
      const get = cached.get(cacheKey) ?? renewedProviderKeys(provider);
      if (cached.size >= mostCached) cached.clear();
      cached.set(cacheKey, get);
      const drop = () => {
        if (cached.get(cacheKey) === get) cached.delete(cacheKey);
      };
      return { get, drop };
    },
  };
}
