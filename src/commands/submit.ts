import * as vscode from 'vscode';
import { hasSecret } from '../cloud/secrets.ts';
import { rangeOf } from '../editor/rangeOf.ts';
import { isUnderWay } from '../jobs/record.ts';
import { isSpec } from '../spec/fileName.ts';
import { errorsOf, mostProblems, type Problem } from '../spec/problem.ts';
import { warningTexts } from './confirm.ts';
import { sendRestore } from './sendRestore.ts';
import type { Services } from './services.ts';
import { UserError } from './userError.ts';

async function documentOf(uri: vscode.Uri | undefined): Promise<vscode.TextDocument> {
  const document = uri ? await vscode.workspace.openTextDocument(uri) : vscode.window.activeTextEditor?.document;
  if (document && isSpec(document.uri.path)) return document;
  throw new UserError(
    vscode.l10n.t('There is no restore spec to submit.'),
    vscode.l10n.t('Open a file whose name ends in .restore.json, or make one with "Cloud Backup: New Restore Spec".'),
  );
}

async function reveal(document: vscode.TextDocument, range: vscode.Range): Promise<void> {
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function countText(errors: number): string {
  if (errors > mostProblems) return vscode.l10n.t('There are more than {0} problems.', mostProblems);
  return errors > 1 ? vscode.l10n.t('There are {0} problems in all.', errors) : '';
}

/** Refuses a spec that may not be sent, and shows the first place that is wrong. */
async function requireValid(document: vscode.TextDocument, problems: readonly Problem[]): Promise<void> {
  const errors = errorsOf(problems);
  const [first] = errors;
  if (!first) return;
  const range = rangeOf(document, first);
  await reveal(document, range);
  throw new UserError(
    vscode.l10n.t('Nothing was sent: line {0} of the spec is wrong. {1}', range.start.line + 1, first.message),
    [countText(errors.length), vscode.l10n.t('Correct it and submit again.')].filter(Boolean).join(' '),
  );
}

async function submitDocument(document: vscode.TextDocument, services: Services): Promise<void> {
  // The text is read once: what was judged and confirmed is what is sent.
  const { judge, placeOf, readSpec, stringAt, toRequest } = await import('../spec/spec.ts');
  const spec = readSpec(document.getText());
  const problems = judge(spec, undefined, hasSecret);
  await requireValid(document, problems);
  const request = toRequest(spec);
  const account = await services.accounts.forRegion(stringAt(spec, '$region'));
  const warnings = warningTexts(problems);
  await sendRestore(services, { request, account, spec: document.uri.toString(), warnings }, async ({ failure }) => {
    // The service may name the parameter that it found wrong.
    const place = placeOf(spec, failure?.parameter ?? '');
    if (place) await reveal(document, rangeOf(document, place));
  });
}

/** Submits the text in the editor as it is there, saved or not. */
export async function submit(services: Services, uri?: vscode.Uri): Promise<void> {
  const document = await documentOf(uri);
  const key = document.uri.toString();
  const elsewhere = services.store.all().some((job) => job.spec === key && isUnderWay(job));
  if (elsewhere || services.submitting.has(key)) {
    throw new UserError(
      vscode.l10n.t('This spec is being submitted already.'),
      vscode.l10n.t('Wait for its answer, and look at "{0}" in the sidebar.', vscode.l10n.t('Restore Jobs')),
    );
  }
  services.submitting.add(key);
  try {
    await submitDocument(document, services);
  } finally {
    services.submitting.delete(key);
  }
}
