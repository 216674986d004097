/** What the question before a restore says of its duplicates. */
import * as l10n from '@vscode/l10n';
import { quoteValue } from '../../cloud/quote.ts';
import { isSenderInDoubt } from '../duplicates.ts';
import { isPending, isUnsettled, statusText, type JobRecord } from '../record.ts';
import type { Locks } from '../storage/locks.ts';
import { timeText } from './units.ts';

/** More of them would hide what the question is. */
const mostJobs = 3;

export interface DuplicatesText {
  /** One sentence that goes into the question itself. */
  readonly sentence: string;
  /** One line for each of the newest. */
  readonly lines: readonly string[];
}

function sentenceOf(jobs: readonly JobRecord[], locks: Pick<Locks, 'mayLive'>): string {
  const mayRun = (job: JobRecord) =>
    isUnsettled(job) || isSenderInDoubt(job, locks) || (isPending(job) && job.notFound === true);
  if (jobs.some((job) => isPending(job) && !job.notFound)) return l10n.t('The same restore is under way already.');
  if (jobs.some(mayRun)) return l10n.t('The same restore was submitted already and may be running.');
  return l10n.t('The same restore was submitted already.');
}

function lineOf(job: JobRecord, locks: Pick<Locks, 'mayLive' | 'owner'>): string {
  const name = job.restoreId === undefined ? l10n.t('without a RestoreId so far') : quoteValue(job.restoreId);
  const [status, when] = [quoteValue(statusText(job), 80), timeText(job.createdAt) || '?'];
  return job.window === locks.owner.window
    ? l10n.t('Submitted already: {0}, {1}, at {2}, by this window', name, status, when)
    : l10n.t('Submitted already: {0}, {1}, at {2}, by another window or before a restart', name, status, when);
}

/** @param jobs at least one, the newest first */
export function duplicatesText(jobs: readonly JobRecord[], locks: Pick<Locks, 'mayLive' | 'owner'>): DuplicatesText {
  const left = jobs.length - mostJobs;
  const inDoubt = jobs.some((job) => isSenderInDoubt(job, locks));
  const doubt = l10n.t('The window that was sending it may only be suspended, and its request may still arrive.');
  return {
    sentence: sentenceOf(jobs, locks),
    lines: [
      ...jobs.slice(0, mostJobs).map((job) => lineOf(job, locks)),
      ...(left > 0 ? [l10n.t('Submitted already: {0} more', left)] : []),
      ...(inDoubt ? [doubt] : []),
    ],
  };
}
