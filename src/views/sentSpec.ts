/** The read-only pages that show specs as they were sent, to be held against what the specs say now. */
import * as vscode from 'vscode';
import { isSandbox } from '../cloud/account.ts';
import type { JobRecord } from '../jobs/record.ts';
import { specAsSent, specOfRequest } from '../spec/spec.ts';
import { specName } from './fileName.ts';
import { findJob, type ReportParts } from './jobReport.ts';

const sentScheme = 'cloud-backup-sent';

/** Where the request went, as a spec would say it; the sandbox has no region of its own. */
const regionOf = ({ account }: JobRecord) => (isSandbox(account) ? undefined : account.region);

/** A spec that makes the very request of a job. */
export function specOfJob(record: JobRecord): string {
  return specOfRequest(record.request, regionOf(record));
}

/** The page of a job. Its name is no spec's, so that nothing offers to submit or to correct it. */
export function sentPageOf({ id, spec }: JobRecord): vscode.Uri {
  const path = `/${specName(vscode.Uri.parse(spec))}.sent.jsonc`;
  return vscode.Uri.from({ scheme: sentScheme, path, query: id });
}

const openDocument = (uri: string) =>
  vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);

/** The pages that were made, by the spec that they follow. */
const pages = new Map<string, Map<string, vscode.Uri>>();
const following = new WeakSet<vscode.EventEmitter<vscode.Uri>>();

/**
 * The text of a page: that of the spec, but for the values that were sent otherwise.
 *
 * @param changes told of each page that is to be read anew, from the first call on
 * @param subscriptions gets what must be disposed of with `changes`
 */
export async function sentText(
  page: vscode.Uri,
  parts: ReportParts,
  changes: vscode.EventEmitter<vscode.Uri>,
  subscriptions: vscode.Disposable[],
): Promise<string> {
  if (!following.has(changes)) {
    following.add(changes);
    subscriptions.push(
      vscode.workspace.onDidChangeTextDocument(({ document }) =>
        pages.get(document.uri.toString())?.forEach((one) => changes.fire(one)),
      ),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        for (const following of pages.values()) following.delete(uri.toString());
      }),
    );
  }
  const record = await findJob(parts, page.query);
  if (!record) return `// ${vscode.l10n.t('This job is no longer in the list')}\n`;
  const spec = vscode.Uri.parse(record.spec).toString();
  pages.set(spec, (pages.get(spec) ?? new Map<string, vscode.Uri>()).set(page.toString(), page));
  const document = openDocument(spec);
  return document ? specAsSent(document.getText(), record.request, regionOf(record)) : specOfJob(record);
}
