import { registerSecrets } from '../redaction/secrets.ts';

/** What signs a request. */
export interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
}

/** Keys, and when they run out, in ms since 1970, where that is known. */
export interface TimedKeys {
  readonly keys: Keys;
  readonly expires?: number;
}

/** Makes keys of values from outside, whose types are not known; undefined where they can't sign. Registers their secrets, so that they are redacted. */
export function timedKeys(
  accessKeyId: unknown,
  accessKeySecret: unknown,
  securityToken: unknown,
  expiration: unknown,
): TimedKeys | undefined {
  for (const secret of [accessKeySecret, securityToken]) if (typeof secret === 'string') registerSecrets(secret);
  if (typeof accessKeyId !== 'string' || typeof accessKeySecret !== 'string') return undefined;
  if (accessKeyId === '' || accessKeySecret === '') return undefined;
  const time = typeof expiration === 'string' ? Date.parse(expiration) : Number.NaN;
  const keys =
    typeof securityToken === 'string' && securityToken !== ''
      ? { accessKeyId, accessKeySecret, securityToken }
      : { accessKeyId, accessKeySecret };
  return Number.isNaN(time) ? { keys } : { keys, expires: time };
}

/** Seconds since 1970, as a file has them, in ms; 0 where the value is no time. */
export function timeFromSeconds(value: unknown): number {
  const seconds = typeof value === 'number' ? value : Number.NaN;
  return seconds > 0 && seconds < 8.64e12 ? seconds * 1000 : 0;
}
