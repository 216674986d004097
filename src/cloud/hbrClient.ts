import * as l10n from '@vscode/l10n';
import type { RestoreRequest } from '../restoreSpec/parameters.ts';
import type { Account } from './account.ts';
import { accountOperations, withoutUndefined, type AccountOperations } from './accountOperations.ts';
import { CloudError, isCloudError } from './cloudError.ts';
import { unusableProfileError } from './credentials/credentialsErrors.ts';
import { createSigner, type Credentials, type SignerOptions } from './credentials/signer.ts';
import { parseEndpoint } from './endpoints.ts';
import { createdJob, listedJobs, listedRegions, type Region, type RestoreJobsPage } from './hbrResponses.ts';
import { logCall, type Log } from './http/callLog.ts';
import { serviceLimits, type ServiceLimits } from './limits.ts';
import { registerSecrets } from './redaction/secrets.ts';
import { parameterWithSecret } from './redaction/wireRedaction.ts';
import { quoteLine, quoteUnlessName } from './quote.ts';
import type { ServiceRequest } from './requestSigning.ts';
import { sanitize } from './sanitize.ts';
import type { ServiceResponse } from './serviceResponse.ts';
import { withTimeout } from './withTimeout.ts';

/** The service, for one account. Every method sends one request, never more, and rejects with a CloudError alone. */
export interface HbrClient {
  /**
   * @param beforeSend called when the connection stands, right before the first byte is written; where it throws, nothing is sent,
   *   and the outcome is `notSent` without a code
   */
  createRestoreJob(
    request: RestoreRequest,
    signal?: AbortSignal,
    beforeSend?: () => void,
  ): Promise<{ restoreId: string; requestId: string }>;
  /** One page of the jobs of a type, newest first as the service sends them; `pageNumber` from 1, `pageSize` 1 to 99. */
  describeRestoreJobs(
    args: {
      readonly restoreType: string;
      readonly pageNumber: number;
      readonly pageSize: number;
      readonly vaultId?: string | undefined;
      readonly edition?: string | undefined;
    },
    signal?: AbortSignal,
  ): Promise<RestoreJobsPage>;
  cancelRestoreJob(
    args: { readonly vaultId: string; readonly restoreId: string; readonly edition?: string | undefined },
    signal?: AbortSignal,
  ): Promise<{ requestId: string }>;
  /** The regions that the service says it has, with their names in its language. */
  describeRegions(signal?: AbortSignal): Promise<readonly Region[]>;
}

/** A client that can also read what the account holds. */
export interface ServiceClient extends HbrClient {
  readonly reads: AccountOperations;
}

/** The version of the API. */
const version = '2017-09-08';

/** The parameters of a call. Most operations have none in the body. */
type CallParameters = Pick<ServiceRequest, 'query' | 'body'>;

/** A response, and whether another signer than the account's `caller` got it. */
type ClientResponse = ServiceResponse & { readonly otherCaller: boolean };

function stoppedError(operation: string): CloudError {
  return new CloudError({
    outcome: 'notSent',
    message: l10n.t('{0} was stopped before it was sent.', operation),
    nextStep: l10n.t('Nothing was sent.'),
  });
}

/** Text with half of a character can't be encoded, and what the SDK throws then names no parameter. */
function requireEncodable(operation: string, { query, body = {} }: CallParameters): void {
  for (const [parameter, value] of [...Object.entries(query), ...Object.entries(body)]) {
    if (!/\p{Surrogate}/u.test(parameter + value)) continue;
    throw new CloudError({
      outcome: 'notSent',
      message: l10n.t(
        "{0} of {1} holds half of a character (a lone surrogate), which can't be sent.",
        quoteUnlessName(sanitize(parameter, 100)),
        operation,
      ),
      nextStep: l10n.t('Delete the broken character. Nothing was sent.'),
      parameter,
    });
  }
}

/** Requests are kept in records and seen by others. So a request with a secret that was pasted into a spec is not sent. */
function requireNoSecret(operation: string, request: CallParameters): void {
  const parameter = parameterWithSecret({ ...request.query, ...request.body });
  if (parameter === undefined) return;
  const name = sanitize(parameter, 100);
  throw new CloudError({
    outcome: 'notSent',
    message: l10n.t(
      '{0} of {1} holds an AccessKey secret or a token, so it was not sent.',
      quoteUnlessName(name),
      operation,
    ),
    nextStep: l10n.t('Nothing was sent. Remove the secret from it. If others have seen it, replace the AccessKey.'),
    parameter: name,
  });
}

/** What was confirmed for one account is not sent to another one. */
function changedSignerError(profile: string): CloudError {
  return unusableProfileError(
    profile,
    l10n.t('its keys have changed since you were asked.'),
    l10n.t('Nothing was sent. Check the selected profile, then submit again.'),
  );
}

/** Codes by which the service refuses the keys themselves: the next call gets new ones. */
const refusedKeysCodes =
  /^((Invalid|Missing)SecurityToken|InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature)\b/;

/**
 * Makes a client for one account. Throws CloudError where the account's endpoint can't be used. `log` gets one entry for
 * each call, when it has ended.
 */
export function createClient(
  account: Account,
  credentials: Credentials,
  log?: Log,
  limits: ServiceLimits = serviceLimits,
  signing: SignerOptions = {},
): ServiceClient {
  const endpoint = parseEndpoint(account.endpoint);
  const profile = sanitize(account.profile, 100);
  const signer = createSigner(credentials, profile, signing);

  async function send(
    operation: string,
    request: CallParameters,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    beforeSend: (() => void) | undefined,
  ): Promise<ClientResponse> {
    if (signal?.aborted) throw stoppedError(operation);
    requireEncodable(operation, request);
    // The keys are fetched apart from the call, so that a failure to get them proves that nothing was sent.
    const { keys, caller, origin, drop } = await withTimeout(signer, limits.credentialsMs, signal).catch(
      (error: unknown) => {
        if (isCloudError(error)) throw error;
        if (signal?.aborted) throw stoppedError(operation);
        throw new CloudError({
          outcome: 'notSent',
          message: l10n.t('No credentials from {0} within {1} s.', quoteLine(profile), limits.credentialsMs / 1000),
          nextStep: l10n.t('Check the network connection and the profile. Nothing was sent.'),
        });
      },
    );
    const { callService } = await import('./network.ts');
    if (signal?.aborted) throw stoppedError(operation);
    registerSecrets(keys.accessKeySecret, keys.securityToken);
    requireNoSecret(operation, request);
    const otherCaller = account.caller !== undefined && caller !== account.caller;
    if (otherCaller && operation === 'CreateRestoreJob') throw changedSignerError(profile);
    const call = {
      ...{ operation, version, endpoint, profile, ...request, beforeSend },
      limits: { timeoutMs, responseBytes: limits.responseBytes },
    };
    try {
      return { ...(await callService(call, { keys, origin }, signal)), otherCaller };
    } catch (error) {
      if (isCloudError(error) && refusedKeysCodes.test(error.code ?? '')) drop();
      throw error;
    }
  }

  const call = <T>(
    operation: string,
    request: CallParameters,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    read: (response: ClientResponse) => T,
    beforeSend?: () => void,
  ): Promise<T> =>
    logCall(log, { operation, host: endpoint.host, region: account.region, profile }, async () => {
      const response = await send(operation, request, timeoutMs, signal, beforeSend);
      const value = read(response);
      return { value, end: { outcome: 'ok', statusCode: response.statusCode, requestId: response.requestId } };
    });

  return {
    createRestoreJob: (request, signal, beforeSend) =>
      call('CreateRestoreJob', request, limits.createMs, signal, createdJob, beforeSend),

    describeRestoreJobs({ restoreType, pageNumber, pageSize, vaultId, edition }, signal) {
      const query = withoutUndefined({
        RestoreType: restoreType,
        PageNumber: String(pageNumber),
        PageSize: String(pageSize),
        Edition: edition,
        ...(vaultId === undefined
          ? {}
          : { 'Filters.1.Key': 'VaultId', 'Filters.1.Operator': 'IN', 'Filters.1.Values.1': vaultId }),
      });
      const read = ({ otherCaller, ...response }: ClientResponse) => ({
        ...listedJobs(response, pageNumber, pageSize),
        ...(otherCaller && { otherCaller }),
      });
      return call('DescribeRestoreJobs2', { query }, limits.otherMs, signal, read);
    },

    cancelRestoreJob({ vaultId, restoreId, edition }, signal) {
      const query = withoutUndefined({ VaultId: vaultId, RestoreId: restoreId, Edition: edition });
      const read = ({ requestId }: ServiceResponse) => ({ requestId });
      return call('CancelRestoreJob', { query }, limits.otherMs, signal, read);
    },

    describeRegions: (signal) => call('DescribeRegions', { query: {} }, limits.otherMs, signal, listedRegions),

    reads: accountOperations((operation, request, signal, read) =>
      call(operation, request, limits.otherMs, signal, read),
    ),
  };
}
