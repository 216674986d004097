/** How a job looks as a row. */
import * as vscode from 'vscode';
import { commands, keepFocus, rowWords } from '../ids.ts';
import { isDoubtful, rowStatus, type JobRow } from '../jobs/row.ts';
import { formatDuration, formatSpeed, isTime, otherOffset } from '../jobs/format/units.ts';
import { spoken } from './spoken.ts';

/** One table from status to icon and colour; a status that isn't in it is shown by its own word. */
const icons: ReadonlyMap<string, vscode.ThemeIcon> = new Map([
  ['PREPARING', new vscode.ThemeIcon('watch')],
  ['SENDING', new vscode.ThemeIcon('loading~spin')],
  ['SUBMITTED', new vscode.ThemeIcon('clock')],
  ['CREATED', new vscode.ThemeIcon('clock')],
  ['QUEUED', new vscode.ThemeIcon('clock')],
  ['RUNNING', new vscode.ThemeIcon('sync~spin', new vscode.ThemeColor('charts.blue'))],
  ['CANCELING', new vscode.ThemeIcon('sync~spin')],
  ['COMPLETE', new vscode.ThemeIcon('pass', new vscode.ThemeColor('charts.green'))],
  ['PARTIAL_COMPLETE', new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'))],
  ['FAILED', new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'))],
  ['REFUSED', new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'))],
  ['UNCLEAR', new vscode.ThemeIcon('question', new vscode.ThemeColor('problemsWarningIcon.foreground'))],
  ['NOT EXECUTED', new vscode.ThemeIcon('circle-slash')],
  ['NOT FOUND', new vscode.ThemeIcon('question', new vscode.ThemeColor('problemsWarningIcon.foreground'))],
  ['CANCELED', new vscode.ThemeIcon('circle-slash')],
  ['EXPIRED', new vscode.ThemeIcon('circle-slash')],
]);
const unfollowedIcon = new vscode.ThemeIcon(
  'debug-disconnect',
  new vscode.ThemeColor('problemsWarningIcon.foreground'),
);
const doubtfulIcon = new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'));
const unknownStatus = new vscode.ThemeIcon('circle-outline');

function iconOf(row: JobRow): vscode.ThemeIcon {
  if (row.unfollowed) return unfollowedIcon;
  return isDoubtful(row) ? doubtfulIcon : (icons.get(row.status) ?? unknownStatus);
}

/** Making one costs more than a row has, and more than activation has. */
let clock: Intl.DateTimeFormat | undefined;

function timeOfDay(ms: number): string {
  clock ??= new Intl.DateTimeFormat(vscode.env.language, { hour: '2-digit', minute: '2-digit' });
  return isTime(ms) ? `${clock.format(ms)} ${otherOffset(ms, Date.now())}`.trimEnd() : '';
}

/**
 * Whether nothing more is to be seen of it, or nobody can tell what became or becomes of it. That may be so of each job that went on in a
 * sandbox: a row doesn't tell whether that one still runs, and the command looks.
 */
const isRemovable = ({ external, endedAt, state, status, unfollowed, sandbox, pending }: JobRow) => {
  if (external) return false;
  const isUntold = status === 'NOT FOUND' || unfollowed !== undefined || (sandbox && pending);
  return endedAt !== undefined || state === 'unclear' || isUntold;
};

function contextOf(row: JobRow): string {
  const unclear = row.state === 'unclear';
  return [
    rowWords.job,
    !row.external && rowWords.own,
    row.restoreId && rowWords.hasRestoreId,
    !row.sandbox && rowWords.inConsole,
    row.pending && row.status !== 'CANCELING' && rowWords.cancellable,
    !row.external && row.endedAt !== undefined && rowWords.ended,
    isRemovable(row) && rowWords.removable,
    unclear && rowWords.unclear,
    row.adopted && rowWords.adopted,
  ]
    .filter(Boolean)
    .join(' ');
}

/** That something else started it, and how old what is known of it may be. What has ended stays as it is. */
function startedElsewhere({ external, asOf, pending }: JobRow): string | false {
  if (!external) return false;
  const time = asOf !== undefined && pending ? timeOfDay(asOf) : '';
  return time === '' ? vscode.l10n.t('started elsewhere') : vscode.l10n.t('started elsewhere, as of {0}', time);
}

/** What is to be known at a glance besides the status and the target, the most important first. A narrow sidebar cuts it off. */
function details(row: JobRow): string[] {
  return [
    row.unfollowed?.message ?? row.message,
    row.speed !== undefined && formatSpeed(row.speed),
    row.secondsLeft !== undefined && vscode.l10n.t('{0} left', formatDuration(row.secondsLeft)),
    startedElsewhere(row),
    row.sandbox && vscode.l10n.t('sandbox'),
    row.endedAt !== undefined && timeOfDay(row.endedAt),
  ].filter((part): part is string => typeof part === 'string' && part !== '');
}

/**
 * The status as it fits into the narrowest sidebar: without the end of the service's longest word, which the icon says as well, and with the
 * percent first, since no icon says that.
 */
const shortened = (status: string) => status.replace('PARTIAL_COMPLETE', 'PARTIAL').replace(/^(.+) (\d+) %$/, '$2% $1');

/**
 * Fills a row; the tooltip is left for when it is asked for. The status stands first, since a narrow sidebar cuts off what comes later. A
 * screen reader says the service's own word and the RestoreId, which the eye finds in the tooltip.
 */
export function jobRow(row: JobRow): vscode.TreeItem {
  const status = rowStatus(row);
  const item = new vscode.TreeItem(shortened(status));
  const shown = details(row);
  item.id = row.id;
  item.description = [row.what, row.to, ...shown].filter(Boolean).join(' · ');
  item.iconPath = iconOf(row);
  item.contextValue = contextOf(row);
  const restores = row.to === '' ? row.what : vscode.l10n.t('{0} to {1}', row.what, row.to);
  item.accessibilityInformation = { label: spoken(status, restores, ...shown, row.restoreId) };
  item.command = {
    title: vscode.l10n.t('Open Job Report'),
    command: commands.openReport,
    arguments: [row.id, keepFocus],
  };
  return item;
}
