/** What to say of jobs that have ended. */
import * as l10n from '@vscode/l10n';
import { clean } from '../cloud/text.ts';
import { endedAt } from './observe.ts';
import { statusOf, type JobRecord } from './record.ts';
import { rowOf } from './row.ts';
import { formatDuration } from './words.ts';

export type Severity = 'information' | 'warning' | 'error';

export interface EndMessage {
  readonly severity: Severity;
  /** One line; may hold the service's words. */
  readonly text: string;
}

/** Failed jobs that are named in a message about several. */
const mostNamed = 3;
/** The most of the service's own words in a message. */
const wordsShown = 300;

const severities: readonly Severity[] = ['information', 'warning', 'error'];

function severityOf(status: string): Severity {
  if (status === 'COMPLETE') return 'information';
  return status === 'FAILED' ? 'error' : 'warning';
}

/** Whether the end of a job is not what was wanted. */
export function failed(record: JobRecord): boolean {
  const status = statusOf(record);
  return status !== 'COMPLETE' && !(status === 'CANCELED' && record.cancelAskedAt !== undefined);
}

/** Seconds from start to end, both by one clock where the service gives both. */
function tookSeconds(record: JobRecord): number {
  const { CreatedTime, CompleteTime } = record.seen ?? {};
  if (CreatedTime !== undefined && CompleteTime !== undefined && CompleteTime >= CreatedTime) {
    return CompleteTime - CreatedTime;
  }
  return ((endedAt(record) ?? record.createdAt) - record.createdAt) / 1000;
}

const nameOf = (record: JobRecord) => l10n.t('{0} to {1}', rowOf(record).what, rowOf(record).to);

function aboutOne(record: JobRecord): string {
  const end = l10n.t(
    'Restore of {0}: {1} after {2}.',
    nameOf(record),
    clean(statusOf(record), 80),
    formatDuration(tookSeconds(record)),
  );
  const why = failed(record) && clean(record.seen?.ErrorMessage ?? '', wordsShown);
  return why ? `${end} ${why}` : end;
}

function aboutSeveral(records: readonly JobRecord[]): string {
  const counts = new Map<string, number>();
  for (const record of records) {
    const status = clean(statusOf(record), 80);
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  const counted = [...counts].map(([status, count]) => `${count} ${status}`).join(', ');
  const bad = records.filter(failed);
  const named = bad.slice(0, mostNamed).map(nameOf).join('; ');
  const rest = bad.length - mostNamed;
  return [
    l10n.t('{0} restore jobs ended: {1}.', records.length, counted),
    bad.length > 0 &&
      (rest > 0 ? l10n.t('Not complete: {0}; and {1} more.', named, rest) : l10n.t('Not complete: {0}.', named)),
  ]
    .filter(Boolean)
    .join(' ');
}

/** One message for all of them, as severe as the worst. @param records at least one */
export function endMessage(records: readonly JobRecord[]): EndMessage {
  const worst = Math.max(...records.map((record) => severities.indexOf(severityOf(statusOf(record)))));
  const [first] = records;
  return {
    severity: severities[worst] ?? 'warning',
    text: first && records.length === 1 ? aboutOne(first) : aboutSeveral(records),
  };
}
