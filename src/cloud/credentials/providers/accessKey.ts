import { maskedKeyId } from '../../sanitize.ts';
import { cacheKeyOf, type CredentialsProvider } from '../credentialsProvider.ts';
import type { Keys } from '../keys.ts';
import type { EnteredOrigin } from '../keyOrigin.ts';

/** An AccessKey, with or without a security token, as somebody has entered it. */
export function accessKeyProvider(options: {
  readonly profile: string;
  readonly keys: Keys;
  readonly origin: EnteredOrigin;
}): CredentialsProvider {
  const { profile, keys, origin } = options;
  return {
    ...{ profile, origin, consents: [], identity: ['key', keys.accessKeyId] },
    accessKeyId: maskedKeyId(keys.accessKeyId),
    cacheKey: cacheKeyOf('accessKey', options),
    getCredentials: () => Promise.resolve({ keys }),
  };
}
