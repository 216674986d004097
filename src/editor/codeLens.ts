/** What can be done with a spec, above its first brace, and how its last job stands. */
import * as vscode from 'vscode';
import { clean } from '../cloud/text.ts';
import { commands, settings, settingsSection, views } from '../ids.ts';
import { statusText, type JobRecord } from '../jobs/record.ts';
import type { JobStore } from '../jobs/store.ts';
import { openSpec, selector } from './documents.ts';
import { rangeOf } from './rangeOf.ts';

const isOn = (document: vscode.TextDocument) =>
  vscode.workspace.getConfiguration(settingsSection, document).get<boolean>(settings.codeLens, true);

/** What the service says is text: it makes no icon. */
const plain = (text: string) => clean(text, 80).replaceAll('$(', '\\$(');

function lastJob(record: JobRecord): vscode.Command {
  const title = `$(history) ${vscode.l10n.t('Last job: {0}', plain(statusText(record)))}`;
  return record.restoreId
    ? {
        title,
        tooltip: vscode.l10n.t('Copy {0}', record.restoreId),
        command: commands.copyRestoreId,
        arguments: [record.id],
      }
    : { title, tooltip: vscode.l10n.t('Show the job in the sidebar'), command: `${views.jobs}.focus` };
}

export function registerCodeLens(store: JobStore): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses(document) {
      const root = openSpec(document)?.spec.root;
      if (!root || !isOn(document)) return [];
      const spec = document.uri.toString();
      const record = store.all().find((job) => job.spec === spec);
      const all: vscode.Command[] = [
        { title: `$(play) ${vscode.l10n.t('Submit')}`, command: commands.submit, arguments: [document.uri] },
        { title: vscode.l10n.t('Preview request'), command: commands.previewRequest, arguments: [document.uri] },
        ...(record ? [lastJob(record)] : []),
      ];
      const range = rangeOf(document, { offset: root.offset, length: 1 });
      return all.map((command) => new vscode.CodeLens(range, command));
    },
  };
  return vscode.Disposable.from(
    changed,
    { dispose: store.onDidChange(() => changed.fire()) },
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${settingsSection}.${settings.codeLens}`)) changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(selector, provider),
  );
}
