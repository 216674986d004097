import { CloudError } from '../cloudError.ts';
import { logCall, type Log } from '../http/callLog.ts';
import { sendRequest, type HttpRequest, type HttpResponse } from '../http/httpClient.ts';
import { transportError } from '../http/transportErrors.ts';
import { sanitize } from '../sanitize.ts';
import { noResponseError, refusalError, failureFields, type Purpose } from './keyRequestErrors.ts';
import { noCredentialsError } from './credentialsErrors.ts';
import type { TimedKeys } from './keys.ts';

/** Sends one request of a call for keys. */
export type SendKeyRequest = (request: HttpRequest) => Promise<HttpResponse>;

/** A request, and what came of it. */
interface Exchange {
  readonly request: HttpRequest;
  readonly response?: HttpResponse;
  readonly thrown?: unknown;
}

/**
 * One call for keys, which may take several requests. `work` sends them by `send`. It returns undefined or throws where the last
 * response holds no keys; then the call rejects with a CloudError that says why. `log` gets one entry when the call has ended, unless
 * nothing was sent.
 *
 * @param signal where it is aborted, the request is destroyed
 */
export async function requestKeys(
  purpose: Purpose,
  log: Log,
  work: (send: SendKeyRequest) => Promise<TimedKeys | undefined>,
  signal?: AbortSignal,
): Promise<TimedKeys> {
  const { limits } = purpose;
  let last: Exchange | undefined;
  const send: SendKeyRequest = async (request) => {
    last = { request };
    try {
      const response = await sendRequest(request, limits, signal);
      last = { request, response };
      return response;
    } catch (thrown) {
      last = { request, thrown };
      throw thrown;
    }
  };
  const call = { operation: purpose.name, profile: sanitize(purpose.profile, 100) };
  const result = await logCall<TimedKeys | CloudError>(log, call, async () => {
    let keys: TimedKeys | undefined;
    try {
      keys = await work(send);
    } catch (error) {
      // The library's own message would hold the whole response or the signed request.
      if (last === undefined) throw error;
    }
    if (last === undefined) throw noCredentialsError(purpose.profile, purpose.operation, purpose.nextStep);
    const { request, response, thrown } = last;
    const { host } = request.url;
    if (response === undefined) {
      const { operation } = purpose;
      const failure = transportError(thrown, { operation, host, timeoutMs: limits.timeoutMs, secrets: [] });
      const { outcome, code } = failure;
      return { value: noResponseError(thrown, failure, host, purpose), end: { host, outcome, code } };
    }
    const { statusCode } = response;
    const { code, requestId } = failureFields(response);
    if (keys === undefined) purpose.onRefusal?.(code ?? '');
    return keys === undefined
      ? {
          value: refusalError(response, request, purpose),
          end: { host, outcome: 'refused', statusCode, code, requestId },
        }
      : { value: keys, end: { host, outcome: 'ok', statusCode, requestId } };
  });
  if (result instanceof CloudError) throw result;
  return result;
}
