/** How a job looks as a row. */
import * as vscode from 'vscode';
import { clean } from '../cloud/text.ts';
import { rowWords } from '../ids.ts';
import { isPending, isUnderWay, statusOf, statusText, type JobRecord } from '../jobs/record.ts';
import { summarize } from '../jobs/summary.ts';

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
  ['PARTIAL_COMPLETE', new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))],
  ['FAILED', new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'))],
  ['REFUSED', new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'))],
  ['UNCLEAR', new vscode.ThemeIcon('question', new vscode.ThemeColor('list.warningForeground'))],
  ['NOT EXECUTED', new vscode.ThemeIcon('circle-slash')],
  ['NOT FOUND', new vscode.ThemeIcon('question', new vscode.ThemeColor('list.warningForeground'))],
  ['CANCELED', new vscode.ThemeIcon('circle-slash')],
  ['EXPIRED', new vscode.ThemeIcon('circle-slash')],
]);
const unknownStatus = new vscode.ThemeIcon('circle-outline');

function contextOf(record: JobRecord): string {
  return [
    record.restoreId && rowWords.hasRestoreId,
    isPending(record) && statusOf(record) !== 'CANCELING' && rowWords.cancellable,
    !isPending(record) && !isUnderWay(record) && rowWords.ended,
    record.state === 'unclear' && rowWords.unclear,
    record.state === 'notExecuted' && rowWords.notExecuted,
  ]
    .filter(Boolean)
    .join(' ');
}

const localTime = (ms: number) => new Date(ms).toLocaleString();

/** Everything known of the job, as label and value; none of it is markdown yet. */
function facts(record: JobRecord): [string, string][] {
  const summary = summarize(record.request);
  const all: [string, string | undefined][] = [
    [vscode.l10n.t('RestoreId'), record.restoreId],
    [vscode.l10n.t('Status'), statusText(record)],
    [vscode.l10n.t('Restores'), `${summary.what}: ${summary.paths}`],
    [vscode.l10n.t('From'), vscode.l10n.t('snapshot {0} in vault {1}', summary.snapshot, summary.vault)],
    [vscode.l10n.t('To'), summary.target],
    [vscode.l10n.t('Region'), record.account.region],
    [vscode.l10n.t('Profile'), record.account.profile],
    [vscode.l10n.t('Endpoint'), record.account.endpoint],
    [vscode.l10n.t('Submitted'), localTime(record.createdAt)],
    [vscode.l10n.t('Attempts'), record.attempts && String(record.attempts.length + 1)],
    [vscode.l10n.t('May be'), record.candidates?.map(({ RestoreId }) => RestoreId).join(', ')],
    [vscode.l10n.t('Message'), record.failure?.message ?? record.seen?.ErrorMessage],
    [vscode.l10n.t('What to do'), record.failure?.nextStep],
    [vscode.l10n.t('RequestId'), record.requestId ?? record.failure?.requestId],
  ];
  return all.filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== '');
}

function tooltip(record: JobRecord): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  for (const [label, value] of facts(record)) {
    text.appendMarkdown(`**${label}**: `);
    text.appendText(value);
    text.appendMarkdown('\n\n');
  }
  return text;
}

/** Fills a row; the tooltip is left for when it is asked for. */
export function jobRow(record: JobRecord): vscode.TreeItem {
  const { what, to } = summarize(record.request);
  const status = clean(statusText(record), 80);
  const item = new vscode.TreeItem(record.restoreId ?? what);
  item.id = record.id;
  // The status first: the row is cut off where the sidebar is narrow.
  item.description = [status, record.restoreId && what, to].filter(Boolean).join(' · ');
  item.iconPath = icons.get(statusOf(record)) ?? unknownStatus;
  item.contextValue = contextOf(record);
  item.accessibilityInformation = {
    label: vscode.l10n.t('Restore job {0}: {1} to {2}, {3}', record.restoreId ?? '', what, to, status),
  };
  return item;
}

export function withTooltip(item: vscode.TreeItem, record: JobRecord): vscode.TreeItem {
  item.tooltip = tooltip(record);
  return item;
}
