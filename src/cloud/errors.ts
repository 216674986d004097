import * as l10n from '@vscode/l10n';
import { meaningOf, parameterIn, type CodeContext } from './errorCodes.ts';
import { clean, redact, withoutQueries } from './text.ts';
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
  /** The service's `Recommend`: an address with more about the error. */
  readonly recommend?: string;
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
}

/** Whether a repetition of the operation could do harm. */
const isRestore = (call: CallContext) => call.operation === 'CreateRestoreJob';

function unclearNextStep(call: CallContext): string {
  return isRestore(call)
    ? l10n.t("The restore may have started. Look for it among the vault's restore jobs before you submit again.")
    : l10n.t('Try again in a moment.');
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The first of `keys` whose value is text (or a number), cleaned and without secrets. */
function textOf(body: Record<string, unknown>, keys: string[], call: CallContext, limit?: number): string | undefined {
  for (const key of keys) {
    const value = body[key];
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    // Cut last, so that no part of a secret is left at the end.
    const text = clean(redact(String(value).slice(0, 100_000), call.secrets), limit);
    if (text !== '') return text;
  }
  return undefined;
}

/**
 * An error body of the service: `{Code, Message, RequestId, Recommend, …}` with a 4xx or 5xx, or HTTP 200 with
 * `Success: false`. Keys of another type than text are ignored.
 */
export function serviceError(body: Record<string, unknown>, statusCode: number, call: CallContext): CloudError {
  const code = textOf(body, ['Code', 'code'], call, 200);
  const said = textOf(body, ['Message', 'message'], call);
  const denied = isRecord(body['AccessDeniedDetail']) ? body['AccessDeniedDetail'] : {};
  const about: CodeContext = {
    operation: call.operation,
    profile: call.profile,
    host: call.host,
    action: textOf(denied, ['AuthAction'], call, 200) ?? `hbr:${call.operation}`,
    policy: [textOf(denied, ['PolicyType'], call, 200), textOf(denied, ['NoPermissionType'], call, 200)]
      .filter((part) => part !== undefined)
      .join(', '),
  };
  const meaning = code === undefined ? undefined : meaningOf(code);
  const refused = statusCode < 500 && code !== undefined && meaning?.uncertain !== true;
  // A throttled call was turned away at the door, whatever status says so.
  const outcome = refused || meaning?.turnedAway === true ? 'refused' : 'unclear';
  const happened =
    meaning?.happened(about) ??
    (outcome === 'refused'
      ? l10n.t('{0} refused {1}.', call.host, call.operation)
      : l10n.t('{0} answered {1} with an error (HTTP {2}).', call.host, call.operation, statusCode));
  const detail = [code, said].filter((part) => part !== undefined).join(': ');
  return new CloudError({
    outcome,
    message: detail === '' ? happened : `${happened} ${detail}`,
    nextStep:
      outcome === 'unclear'
        ? unclearNextStep(call)
        : (meaning?.nextStep(about) ??
          l10n.t("Nothing was changed. The service's message says why; the RequestId helps its support.")),
    code,
    requestId: textOf(body, ['RequestId', 'requestId'], call, 200),
    recommend: textOf(body, ['Recommend', 'recommend'], call),
    statusCode,
    parameter:
      code !== undefined && meaning?.aboutRequest !== false
        ? parameterIn(code, said ?? '', call.parameters)
        : undefined,
  });
}

/** An answer that came, but can't be read; `why` is a clause such as "it is empty". */
export function unreadableAnswer(why: string, statusCode: number | undefined, call: CallContext): CloudError {
  return new CloudError({
    outcome: 'unclear',
    message: l10n.t("{0}'s answer to {1} can't be used: {2}.", call.host, call.operation, why),
    nextStep: unclearNextStep(call),
    statusCode,
  });
}

/** Credentials that couldn't be got: nothing was sent. `why` is another program's text and may hold anything. */
export function credentialsError(why: string, profile: string, secrets: readonly string[]): CloudError {
  return new CloudError({
    outcome: 'notSent',
    message: l10n.t(
      'The profile "{0}" gave no credentials: {1}',
      clean(profile, 200),
      clean(redact(withoutQueries(why), secrets)),
    ),
    nextStep: l10n.t('Check the profile (`aliyun configure list`) or choose another one. Nothing was sent.'),
  });
}

/** Makes the error out of whatever `callApi`, Node's network code or our own deadline threw. */
export function fromThrown(thrown: unknown, call: CallContext): CloudError {
  if (thrown instanceof CloudError) return thrown;
  const error = isRecord(thrown) ? thrown : {};
  // Only an answer of the service that the SDK could read has both.
  if (isRecord(error['data']) && typeof error['statusCode'] === 'number') {
    const detail = error['accessDeniedDetail'];
    return serviceError({ AccessDeniedDetail: detail, ...error['data'] }, error['statusCode'], call);
  }
  const failure = transportFailure(error, call);
  return new CloudError({
    outcome: failure.sent ? 'unclear' : 'notSent',
    message: failure.happened,
    nextStep: failure.sent ? unclearNextStep(call) : failure.nextStep,
    code: failure.code,
  });
}
