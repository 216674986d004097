/** The preflight checks, as the question before a restore has them. */
import * as vscode from 'vscode';
import { settings } from '../ids.ts';
import type { CheckResult } from '../live/preflight/check.ts';
import type { RestoreRequest } from '../restoreSpec/parameters.ts';
import type { CheckedSpec, PreflightLoader, ResolvedAccount } from '../services.ts';
import { textSetting } from '../settings.ts';
import { errorText } from '../cloud/logFormat.ts';

/** The longest that a person waits for it, in ms. */
const withinMs = 1500;

/** What the question says of the checks. */
export interface CheckLines {
  /** What failed, in the order of harm. */
  readonly failed: readonly string[];
  /** How much will be written, where that is known. */
  readonly amount?: string;
  /** When the snapshot was taken, in UNIX seconds, where that is known. */
  readonly snapshotTime?: number;
  /** What the snapshot is of, where that is known. */
  readonly snapshotSource?: string;
}

/** The question has equal jobs in words of its own. */
function linesOf(results: readonly CheckResult[]): CheckLines {
  const failed = results.filter(({ check, verdict }) => verdict === 'failed' && check !== 'equalJob');
  const amount = results.find(({ check, verdict }) => check === 'amount' && verdict === 'passed')?.message;
  const snapshotTime = results.find(({ snapshotTime }) => snapshotTime !== undefined)?.snapshotTime;
  const snapshotSource = results.find(({ snapshotSource }) => snapshotSource !== undefined)?.snapshotSource;
  return {
    failed: failed.map(({ message }) => message),
    ...(amount !== undefined && { amount }),
    ...(snapshotTime !== undefined && { snapshotTime }),
    ...(snapshotSource !== undefined && { snapshotSource }),
  };
}

/**
 * Checks a request before a person is asked about it, unless the user has that switched off.
 *
 * @param open the document that the request was made of, which is marked, and its text at that time
 */
export async function preflightLines(
  { loadPreflights }: Partial<PreflightLoader>,
  signer: ResolvedAccount,
  request: RestoreRequest,
  open?: { readonly document: vscode.TextDocument; readonly spec: CheckedSpec },
): Promise<CheckLines> {
  if (!loadPreflights || textSetting(settings.preflight) === 'never') return { failed: [] };
  const title = vscode.l10n.t('Checking the restore against the account…');
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, async () => {
    try {
      const preflights = await loadPreflights();
      const results = await preflights.run(signer, request, { withinMs });
      if (open) preflights.mark(open.document, open.spec, results);
      return linesOf(results);
    } catch (error) {
      // A fault of the checks keeps nobody from a restore. The person reads of it all the same.
      return { failed: [vscode.l10n.t('The checks could not be run: {0}', errorText(error))] };
    }
  });
}
