/** The message that jobs have ended. */
import * as vscode from 'vscode';
import { withoutIcons } from '../cloud/sanitize.ts';
import { commands, views } from '../ids.ts';
import { endMessage, type Severity } from '../jobs/format/endMessage.ts';
import type { JobRecord } from '../jobs/record.ts';
import { rowOf } from '../jobs/row.ts';
import { withoutLinks } from '../ui/withoutLinks.ts';

const show = {
  information: 'showInformationMessage',
  warning: 'showWarningMessage',
  error: 'showErrorMessage',
} as const satisfies Record<Severity, keyof typeof vscode.window>;

async function pickOne(records: readonly JobRecord[]): Promise<string | undefined> {
  if (records.length === 1) return records[0]?.id;
  const items = records.map((record) => ({
    label: withoutIcons(record.restoreId ?? rowOf(record).what),
    description: withoutIcons([rowOf(record).what, rowOf(record).to, rowOf(record).status].filter(Boolean).join(' · ')),
    id: record.id,
  }));
  const title = vscode.l10n.t('Open the report of which job?');
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.id;
}

/** Shows one message about all of them; returns once it is answered or closed. @param records at least one */
export async function showEnded(records: readonly JobRecord[]): Promise<void> {
  const { severity, text } = endMessage(records);
  const openReport = vscode.l10n.t('Open Report');
  const showJobs = vscode.l10n.t('Show Jobs');
  const buttons = records.length === 1 ? [openReport] : [openReport, showJobs];
  const choice = await vscode.window[show[severity]](withoutLinks(text), ...buttons);
  if (choice === showJobs) await vscode.commands.executeCommand(`${views.jobs}.focus`);
  if (choice !== openReport) return;
  const id = await pickOne(records);
  if (id !== undefined) await vscode.commands.executeCommand(commands.openReport, id);
}
