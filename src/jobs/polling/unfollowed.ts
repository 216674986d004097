/** Why the jobs of a list are not followed, after a poll of it failed. */
import { isCloudError, isUnsigned } from '../../cloud/cloudError.ts';
import { sanitize } from '../../cloud/sanitize.ts';
import { nextStepOf } from '../../errorFields.ts';
import { isRetriable } from '../retry.ts';
import type { Unfollowed } from '../row.ts';

/** So many polls in a row fail before an outage is shown. Fewer may be a moment without a network. */
const fewestOfOutage = 3;

/** Whether a poll failed for a reason that doesn't pass by itself: nobody can sign, or the service refuses who signs. */
const isForGood = (error: Error) =>
  isUnsigned(error) || (isCloudError(error) && error.outcome === 'refused' && !isRetriable(error));

/**
 * What is shown of jobs after a poll failed, in texts that can be shown.
 *
 * @param hasClient whether there was a client to poll with
 * @param failures polls of the list that failed in a row, with this one
 * @returns undefined where nothing is shown yet
 */
export function unfollowedBy(
  error: Error,
  { hasClient, failures }: { readonly hasClient: boolean; readonly failures: number },
): Unfollowed | undefined {
  const texts = { message: sanitize(error.message, 300), nextStep: sanitize(nextStepOf(error), 300) };
  if (!hasClient || isForGood(error)) return texts;
  // What could not be written down of an answer is no outage.
  return isCloudError(error) && failures >= fewestOfOutage ? { ...texts, isOutage: true } : undefined;
}
