/** Sign-ins of the CLI by the browser (CloudSSO and OAuth): an access token is exchanged for keys. */
import * as l10n from '@vscode/l10n';
import type { CloudError } from '../../cloudError.ts';
import { parseJsonObject } from '../../json.ts';
import { keyRequestLimits } from '../../limits.ts';
import { textAt, type RawProfile } from '../cliModes.ts';
import { cacheKeyOf, type CredentialsProvider, type ProviderContext } from '../credentialsProvider.ts';
import { noCredentialsError, shownTime } from '../credentialsErrors.ts';
import type { SendKeyRequest } from '../keyRequest.ts';
import { timeFromSeconds, type TimedKeys } from '../keys.ts';
import { marginMs } from '../renewingKeys.ts';

/** A sign-in as the CLI's file has it. */
export interface CliSignIn {
  readonly profile: string;
  readonly mode: 'CloudSSO' | 'OAuth';
  /** Where the token is exchanged. */
  readonly address: string;
  readonly body: Readonly<Record<string, string>>;
  readonly accessToken: string;
  /** When the access token runs out, ms since 1970; 0 where the file doesn't say. */
  readonly tokenExpires: number;
  /** Keys that the CLI got by it. */
  readonly stored: StoredKeys | undefined;
  /** The command that signs in again. */
  readonly command: string;
  /** The command by which the CLI renews its tokens without a new sign-in, where it has a refresh token. */
  readonly refresh?: string;
}

type StoredKeys = TimedKeys & { readonly expires: number };

/** The keys that the CLI has kept in a profile; undefined where they are incomplete, or where it is not known when they run out. */
export function storedKeys(profile: RawProfile): StoredKeys | undefined {
  const accessKeyId = textAt(profile, 'access_key_id');
  const accessKeySecret = textAt(profile, 'access_key_secret');
  const securityToken = textAt(profile, 'sts_token');
  const expires = timeFromSeconds(profile['sts_expiration']);
  const isWhole = accessKeyId !== '' && accessKeySecret !== '' && securityToken !== '' && expires !== 0;
  return isWhole ? { keys: { accessKeyId, accessKeySecret, securityToken }, expires } : undefined;
}

function signedOut(signIn: CliSignIn, now: number): CloudError | undefined {
  const { profile, stored, accessToken, tokenExpires, command, refresh } = signIn;
  if ((stored?.expires ?? 0) > now) return undefined;
  if (accessToken !== '' && tokenExpires > now) return undefined;
  const why =
    accessToken === '' || tokenExpires === 0
      ? l10n.t('nobody is signed in with it.')
      : l10n.t('its sign-in ran out on {0}.', shownTime(tokenExpires));
  const nextStep =
    refresh === undefined
      ? l10n.t('Sign in again with `{0}`.', command)
      : l10n.t("Have the CLI renew it with `{0}`; where it can't, sign in again with `{1}`.", refresh, command);
  return noCredentialsError(profile, why, nextStep);
}

/**
 * Gives the keys that the CLI has kept while they stay valid for some minutes (`marginMs`), else new ones for its access token. The
 * refresh token is never used. Using it makes the one in the file worthless, and the file is never written here.
 *
 * @param requestBody @param keysIn makes keys of the response's body
 */
export function cliSignInProvider(
  signIn: CliSignIn,
  requestBody: string,
  keysIn: (body: Record<string, unknown>) => TimedKeys | undefined,
  context: ProviderContext,
): CredentialsProvider {
  const { profile, mode, address, body, accessToken, tokenExpires, stored, command } = signIn;
  const exchangeToken = async (signal: AbortSignal) => {
    const request = {
      url: new URL(address),
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        authorization: `Bearer ${accessToken}`,
        'user-agent': 'cloud-backup-restore',
      },
      body: requestBody,
    };
    const purpose = {
      profile,
      limits: keyRequestLimits,
      name: mode,
      operation: l10n.t('the exchange of its access token'),
      nextStep: l10n.t('Try again, or sign in again with `{0}`.', command),
    };
    const { requestKeys } = await import('../../network.ts');
    const exchange = async (send: SendKeyRequest) => {
      const response = await send(request);
      const answered = response.statusCode === 200 ? parseJsonObject(response.body.toString()) : undefined;
      const keys = keysIn(answered ?? {});
      return keys?.keys.securityToken === undefined ? undefined : keys;
    };
    return requestKeys(purpose, context.log, exchange, signal);
  };
  return {
    ...{ profile, identity: [mode, address, body], consents: [], origin: { kind: 'signIn', command } },
    cacheKey: cacheKeyOf('cliSignIn', signIn),
    signedOut: (now) => signedOut(signIn, now),
    async getCredentials(signal) {
      const now = Date.now();
      if (stored !== undefined && stored.expires > now + marginMs) return stored;
      const problem = signedOut(signIn, now);
      if (problem !== undefined) throw problem;
      const canExchange = accessToken !== '' && tokenExpires > now;
      if (!canExchange && stored !== undefined) return stored;
      try {
        return await exchangeToken(signal);
      } catch (error) {
        if (stored !== undefined && stored.expires > now) return stored;
        throw error;
      }
    },
  };
}
