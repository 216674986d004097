/** The errors for responses: the service's own error bodies, and responses that are not the service's or can't be read. */
import * as l10n from '@vscode/l10n';
import { CloudError } from './cloudError.ts';
import type { KeyOrigin } from './credentials/keyOrigin.ts';
import { meaningOf, parameterIn, type CodeContext } from './gatewayCodes.ts';
import { helpLink, troubleshootLink } from './helpLinks.ts';
import { unclearNextStep } from './http/outcome.ts';
import type { RequestContext } from './http/transportErrors.ts';
import { isRecord } from './json.ts';
import { policyFor } from './ramPolicy.ts';
import { quoteUnlessName, quoteLine, quoteWords } from './quote.ts';
import { redactSecrets } from './redaction/secrets.ts';
import { isRefusal } from './refusalCodes.ts';
import { ownFaultNextStep, serviceCode } from './serviceCodes.ts';
import { sanitize, sanitizeValue, textLimit } from './sanitize.ts';
import { joinSentences } from '../restoreSpec/joinSentences.ts';

/** What an error of the service has to know of the call that failed. */
export interface ServiceCallContext extends RequestContext {
  readonly profile: string;
  /** Names of the parameters that were sent. */
  readonly parameters: readonly string[];
  /** The service's code in RAM and in the vendor's help: `hbr`, unless said otherwise. */
  readonly product?: string;
  /** The ARN of the role that is to be assumed, where one is. */
  readonly role?: string | undefined;
  /** Where the keys come from that signed it; absent where that is not known. */
  readonly origin?: KeyOrigin | undefined;
}

/** The longest texts that are looked at, in UTF-16 units: a body may have megabytes. */
const bodyTextLimit = 100_000;

/** The first of `keys` whose value is text (or a number), cleaned and without secrets. */
function textOf(
  body: Record<string, unknown>,
  keys: string[],
  call: ServiceCallContext,
  limit = textLimit,
  cleaned: (text: string, limit: number) => string = sanitize,
): string | undefined {
  for (const key of keys) {
    const value = body[key];
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    // Cut last, so that no part of a secret is left at the end.
    const text = cleaned(redactSecrets(String(value).slice(0, bodyTextLimit), call.secrets), limit);
    if (text !== '') return text;
  }
  return undefined;
}

/** What the service says of a permission that is missing, in `AccessDeniedDetail`. */
function denialOf(body: Record<string, unknown>, call: ServiceCallContext) {
  const detail = isRecord(body['AccessDeniedDetail']) ? body['AccessDeniedDetail'] : {};
  return {
    action: textOf(detail, ['AuthAction'], call, 100) ?? `${call.product ?? 'hbr'}:${call.operation}`,
    policy: textOf(detail, ['PolicyType'], call, 100) ?? '',
    explicitDeny: textOf(detail, ['NoPermissionType'], call, 100) === 'ExplicitDeny',
  };
}

/** The fields that name and explain a response, whether it is an error or not. */
function describedBy(body: Record<string, unknown>, call: ServiceCallContext) {
  // The code decides whether a restore may have run. So no placeholder of a secret may change it.
  const code = textOf(body, ['Code', 'code'], call, 200, sanitizeValue);
  const message = textOf(body, ['Message', 'message'], call);
  const requestId = textOf(body, ['RequestId', 'requestId'], call, 200);
  const recommend = textOf(body, ['Recommend', 'recommend'], call);
  // A success has its HTTP status for a code.
  const page =
    code === undefined || /^\d+$/.test(code) ? undefined : troubleshootLink(code, call.product ?? 'hbr', requestId);
  return { code, message, requestId, recommend, help: helpLink(recommend ?? '') ?? page };
}

/** The service's own words, which no sentence of ours may be taken for. */
export const quotedReason = (code: string | undefined, message: string | undefined): string =>
  [code && quoteUnlessName(code), message && quoteLine(message)].filter(Boolean).join(': ');

/** Whether an answer to CreateRestoreJob has something for the RestoreId of a job, usable or not. */
export const namesNewJob = (body: Readonly<Record<string, unknown>>, { operation }: ServiceCallContext): boolean =>
  operation === 'CreateRestoreJob' && (body['RestoreId'] ?? '') !== '';

/**
 * An error body of the service: `{Code, Message, RequestId, Recommend, …}` with a 4xx or 5xx, or HTTP 200 with
 * `Success: false`. Keys of another type than text are ignored.
 *
 * @param aheadMs how far this machine's clock is ahead of the response's date, where it has one
 */
export function serviceError(
  body: Record<string, unknown>,
  statusCode: number,
  call: ServiceCallContext,
  aheadMs?: number,
): CloudError {
  const described = describedBy(body, call);
  const { code, message, requestId, recommend, help } = described;
  const denial = denialOf(body, call);
  const about: CodeContext = {
    ...denial,
    action: quoteUnlessName(denial.action),
    policy: denial.policy && quoteUnlessName(denial.policy),
    operation: call.operation,
    profile: quoteWords(call.profile, 200),
    host: call.host,
    origin: call.origin,
    role: call.role === undefined ? undefined : quoteUnlessName(sanitize(call.role, 300)),
    aheadMs,
  };
  const isDenial = isRecord(body['AccessDeniedDetail']);
  // A code that had to be cleaned is not the code of a refusal, and a refusal that names a job contradicts itself.
  const isExact = code !== undefined && code === (body['Code'] ?? body['code']) && !namesNewJob(body, call);
  const outcome = isExact && isRefusal(code, statusCode, isDenial) ? 'refused' : 'unclear';
  const known = code === undefined ? undefined : meaningOf(code, isDenial);
  // "The service refused a parameter" would contradict what is said of an unclear outcome.
  const meaning = outcome === 'refused' || known?.uncertain === true ? known : undefined;
  // STS has codes of the same names, with other reasons.
  const own = outcome === 'refused' && (call.product ?? 'hbr') === 'hbr' ? serviceCode(code ?? '') : undefined;
  const happened =
    meaning?.happened(about) ??
    (outcome === 'refused'
      ? l10n.t('{0} refused {1}.', call.host, call.operation)
      : l10n.t('{0} answered {1} with an error (HTTP {2}).', call.host, call.operation, statusCode));
  const detail = quotedReason(code, message);
  const missing = call.role === undefined ? denial.action : `${denial.action} ${call.role}`;
  const grantable = meaning?.permission === true && !denial.explicitDeny && policyFor(missing) !== undefined;
  return new CloudError({
    outcome,
    message: joinSentences(happened, detail),
    nextStep:
      outcome === 'unclear'
        ? joinSentences(unclearNextStep(call.operation), ownFaultNextStep(code ?? ''))
        : (own?.nextStep() ??
          meaning?.nextStep(about) ??
          l10n.t("Nothing was changed. The service's message says why; the RequestId helps its support.")),
    code,
    requestId,
    recommend,
    help,
    action: grantable ? missing : undefined,
    denied: meaning?.permission,
    statusCode,
    parameter:
      code !== undefined && meaning?.aboutRequest !== false
        ? (parameterIn(code, message ?? '', call.parameters) ??
          [own?.parameter].find((name) => name !== undefined && call.parameters.includes(name)))
        : undefined,
  });
}

/** A response with an error status that is no JSON, so not the service's: the page of a gateway or a proxy. */
export function nonJsonError(statusCode: number, call: ServiceCallContext): CloudError {
  return new CloudError({
    outcome: 'unclear',
    message: l10n.t(
      "{0} answered {1} with an error that is no JSON (HTTP {2}), perhaps a proxy's.",
      call.host,
      call.operation,
      statusCode,
    ),
    nextStep: unclearNextStep(call.operation),
    statusCode,
  });
}

/** A response that came, but can't be used. `why` is a clause such as "it is empty"; what the `body` says is added to it. */
export function unreadableResponse(
  why: string,
  statusCode: number | undefined,
  call: ServiceCallContext,
  body: Record<string, unknown> = {},
): CloudError {
  const described = describedBy(body, call);
  const happened = l10n.t("{0}'s answer to {1} can't be used: {2}.", call.host, call.operation, why);
  const detail = quotedReason(described.code, described.message);
  return new CloudError({
    outcome: 'unclear',
    message: joinSentences(happened, detail),
    nextStep: unclearNextStep(call.operation),
    ...{ code: described.code, requestId: described.requestId, recommend: described.recommend, help: described.help },
    statusCode,
  });
}
