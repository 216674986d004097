/** What can be done with a spec, above its first brace, and how its last job stands. */
import * as vscode from 'vscode';
import { sanitize, withoutIcons } from '../cloud/sanitize.ts';
import { quoteValue } from '../cloud/quote.ts';
import { commands, settings, settingsSection } from '../ids.ts';
import { rowStatus, type JobRow } from '../jobs/row.ts';
import type { JobStore } from '../jobs/store.ts';
import { namedSnapshot } from '../live/files/namedSnapshot.ts';
import { parameterRange, type SpecDocument } from '../restoreSpec/index.ts';
import { specUriOf } from '../specUri.ts';
import { readOpenSpec, selector } from './openSpecs.ts';
import { rangeOf } from './rangeOf.ts';

const isOn = (document: vscode.TextDocument) =>
  vscode.workspace.getConfiguration(settingsSection, document).get<boolean>(settings.codeLens, true);

/** The job that was submitted last from a spec; the one and only way from the file to what became of it. */
function lastJob(rows: readonly JobRow[], spec: string): vscode.Command[] {
  const [last] = rows.filter((row) => row.spec === spec).sort((a, b) => b.createdAt - a.createdAt);
  if (!last) return [];
  const title = `$(history) ${vscode.l10n.t('Last job: {0}', withoutIcons(sanitize(rowStatus(last), 80)))}`;
  const tooltip = vscode.l10n.t('Open the report of {0}', quoteValue(last.restoreId ?? last.what));
  return [{ title, tooltip, command: commands.openReport, arguments: [last.id] }];
}

/** Above the SnapshotId of a snapshot that holds files. */
function browseLens(document: vscode.TextDocument, spec: SpecDocument): vscode.CodeLens[] {
  const named = namedSnapshot(spec);
  const place = named?.snapshotId ? parameterRange(spec, 'SnapshotId') : undefined;
  if (!place) return [];
  const title = `$(list-tree) ${vscode.l10n.t('Browse snapshot')}`;
  const command = { title, command: commands.browseSnapshot, arguments: [document.uri] };
  return [new vscode.CodeLens(rangeOf(document, place), command)];
}

export function registerCodeLens(store: JobStore): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses(document) {
      const spec = readOpenSpec(document)?.spec;
      const root = spec?.root;
      if (!root || !isOn(document)) return [];
      const all: vscode.Command[] = [
        { title: `$(play) ${vscode.l10n.t('Submit')}`, command: commands.submit, arguments: [document.uri] },
        { title: vscode.l10n.t('Preview request'), command: commands.previewRequest, arguments: [document.uri] },
        ...lastJob(store.rows(), specUriOf(document)),
      ];
      const range = rangeOf(document, { offset: root.offset, length: 1 });
      return [...all.map((command) => new vscode.CodeLens(range, command)), ...browseLens(document, spec)];
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
