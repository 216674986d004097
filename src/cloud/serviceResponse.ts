/** A response of the service, from its bytes to a JSON object that reports no failure. */
import * as l10n from '@vscode/l10n';
import { dateOf, type HttpResponse } from './http/httpClient.ts';
import { hasMoreValues, isRecord, parseExactJson } from './json.ts';
import { mostResponseValues } from './limits.ts';
import { redactResponse } from './redaction/wireRedaction.ts';
import { textFrom } from './restoreJob.ts';
import {
  namesNewJob,
  nonJsonError,
  serviceError,
  unreadableResponse,
  type ServiceCallContext,
} from './serviceErrors.ts';

/** A response that reports no failure. */
export interface ServiceResponse {
  readonly body: Readonly<Record<string, unknown>>;
  readonly statusCode: number;
  readonly requestId: string;
  /** The service's clock when it answered, in ms since 1970, to the second. */
  readonly serverTime?: number | undefined;
  readonly call: ServiceCallContext;
}

/**
 * Reads a response of any status. Throws CloudError where it is an error, no JSON object or `Success: false`. Secrets are taken out of it
 * first: those that this process knows, and the request's own signature.
 */
export function readServiceResponse(
  response: HttpResponse,
  signature: string,
  call: ServiceCallContext,
): ServiceResponse {
  const { statusCode, receivedAt } = response;
  const isTooMuch = hasMoreValues(response.body, mostResponseValues);
  const text = isTooMuch ? '' : redactResponse(new TextDecoder().decode(response.body), [signature]);
  const serverTime = dateOf(response.headers.date);
  const aheadMs = serverTime === undefined ? undefined : receivedAt - serverTime;
  const unreadable = (why: string) => unreadableResponse(why, statusCode, call);
  const isError = statusCode >= 400;
  const nonJson = (why: string) => (isError ? nonJsonError(statusCode, call) : unreadable(why));
  if (statusCode < 200 || (statusCode > 299 && !isError))
    throw unreadable(l10n.t('its HTTP status is {0}', statusCode));
  if (isTooMuch) throw nonJson(l10n.t('it has more than {0} values', mostResponseValues));
  if (text.trim() === '' && !isError) throw unreadable(l10n.t('it is empty'));
  let body: unknown;
  try {
    body = parseExactJson(text);
  } catch {
    // SyntaxError, or RangeError for a nesting without end. The parser's message would quote the response.
    throw nonJson(l10n.t('it is not valid JSON'));
  }
  if (!isRecord(body)) throw nonJson(l10n.t('it is not a JSON object'));
  if (isError) throw serviceError(body, statusCode, call, aheadMs);
  const success = body['Success'];
  // A refusal that names a job is a contradiction, so it proves nothing.
  if ((success === false || success === 'false') && !namesNewJob(body, call)) {
    throw serviceError(body, statusCode, call, aheadMs);
  }
  return { body, statusCode, requestId: textFrom(body['RequestId'], 200) ?? '', serverTime, call };
}
