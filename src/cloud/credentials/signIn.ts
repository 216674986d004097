import * as l10n from '@vscode/l10n';
import type { Log } from '../callLog.ts';
import { isRecord } from '../isRecord.ts';
import { objectIn, timedKeys } from './answers.ts';
import { exchange } from './exchange.ts';
import { expired, type SignInPlan, type TimedKeys } from './plan.ts';

/**
 * Keys of a sign-in of the CLI: those that the CLI has kept, while they are good for `marginMs` more, else new ones for its
 * access token. The refresh token is never used: using it makes the one in the file worthless, and that is never written.
 */
export async function signInKeys(plan: SignInPlan, marginMs: number, log?: Log): Promise<TimedKeys> {
  const now = Date.now();
  const { stored, profile } = plan;
  if (stored !== undefined && stored.expires > now + marginMs) return stored;
  const problem = expired(plan, now);
  if (problem !== undefined) throw problem;
  const canExchange = plan.accessToken !== '' && plan.tokenExpires > now;
  if (!canExchange && stored !== undefined) return stored;

  const question = {
    url: new URL(plan.address),
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: `Bearer ${plan.accessToken}`,
      'user-agent': 'cloud-backup-restore',
    },
    body: plan.mode === 'OAuth' ? '' : JSON.stringify(plan.body),
    timeoutMs: 10_000,
  };
  const purpose = {
    profile,
    name: plan.mode,
    operation: l10n.t('the exchange of its access token'),
    nextStep: l10n.t('Try again, or sign in again with `{0}`.', plan.command),
  };
  try {
    return await exchange(purpose, log, async (asking) => {
      const said = await asking(question);
      const body = said.status === 200 ? objectIn(said.body.toString()) : undefined;
      const sso = isRecord(body?.['CloudCredential']) ? body['CloudCredential'] : {};
      const keys =
        plan.mode === 'OAuth'
          ? timedKeys(body?.['accessKeyId'], body?.['accessKeySecret'], body?.['securityToken'], body?.['expiration'])
          : timedKeys(sso['AccessKeyId'], sso['AccessKeySecret'], sso['SecurityToken'], sso['Expiration']);
      return keys?.keys.securityToken === undefined ? undefined : keys;
    });
  } catch (error) {
    if (stored !== undefined && stored.expires > now) return stored;
    throw error;
  }
}
