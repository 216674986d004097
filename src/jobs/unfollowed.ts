/** Jobs that the service can't be asked about, since nobody signs for them. */
import { isCloudError } from '../cloud/errors.ts';
import { clean } from '../cloud/text.ts';

/** Why a job is not followed, as one line each; kept in memory alone. */
export interface Unfollowed {
  readonly message: string;
  /** What a person can do about it; empty where nothing is known. */
  readonly nextStep: string;
}

/**
 * Whether a look came to nothing before anything left: the keys are gone or refuse to sign. A `notSent` with a code is of the
 * network, which may be there at the next look.
 */
export function isUnsigned(error: unknown): boolean {
  return isCloudError(error) && error.outcome === 'notSent' && error.code === undefined;
}

export function unfollowedBy(error: Error): Unfollowed {
  const nextStep = 'nextStep' in error ? String(error.nextStep) : '';
  return { message: clean(error.message, 300), nextStep: clean(nextStep, 300) };
}
