/** From a request to its answer: admits it, then carries out its operation, under a fault where one is waiting. */
import { refusal, refuse } from './answers.ts';
import type { Answer, Refusal } from './answers.ts';
import { executes } from './faults.ts';
import type { Fault, FaultQueue } from './faults.ts';
import type { Timing } from './jobs.ts';
import { operate } from './operations.ts';
import type { Jobs } from './operations.ts';
import { isAction } from './parameters.ts';
import type { Action } from './parameters.ts';
import { verify } from './signature.ts';
import type { Keys, Nonces } from './signature.ts';
import { checkPlaces, parseForm } from './wire.ts';
import type { Form, WireRequest } from './wire.ts';

export const version = '2017-09-08';

/** The longest query and the longest body that are read, in bytes. */
export const maxBytes = 1024 * 1024;

export const tooLarge = refusal(413, 'RequestEntityTooLarge', `A query or a body has at most ${maxBytes} bytes.`);

export interface Service {
  readonly keys: Keys;
  readonly timing: Timing;
  readonly jobs: Jobs;
  readonly nonces: Nonces;
  readonly faults: FaultQueue;
  /** What a date of a request is held against, ms. */
  now(): number;
  /** What jobs live by, ms. */
  clock(): number;
  /** `HostId` of an error. */
  readonly host: string;
  /** Names that are answered to besides the own loopback address, without ports. */
  readonly hosts: readonly string[];
}

export interface Served {
  /** The answer as it would be without a fault; undefined where the fault kept the operation from being carried out. */
  readonly answer: Answer | undefined;
  readonly fault: Fault | undefined;
}

/** Serves one request that was read whole. Never throws, whatever its bytes. */
export function serve(service: Service, request: WireRequest, requestId: string): Served {
  const admitted = admit(service, request);
  if ('code' in admitted) return { answer: refuse(admitted, requestId, service.host), fault: undefined };
  const { action, query, body } = admitted;
  const fault = service.faults.take(action);
  if (fault && !executes(fault)) return { answer: undefined, fault };
  const call = { requestId, query, body, now: service.clock() };
  const outcome = checkPlaces(action, query, body) ?? operate(action, call, service.jobs, service.timing);
  return { answer: 'body' in outcome ? outcome : refuse(outcome, requestId, service.host), fault };
}

interface Admitted {
  readonly action: Action;
  readonly query: Form;
  readonly body: Form;
}

/** Refuses what isn't a call of this API by its one account. */
function admit(service: Service, request: WireRequest): Admitted | Refusal {
  const { headers } = request;
  if (request.path !== '/') return refusal(404, 'InvalidAction.NotFound', 'Operations are called at the path /.');
  if (request.method !== 'POST') return refusal(405, 'UnsupportedHTTPMethod', 'Operations are called with POST.');
  if (request.query.length > maxBytes || request.body.length > maxBytes) return tooLarge;

  const action = headers.get('x-acs-action') ?? '';
  const called = headers.get('x-acs-version') ?? '';
  if (action === '') return refusal(400, 'MissingParameter', 'The header x-acs-action is missing.');
  if (called === '') return refusal(400, 'MissingParameter', 'The header x-acs-version is missing.');
  if (called !== version) return refusal(404, 'InvalidVersion', 'Specified parameter Version is not valid.');
  if (!isAction(action)) {
    return refusal(404, 'InvalidAction.NotFound', 'Specified api is not found, please check your url and method.');
  }

  const query = parseForm(request.query);
  if (!query)
    return refusal(400, 'InvalidParameter', 'The query is not of the form a=1&b=2, or names a parameter twice.');
  const refused = verify(request, query, service.keys, service.nonces, service.now());
  if (refused) return refused;

  if (request.body.length > 0 && !isForm(headers.get('content-type') ?? '')) {
    return refusal(400, 'InvalidContentType', 'A body must be application/x-www-form-urlencoded.');
  }
  const body = parseForm(request.body.toString('latin1'));
  if (!body)
    return refusal(400, 'InvalidParameter', 'The body is not of the form a=1&b=2, or names a parameter twice.');
  return { action, query, body };
}

const isForm = (contentType: string): boolean =>
  contentType.split(';')[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
