import * as l10n from '@vscode/l10n';
import type { RestoreRequest } from '../spec/parameters.ts';
import type { Account, CredentialSource } from './account.ts';
import {
  createdJob,
  listedJobs,
  listedRegions,
  readAnswer,
  type Answer,
  type Region,
  type RestoreJobsPage,
} from './answers.ts';
import { beginCall, type Log } from './callLog.ts';
import { parseEndpoint } from './endpoints.ts';
import { cannotSign } from './credentials/failures.ts';
import { programMs } from './credentials/plan.ts';
import { CloudError, fromThrown, type CallContext } from './errors.ts';
import { parameterWithSecret } from './incoming.ts';
import { keepSecret } from './secrets.ts';
import { createSigner, type SignerOptions } from './signing.ts';
import { clean } from './text.ts';
import { within } from './within.ts';

/** The service, for one account. Every method sends one request, never more, and rejects with a CloudError alone. */
export interface HbrClient {
  createRestoreJob(request: RestoreRequest, signal?: AbortSignal): Promise<{ restoreId: string; requestId: string }>;
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

/** An answer, and whether somebody else than the account's `caller` had asked. */
type ClientAnswer = Answer & { readonly otherCaller: boolean };

/** Limits of a call; tests make them small. */
export interface Limits {
  /** Time in ms for getting the keys; whatever gives them has a shorter one of its own, after which the error names it. */
  readonly credentialsMs: number;
  /** Time in ms for CreateRestoreJob: long, because giving up leaves it unknown whether the restore has started. */
  readonly createMs: number;
  /** Time in ms for each other call. */
  readonly otherMs: number;
  /** Bytes of an answer; a full page of jobs has some hundred kB. */
  readonly answerBytes: number;
}

const defaultLimits: Limits = {
  // A program may give the keys by which roles are assumed.
  credentialsMs: programMs + 60_000,
  createMs: 60_000,
  otherMs: 30_000,
  answerBytes: 8_000_000,
};

function stopped(operation: string): CloudError {
  return new CloudError({
    outcome: 'notSent',
    message: l10n.t('{0} was stopped before it was sent.', operation),
    nextStep: l10n.t('Nothing was sent.'),
  });
}

/** Text with half of a character can't be encoded, and what the SDK throws then names no parameter. */
function requireEncodable(operation: string, request: RestoreRequest): void {
  for (const [parameter, value] of [...Object.entries(request.query), ...Object.entries(request.body)]) {
    if (!/\p{Surrogate}/u.test(parameter + value)) continue;
    throw new CloudError({
      outcome: 'notSent',
      message: l10n.t(
        "{0} of {1} holds half of a character (a lone surrogate), which can't be sent.",
        parameter,
        operation,
      ),
      nextStep: l10n.t('Delete the broken character. Nothing was sent.'),
      parameter,
    });
  }
}

/** What travels is kept in records and seen by others: a secret that was pasted into a spec stays here. */
function requireNoSecret(operation: string, request: RestoreRequest): void {
  const parameter = parameterWithSecret({ ...request.query, ...request.body });
  if (parameter === undefined) return;
  const name = clean(parameter, 100);
  throw new CloudError({
    outcome: 'notSent',
    message: l10n.t('{0} of {1} holds an AccessKey secret or a token, so it was not sent.', name, operation),
    nextStep: l10n.t('Take the secret out of it. If others have seen it, replace the AccessKey. Nothing was sent.'),
    parameter: name,
  });
}

/** What was confirmed for one account is not sent to another one. */
function changedCaller(profile: string): CloudError {
  return cannotSign(
    profile,
    l10n.t('its keys are others than when you were asked.'),
    l10n.t('Check who signs now, and submit again. Nothing was sent.'),
  );
}

/** Codes about the keys themselves: others may be there by now. */
const aboutKeys = /^((Invalid|Missing)SecurityToken|InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature)\b/;

const given = (parameters: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined));

/**
 * Makes a client for one account. Throws CloudError where the account's endpoint can't be used. `log` gets one entry for
 * each call, when it has ended.
 */
export function createClient(
  account: Account,
  credentials: CredentialSource,
  log?: Log,
  limits: Limits = defaultLimits,
  signing: SignerOptions = {},
): HbrClient {
  const endpoint = parseEndpoint(account.endpoint);
  const profile = clean(account.profile, 100);
  const signer = createSigner(credentials, profile, signing);

  async function exchange(
    call: CallContext,
    request: RestoreRequest,
    signal: AbortSignal | undefined,
  ): Promise<ClientAnswer> {
    if (signal?.aborted) throw stopped(call.operation);
    requireEncodable(call.operation, request);
    // The two phases are apart so that a failure of the first one proves that nothing was sent.
    const { keys, caller, origin, drop } = await within(signer, limits.credentialsMs, signal).catch(
      (error: unknown) => {
        if (error instanceof CloudError) throw error;
        if (signal?.aborted) throw stopped(call.operation);
        throw new CloudError({
          outcome: 'notSent',
          message: l10n.t('No credentials from {0} within {1} s.', profile, limits.credentialsMs / 1000),
          nextStep: l10n.t('Check the network connection and the profile. Nothing was sent.'),
        });
      },
    );
    const sdk = await import('./sdk.ts');
    if (signal?.aborted) throw stopped(call.operation);
    const secrets = [keys.accessKeySecret, keys.securityToken ?? ''];
    keepSecret(...secrets);
    requireNoSecret(call.operation, request);
    const otherCaller = account.caller !== undefined && caller !== account.caller;
    if (otherCaller && call.operation === 'CreateRestoreJob') throw changedCaller(profile);
    const signed: CallContext = { ...call, secrets, origin };
    const wire = { ...endpoint, ...request, ...limits, operation: call.operation, timeoutMs: call.timeoutMs };
    try {
      const answer = await within((stop) => sdk.send(wire, keys, stop), call.timeoutMs, signal);
      return { ...readAnswer(answer, sdk.parseAnswer, signed), otherCaller };
    } catch (error) {
      const failed = fromThrown(error, signed);
      if (aboutKeys.test(failed.code ?? '')) drop();
      throw failed;
    }
  }

  async function call<T>(
    operation: string,
    request: RestoreRequest,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    read: (answer: ClientAnswer) => T,
  ): Promise<T> {
    const { region } = account;
    const ended = beginCall(log);
    const about = { operation, host: endpoint.host, region, profile };
    const parameters = Object.keys({ ...request.query, ...request.body });
    try {
      const context = { operation, host: endpoint.host, profile, timeoutMs, secrets: [], parameters };
      const answer = await exchange(context, request, signal);
      const result = read(answer);
      ended({ ...about, outcome: 'ok', statusCode: answer.statusCode, requestId: answer.requestId });
      return result;
    } catch (error) {
      if (error instanceof CloudError) {
        const { outcome, statusCode, code, requestId } = error;
        ended({ ...about, outcome, statusCode, code, requestId });
      }
      throw error;
    }
  }

  return {
    createRestoreJob: (request, signal) => call('CreateRestoreJob', request, limits.createMs, signal, createdJob),

    describeRestoreJobs({ restoreType, pageNumber, pageSize, vaultId, edition }, signal) {
      const query = given({
        RestoreType: restoreType,
        PageNumber: String(pageNumber),
        PageSize: String(pageSize),
        Edition: edition,
        ...(vaultId === undefined
          ? {}
          : { 'Filters.1.Key': 'VaultId', 'Filters.1.Operator': 'IN', 'Filters.1.Values.1': vaultId }),
      });
      const read = ({ otherCaller, ...answer }: ClientAnswer) => ({
        ...listedJobs(answer, pageNumber, pageSize),
        ...(otherCaller && { otherCaller }),
      });
      return call('DescribeRestoreJobs2', { query, body: {} }, limits.otherMs, signal, read);
    },

    cancelRestoreJob({ vaultId, restoreId, edition }, signal) {
      const query = given({ VaultId: vaultId, RestoreId: restoreId, Edition: edition });
      const read = ({ requestId }: Answer) => ({ requestId });
      return call('CancelRestoreJob', { query, body: {} }, limits.otherMs, signal, read);
    },

    describeRegions: (signal) =>
      call('DescribeRegions', { query: {}, body: {} }, limits.otherMs, signal, listedRegions),
  };
}
