/** The read-only pages that tell everything about a job. An open page follows its job. */
import * as vscode from 'vscode';
import { pageSchemes } from '../ids.ts';
import { findJob, type KeptJobs } from '../jobs/findJob.ts';
import type { JobRecord } from '../jobs/record.ts';
import { jobReport } from '../jobs/format/report.ts';
import { rowOf } from '../jobs/row.ts';
import { pageUri } from '../ui/pageUris.ts';
import { columnOf, showDocument } from '../ui/showDocument.ts';
import type { Pages } from './lazyPages.ts';

/** The page of a job, named after it. The id alone says which job it is. */
function pageOf(record: JobRecord): vscode.Uri {
  const { restoreId, what } = rowOf(record);
  const name = (restoreId ?? what)
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .slice(0, 60)
    .replace(/[\ud800-\udbff]$/, '');
  return pageUri(pageSchemes.report, `/${name}.md`, record.id);
}

/** The page of the tab in front, be it rendered or as text. */
function pageInFront(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : undefined;
}

/** The job whose page this is, else whose page is in front. */
export function jobOf(page: vscode.Uri | undefined): string | undefined {
  const uri = page ?? pageInFront();
  return uri?.scheme === pageSchemes.report ? uri.query : undefined;
}

function textOf(record: JobRecord | undefined, { store }: Pick<KeptJobs, 'store'>): string {
  if (record) return jobReport(record, Date.now(), store.row(record.id)?.unfollowed);
  const gone = vscode.l10n.t('This job is no longer in the list');
  return `# ${gone}\n\n${vscode.l10n.t('It was removed, or was only seen in the list of the service.')}\n`;
}

export class JobReportPages implements Pages {
  readonly #jobs: KeptJobs;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: vscode.Disposable[];
  readonly onDidChange = this.#changed.event;

  constructor(jobs: KeptJobs, onError: (error: unknown) => void) {
    this.#jobs = jobs;
    const stopWatching = jobs.store.onDidChange((ids) => {
      this.#refresh(new Set(ids)).catch(onError);
    });
    this.#subscriptions = [this.#changed, { dispose: stopWatching }];
  }

  async provideTextDocumentContent(page: vscode.Uri): Promise<string> {
    return textOf(await findJob(this.#jobs, page.query), this.#jobs);
  }

  /** Has the open pages of these jobs be read anew where their text changed. */
  async #refresh(ids: ReadonlySet<string>): Promise<void> {
    for (const document of vscode.workspace.textDocuments) {
      const id = jobOf(document.uri);
      if (id === undefined || !ids.has(id)) continue;
      if (textOf(await findJob(this.#jobs, id), this.#jobs) === document.getText()) continue;
      this.#changed.fire(document.uri);
    }
  }

  dispose(): void {
    this.#subscriptions.forEach((each) => void each.dispose());
  }
}

/** VS Code's own editor that shows Markdown as it is meant to be read, and the extension that has it. */
const rendering = { editor: 'vscode.markdown.preview.editor', extension: 'vscode.markdown-language-features' };

/** Opens the page of a job, rendered; as text where VS Code has nothing that renders it. @param preserveFocus leaves the focus where it is */
export async function showReport(record: JobRecord, preserveFocus = false): Promise<void> {
  const page = pageOf(record);
  if (vscode.extensions.getExtension(rendering.extension)) {
    const options = { preserveFocus, viewColumn: columnOf(page) ?? vscode.ViewColumn.Active };
    await vscode.commands.executeCommand('vscode.openWith', page, rendering.editor, options);
  } else {
    await showDocument(await vscode.workspace.openTextDocument(page), { preserveFocus });
  }
}
