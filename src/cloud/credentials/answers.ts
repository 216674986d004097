/** What an answer says in which there should be keys. */
import * as l10n from '@vscode/l10n';
import { isVendorHost } from '../endpoints.ts';
import { meaningOf } from '../errorCodes.ts';
import { serviceError } from '../errors.ts';
import { helpLink, troubleshootLink } from '../help.ts';
import { isRecord } from '../isRecord.ts';
import { keepSecret } from '../secrets.ts';
import { clean } from '../text.ts';
import { transportFailure } from '../transport.ts';
import { dateOf } from '../witness.ts';
import type { Question, Said } from './ask.ts';
import { lacksKeys } from './failures.ts';
import type { KeyOrigin } from './origin.ts';
import type { TimedKeys } from './plan.ts';

/** For whom and by what keys are asked for. */
export interface Purpose {
  readonly profile: string;
  /** The operation, as it is called in the log: `AssumeRole`, or the mode of the CLI. */
  readonly name: string;
  /** The operation, as it is called in an error: `AssumeRole`, … */
  readonly operation: string;
  /** Whether a proxy would ask another machine than this one. */
  readonly direct?: boolean;
  /** What to do where it is refused. */
  readonly nextStep: string;
  /** The role that STS is asked for, where it is asked for one. */
  readonly role?: {
    readonly arn: string;
    /** The profile whose keys sign the request; absent where a token stands for them. */
    readonly signer?: string;
    readonly origin?: KeyOrigin;
  };
}

/** A JSON object; undefined for everything else. */
export function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    // The parser's words would quote the text.
    return undefined;
  }
}

/** Codes about what the profile says of the role and of STS: for these the operation's own next step is the better one. */
const ofProfile = /^(EntityNotExist|InvalidAction|InvalidVersion|InvalidParameter\.(RoleArn|OIDC\w*))(\.|$)/;

/**
 * What an error of STS means for whoever asked it, in the words that the service's own errors have; undefined where they have
 * none for it, and where it isn't STS itself that says so.
 */
function meantBySts(
  code: string,
  message: string | undefined,
  { status, headers, body }: Said,
  { url, timeoutMs }: Question,
  { profile, operation, role }: Purpose,
): { message: string; nextStep: string; action?: string | undefined } | undefined {
  if (role === undefined || url.protocol !== 'https:' || !isVendorHost(url.hostname)) return undefined;
  const detail = objectIn(body.toString())?.['AccessDeniedDetail'];
  const meaning = meaningOf(code, isRecord(detail));
  if (meaning === undefined || ofProfile.test(code)) return undefined;
  // Who comes with a token has nothing that could be granted: the role itself has to trust its provider.
  if (meaning.permission === true && role.signer === undefined) return undefined;
  const date = dateOf(headers.date);
  const told = serviceError(
    { Code: code, Message: message, AccessDeniedDetail: detail },
    status,
    {
      ...{ operation, host: url.host, timeoutMs, product: 'sts', role: role.arn },
      ...{ profile: role.signer ?? profile, origin: role.origin, secrets: [], parameters: [] },
    },
    date === undefined ? undefined : Date.now() - date,
  );
  // What was not even sent has changed nothing: that is said once.
  const nextStep = told.nextStep.replace(l10n.t('Nothing was changed.'), '').trim();
  return { message: told.message, nextStep, action: told.action };
}

/** The fields of an answer that name the request and the reason; nothing else of its body is handed on. */
export function answerFields(said: Said) {
  const body = objectIn(said.body.toString()) ?? {};
  const field = (limit: number, ...names: string[]) => {
    const value = names
      .map((name) => body[name])
      .find((candidate) => typeof candidate === 'string' && candidate !== '');
    return typeof value === 'string' ? clean(value, limit) : undefined;
  };
  const code = field(200, 'Code', 'ErrorCode', 'error');
  // This one quotes the whole request.
  const message =
    code === 'SignatureDoesNotMatch' ? undefined : field(500, 'Message', 'ErrorMessage', 'error_description');
  return { code, message, requestId: field(200, 'RequestId', 'requestId'), recommend: field(500, 'Recommend') };
}

/** The error for an answer without keys. */
export function refused(said: Said, question: Question, purpose: Purpose): Error {
  const { host } = question.url;
  const { code, message, requestId, recommend } = answerFields(said);
  const reason = [code, message].filter((part) => part !== undefined).join(': ');
  const why =
    said.status === 200
      ? l10n.t("{0}'s answer to {1} holds no keys.", host, purpose.operation)
      : l10n.t('{0} refused {1} (HTTP {2}).', host, purpose.operation, said.status);
  const page = code === undefined || !isVendorHost(host) ? undefined : troubleshootLink(code, 'sts', requestId);
  // What has a code is tried again by itself, which only mends these.
  const passes = said.status >= 500 || /^Throttling\b/.test(code ?? '');
  const meant = code === undefined ? undefined : meantBySts(code, message, said, question, purpose);
  const happened = meant?.message ?? (reason === '' ? why : `${why} ${reason}`);
  return lacksKeys(purpose.profile, happened, meant?.nextStep ?? purpose.nextStep, {
    code: passes ? code : undefined,
    requestId,
    recommend,
    help: helpLink(recommend ?? '') ?? page,
    action: meant?.action,
    statusCode: said.status,
  });
}

/** The error for a request that got no answer. */
export function unanswered(thrown: unknown, question: Question, { profile, operation }: Purpose): Error {
  const { host } = question.url;
  const error = Object(thrown) as Record<string, unknown>;
  const step = l10n.t('Check the network connection and the proxy, and try again.');
  if (error['code'] === 'ANSWER_TOO_LARGE') {
    return lacksKeys(profile, l10n.t("{0}'s answer to {1} is too large.", host, operation), step);
  }
  const failure = transportFailure(error, { operation, host, timeoutMs: question.timeoutMs, secrets: [] });
  // The proxy is the only one of these that is the same whoever is asked. That nothing was sent is said once.
  const isProxy = error['code'] === 'PROXY_REFUSED' || error['code'] === 'PROXY_IN_BETWEEN';
  const ofProxy = failure.nextStep.replace(l10n.t('Nothing was sent.'), '').trim();
  return lacksKeys(profile, failure.happened, isProxy ? ofProxy : step, { code: failure.code });
}

/** Keys as they were got, taken for what can sign; undefined where they can't. */
export function timedKeys(
  accessKeyId: unknown,
  accessKeySecret: unknown,
  securityToken: unknown,
  expiration: unknown,
): TimedKeys | undefined {
  for (const secret of [accessKeySecret, securityToken]) if (typeof secret === 'string') keepSecret(secret);
  if (typeof accessKeyId !== 'string' || typeof accessKeySecret !== 'string') return undefined;
  if (accessKeyId === '' || accessKeySecret === '') return undefined;
  const time = typeof expiration === 'string' ? Date.parse(expiration) : Number.NaN;
  const keys =
    typeof securityToken === 'string' && securityToken !== ''
      ? { accessKeyId, accessKeySecret, securityToken }
      : { accessKeyId, accessKeySecret };
  return Number.isNaN(time) ? { keys } : { keys, expires: time };
}
