/** Serves one request: admits it, then executes its operation, under a fault where one is waiting. */
import { refusal, errorResponse } from './apiResponse.ts';
import type { ApiResponse, Refusal } from './apiResponse.ts';
import { isExecutedUnder } from './faults.ts';
import type { Fault, FaultQueue } from './faults.ts';
import type { Timing } from './jobs.ts';
import type { Account } from './account/seededAccount.ts';
import { executeOperation } from './operations.ts';
import type { Jobs } from './operations.ts';
import { isAction } from './apiParameters.ts';
import type { Action } from './apiParameters.ts';
import { verifyRequest } from './signature.ts';
import type { Keys, Nonces } from './signature.ts';
import { checkParameterLocations, parseForm } from './requestForm.ts';
import type { Form, WireRequest } from './requestForm.ts';

export const apiVersion = '2017-09-08';

/** The longest query and the longest body that are read, in bytes. */
export const maxBytes = 1024 * 1024;

export const tooLargeRefusal = refusal(
  413,
  'RequestEntityTooLarge',
  `A query or a body has at most ${maxBytes} bytes.`,
);

export interface Service {
  readonly keys: Keys;
  readonly timing: Timing;
  readonly jobs: Jobs;
  /** What the operations that only read give. */
  readonly account: Account;
  readonly nonces: Nonces;
  readonly faults: FaultQueue;
  /** The time that dates of requests are compared with, in ms. */
  now(): number;
  /** The jobs' clock, in ms. */
  clock(): number;
  /** `HostId` of an error. */
  readonly host: string;
  /** Host names without ports that requests may name besides the sandbox's own loopback address. */
  readonly hosts: readonly string[];
}

export interface ServedRequest {
  /** The response without the fault; undefined where the fault kept the operation from being executed. */
  readonly answer: ApiResponse | undefined;
  readonly fault: Fault | undefined;
  /** Whether the signature held: whoever sent it has the key. */
  readonly isVerified: boolean;
}

/** Serves one request that was read whole. Never throws, whatever its bytes. */
export function serveRequest(service: Service, request: WireRequest, requestId: string): ServedRequest {
  const admitted = admitRequest(service, request);
  if ('refused' in admitted) {
    const { refused, isVerified } = admitted;
    return { answer: errorResponse(refused, requestId, service.host), fault: undefined, isVerified };
  }
  const { action, query, body } = admitted;
  const fault = service.faults.take(action);
  if (fault && !isExecutedUnder(fault)) return { answer: undefined, fault, isVerified: true };
  const call = { requestId, query, body, now: service.clock() };
  const outcome =
    checkParameterLocations(action, query, body) ??
    executeOperation(action, call, service.jobs, service.timing, service.account);
  const answer = 'body' in outcome ? outcome : errorResponse(outcome, requestId, service.host);
  return { answer, fault, isVerified: true };
}

interface AdmittedRequest {
  readonly action: Action;
  readonly query: Form;
  readonly body: Form;
}

interface NotAdmitted {
  readonly refused: Refusal;
  readonly isVerified: boolean;
}

/** Refuses what isn't a call of this API by its one account. */
function admitRequest(service: Service, request: WireRequest): AdmittedRequest | NotAdmitted {
  const called = calledOperation(request);
  if ('code' in called) return { refused: called, isVerified: false };
  const unverified = verifyRequest(request, called.query, service.keys, service.nonces, service.now());
  if (unverified) return { refused: unverified, isVerified: false };

  const refuse = (code: string, message: string) => ({ refused: refusal(400, code, message), isVerified: true });
  if (request.body.length > 0 && !isForm(request.headers.get('content-type') ?? '')) {
    return refuse('InvalidContentType', 'A body must be application/x-www-form-urlencoded.');
  }
  const body = parseForm(request.body.toString('latin1'));
  if (!body) return refuse('InvalidParameter', 'The body is not of the form a=1&b=2, or names a parameter twice.');
  return { ...called, body };
}

/** The operation that a request calls, before anybody knows whose request it is. */
function calledOperation(request: WireRequest): Omit<AdmittedRequest, 'body'> | Refusal {
  const { headers } = request;
  if (request.path !== '/') return refusal(404, 'InvalidAction.NotFound', 'Operations are called at the path /.');
  if (request.method !== 'POST') return refusal(405, 'UnsupportedHTTPMethod', 'Operations are called with POST.');
  if (request.query.length > maxBytes || request.body.length > maxBytes) return tooLargeRefusal;

  const action = headers.get('x-acs-action') ?? '';
  const version = headers.get('x-acs-version') ?? '';
  if (action === '') return refusal(400, 'MissingParameter', 'The header x-acs-action is missing.');
  if (version === '') return refusal(400, 'MissingParameter', 'The header x-acs-version is missing.');
  if (version !== apiVersion) return refusal(404, 'InvalidVersion', 'Specified parameter Version is not valid.');
  if (!isAction(action)) {
    return refusal(404, 'InvalidAction.NotFound', 'Specified api is not found, please check your url and method.');
  }
  const query = parseForm(request.query);
  if (!query)
    return refusal(400, 'InvalidParameter', 'The query is not of the form a=1&b=2, or names a parameter twice.');
  return { action, query };
}

const isForm = (contentType: string): boolean =>
  contentType.split(';')[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
