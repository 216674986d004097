import * as vscode from 'vscode';
import type { Account } from '../cloud/account.ts';
import { endpointFor } from '../cloud/endpoints.ts';
import { settings, settingsSection, views } from '../ids.ts';
import type { JobRecord } from '../jobs/record.ts';
import { submitRestore } from '../jobs/submit.ts';
import { summarize } from '../jobs/summary.ts';
import { isSpec } from '../spec/fileName.ts';
import { errorsOf, type Problem } from '../spec/problem.ts';
import type { RestoreRequest } from '../spec/parameters.ts';
import { isSandbox } from './accounts.ts';
import type { Services } from './services.ts';
import { showError, UserError } from './userError.ts';

async function documentOf(uri: vscode.Uri | undefined): Promise<vscode.TextDocument> {
  const document = uri ? await vscode.workspace.openTextDocument(uri) : vscode.window.activeTextEditor?.document;
  if (document && isSpec(document.uri.path)) return document;
  throw new UserError(
    vscode.l10n.t('There is no restore spec to submit.'),
    vscode.l10n.t('Open a file whose name ends in .restore.json, or make one with "Cloud Backup: New Restore Spec".'),
  );
}

function rangeOf(document: vscode.TextDocument, { offset, length }: Pick<Problem, 'offset' | 'length'>): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}

async function reveal(document: vscode.TextDocument, range: vscode.Range): Promise<void> {
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Refuses a spec that may not be sent, and shows the first place that is wrong. */
async function requireValid(document: vscode.TextDocument, problems: readonly Problem[]): Promise<void> {
  const errors = errorsOf(problems);
  const [first] = errors;
  if (!first) return;
  const range = rangeOf(document, first);
  await reveal(document, range);
  const more = errors.length > 1 ? vscode.l10n.t('There are {0} problems in all.', errors.length) : '';
  throw new UserError(
    vscode.l10n.t('Nothing was sent: line {0} of the spec is wrong. {1}', range.start.line + 1, first.message),
    [more, vscode.l10n.t('Correct it and submit again.')].filter(Boolean).join(' '),
  );
}

/** Asks before anything leaves. @returns false where the person said no */
async function confirmed(request: RestoreRequest, account: Account): Promise<boolean> {
  const configuration = vscode.workspace.getConfiguration(settingsSection);
  if (configuration.get(settings.confirmSubmit) === 'never') return true;
  const { what, paths, snapshot, vault, to, target, overwrites } = summarize(request);
  const detail = [
    isSandbox(account) && vscode.l10n.t('This goes to the sandbox: nothing real is restored.'),
    vscode.l10n.t('Restores: {0}', paths),
    vscode.l10n.t('From: snapshot {0} in vault {1}', snapshot, vault),
    vscode.l10n.t('To: {0}', target),
    vscode.l10n.t('Region: {0}', account.region),
    account.endpoint !== endpointFor(account.region) && vscode.l10n.t('Endpoint: {0}', account.endpoint),
    vscode.l10n.t('Profile: {0}', account.profile),
    vscode.l10n.t('Overwrites: {0}', overwrites),
  ];
  const restore = vscode.l10n.t('Start Restore');
  const message = vscode.l10n.t('Restore {0} to {1}?', what, to);
  const options = { modal: true, detail: detail.filter(Boolean).join('\n') };
  return (await vscode.window.showWarningMessage(message, options, restore)) === restore;
}

function tellSubmitted({ restoreId = '', account }: JobRecord): void {
  const copy = vscode.l10n.t('Copy RestoreId');
  const show = vscode.l10n.t('Show Jobs');
  const message = isSandbox(account)
    ? vscode.l10n.t('Restore job {0} was submitted to the sandbox.', restoreId)
    : vscode.l10n.t('Restore job {0} was submitted.', restoreId);
  void vscode.window.showInformationMessage(message, copy, show).then(async (choice) => {
    if (choice === copy) await vscode.env.clipboard.writeText(restoreId);
    if (choice === show) await vscode.commands.executeCommand(`${views.jobs}.focus`);
  });
}

function failureOf({ state, failure }: JobRecord): UserError {
  const head =
    state === 'unclear'
      ? vscode.l10n.t('It is not known whether the restore was started.')
      : vscode.l10n.t('The restore was not started.');
  const id = failure?.requestId ? vscode.l10n.t('RequestId: {0}.', failure.requestId) : '';
  return new UserError([head, failure?.message, id].filter(Boolean).join(' '), failure?.nextStep ?? '');
}

async function submitDocument(document: vscode.TextDocument, services: Services): Promise<void> {
  // The text is read once: what was judged and confirmed is what is sent.
  const { judge, placeOf, readSpec, stringAt, toRequest } = await import('../spec/spec.ts');
  const spec = readSpec(document.getText());
  await requireValid(document, judge(spec));
  const request = toRequest(spec);
  const account = await services.accounts.forRegion(stringAt(spec, '$region'));
  if (!(await confirmed(request, account))) return;
  const client = services.accounts.clientFor(account);
  if (!client) {
    throw new UserError(vscode.l10n.t('The sandbox was stopped meanwhile.'), vscode.l10n.t('Submit again.'));
  }
  const { record, notSaved } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Submitting the restore job…') },
    () => submitRestore({ request, account, client, spec: document.uri.toString() }, { ...services, now: Date.now }),
  );
  if (record.state === 'submitted') tellSubmitted(record);
  else {
    // The service may name the parameter that it found wrong.
    const place = placeOf(spec, record.failure?.parameter ?? '');
    if (place) await reveal(document, rangeOf(document, place));
    showError(failureOf(record));
  }
  if (notSaved) {
    const next = vscode.l10n.t('Note down {0}: this window forgets it when it closes.', record.restoreId ?? record.id);
    throw new UserError(notSaved.message, next);
  }
}

/** Submits the text in the editor as it is there, saved or not. */
export async function submit(services: Services, uri?: vscode.Uri): Promise<void> {
  const document = await documentOf(uri);
  const key = document.uri.toString();
  if (services.submitting.has(key)) {
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
