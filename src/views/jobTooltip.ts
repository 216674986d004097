/** Everything known of a job, as a small table. A chunk of its own, loaded when the first one is asked for. */
import * as vscode from 'vscode';
import { markdownTable } from '../jobs/format/markdown.ts';
import { adoptionText, jobNextStep, signerText } from '../jobs/format/jobMessages.ts';
import type { JobRecord } from '../jobs/record.ts';
import { rowStatus, type JobRow } from '../jobs/row.ts';
import { summarize } from '../jobs/format/requestSummary.ts';
import { formatBytes, formatDuration, formatSpeed, timeText } from '../jobs/format/units.ts';

/** How much was restored of how much, where the service says it. */
function amountOf({ seen }: JobRecord): string | undefined {
  const [done, total] = [seen?.BytesDone, seen?.BytesTotal];
  if (done === undefined) return undefined;
  return total === undefined ? formatBytes(done) : vscode.l10n.t('{0} of {1}', formatBytes(done), formatBytes(total));
}

function startedBy({ sandbox, external }: JobRow): string | undefined {
  if (sandbox) return vscode.l10n.t('sandbox: nothing real is restored');
  return external && vscode.l10n.t('the console, the CLI or another tool');
}

/** As label and value; none of it is markdown yet. Without the record, what the row has. */
function facts(row: JobRow, record?: JobRecord): [string, string][] {
  const summary = record && summarize(record.request);
  const all: [string, string | undefined][] = [
    [vscode.l10n.t('RestoreId'), row.restoreId],
    [vscode.l10n.t('Status'), rowStatus(row)],
    [vscode.l10n.t('Message'), row.unfollowed?.message ?? row.message],
    [vscode.l10n.t('What to do'), row.unfollowed?.nextStep ?? (record && jobNextStep(record))],
    [vscode.l10n.t('Recognized by'), record && adoptionText(record)],
    [vscode.l10n.t('Started by'), startedBy(row)],
    [vscode.l10n.t('As of'), timeText(row.asOf)],
    [vscode.l10n.t('Restored'), record && amountOf(record)],
    [vscode.l10n.t('Speed'), row.speed === undefined ? undefined : formatSpeed(row.speed)],
    [vscode.l10n.t('Time left'), row.secondsLeft === undefined ? undefined : formatDuration(row.secondsLeft)],
    [vscode.l10n.t('Restores'), summary ? vscode.l10n.t('{0}: {1}', row.what, summary.paths) : row.what],
    [vscode.l10n.t('From'), vscode.l10n.t('snapshot {0} in vault {1}', row.snapshot, row.vault)],
    [vscode.l10n.t('To'), summary?.target ?? row.to],
    [vscode.l10n.t('Region'), row.region],
    [vscode.l10n.t('Profile'), record ? signerText(record.account) : row.profile],
    [vscode.l10n.t('Endpoint'), record?.account.endpoint],
    [vscode.l10n.t('Submitted'), timeText(row.createdAt)],
    [vscode.l10n.t('Ended'), timeText(row.endedAt)],
    [vscode.l10n.t('Attempts'), record?.attempts && String(record.attempts.length + 1)],
    [vscode.l10n.t('Possibly job'), record?.candidates?.map(({ RestoreId }) => RestoreId).join(', ')],
    [vscode.l10n.t('RequestId'), record?.requestId ?? record?.failure?.requestId],
  ];
  return all.filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== '');
}

export function jobTooltip(row: JobRow, record?: JobRecord): vscode.MarkdownString {
  const [head = ['', ''], ...rest] = facts(row, record);
  return new vscode.MarkdownString(markdownTable(head, rest));
}
