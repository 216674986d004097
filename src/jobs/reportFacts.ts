/** What a job's report says at its head and in its timeline: rows of markdown. */
import * as l10n from '@vscode/l10n';
import { localText } from '../spec/times.ts';
import { cell, codeSpan } from './markdown.ts';
import { endedAt } from './observe.ts';
import { secondsLeft, speedOf } from './progress.ts';
import { isPending, isSandboxJob, percentOf, statusOf, statusText, type JobRecord } from './record.ts';
import { signedBy } from './signedBy.ts';
import { summarize } from './summary.ts';
import { formatBytes, formatDuration, formatSpeed } from './words.ts';

/** A label or a time, and markdown. */
export type Fact = readonly [string, string];

/** As far as specs may say a time too. In ms. */
const latest = 100_000_000_000_000;
const isTime = (ms: number) => ms > 0 && ms < latest;

/** A time on this machine's clock with its distance from UTC; nothing for what can't be one. @param ms since 1970 */
export function timeText(ms: number | undefined): string {
  return ms !== undefined && isTime(ms) ? localText(Math.floor(ms / 1000)) : '';
}

const count = (value: number | undefined) =>
  value !== undefined && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : undefined;

/** Such as `3 of 10`; what one of the two says where the other is missing. */
function outOf(done: number | undefined, total: number | undefined, say: (value: number) => string): string {
  const [part, whole] = [count(done), count(total)];
  if (part !== undefined && whole !== undefined) return l10n.t('{0} of {1}', say(part), say(whole));
  if (part !== undefined) return say(part);
  return whole === undefined ? '' : l10n.t('{0} in all', say(whole));
}

/** What the submission came to, where the status alone doesn't say it. */
function outcome({ state, notFound, elsewhere }: JobRecord): string {
  switch (state) {
    case 'refused':
      return l10n.t('The restore was not started.');
    case 'unclear':
      return l10n.t('It is not known whether the restore was started.');
    case 'notExecuted':
      return l10n.t("The service's list shows that the restore was not started.");
    case 'preparing':
      return l10n.t('It is about to be sent.');
    case 'sending':
      return l10n.t('It is being sent.');
    case 'submitted':
      if (notFound) return l10n.t("The service's list is without it.");
      return elsewhere ? l10n.t('Something else started it, and nothing of it is kept here.') : '';
  }
}

/** One line: the status, and what goes with it. */
export function statusLine(record: JobRecord): string {
  const goesOn = isPending(record) && !record.notFound;
  const [speed, left] = [count(speedOf(record)), secondsLeft(record)];
  return [
    `**${l10n.t('Status')}:** ${codeSpan(statusText(record))}`,
    goesOn && speed !== undefined && `${formatSpeed(speed)}.`,
    goesOn && left !== undefined && l10n.t('{0} left.', formatDuration(left)),
    outcome(record),
    isSandboxJob(record) && l10n.t('It is a job of the sandbox: nothing real is restored.'),
  ]
    .filter(Boolean)
    .join(' ');
}

/** @param now ms since 1970 */
export function factsOf(record: JobRecord, now: number): Fact[] {
  const { seen, account, createdAt } = record;
  const { paths, target, snapshot, vault } = summarize(record.request);
  const goesOn = isPending(record) && !record.notFound;
  const [percent, speed, left] = [percentOf(record), count(speedOf(record)), secondsLeft(record)];
  const [ended, started] = [endedAt(record), (seen?.StartTime ?? 0) * 1000];
  const from = isTime(started) ? started : createdAt;
  const until = ended ?? (isPending(record) ? now : from);
  const all: Fact[] = [
    [l10n.t('RestoreId'), cell(record.restoreId ?? '')],
    [l10n.t('Status'), cell(statusOf(record))],
    [l10n.t('Progress'), percent === undefined ? '' : `${percent} %`],
    [l10n.t('Bytes'), outOf(seen?.BytesDone, seen?.BytesTotal, formatBytes)],
    [l10n.t('Items'), outOf(seen?.ItemsDone, seen?.ItemsTotal, String)],
    [l10n.t('Speed'), goesOn && speed !== undefined ? formatSpeed(speed) : ''],
    [l10n.t('Time left'), goesOn && left !== undefined ? formatDuration(left) : ''],
    [l10n.t('Submitted'), timeText(createdAt)],
    [l10n.t('Started'), timeText(started)],
    [l10n.t('Ended'), timeText(ended)],
    [
      ended === undefined ? l10n.t('So far') : l10n.t('Took'),
      until > from ? formatDuration((until - from) / 1000) : '',
    ],
    [l10n.t('Restores'), cell(paths)],
    [l10n.t('To'), cell(target)],
    [l10n.t('Vault'), cell(vault)],
    [l10n.t('Snapshot'), cell(snapshot)],
    [l10n.t('Region'), cell(account.region)],
    [l10n.t('Profile'), cell(signedBy(account))],
    [l10n.t('Endpoint'), cell(account.endpoint)],
    [l10n.t('Spec'), cell(record.spec)],
  ];
  return all.filter(([, value]) => value !== '');
}

/** What the outcome of the last attempt was. */
function answer({ state, restoreId }: JobRecord): string {
  if (restoreId !== undefined) return l10n.t('The service gave the RestoreId {0}', cell(restoreId));
  if (state === 'refused') return l10n.t('The restore was refused');
  return state === 'notExecuted' ? l10n.t('It was found that nothing was started') : l10n.t('The answer was unclear');
}

/** Everything that has a time, in the order of time. */
export function timelineOf(record: JobRecord): Fact[] {
  const { attempts = [], timeline = [], elsewhere } = record;
  const moments: (readonly [number | undefined, string])[] = [
    [record.createdAt, elsewhere ? l10n.t('Made, as the service says') : l10n.t('Submitted')],
    ...attempts.flatMap(({ sentAt, endedAt, message }, index) => [
      [sentAt, l10n.t('Attempt {0} was sent', index + 1)] as const,
      [endedAt, l10n.t('Attempt {0} did nothing: {1}', index + 1, cell(message))] as const,
    ]),
    [record.sentAt, attempts.length > 0 ? l10n.t('Attempt {0} was sent', attempts.length + 1) : l10n.t('Sent')],
    [elsewhere ? undefined : record.endedAt, answer(record)],
    ...timeline.map(({ status, at }) => [at, cell(status)] as const),
    [record.cancelAskedAt, l10n.t('The service was asked to cancel it')],
    [record.missingSince, l10n.t("The service's list is without it")],
  ];
  return moments
    .filter((moment): moment is readonly [number, string] => timeText(moment[0]) !== '')
    .sort(([a], [b]) => a - b)
    .map(([at, what]) => [timeText(at), what]);
}
