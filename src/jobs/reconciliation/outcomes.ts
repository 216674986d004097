/** The record of an unclear submission after something was found out about it. Pure: the record before in, the record after out. */
import * as l10n from '@vscode/l10n';
import type { RestoreJobInfo } from '../../cloud/restoreJob.ts';
import type { Adoption, JobRecord } from '../record.ts';
import { applyListEntry } from '../recordUpdate.ts';
import { bySubmission, isEqualInOneList } from './match.ts';
import { attemptEnd } from './wholeList.ts';
import { joinSentences } from '../../restoreSpec/joinSentences.ts';

/**
 * What is known, without asking the service, of a submission that no living window holds. The very same record where that
 * changes nothing.
 *
 * @param now ms since 1970
 */
export function afterWindowClosed(record: JobRecord, now: number): JobRecord {
  // The window may only stand still. Where it wakes up, the raised number tells it to send nothing.
  const claim = (record.claim ?? 1) + 1;
  if (record.state === 'preparing') {
    const failure = record.failure ?? {
      message: l10n.t('The window closed before the request was sent.'),
      nextStep: l10n.t('Submit again.'),
    };
    return { ...record, state: 'refused', failure, claim };
  }
  if (record.state !== 'sending') return record;
  const failure = {
    message: l10n.t('The window closed before the answer came.'),
    nextStep: l10n.t("Look for the job among the vault's restore jobs before you submit again."),
  };
  return { ...record, state: 'unclear', endedAt: Math.min(now, attemptEnd(record)), failure, claim };
}

/** The submission once its job is known. The job may have ended by then. @param now ms since 1970 */
export function adoptJob(record: JobRecord, job: RestoreJobInfo, now: number, adoption: Adoption): JobRecord {
  const { candidates, failure, otherCaller, untoldFinding, ...rest } = record;
  void [candidates, failure, otherCaller, untoldFinding]; // They were about the job not being known.
  return applyListEntry({ ...rest, state: 'submitted', restoreId: job.RestoreId, adoption }, job, now);
}

/** An adopted job that a person says is not the one of this submission. It is unclear again, and that job is never taken for it again. */
export function withoutAdoption(record: JobRecord): JobRecord {
  const { restoreId, adoption, seen, timeline, samples, notFound, missingSince, cancelAskedAt, ...others } = record;
  void [adoption, seen, timeline, samples, notFound, missingSince, cancelAskedAt]; // They are of the other job.
  const { untold, untoldFinding, ...rest } = others;
  void [untold, untoldFinding]; // A person knows already.
  const failure = {
    message: l10n.t('You said that {0} is not the job of this restore.', restoreId ?? ''),
    nextStep: l10n.t("Look for the job among the vault's restore jobs before you submit again."),
  };
  return {
    ...rest,
    state: 'unclear',
    rejected: [...(record.rejected ?? []), ...(restoreId ? [restoreId] : [])],
    failure,
  };
}

/** The submission once it is known that it started nothing. */
export function markNotExecuted(record: JobRecord): JobRecord {
  const { candidates, otherCaller, baseline, untoldFinding, ...rest } = record;
  void [candidates, otherCaller, baseline, untoldFinding]; // No candidate was the job, and nothing more is looked for.
  const failure = {
    ...record.failure,
    message: joinSentences(
      l10n.t('The service lists no job for this request: nothing was restored.'),
      record.failure?.message,
    ),
    nextStep: l10n.t('Submit again if you still want the restore.'),
  };
  return { ...rest, state: 'notExecuted', failure };
}

const candidateIds = ({ candidates = [] }: JobRecord) => candidates.map(({ RestoreId }) => RestoreId).sort();

/**
 * Whether a person is asked about the candidates of a submission with those of a newer one: it is equal and has the same. What is decided about
 * the one tells about the other.
 */
function isAskedWithAnother(record: JobRecord, all: readonly JobRecord[]): boolean {
  const ids = candidateIds(record).join();
  return all.some(
    (other) =>
      other.state === 'unclear' &&
      bySubmission(record, other) < 0 &&
      candidateIds(other).join() === ids &&
      isEqualInOneList(record, other),
  );
}

/**
 * Whether a search gave the submission another state, or candidates that it had not before and that nobody is asked about yet.
 *
 * @param all the records that are known
 */
export function isNewFinding(after: JobRecord, before: JobRecord, all: readonly JobRecord[]): boolean {
  if (after.state !== before.state) return true;
  const hasMore = (after.candidates?.length ?? 0) > (before.candidates?.length ?? 0);
  return hasMore && !isAskedWithAnother(after, all);
}

/** Whether a new finding tells a person what they wait for, or asks them something. */
export function isToBeTold({ state, candidates = [] }: JobRecord): boolean {
  return state === 'submitted' || state === 'notExecuted' || (state === 'unclear' && candidates.length > 0);
}
