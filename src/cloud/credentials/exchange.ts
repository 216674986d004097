import { beginCall, type Log } from '../callLog.ts';
import { clean } from '../text.ts';
import { transportFailure } from '../transport.ts';
import { answerFields, refused, unanswered, type Purpose } from './answers.ts';
import { ask, type Question, type Said } from './ask.ts';
import { lacksKeys } from './failures.ts';
import type { TimedKeys } from './plan.ts';

type Asking = (question: Question) => Promise<Said>;

/**
 * One call for keys, which `work` makes of one or more requests; it gives undefined, or throws, where the last answer holds none.
 * Rejects with a CloudError that says why. `log` gets one entry when it has ended, where anything was asked.
 */
export async function exchange(
  purpose: Purpose,
  log: Log,
  work: (asking: Asking) => Promise<TimedKeys | undefined>,
): Promise<TimedKeys> {
  const ended = beginCall(log);
  let question: Question | undefined;
  let said: Said | undefined;
  let failure: unknown;
  const asking = async (asked: Question): Promise<Said> => {
    question = asked;
    said = undefined;
    failure = undefined;
    try {
      said = await ask(asked);
      return said;
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  let keys: TimedKeys | undefined;
  try {
    keys = await work(asking);
  } catch (error) {
    // A provider's own words hold the whole answer or the signed request.
    if (question === undefined) throw error;
  }
  if (question === undefined) throw lacksKeys(purpose.profile, purpose.operation, purpose.nextStep);

  const { host } = question.url;
  const about = { operation: purpose.name, host, profile: clean(purpose.profile, 100) };
  if (said === undefined) {
    const call = { operation: purpose.name, host, timeoutMs: question.timeoutMs, secrets: [] };
    const { sent, code } = transportFailure(Object(failure) as Record<string, unknown>, call);
    ended({ ...about, outcome: sent ? 'unclear' : 'notSent', code });
    throw unanswered(failure, question, purpose);
  }
  const { code, requestId } = answerFields(said);
  ended({
    ...about,
    outcome: keys === undefined ? 'refused' : 'ok',
    statusCode: said.status,
    code: keys === undefined ? code : undefined,
    requestId,
  });
  if (keys === undefined) throw refused(said, question, purpose);
  return keys;
}
