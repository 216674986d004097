import * as vscode from 'vscode';
import { requireTrust } from '../accounts/workspaceTrust.ts';
import { errorText } from '../cloud/logFormat.ts';
import { quoteLine, quoteValue } from '../cloud/quote.ts';
import { hasSecret } from '../cloud/redaction/secrets.ts';
import { rangeOf } from '../editor/rangeOf.ts';
import { isUnderWay } from '../jobs/record.ts';
import { commands, showProblems } from '../ids.ts';
import { errorsOf, maxDiagnostics, type Diagnostic } from '../restoreSpec/diagnostic.ts';
import { parameterRange, readSpec, stringAt, toRequest, validateSpec } from '../restoreSpec/index.ts';
import type { Services } from '../services.ts';
import { specUriOf } from '../specUri.ts';
import { preflightLines } from '../ui/preflightLines.ts';
import { warningTexts } from '../ui/confirmRestore.ts';
import { fileName, placeOfFile } from '../ui/fileName.ts';
import { revealRange, specDocument } from '../ui/specDocuments.ts';
import { sendRestore, type SendServices } from '../ui/sendRestore.ts';
import { UserError, withOfferedCommands } from '../userError.ts';
import { plural } from '../restoreSpec/plural.ts';

type Logging = Pick<Services, 'log'>;

/**
 * The spec that the command is called on. What calls it may name any file.
 *
 * @throws UserError before anything is opened where the workspace is not trusted or the file is no spec
 */
async function documentOf(uri: vscode.Uri | undefined): Promise<vscode.TextDocument> {
  requireTrust();
  return specDocument(uri, { none: vscode.l10n.t('There is no restore spec to submit.') });
}

function refusal(name: string, errors: number): string {
  if (errors > maxDiagnostics) return vscode.l10n.t("{0} can't be sent: more than {1} problems.", name, maxDiagnostics);
  return plural(
    errors,
    vscode.l10n.t("{0} can't be sent: 1 problem.", name),
    vscode.l10n.t("{0} can't be sent: {1} problems.", name, errors),
  );
}

/** Shows what an error is about where that is possible. The editor may not come: another one that opens meanwhile keeps it away. */
async function revealIfPossible(document: vscode.TextDocument, range: vscode.Range, { log }: Logging): Promise<void> {
  try {
    await revealRange(document, range);
  } catch (error) {
    log.warn(errorText(error));
  }
}

/** Refuses a spec that may not be sent, selects the first place that is wrong, and offers to show all of them. */
async function requireValid(
  document: vscode.TextDocument,
  problems: readonly Diagnostic[],
  logging: Logging,
): Promise<void> {
  const errors = errorsOf(problems);
  const [first] = errors;
  if (!first) return;
  const range = rangeOf(document, first);
  await revealIfPossible(document, range, logging);
  const refused = new UserError(
    refusal(quoteValue(fileName(document.uri)), errors.length),
    vscode.l10n.t('Line {0}: {1} Correct it and submit again.', range.start.line + 1, first.message),
  );
  throw withOfferedCommands(refused, showProblems);
}

async function submitDocument(document: vscode.TextDocument, services: SendServices & Logging): Promise<void> {
  // The text is read once: what was validated and confirmed is what is sent.
  const source = document.getText();
  const spec = readSpec(source);
  const problems = validateSpec(spec, { hasSecret });
  await requireValid(document, problems, services);
  const request = toRequest(spec);
  const signer = await services.accounts.resolveForRegion(stringAt(spec, '$region'));
  const advice = {
    file: placeOfFile(document.uri),
    warnings: warningTexts(problems),
    mustAsk: vscode.window.activeTextEditor?.document !== document,
    notes: [],
    look: { label: vscode.l10n.t('Preview Request'), command: commands.previewRequest, argument: document.uri },
  };
  const check = () => preflightLines(services, signer, request, { document, spec: { source, parsed: spec } });
  await sendRestore(services, { request, signer, spec: specUriOf(document), advice, check }, async ({ failure }) => {
    // The service may name the parameter that it found wrong.
    const place = parameterRange(spec, failure?.parameter ?? '');
    if (place) await revealIfPossible(document, rangeOf(document, place), services);
  });
}

/** Submits the text in the editor as it is there, saved or not. */
export async function submit(services: SendServices & Logging, uri?: vscode.Uri): Promise<void> {
  const document = await documentOf(uri);
  const { jobs, submissions } = services;
  const key = specUriOf(document);
  const inAnotherWindow = jobs.store.all().some((job) => job.spec === key && isUnderWay(job));
  if (inAnotherWindow || submissions.specs.has(key)) {
    throw new UserError(
      vscode.l10n.t('This spec is being submitted already.'),
      vscode.l10n.t('Wait for its answer, and look at {0} in the sidebar.', quoteLine(vscode.l10n.t('Restore Jobs'))),
    );
  }
  submissions.specs.add(key);
  try {
    await submitDocument(document, services);
  } finally {
    submissions.specs.delete(key);
  }
}
