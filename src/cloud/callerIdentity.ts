import * as l10n from '@vscode/l10n';
import type { Account } from './account.ts';
import { createSigner, type Credentials, type SignerOptions } from './credentials/signer.ts';
import { regionalStsHost } from './credentials/stsHost.ts';
import { logCall } from './http/callLog.ts';
import { identityLimits } from './limits.ts';
import { textFrom } from './restoreJob.ts';
import { sanitize } from './sanitize.ts';
import { unreadableResponse } from './serviceErrors.ts';
import type { ServiceResponse } from './serviceResponse.ts';

/** Whose keys they are, from STS's operation GetCallerIdentity, which needs no permission. */
export interface Identity {
  readonly accountId: string;
  readonly arn: string;
}

/** GetCallerIdentity's response. Throws CloudError without an account. */
export function identityFrom({ body, statusCode, call }: ServiceResponse): Identity {
  const accountId = textFrom(body['AccountId'], 64);
  const arn = textFrom(body['Arn'], 300);
  if (accountId !== undefined && arn !== undefined) return { accountId, arn };
  throw unreadableResponse(l10n.t('it names no account'), statusCode, call, body);
}

/** Asks STS, for the region and from where the service is asked, whose keys these are. Rejects with a CloudError, or with the signal's reason. */
export async function fetchIdentity(
  credentials: Credentials,
  profileName: string,
  { region, endpoint }: Pick<Account, 'region' | 'endpoint'>,
  options: SignerOptions = {},
  signal?: AbortSignal,
): Promise<Identity> {
  const signing = await createSigner(credentials, profileName, options)(signal);
  signal?.throwIfAborted();
  const { callService } = await import('./network.ts');
  const operation = 'GetCallerIdentity';
  // Whoever uses the service's endpoint inside a VPC may reach no other STS than the one in there.
  const host = regionalStsHost(region, new URL(endpoint).hostname.startsWith('hbr-vpc.'));
  const profile = sanitize(profileName, 100);
  const call = {
    ...{ operation, version: '2015-04-01', product: 'sts', profile, limits: identityLimits },
    endpoint: { host, protocol: 'HTTPS' as const },
    query: {},
  };
  return logCall(options.log, { operation, host, region, profile }, async () => {
    const response = await callService(call, signing, signal);
    const value = identityFrom(response);
    return { value, end: { outcome: 'ok', statusCode: response.statusCode, requestId: response.requestId } };
  });
}
