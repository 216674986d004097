/** Errors for responses that should hold keys and don't, and for requests for keys without a response. */
import * as l10n from '@vscode/l10n';
import type { CloudError } from '../cloudError.ts';
import { isVendorHost } from '../endpoints.ts';
import { meaningOf } from '../gatewayCodes.ts';
import { helpLink, troubleshootLink } from '../helpLinks.ts';
import { dateOf, type HttpRequest, type HttpResponse, type RequestLimits } from '../http/httpClient.ts';
import { isRecord, parseJsonObject } from '../json.ts';
import { sanitize, withoutQueries } from '../sanitize.ts';
import { quotedReason, serviceError } from '../serviceErrors.ts';
import { noCredentialsError } from './credentialsErrors.ts';
import type { KeyOrigin } from './keyOrigin.ts';
import { joinSentences } from '../../restoreSpec/joinSentences.ts';

/** For whom keys are requested, and by what operation. */
export interface Purpose {
  readonly profile: string;
  /** The operation's name in the log: `AssumeRole`, or the mode of the CLI. */
  readonly name: string;
  /** The operation's name in an error: `AssumeRole`, or words for the request. */
  readonly operation: string;
  readonly limits: RequestLimits;
  /** What a person can do where it is refused. */
  readonly nextStep: string;
  /** Called with the code of a response without keys. */
  readonly onRefusal?: (code: string) => void;
  /** The role that STS is asked to assume, where it is asked for one. */
  readonly role?: {
    readonly arn: string;
    /** The profile whose keys sign the request; absent where a token stands for them. */
    readonly signer?: string;
    readonly origin?: KeyOrigin;
  };
}

/** Codes about the role and the STS that the profile names. For these the operation's own next step helps more. */
const profileCodes = /^(EntityNotExist|InvalidAction|InvalidVersion|InvalidParameter\.(RoleArn|OIDC\w*))(\.|$)/;

/**
 * What an error of STS means, in the words of the service's own errors (`gatewayCodes.ts`). Undefined where these have no words for
 * it, and where the response is not from STS itself.
 */
function stsError(
  code: string,
  message: string | undefined,
  { statusCode, headers, body, receivedAt }: HttpResponse,
  { url }: HttpRequest,
  { profile, operation, role, limits }: Purpose,
): { message: string; nextStep: string; action?: string | undefined } | undefined {
  if (role === undefined || url.protocol !== 'https:' || !isVendorHost(url.hostname, 'sts')) return undefined;
  const detail = parseJsonObject(body.toString())?.['AccessDeniedDetail'];
  const meaning = meaningOf(code, isRecord(detail));
  if (meaning === undefined || profileCodes.test(code)) return undefined;
  // A caller with an OIDC token is no user to whom a policy could be added. The role itself has to trust the token's provider.
  if (meaning.permission === true && role.signer === undefined) return undefined;
  const date = dateOf(headers.date);
  const error = serviceError(
    { Code: code, Message: message, AccessDeniedDetail: detail },
    statusCode,
    {
      ...{ operation, host: url.host, timeoutMs: limits.timeoutMs, product: 'sts', role: role.arn },
      ...{ profile: role.signer ?? profile, origin: role.origin, secrets: [], parameters: [] },
    },
    date === undefined ? undefined : receivedAt - date,
  );
  // `noCredentialsError` already says that nothing was sent, so "Nothing was changed." is left out.
  const nextStep = error.nextStep.replace(l10n.t('Nothing was changed.'), '').trim();
  return { message: error.message, nextStep, action: error.action };
}

/** The fields of a response that name the request and the reason. The rest of its body may hold secrets and is dropped. */
export function failureFields(response: HttpResponse) {
  const body = parseJsonObject(response.body.toString()) ?? {};
  const field = (limit: number, ...names: string[]) => {
    const value = names
      .map((name) => body[name])
      .find((candidate) => typeof candidate === 'string' && candidate !== '');
    return typeof value === 'string' ? sanitize(value, limit) : undefined;
  };
  const code = field(200, 'Code', 'ErrorCode', 'error');
  // The message of this code quotes the whole request.
  const message =
    code === 'SignatureDoesNotMatch' ? undefined : field(500, 'Message', 'ErrorMessage', 'error_description');
  return { code, message, requestId: field(200, 'RequestId', 'requestId'), recommend: field(500, 'Recommend') };
}

/** The error for a response without keys. */
export function refusalError(response: HttpResponse, request: HttpRequest, purpose: Purpose): CloudError {
  const { host } = request.url;
  const { statusCode } = response;
  const { code, message, requestId, recommend } = failureFields(response);
  const reason = quotedReason(code, message && withoutQueries(message));
  const why =
    statusCode === 200
      ? l10n.t("{0}'s answer to {1} holds no keys.", host, purpose.operation)
      : l10n.t('{0} refused {1} (HTTP {2}).', host, purpose.operation, statusCode);
  const page = code === undefined || !isVendorHost(host, 'sts') ? undefined : troubleshootLink(code, 'sts', requestId);
  // Only these failures pass by themselves. The error gets a code for them alone, because an error with a code is tried again.
  const passes = statusCode >= 500 || /^Throttling\b/.test(code ?? '');
  const ofSts = code === undefined ? undefined : stsError(code, message, response, request, purpose);
  const happened = ofSts?.message ?? joinSentences(why, reason);
  return noCredentialsError(purpose.profile, happened, ofSts?.nextStep ?? purpose.nextStep, {
    code: passes ? code : undefined,
    requestId,
    recommend,
    help: helpLink(recommend ?? '') ?? page,
    action: ofSts?.action,
    statusCode,
  });
}

/** The error for a request that got no response, from what was `thrown`. `transportError` finds the reason. */
export function noResponseError(
  thrown: unknown,
  failure: CloudError,
  host: string,
  { profile, operation }: Purpose,
): CloudError {
  const { code } = Object(thrown) as Record<string, unknown>;
  const step = l10n.t('Check the network connection and the proxy, and try again.');
  if (code === 'ANSWER_TOO_LARGE') {
    return noCredentialsError(profile, l10n.t("{0}'s answer to {1} is too large.", host, operation), step);
  }
  // Of the advice of `transportError` only that about a proxy fits: the rest is about the service's endpoint.
  const isProxy = code === 'PROXY_REFUSED' || code === 'PROXY_IN_BETWEEN';
  // `noCredentialsError` says that nothing was sent.
  const proxyStep = failure.nextStep.replace(l10n.t('Nothing was sent.'), '').trim();
  return noCredentialsError(profile, failure.message, isProxy ? proxyStep : step, { code: failure.code });
}
