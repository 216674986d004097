/** The facts at the head of a job's report, and its timeline, as rows of markdown. */
import * as l10n from '@vscode/l10n';
import { durationSeconds } from './duration.ts';
import { codeCell, codeSpan } from './markdown.ts';
import { secondsLeft, speedOf } from '../progress.ts';
import {
  endedAt,
  isOver,
  isPending,
  isSandboxJob,
  percentOf,
  statusOf,
  statusText,
  type JobRecord,
} from '../record.ts';
import { doubtOf, doubtText } from '../doubtfulEnd.ts';
import type { Unfollowed } from '../row.ts';
import { adoptionText, signerText } from './jobMessages.ts';
import { summarize } from './requestSummary.ts';
import { formatBytes, formatDuration, formatSpeed, isTime, timeText } from './units.ts';
import { joinSentences } from '../../restoreSpec/joinSentences.ts';

/** A row: a label or a time, and markdown. */
export type ReportRow = readonly [string, string];

/** A number that can be an amount; undefined for anything else. */
const amount = (value: number | undefined) =>
  value !== undefined && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : undefined;

/** Such as `3 of 10`. Where one of the two numbers is missing, it says the other. */
function outOf(done: number | undefined, total: number | undefined, say: (value: number) => string): string {
  const [part, whole] = [amount(done), amount(total)];
  if (part !== undefined && whole !== undefined) return l10n.t('{0} of {1}', say(part), say(whole));
  if (part !== undefined) return say(part);
  return whole === undefined ? '' : l10n.t('{0} in all', say(whole));
}

/** The outcome of the submission, where the status alone does not say it. */
function outcome(record: JobRecord): string {
  const { state, notFound, external } = record;
  switch (state) {
    case 'refused':
      return l10n.t('The restore was not started.');
    case 'unclear':
      return l10n.t('The restore may have started.');
    case 'notExecuted':
      return l10n.t("The service's list shows that the restore was not started.");
    case 'preparing':
      return l10n.t('It is about to be sent.');
    case 'sending':
      return l10n.t('It is being sent.');
    case 'submitted':
      if (notFound) return l10n.t("It is not in the service's list.");
      if (doubtOf(record) === 'message') return l10n.t('The service sent a message with it, shown under Error.');
      if (doubtOf(record)) return doubtText(record) ?? '';
      return external
        ? l10n.t('The console, the CLI or another tool started it, so what was sent is not kept here.')
        : '';
  }
}

/** Whether its speed and the time left are those of now. */
const isWatched = (record: JobRecord, unfollowed: Unfollowed | undefined) =>
  isPending(record) && !record.notFound && !unfollowed;

/** One line: the status, the speed, the time left and what became of the submission. */
export function statusLine(record: JobRecord, unfollowed?: Unfollowed): string {
  const goesOn = isWatched(record, unfollowed);
  const [speed, left] = [amount(speedOf(record)), secondsLeft(record)];
  return joinSentences(
    l10n.t('**Status:** {0}.', codeSpan(statusText(record))),
    unfollowed && l10n.t('It is not followed now: this is what was seen last.'),
    goesOn && speed !== undefined && l10n.t('Speed: {0}.', formatSpeed(speed)),
    goesOn && left !== undefined && l10n.t('{0} left.', formatDuration(left)),
    outcome(record),
    isSandboxJob(record) && l10n.t('It is a job of the sandbox: nothing real is restored.'),
  );
}

/** How far the times of the two clocks may be apart before a report says whose they are, in ms. */
const skewToSayMs = 60_000;

/** Whether the service's clock says that the job was made before it was sent from here, or long after that. */
function clocksDiffer({ seen, external, createdAt, sentAt = createdAt, endedAt = sentAt }: JobRecord): boolean {
  const made = (seen?.CreatedTime ?? 0) * 1000;
  return !external && isTime(made) && (made < sentAt - skewToSayMs || made > endedAt + skewToSayMs);
}

/** A time that the service said. Where its clock and this machine's differ, the text says that it is the service's. */
function serviceTime(ms: number | undefined, record: JobRecord): string {
  const text = timeText(ms);
  return text !== '' && clocksDiffer(record) ? l10n.t("{0}, by the service's clock", text) : text;
}

/** When the job ended. The end that this machine saw itself is by its own clock. */
function endText(record: JobRecord): string {
  const ended = endedAt(record);
  const isOwn = record.state !== 'submitted' || ended === record.timeline?.at(-1)?.at;
  return isOwn ? timeText(ended) : serviceTime(ended, record);
}

/** @param now ms since 1970 */
export function reportFacts(record: JobRecord, now: number, unfollowed?: Unfollowed): ReportRow[] {
  const { seen, account, createdAt } = record;
  const { paths, target, snapshot, vault } = summarize(record.request);
  const goesOn = isWatched(record, unfollowed);
  const [percent, speed, left] = [percentOf(record), amount(speedOf(record)), secondsLeft(record)];
  const duration = durationSeconds(record, now);
  const all: ReportRow[] = [
    [l10n.t('RestoreId'), codeCell(record.restoreId ?? '')],
    [l10n.t('Recognized by'), codeCell(adoptionText(record) ?? '')],
    [l10n.t('Status'), codeCell(statusOf(record))],
    [l10n.t('Progress'), percent === undefined ? '' : `${percent} %`],
    [l10n.t('Bytes'), outOf(seen?.BytesDone, seen?.BytesTotal, formatBytes)],
    [l10n.t('Items'), outOf(seen?.ItemsDone, seen?.ItemsTotal, String)],
    [l10n.t('Speed'), goesOn && speed !== undefined ? formatSpeed(speed) : ''],
    [l10n.t('Time left'), goesOn && left !== undefined ? formatDuration(left) : ''],
    [l10n.t('Submitted'), timeText(createdAt)],
    [l10n.t('Started'), serviceTime((seen?.StartTime ?? 0) * 1000, record)],
    [l10n.t('Ended'), endText(record)],
    [isOver(record) ? l10n.t('Took') : l10n.t('So far'), duration === undefined ? '' : formatDuration(duration)],
    [l10n.t('Restores'), codeCell(paths)],
    [l10n.t('To'), codeCell(target)],
    [l10n.t('Vault'), codeCell(vault)],
    [l10n.t('Snapshot'), codeCell(snapshot)],
    [l10n.t('Region'), codeCell(account.region)],
    [l10n.t('Profile'), codeCell(signerText(account))],
    [l10n.t('Endpoint'), codeCell(account.endpoint)],
    [l10n.t('Spec'), codeCell(record.spec)],
  ];
  return all.filter(([, value]) => value !== '');
}

/** The outcome of the last attempt. */
function attemptOutcome({ state, restoreId }: JobRecord): string {
  if (restoreId !== undefined) return l10n.t('The service gave the RestoreId {0}', codeCell(restoreId));
  if (state === 'refused') return l10n.t('The restore was refused');
  return state === 'notExecuted' ? l10n.t('Checked: nothing was started') : l10n.t('The answer was unclear');
}

type Moment = readonly [at: number, what: string];

/** A later event that this machine's clock dates earlier by more than this shows that the clock was set back, in ms. */
const setBackMs = 3000;

/** What happened, with a row wherever the clock was set back. The order is the one in which it happened. */
function withClockSetBack(moments: readonly Moment[]): Moment[] {
  return moments.flatMap((moment, index) => {
    const [at] = moment;
    const [before = at] = moments[index - 1] ?? [];
    return before - at > setBackMs ? [[at, l10n.t("This machine's clock was set back before this")], moment] : [moment];
  });
}

/**
 * The timeline: everything that has a time, oldest first. Where this machine's clock was set back meanwhile, the times do not tell the
 * order: then what happened in a known order keeps it.
 */
export function timelineOf(record: JobRecord): ReportRow[] {
  const { attempts = [], timeline = [], external } = record;
  const dated = (...moments: (readonly [number | undefined, string])[]) =>
    moments.filter((moment): moment is Moment => timeText(moment[0]) !== '');
  const made = dated([record.createdAt, external ? l10n.t('Created') : l10n.t('Submitted')]);
  const inOrder = dated(
    ...attempts.flatMap(({ sentAt, endedAt, message }, index) => [
      [sentAt, l10n.t('Attempt {0} was sent', index + 1)] as const,
      [endedAt, l10n.t('Attempt {0} did nothing: {1}', index + 1, codeCell(message))] as const,
    ]),
    [record.sentAt, attempts.length > 0 ? l10n.t('Attempt {0} was sent', attempts.length + 1) : l10n.t('Sent')],
    [external ? undefined : record.endedAt, attemptOutcome(record)],
    ...timeline.map(({ status, at }) => [at, codeCell(status)] as const),
  );
  const others = dated(
    [record.cancelAskedAt, l10n.t('The service was asked to cancel it')],
    [record.missingSince, l10n.t("It is not in the service's list")],
  );
  // The time at which an external job was made is of another clock than the rest.
  const own = external ? inOrder : [...made, ...inOrder];
  const marked = withClockSetBack(own);
  const all = [...(external ? made : []), ...marked, ...others];
  const shown = marked.length > own.length ? all : all.sort(([a], [b]) => a - b);
  return shown.map(([at, what]) => [timeText(at), what]);
}
