import * as l10n from '@vscode/l10n';
import { meaningOf, parameterIn, type CodeContext } from './errorCodes.ts';
import type { KeyOrigin } from './credentials/origin.ts';
import { helpLink, troubleshootLink } from './help.ts';
import { isRecord } from './isRecord.ts';
import { policyFor } from './permissions.ts';
import { clean, cleanExact, redact, textLimit } from './text.ts';
import { transportFailure } from './transport.ts';

/**
 * What is known about the request:
 * - `notSent`: it surely never reached the service;
 * - `refused`: the service got it and says that it did nothing;
 * - `unclear`: it may have been executed.
 */
export type Outcome = 'notSent' | 'refused' | 'unclear';

interface CloudErrorFields {
  readonly outcome: Outcome;
  readonly message: string;
  readonly nextStep: string;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly recommend?: string | undefined;
  readonly help?: string | undefined;
  readonly action?: string | undefined;
  readonly denied?: boolean | undefined;
  readonly statusCode?: number | undefined;
  readonly parameter?: string | undefined;
}

/**
 * The one error of this room. Every text in it is ready to be shown: one line each, no secrets, no control characters.
 * It carries no `cause`: the SDK's errors hold the signed request.
 */
export class CloudError extends Error {
  readonly outcome: Outcome;
  /** What a person can do about it. */
  readonly nextStep: string;
  /** The service's `Code`, or the system's (`ECONNRESET`). */
  readonly code?: string;
  readonly requestId?: string;
  /** The service's `Recommend` as it came: mostly an address with more about the error. */
  readonly recommend?: string;
  /** A page of the vendor's about the error, as `helpLink` lets it pass. */
  readonly help?: string;
  /** The RAM action that is missing, with the resource that it is meant for, as `policyFor` has a policy for it. */
  readonly action?: string;
  /** Whether the service knew who asks, and found that a permission is missing. */
  readonly denied?: boolean;
  /** HTTP status of the answer. */
  readonly statusCode?: number;
  /** Name of the request parameter at fault, where the service names one. */
  readonly parameter?: string;

  constructor(fields: CloudErrorFields) {
    super(fields.message);
    this.name = 'CloudError';
    this.outcome = fields.outcome;
    this.nextStep = fields.nextStep;
    if (fields.code !== undefined) this.code = fields.code;
    if (fields.requestId !== undefined) this.requestId = fields.requestId;
    if (fields.recommend !== undefined) this.recommend = fields.recommend;
    if (fields.help !== undefined) this.help = fields.help;
    if (fields.action !== undefined) this.action = fields.action;
    if (fields.denied !== undefined) this.denied = fields.denied;
    if (fields.statusCode !== undefined) this.statusCode = fields.statusCode;
    if (fields.parameter !== undefined) this.parameter = fields.parameter;
  }
}

/** Whether an error is one of these, of whichever bundle: each has a class of its own. */
export function isCloudError(error: unknown): error is CloudError {
  return error instanceof Error && error.name === 'CloudError' && 'outcome' in error;
}

/** What an error message needs to know of the call that failed. */
export interface CallContext {
  readonly operation: string;
  readonly host: string;
  readonly profile: string;
  readonly timeoutMs: number;
  /** Taken out of every text. */
  readonly secrets: readonly string[];
  /** Names of the parameters that were sent. */
  readonly parameters: readonly string[];
  /** The service's code in RAM and in the vendor's help: `hbr`, unless said otherwise. */
  readonly product?: string;
  /** The ARN of the role that is to be assumed, where one is. */
  readonly role?: string | undefined;
  /** Where the keys come from that signed it; absent where that is not known. */
  readonly origin?: KeyOrigin | undefined;
}

/** Whether a repetition of the operation could do harm. */
const isRestore = (call: CallContext) => call.operation === 'CreateRestoreJob';

function unclearNextStep(call: CallContext): string {
  return isRestore(call)
    ? l10n.t("The restore may have started. Look for it among the vault's restore jobs before you submit again.")
    : l10n.t('Try again in a moment.');
}

/** The first of `keys` whose value is text (or a number), cleaned and without secrets. */
function textOf(
  body: Record<string, unknown>,
  keys: string[],
  call: CallContext,
  limit = textLimit,
  cleaned: (text: string, limit: number) => string = clean,
): string | undefined {
  for (const key of keys) {
    const value = body[key];
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    // Cut last, so that no part of a secret is left at the end.
    const text = cleaned(redact(String(value).slice(0, 100_000), call.secrets), limit);
    if (text !== '') return text;
  }
  return undefined;
}

/** What the service says of a permission that is missing, in `AccessDeniedDetail`. */
function denialOf(body: Record<string, unknown>, call: CallContext) {
  const detail = isRecord(body['AccessDeniedDetail']) ? body['AccessDeniedDetail'] : {};
  return {
    action: textOf(detail, ['AuthAction'], call, 100) ?? `${call.product ?? 'hbr'}:${call.operation}`,
    policy: textOf(detail, ['PolicyType'], call, 100) ?? '',
    explicitDeny: textOf(detail, ['NoPermissionType'], call, 100) === 'ExplicitDeny',
  };
}

/** What an answer says of itself, whatever it is. */
function toldBy(body: Record<string, unknown>, call: CallContext) {
  // What it says decides whether a restore may have run: no placeholder of a secret may change it.
  const code = textOf(body, ['Code', 'code'], call, 200, cleanExact);
  const said = textOf(body, ['Message', 'message'], call);
  const requestId = textOf(body, ['RequestId', 'requestId'], call, 200);
  const recommend = textOf(body, ['Recommend', 'recommend'], call);
  // A success has its status for a code.
  const page =
    code === undefined || /^\d+$/.test(code) ? undefined : troubleshootLink(code, call.product ?? 'hbr', requestId);
  return { code, said, requestId, recommend, help: helpLink(recommend ?? '') ?? page };
}

const detailOf = ({ code, said }: ReturnType<typeof toldBy>) =>
  [code, said].filter((part) => part !== undefined).join(': ');

/**
 * An error body of the service: `{Code, Message, RequestId, Recommend, …}` with a 4xx or 5xx, or HTTP 200 with
 * `Success: false`. Keys of another type than text are ignored.
 *
 * @param aheadMs how far this machine's clock is ahead of the answer's date, where it has one
 */
export function serviceError(
  body: Record<string, unknown>,
  statusCode: number,
  call: CallContext,
  aheadMs?: number,
): CloudError {
  const told = toldBy(body, call);
  const { code, said, requestId, recommend, help } = told;
  const denial = denialOf(body, call);
  const about: CodeContext = {
    ...denial,
    operation: call.operation,
    profile: clean(call.profile, 200),
    host: call.host,
    origin: call.origin,
    role: call.role === undefined ? undefined : clean(call.role, 300),
    aheadMs,
  };
  const meaning = code === undefined ? undefined : meaningOf(code, isRecord(body['AccessDeniedDetail']));
  const refused = statusCode < 500 && code !== undefined && meaning?.uncertain !== true;
  // A throttled call was turned away at the door, whatever status says so.
  const outcome = refused || meaning?.turnedAway === true ? 'refused' : 'unclear';
  const happened =
    meaning?.happened(about) ??
    (outcome === 'refused'
      ? l10n.t('{0} refused {1}.', call.host, call.operation)
      : l10n.t('{0} answered {1} with an error (HTTP {2}).', call.host, call.operation, statusCode));
  const detail = detailOf(told);
  const missing = call.role === undefined ? denial.action : `${denial.action} ${call.role}`;
  const grantable = meaning?.permission === true && !denial.explicitDeny && policyFor(missing) !== undefined;
  return new CloudError({
    outcome,
    message: detail === '' ? happened : `${happened} ${detail}`,
    nextStep:
      outcome === 'unclear'
        ? unclearNextStep(call)
        : (meaning?.nextStep(about) ??
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
        ? parameterIn(code, said ?? '', call.parameters)
        : undefined,
  });
}

/** An error answer that is none of the service's: a gateway's or a proxy's page. */
export function foreignAnswer(statusCode: number, call: CallContext): CloudError {
  return new CloudError({
    outcome: 'unclear',
    message: l10n.t(
      "{0} answered {1} with an error that is no JSON (HTTP {2}), perhaps a proxy's.",
      call.host,
      call.operation,
      statusCode,
    ),
    nextStep: unclearNextStep(call),
    statusCode,
  });
}

/** An answer that came, but can't be used; `why` is a clause such as "it is empty". Of its `body` is said what it told. */
export function unreadableAnswer(
  why: string,
  statusCode: number | undefined,
  call: CallContext,
  body: Record<string, unknown> = {},
): CloudError {
  const told = toldBy(body, call);
  const happened = l10n.t("{0}'s answer to {1} can't be used: {2}.", call.host, call.operation, why);
  const detail = detailOf(told);
  return new CloudError({
    outcome: 'unclear',
    message: detail === '' ? happened : `${happened} ${detail}`,
    nextStep: unclearNextStep(call),
    ...{ code: told.code, requestId: told.requestId, recommend: told.recommend, help: told.help },
    statusCode,
  });
}

/** Makes the error out of whatever `callApi`, Node's network code or our own deadline threw. */
export function fromThrown(thrown: unknown, call: CallContext): CloudError {
  if (thrown instanceof CloudError) return thrown;
  const error = isRecord(thrown) ? thrown : {};
  const statusCode = typeof error['statusCode'] === 'number' ? error['statusCode'] : undefined;
  // Only an answer of the service that the SDK itself could read has both, where Node doesn't let us see it first.
  if (isRecord(error['data']) && statusCode !== undefined) {
    const detail = error['accessDeniedDetail'];
    return serviceError({ AccessDeniedDetail: detail, ...error['data'] }, statusCode, call);
  }
  if (error['code'] === 'ANSWER_TOO_LARGE') {
    return unreadableAnswer(l10n.t('it is larger than {0} bytes', String(error['limit'])), statusCode, call);
  }
  const failure = transportFailure(error, call);
  return new CloudError({
    outcome: failure.sent ? 'unclear' : 'notSent',
    message: failure.happened,
    nextStep: failure.sent ? unclearNextStep(call) : failure.nextStep,
    code: failure.code,
    statusCode,
  });
}
