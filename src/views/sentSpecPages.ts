/** The read-only pages that show specs as they were sent, to be held against what the specs say now. */
import * as vscode from 'vscode';
import { pageSchemes } from '../ids.ts';
import { findJob, type KeptJobs } from '../jobs/findJob.ts';
import type { JobRecord } from '../jobs/record.ts';
import { submittedSpec } from '../restoreSpec/index.ts';
import { jobRegion, submittedSpecOf } from '../ui/jobSpec.ts';
import { findOpenSpec } from '../ui/specDocuments.ts';
import { specUriOf } from '../specUri.ts';
import { specName } from '../ui/fileName.ts';
import { pageUri } from '../ui/pageUris.ts';
import type { Pages } from './lazyPages.ts';

/** The page of a job. Its name is no spec's, so that nothing offers to submit or to correct it. */
export function sentPageOf({ id, spec }: JobRecord): vscode.Uri {
  return pageUri(pageSchemes.sentSpec, `/${specName(vscode.Uri.parse(spec))}.sent.jsonc`, id);
}

export class SentSpecPages implements Pages {
  readonly #jobs: KeptJobs;
  /** The pages that were made, by the spec that they follow. */
  readonly #pages = new Map<string, Map<string, vscode.Uri>>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: vscode.Disposable[];
  readonly onDidChange = this.#changed.event;

  constructor(jobs: KeptJobs) {
    this.#jobs = jobs;
    this.#subscriptions = [
      this.#changed,
      vscode.workspace.onDidChangeTextDocument(({ document }) =>
        this.#pages.get(specUriOf(document))?.forEach((page) => this.#changed.fire(page)),
      ),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        for (const pages of this.#pages.values()) pages.delete(uri.toString());
      }),
    ];
  }

  /** The text of the spec as it is now, but for the values that were sent otherwise. */
  async provideTextDocumentContent(page: vscode.Uri): Promise<string> {
    const record = await findJob(this.#jobs, page.query);
    if (!record) return `// ${vscode.l10n.t('This job is no longer in the list')}\n`;
    const pages = this.#pages.get(record.spec) ?? new Map<string, vscode.Uri>();
    this.#pages.set(record.spec, pages.set(page.toString(), page));
    const document = findOpenSpec(record.spec);
    return document ? submittedSpec(document.getText(), record.request, jobRegion(record)) : submittedSpecOf(record);
  }

  dispose(): void {
    this.#subscriptions.forEach((each) => void each.dispose());
  }
}
