/** The message that jobs have ended. */
import * as l10n from '@vscode/l10n';
import { quoteLine } from '../../cloud/quote.ts';
import { sanitize } from '../../cloud/sanitize.ts';
import { jobErrorNextStep } from './jobErrors.ts';
import { doubtOf, doubtText } from '../doubtfulEnd.ts';
import { statusOf, type JobRecord } from '../record.ts';
import { rowOf } from '../row.ts';
import { durationSeconds } from './duration.ts';
import { restoreName } from './requestSummary.ts';
import { formatDuration } from './units.ts';
import { joinList, joinLongList, joinSentences } from '../../restoreSpec/joinSentences.ts';

export type Severity = 'information' | 'warning' | 'error';

export interface EndMessage {
  readonly severity: Severity;
  /** One line. It may hold words of the service. */
  readonly text: string;
}

/** The most jobs that a message about several names of a kind. */
const maxNamed = 3;
/** The most of the service's own words in a message, in UTF-16 code units. */
const maxReasonLength = 300;

const severities: readonly Severity[] = ['information', 'warning', 'error'];

function severityOf(record: JobRecord): Severity {
  const status = statusOf(record);
  if (status === 'COMPLETE') return doubtOf(record) ? 'warning' : 'information';
  return status === 'FAILED' ? 'error' : 'warning';
}

/** Whether a job ended otherwise than intended. A cancellation that was asked for here is intended. */
export function isFailedEnd(record: JobRecord): boolean {
  const status = statusOf(record);
  return status !== 'COMPLETE' && !(status === 'CANCELED' && record.cancelAskedAt !== undefined);
}

const jobName = (record: JobRecord) => restoreName(rowOf(record));

/** The status as the service says it. What is no word as statuses are is quoted. */
function statusName(record: JobRecord): string {
  const status = sanitize(statusOf(record), 80);
  return /^[A-Z_]+(?: [A-Z_]+)?$/.test(status) ? status : quoteLine(status);
}

function aboutOne(record: JobRecord): string {
  const facts = [jobName(record), statusName(record)] as const;
  // It has ended, so that it does not matter what time it is.
  const duration = durationSeconds(record, NaN);
  const end =
    duration === undefined
      ? l10n.t('Restore of {0}: {1}.', ...facts)
      : l10n.t('Restore of {0}: {1} after {2}.', ...facts, formatDuration(duration));
  const isPlain = !isFailedEnd(record) && !doubtOf(record);
  const told = sanitize(record.seen?.ErrorMessage ?? '', maxReasonLength);
  const reason = isPlain ? [] : [told && quoteLine(told), doubtText(record)];
  const nextStep = isPlain ? undefined : jobErrorNextStep(record.seen?.ErrorMessage ?? '');
  return joinSentences(end, ...reason, nextStep);
}

/** The names of some jobs, and how many more there are. */
function namesOf(records: readonly JobRecord[]): string {
  const named = joinLongList(records.slice(0, maxNamed).map(jobName));
  const rest = records.length - maxNamed;
  return rest > 0 ? l10n.t('{0}; and {1} more', named, rest) : named;
}

function aboutSeveral(records: readonly JobRecord[]): string {
  const counts = new Map<string, number>();
  for (const record of records) {
    const status = statusName(record);
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  const counted = joinList([...counts].map(([status, count]) => `${count} ${status}`));
  const [bad, doubtful] = [records.filter(isFailedEnd), records.filter(doubtOf)];
  return joinSentences(
    l10n.t('{0} restore jobs ended: {1}.', records.length, counted),
    bad.length > 0 && l10n.t('Not complete: {0}.', namesOf(bad)),
    doubtful.length > 0 && l10n.t('Complete, but check them: {0}.', namesOf(doubtful)),
  );
}

/** One message for all records, as severe as the worst end. @param records at least one */
export function endMessage(records: readonly JobRecord[]): EndMessage {
  const worst = Math.max(...records.map((record) => severities.indexOf(severityOf(record))));
  const [first] = records;
  return {
    severity: severities[worst] ?? 'warning',
    text: first && records.length === 1 ? aboutOne(first) : aboutSeveral(records),
  };
}
