/** The read-only pages that tell all of a job. */
import * as vscode from 'vscode';
import type { History } from '../jobs/history.ts';
import type { Journal } from '../jobs/journal.ts';
import type { JobRecord } from '../jobs/record.ts';
import { jobReport, rawHeading } from '../jobs/report.ts';
import { rowOf } from '../jobs/row.ts';
import type { JobStore } from '../jobs/store.ts';

/** The scheme of the pages; package.json's menus name it too. */
const reportScheme = 'cloud-backup-job';

export interface ReportParts {
  readonly store: JobStore;
  readonly journal: Journal;
  readonly history: History;
  readonly log: vscode.LogOutputChannel;
}

/** The page of a job, named after it. The id alone says which job it is. */
function pageOf(record: JobRecord): vscode.Uri {
  const { restoreId, what } = rowOf(record);
  const name = (restoreId ?? what)
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .slice(0, 60)
    .replace(/[\ud800-\udbff]$/, '');
  return vscode.Uri.from({ scheme: reportScheme, path: `/${name}.md`, query: record.id });
}

/** The job whose page this is, else whose page the active editor shows. */
export function jobOf(page: vscode.Uri | undefined): string | undefined {
  const uri = page ?? vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === reportScheme ? uri.query : undefined;
}

/** The job of an id, wherever it is kept. */
export async function findJob({ store, journal, history }: ReportParts, id: string): Promise<JobRecord | undefined> {
  const known = store.get(id);
  // A page's address may come from anywhere; what is no name leads to no file.
  if (known || !/^[\w-]+$/.test(id)) return known;
  // When a window opens with a page, the store is still empty.
  return (await journal.read(id)) ?? (await history.read(id));
}

function textOf(record: JobRecord | undefined): string {
  if (record) return jobReport(record, Date.now());
  const gone = vscode.l10n.t('This job is no longer in the list');
  return `# ${gone}\n\n${vscode.l10n.t('It was removed, or was only seen in the list of the service.')}\n`;
}

/** The line of the last section's heading, from 0. */
function rawLine(document: vscode.TextDocument): number | undefined {
  for (let line = document.lineCount - 1; line >= 0; line--) {
    if (document.lineAt(line).text === rawHeading()) return line;
  }
  return undefined;
}

const folding: vscode.FoldingRangeProvider = {
  provideFoldingRanges(document) {
    const line = rawLine(document);
    // The page ends in a line feed. A section that went beyond those around it, which VS Code's Markdown gives, would be none.
    return line === undefined ? [] : [new vscode.FoldingRange(line, document.lineCount - 2)];
  },
};

/** Folds the last section in the active editor, whether or not it is folded. */
async function foldRaw(document: vscode.TextDocument): Promise<void> {
  for (;;) {
    const [version, line] = [document.version, rawLine(document)];
    if (line === undefined || vscode.window.activeTextEditor?.document !== document) return;
    await vscode.commands.executeCommand('editor.fold', { selectionLines: [line], levels: 1, direction: 'down' });
    if (document.version === version) return;
    // The page changed meanwhile: another section may have been folded.
    await vscode.commands.executeCommand('editor.unfoldAll');
  }
}

/** Whether the active editor shows the page, and nothing of what its last section holds. */
function isFolded(document: vscode.TextDocument): boolean {
  const editor = vscode.window.activeTextEditor;
  const raw = rawLine(document);
  if (editor?.document !== document || raw === undefined) return false;
  return editor.visibleRanges.every(({ start, end }) => end.line <= raw || start.line >= document.lineCount - 1);
}

const following = new WeakSet<vscode.EventEmitter<vscode.Uri>>();

/** Has the open pages follow their jobs, for as long as the emitter's owner lives. */
function follow(
  parts: ReportParts,
  changes: vscode.EventEmitter<vscode.Uri>,
  subscriptions: vscode.Disposable[],
): void {
  if (following.has(changes)) return;
  following.add(changes);
  // Where lines come and go, VS Code takes others for those that were folded.
  const toFold = new Set<vscode.TextDocument>();
  const onError = (error: unknown) => parts.log.error(error instanceof Error ? error : String(error));
  const refresh = async (ids: ReadonlySet<string>) => {
    for (const document of vscode.workspace.textDocuments) {
      const id = jobOf(document.uri);
      if (id === undefined || !ids.has(id)) continue;
      if (textOf(await findJob(parts, id)) === document.getText()) continue;
      if (isFolded(document)) toFold.add(document);
      changes.fire(document.uri);
    }
  };
  subscriptions.push(
    {
      dispose: parts.store.onDidChange((ids) => {
        refresh(new Set(ids)).catch(onError);
      }),
    },
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (toFold.delete(document)) foldRaw(document).catch(onError);
    }),
    vscode.languages.registerFoldingRangeProvider({ scheme: reportScheme }, folding),
  );
}

/**
 * The text of a page.
 *
 * @param changes told of each page that is to be read anew, from the first call on
 * @param subscriptions gets what must be disposed of with `changes`
 */
export async function reportText(
  page: vscode.Uri,
  parts: ReportParts,
  changes: vscode.EventEmitter<vscode.Uri>,
  subscriptions: vscode.Disposable[],
): Promise<string> {
  follow(parts, changes, subscriptions);
  return textOf(await findJob(parts, page.query));
}

/** Opens the page of a job, with the last section folded. */
export async function showReport(record: JobRecord): Promise<void> {
  const document = await vscode.workspace.openTextDocument(pageOf(record));
  const isShown = vscode.window.visibleTextEditors.some((editor) => editor.document === document);
  await vscode.window.showTextDocument(document);
  // What the person has unfolded stays so.
  if (!isShown) await foldRaw(document);
}
