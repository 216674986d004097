import * as vscode from 'vscode';
import { quoteMessage, quoteValue } from '../cloud/quote.ts';
import type { UnreadRecord } from '../jobs/storage/unreadRecord.ts';
import { joinSentences } from '../restoreSpec/joinSentences.ts';
import { withoutLinks } from '../ui/withoutLinks.ts';
import { errorMessage } from '../errorFields.ts';

function whatIsWrong({ name, kind, error }: UnreadRecord): string {
  const [record, reason] = [quoteValue(name), quoteMessage(errorMessage(error))];
  switch (kind) {
    case 'unreadable':
      return vscode.l10n.t(
        'The job record {0} could not be read: {1}. Its job may be missing, or be shown in an earlier state. Before you submit the same restore again, look for it in the console.',
        record,
        reason,
      );
    case 'damaged':
      return vscode.l10n.t('The job record {0} is damaged, and could not be set aside: {1}.', record, reason);
    case 'newer':
      return vscode.l10n.t(
        'A newer version of this extension wrote the job record {0}. Reload the window to see its job as it is.',
        record,
      );
  }
}

/** Says that a record was damaged and is out of the way. It returns at once: nobody has to answer. */
export function showSetAside(name: string): void {
  const message = vscode.l10n.t('A job record was damaged and was set aside as {0}. The others are kept.', name);
  void vscode.window.showWarningMessage(withoutLinks(message));
}

/** Says that records could not be read. One message tells of all, and the log names each. It returns at once: nobody has to answer. */
export function showUnread(records: readonly UnreadRecord[]): void {
  // What a reload puts right is told first.
  const [first, ...others] = [...records].sort((a, b) => Number(b.kind === 'newer') - Number(a.kind === 'newer'));
  if (!first) return;
  const more = others.length > 0 ? vscode.l10n.t('Other records are affected too. The log names them.') : undefined;
  const reload = vscode.l10n.t('Reload Window');
  const buttons = records.some(({ kind }) => kind === 'newer') ? [reload] : [];
  void vscode.window
    .showWarningMessage(withoutLinks(joinSentences(whatIsWrong(first), more)), ...buttons)
    .then((choice) => {
      if (choice === reload) void vscode.commands.executeCommand('workbench.action.reloadWindow');
    });
}
