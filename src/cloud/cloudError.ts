import type { Outcome } from './http/outcome.ts';

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
  readonly noCredentials?: boolean | undefined;
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
  /** The address of a page of the vendor's about the error, checked by `helpLink`. */
  readonly help?: string;
  /** The RAM action that is missing, with its resource where it has one. Set only where `policyFor` has a policy for it. */
  readonly action?: string;
  /** Whether the service accepted the signature and found that a permission is missing. */
  readonly denied?: boolean;
  /** HTTP status of the answer. */
  readonly statusCode?: number;
  /** Name of the request parameter at fault, where the service names one. */
  readonly parameter?: string;
  /** Whether nothing was found anywhere that could sign. */
  readonly noCredentials?: boolean;

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
    if (fields.noCredentials !== undefined) this.noCredentials = fields.noCredentials;
  }
}

/** Whether an error is a CloudError. `instanceof` can't be used, because the extension's entry and its chunks each have a class of their own. */
export function isCloudError(error: unknown): error is CloudError {
  return error instanceof Error && error.name === 'CloudError' && 'outcome' in error;
}

/** Whether an error says that nothing was found anywhere that could sign. */
export const hasNoCredentials = (error: unknown): boolean => isCloudError(error) && error.noCredentials === true;

/** Whether an error could only come after the service had accepted the signature: a permission is missing. */
export function isPermissionDenied(error: unknown): boolean {
  if (!isCloudError(error) || error.outcome !== 'refused') return false;
  return error.denied === true || /^(Forbidden|NoPermission)(\.|$)/.test(error.code ?? '');
}

/**
 * Whether a request was never signed, because there are no keys or they can't sign. A `notSent` with a code is a failure of the network
 * instead, which may work the next time.
 */
export function isUnsigned(error: unknown): boolean {
  return isCloudError(error) && error.outcome === 'notSent' && error.code === undefined;
}
