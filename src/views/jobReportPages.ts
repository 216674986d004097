/** The read-only pages that tell everything about a job. An open page follows its job. */
import * as vscode from 'vscode';
import { findJob, type KeptJobs } from '../jobs/findJob.ts';
import type { JobRecord } from '../jobs/record.ts';
import { jobReport, rawHeading } from '../jobs/format/report.ts';
import { rowOf } from '../jobs/row.ts';
import type { Pages } from './lazyPages.ts';

/** The scheme of the pages; package.json's menus name it too. */
export const reportScheme = 'cloud-backup-job';

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
    // The page ends in a line feed. VS Code ignores a range that goes beyond the sections around it, which its Markdown
    // support gives.
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

export class JobReportPages implements Pages {
  readonly #jobs: KeptJobs;
  /** Pages to fold again: where lines come and go, VS Code folds other lines than those that were folded. */
  readonly #toFold = new Set<vscode.TextDocument>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: vscode.Disposable[];
  readonly onDidChange = this.#changed.event;

  constructor(jobs: KeptJobs, onError: (error: unknown) => void) {
    this.#jobs = jobs;
    const stopWatching = jobs.store.onDidChange((ids) => {
      this.#refresh(new Set(ids)).catch(onError);
    });
    this.#subscriptions = [
      this.#changed,
      { dispose: stopWatching },
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.#toFold.delete(document)) foldRaw(document).catch(onError);
      }),
      vscode.languages.registerFoldingRangeProvider({ scheme: reportScheme }, folding),
    ];
  }

  async provideTextDocumentContent(page: vscode.Uri): Promise<string> {
    return textOf(await findJob(this.#jobs, page.query));
  }

  /** Has the open pages of these jobs be read anew where their text changed. */
  async #refresh(ids: ReadonlySet<string>): Promise<void> {
    for (const document of vscode.workspace.textDocuments) {
      const id = jobOf(document.uri);
      if (id === undefined || !ids.has(id)) continue;
      if (textOf(await findJob(this.#jobs, id)) === document.getText()) continue;
      if (isFolded(document)) this.#toFold.add(document);
      this.#changed.fire(document.uri);
    }
  }

  dispose(): void {
    this.#subscriptions.forEach((each) => void each.dispose());
  }
}

/** Opens the page of a job, with the last section folded. */
export async function showReport(record: JobRecord): Promise<void> {
  const document = await vscode.workspace.openTextDocument(pageOf(record));
  const isShown = vscode.window.visibleTextEditors.some((editor) => editor.document === document);
  await vscode.window.showTextDocument(document);
  // What the person has unfolded stays so.
  if (!isShown) await foldRaw(document);
}
