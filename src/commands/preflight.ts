import * as vscode from 'vscode';
import { requireTrust } from '../accounts/workspaceTrust.ts';
import { rangeOf } from '../editor/rangeOf.ts';
import type { CheckResult } from '../live/preflight/check.ts';
import { placeOf } from '../live/preflight/place.ts';
import { checkTitle, countsText, ofVerdict } from '../live/preflight/checkTexts.ts';
import { readSpec, stringAt, toRequest, type SpecDocument } from '../restoreSpec/index.ts';
import { readableRoot } from '../restoreSpec/specDocument.ts';
import type { PreflightLoader, Services } from '../services.ts';
import { withCancellableProgress } from '../ui/cancellableProgress.ts';
import { revealRange, specDocument } from '../ui/specDocuments.ts';
import { plainText } from '../ui/withoutLinks.ts';
import { showProblems } from '../ids.ts';
import { UserError, withOfferedCommands } from '../userError.ts';

interface ResultItem extends vscode.QuickPickItem {
  readonly result?: CheckResult;
}

const icons = { failed: 'error', passed: 'pass', notChecked: 'circle-slash' } as const;

/** The results as a list: what failed first, each group under its name. A screen reader says the name with each row: it says no icon. */
function itemsOf(results: readonly CheckResult[]): ResultItem[] {
  const groups = [
    ['failed', vscode.l10n.t('Failed')],
    ['notChecked', vscode.l10n.t('Not checked')],
    ['passed', vscode.l10n.t('Passed')],
  ] as const;
  return groups.flatMap(([verdict, label]): ResultItem[] => {
    const found = ofVerdict(results, verdict);
    if (found.length === 0) return [];
    return [
      { label, kind: vscode.QuickPickItemKind.Separator },
      ...found.map((result) => ({
        label: checkTitle(result.check),
        description: label,
        iconPath: new vscode.ThemeIcon(icons[verdict]),
        detail: plainText(result.message),
        result,
      })),
    ];
  });
}

/** Shows the results until a person puts them away, or chooses one: then its line is shown. */
async function showResults(
  document: vscode.TextDocument,
  spec: SpecDocument,
  results: readonly CheckResult[],
): Promise<void> {
  const title = vscode.l10n.t('Preflight Checks: {0}', countsText(results));
  const placeHolder = vscode.l10n.t('Choose a check to go to its line');
  const chosen = await vscode.window.showQuickPick(itemsOf(results), { title, placeHolder, matchOnDetail: true });
  const place = chosen?.result && placeOf(spec, chosen.result);
  if (!place || document.isClosed) return;
  await revealRange(document, rangeOf(document, place));
}

/** Checks a spec against the account, with calls that only read. @throws UserError where it can't be read, or nobody signs */
export async function preflight(
  { accounts, loadPreflights }: Pick<Services, 'accounts'> & PreflightLoader,
  uri?: vscode.Uri,
): Promise<void> {
  requireTrust();
  const document = await specDocument(uri);
  const source = document.getText();
  const parsed = readSpec(source);
  if (!readableRoot(parsed)) {
    const unreadable = new UserError(
      vscode.l10n.t("The spec can't be read, so nothing was checked."),
      vscode.l10n.t('Correct what the editor marks, then run the checks again.'),
    );
    throw withOfferedCommands(unreadable, showProblems);
  }
  const signer = await accounts.resolveForRegion(stringAt(parsed, '$region'));
  if (!(await signer.allow())) return;
  const preflights = await loadPreflights();
  const title = vscode.l10n.t('Running preflight checks…');
  const results = await withCancellableProgress(title, async (signal) => {
    const found = await preflights.run(signer, toRequest(parsed), { signal });
    return signal.aborted ? undefined : found;
  });
  if (!results) return;
  preflights.mark(document, { source, parsed }, results);
  await showResults(document, parsed, results);
}
