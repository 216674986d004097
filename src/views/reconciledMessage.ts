import * as vscode from 'vscode';
import { quoteValue } from '../cloud/quote.ts';
import { commands, views } from '../ids.ts';
import { headline, restoreName } from '../jobs/format/requestSummary.ts';
import { adoptionText } from '../jobs/format/jobMessages.ts';
import type { JobRecord } from '../jobs/record.ts';
import { withoutLinks } from '../ui/withoutLinks.ts';
import { joinSentences } from '../restoreSpec/joinSentences.ts';

/** Says what was found out about an unclear job and offers what comes next. It returns at once: nobody has to answer. */
export function showReconciled(record: JobRecord): void {
  const [name, restoreId] = [restoreName(headline(record.request)), quoteValue(record.restoreId ?? '')];
  const offer = (message: string, button: string, command: string) =>
    void vscode.window.showWarningMessage(withoutLinks(message), button).then((choice) => {
      if (choice === button) void vscode.commands.executeCommand(command, record.id);
    });
  if (record.state === 'submitted') {
    const message = vscode.l10n.t(
      'The unclear restore of {0} did start: job {1} has exactly its parameters.',
      name,
      restoreId,
    );
    const [show, reject] = [vscode.l10n.t('Show Jobs'), vscode.l10n.t('Not This Job')];
    void vscode.window
      .showInformationMessage(withoutLinks(joinSentences(message, adoptionText(record))), show, reject)
      .then((choice) => {
        if (choice === show) void vscode.commands.executeCommand(`${views.jobs}.focus`);
        if (choice === reject) void vscode.commands.executeCommand(commands.rejectAdoption, record.id);
      });
  } else if (record.state === 'notExecuted') {
    const message = vscode.l10n.t('The restore of {0} was not executed: the service lists no such job.', name);
    offer(message, vscode.l10n.t('Submit Again'), commands.submitAgain);
  } else if ((record.candidates?.length ?? 0) > 0) {
    const message = vscode.l10n.t('The service lists jobs that may be the unclear restore of {0}.', name);
    offer(message, vscode.l10n.t('Choose Job…'), commands.resolveJob);
  }
}
