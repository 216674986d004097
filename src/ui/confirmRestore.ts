/** The question before a restore is sent. */
import * as vscode from 'vscode';
import { isSandbox, type Account } from '../cloud/account.ts';
import { quoteLine, quoteMessage, quoteValue } from '../cloud/quote.ts';
import { commands, settings } from '../ids.ts';
import type { Locks } from '../jobs/storage/locks.ts';
import type { JobRecord } from '../jobs/record.ts';
import { duplicatesText } from '../jobs/format/duplicatesText.ts';
import { lossOf, repetitionText } from '../jobs/format/restoreLoss.ts';
import { requestLines } from '../jobs/format/restoreQuestion.ts';
import { formatDuration, timeText } from '../jobs/format/units.ts';
import { headline } from '../jobs/format/requestSummary.ts';
import { warningsOf, type Diagnostic } from '../restoreSpec/diagnostic.ts';
import { protectedTarget } from '../jobs/protectedTargets.ts';
import { parametersOf, type RestoreRequest } from '../restoreSpec/parameters.ts';
import { textSetting, unitedSetting } from '../settings.ts';
import { askModal } from '../askModal.ts';
import { accountLines, unknownRegionWarning } from '../accounts/accountLines.ts';
import type { Accounts, ResolvedAccount } from '../services.ts';
import type { CheckLines } from './preflightLines.ts';
import { confirmProtected, confirmTarget } from './confirmTarget.ts';
import { joinSentences } from '../restoreSpec/joinSentences.ts';
import { plural } from '../restoreSpec/plural.ts';

/** More of them would hide what the question is. */
const mostWarnings = 5;

/** Warnings that the question has in its own words: what is overwritten, and regions that nobody knows, by what the service told too. */
const inOwnWords: ReadonlySet<string> = new Set([
  'forceRestore',
  'overwriteExisting',
  'unknownRegion',
  'unknownTargetRegion',
]);

/** The warnings of a spec that the question repeats. */
export function warningTexts(problems: readonly Diagnostic[]): string[] {
  return warningsOf(problems)
    .filter(({ code }) => !inOwnWords.has(code))
    .map(({ message }) => message);
}

/** A region that was selected for other specs is easily one too many. */
async function crossRegionLines(request: RestoreRequest, account: Account, accounts: Accounts): Promise<string[]> {
  const { region } = account;
  const target = parametersOf(request)['UdmRegionId'];
  if (target === undefined || target === region) return [];
  return [
    vscode.l10n.t(
      'Across regions: the request goes to {0}, what is restored goes to {1}.',
      quoteValue(region, 100),
      quoteValue(target, 100),
    ),
    ...(isSandbox(account) || (await accounts.isKnownRegion(target)) ? [] : [unknownRegionWarning(target)]),
  ];
}

/** A button of the question that starts nothing: it shows something instead. */
export interface HarmlessStep {
  readonly label: string;
  readonly command: string;
  readonly argument: unknown;
}

/** What is known of a restore besides its request. */
export interface RestoreAdvice {
  /** The file whose text is sent, as a person knows it. Without one, the lines about where it comes from say so. */
  readonly file?: string;
  /** What the validation says of data that is destroyed and of likely mistakes. */
  readonly warnings: readonly string[];
  /** Whether it is asked for even where the setting says never: what is sent is not what the person has before them. */
  readonly mustAsk: boolean;
  /** Lines about where the request comes from. Values in them are quoted. */
  readonly notes: readonly string[];
  /** What shows more of what would be sent. It is offered with notes, and as the default where the restore destroys data. */
  readonly look: HarmlessStep;
  /** What the account says of the request. */
  readonly checks?: CheckLines;
}

/** The duplicates that are known when the question is asked. */
export interface Duplicates {
  /** The newest first. */
  readonly jobs: readonly JobRecord[];
  /** Whether another window is about to submit one. */
  readonly isBusy: boolean;
}

function duplicateLines({ jobs, isBusy }: Duplicates, request: RestoreRequest, locks: Locks) {
  const { sentence = '', lines = [] } = jobs.length > 0 ? duplicatesText(jobs, locks) : {};
  const busy = vscode.l10n.t('Another window is about to submit the same restore.');
  if (jobs.length === 0 && !isBusy) return { sentence, lines };
  return { sentence: sentence || busy, lines: [...lines, repetitionText(request)] };
}

function warningLines(warnings: readonly string[]): string[] {
  const left = warnings.length - mostWarnings;
  return [
    // A warning repeats values of the spec.
    ...warnings.slice(0, mostWarnings).map((warning) => vscode.l10n.t('Warning: {0}', quoteMessage(warning, 500))),
    ...(left > 0
      ? [
          plural(
            left,
            vscode.l10n.t('The spec has 1 more warning.'),
            vscode.l10n.t('The spec has {0} more warnings.', left),
          ),
        ]
      : []),
  ];
}

function checkLines({ failed, amount }: CheckLines): string[] {
  const left = failed.length - mostWarnings;
  return [
    // What failed repeats values of the spec and of the service.
    ...failed.slice(0, mostWarnings).map((message) => vscode.l10n.t('Check failed: {0}', quoteMessage(message, 500))),
    ...(left > 0
      ? [
          plural(
            left,
            vscode.l10n.t('1 more check failed. "Run Preflight Checks" shows it.'),
            vscode.l10n.t('{0} more checks failed. "Run Preflight Checks" shows them.', left),
          ),
        ]
      : []),
    ...(amount === undefined ? [] : [amount]),
  ];
}

/** What tells the snapshot from the others: its ID says neither of when it is nor of what. */
function snapshotLines({ snapshotTime, snapshotSource }: CheckLines, now: number): string[] {
  const taken = timeText(snapshotTime && snapshotTime * 1000);
  const age = formatDuration(now / 1000 - (snapshotTime ?? 0));
  return [
    ...(taken === '' ? [] : [vscode.l10n.t('Snapshot taken: {0}', vscode.l10n.t('{0} ({1} ago)', taken, age))]),
    ...(snapshotSource === undefined ? [] : [vscode.l10n.t('Snapshot of: {0}', quoteValue(snapshotSource, 200))]),
  ];
}

/** Everything that is asked about, as it is known when the question is asked. */
export interface RestoreQuestion {
  readonly request: RestoreRequest;
  readonly signer: ResolvedAccount;
  readonly advice: RestoreAdvice;
  readonly duplicates: Duplicates;
}

/**
 * Asks before anything leaves. What is lost comes first, then the duplicates. What may be long comes last. A button that starts a
 * restore is the default only where nothing is known to be lost, no check failed, and nothing like it was submitted
 * already. A protected target is always asked about, and typed.
 *
 * @returns false where the person said no
 */
export async function confirmRestore(
  { request, signer, advice, duplicates }: RestoreQuestion,
  accounts: Accounts,
  locks: Locks,
): Promise<boolean> {
  const { account } = signer;
  const { file, warnings, mustAsk, notes, look, checks = { failed: [] } } = advice;
  const setting = textSetting(settings.confirmSubmit);
  const isAgain = duplicates.jobs.length > 0 || duplicates.isBusy;
  const guarded = protectedTarget(request, unitedSetting(settings.protectedTargets));
  if (setting === 'never' && !mustAsk && !isAgain && guarded === undefined) return true;
  const { what, to } = headline(request);
  const loss = lossOf(request);
  const { sentence, lines } = duplicateLines(duplicates, request, locks);
  const { overwrites, places, rest } = requestLines(request);
  const detail = [
    overwrites,
    guarded !== undefined && vscode.l10n.t('{0} is a protected target.', quoteValue(guarded)),
    ...checkLines(checks),
    ...snapshotLines(checks, Date.now()),
    ...lines,
    ...notes,
    isSandbox(account) && vscode.l10n.t('This goes to the sandbox: nothing real is restored.'),
    ...(await crossRegionLines(request, account, accounts)),
    ...warningLines(warnings),
    file !== undefined && vscode.l10n.t('Spec: {0}', quoteValue(file)),
    ...places,
    ...(await accountLines(accounts, signer)),
    ...rest,
  ];
  const question = loss
    ? loss.question(quoteValue(loss.target), timeText(checks.snapshotTime && checks.snapshotTime * 1000) || undefined)
    : to === ''
      ? vscode.l10n.t('Restore {0} from snapshot {1}?', what, quoteValue(parametersOf(request)['SnapshotId'] ?? ''))
      : vscode.l10n.t('Restore {0} to {1}?', what, quoteLine(to));
  const [newest] = duplicates.jobs;
  const openJob = { label: vscode.l10n.t('Open Job'), command: commands.openReport, argument: newest?.id };
  const steps: readonly HarmlessStep[] = [
    ...(newest ? [openJob] : []),
    ...(notes.length > 0 || ((loss || isAgain || checks.failed.length > 0) && !newest) ? [look] : []),
  ];
  const start = loss?.deed ?? vscode.l10n.t('Start Restore');
  const again = loss?.deedAgain ?? vscode.l10n.t('Restore Again');
  const yes = isAgain ? again : start;
  const message = joinSentences(question, sentence);
  // The first button is the one that Enter presses.
  const choice = await askModal(message, detail.filter(Boolean).join('\n'), ...steps.map(({ label }) => label), yes);
  const step = steps.find(({ label }) => label === choice);
  if (step) await vscode.commands.executeCommand(step.command, step.argument);
  if (choice !== yes) return false;
  if (guarded !== undefined && !(await confirmProtected(guarded, yes))) return false;
  if (guarded !== undefined && guarded === loss?.target) return true;
  if (!loss || setting === 'always' || setting === 'never') return true;
  return confirmTarget(loss);
}
