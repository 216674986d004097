/** How a job looks as a row. */
import * as vscode from 'vscode';
import { rowWords } from '../ids.ts';
import { isDoubtful, rowStatus, type JobRow } from '../jobs/row.ts';
import { formatDuration, formatSpeed, isTime, otherOffset } from '../jobs/format/units.ts';

/** One table from status to icon and colour; a status that isn't in it is shown by its own word. */
const icons: ReadonlyMap<string, vscode.ThemeIcon> = new Map([
  ['PREPARING', new vscode.ThemeIcon('watch')],
  ['SENDING', new vscode.ThemeIcon('loading~spin')],
  ['SUBMITTED', new vscode.ThemeIcon('clock')],
  ['CREATED', new vscode.ThemeIcon('clock')],
  ['QUEUED', new vscode.ThemeIcon('clock')],
  ['RUNNING', new vscode.ThemeIcon('sync~spin', new vscode.ThemeColor('charts.blue'))],
  ['CANCELING', new vscode.ThemeIcon('sync~spin')],
  ['COMPLETE', new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'))],
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

/** Whether nothing more is to be seen of it, or nobody can tell what became or becomes of it. */
const isRemovable = ({ external, endedAt, state, status, unfollowed }: JobRow) =>
  !external && (endedAt !== undefined || state === 'unclear' || status === 'NOT FOUND' || unfollowed !== undefined);

function contextOf(row: JobRow): string {
  const unclear = row.state === 'unclear';
  return [
    rowWords.job,
    !row.external && rowWords.own,
    row.restoreId && rowWords.hasRestoreId,
    row.pending && row.status !== 'CANCELING' && rowWords.cancellable,
    !row.external && row.endedAt !== undefined && rowWords.ended,
    isRemovable(row) && rowWords.removable,
    row.sandbox && row.pending && rowWords.ofSandbox,
    unclear && rowWords.unclear,
    row.state === 'notExecuted' && rowWords.notExecuted,
    row.adopted && rowWords.adopted,
  ]
    .filter(Boolean)
    .join(' ');
}

/** What is to be known at a glance, the most important first: the row is cut off where the sidebar is narrow. */
function details(row: JobRow): string[] {
  return [
    rowStatus(row),
    row.sandbox && vscode.l10n.t('sandbox'),
    row.external && vscode.l10n.t('started elsewhere'),
    row.speed !== undefined && formatSpeed(row.speed),
    row.secondsLeft !== undefined && vscode.l10n.t('{0} left', formatDuration(row.secondsLeft)),
    row.endedAt !== undefined && timeOfDay(row.endedAt),
    row.restoreId,
    row.unfollowed?.message,
    isDoubtful(row) && row.message,
  ].filter((part): part is string => typeof part === 'string' && part !== '');
}

/** Fills a row; the tooltip is left for when it is asked for. */
export function jobRow(row: JobRow): vscode.TreeItem {
  const item = new vscode.TreeItem(row.to === '' ? row.what : `${row.what} · ${row.to}`);
  const shown = details(row);
  item.id = row.id;
  item.description = shown.join(' · ');
  item.iconPath = iconOf(row);
  item.contextValue = contextOf(row);
  item.accessibilityInformation = {
    label: [vscode.l10n.t('{0} to {1}', row.what, row.to), ...shown].join(', '),
  };
  return item;
}
