/** The questions before a restore is sent. */
import * as vscode from 'vscode';
import { isSandbox, type Account } from '../cloud/account.ts';
import { inFull } from '../cloud/inFull.ts';
import { cleanExact } from '../cloud/text.ts';
import { settings, views } from '../ids.ts';
import { equalJob } from '../jobs/duplicates.ts';
import type { Lock } from '../jobs/locks.ts';
import { statusOf, type JobRecord } from '../jobs/record.ts';
import { summarize } from '../jobs/summary.ts';
import { warningsOf, type Problem } from '../spec/problem.ts';
import { parametersOf, type RestoreRequest } from '../spec/parameters.ts';
import { numberSetting, textSetting } from '../settings.ts';
import { accountLines, unknownRegion } from './accountLines.ts';
import type { Accounts, Services } from './services.ts';

/** More of them would hide what the question is. */
const mostWarnings = 5;

/**
 * What the judge warns of, but for regions that are not known: the question itself says so of them, also by what the service told.
 */
export function warningTexts(problems: readonly Problem[]): string[] {
  return warningsOf(problems)
    .filter(({ code }) => code !== 'unknownRegion' && code !== 'unknownTargetRegion')
    .map(({ message }) => message);
}

/** A region that was selected for other specs is easily one too many. */
async function acrossRegions(request: RestoreRequest, account: Account, accounts: Accounts): Promise<string[]> {
  const { region } = account;
  const target = parametersOf(request)['UdmRegionId'];
  if (target === undefined || target === region) return [];
  const lines = [
    vscode.l10n.t('Across regions: the request goes to {0}, what is restored goes to {1}.', region, target),
    ...(isSandbox(account) || (await accounts.isKnownRegion(target)) ? [] : [unknownRegion(target)]),
  ];
  return lines.map((line) => inFull(line, 500));
}

/**
 * Asks before anything leaves.
 *
 * @param warnings what the judge says the restore destroys or likely mistakes
 * @returns false where the person said no
 */
export async function confirmed(
  request: RestoreRequest,
  account: Account,
  warnings: readonly string[],
  accounts: Accounts,
): Promise<boolean> {
  if (textSetting(settings.confirmSubmit) === 'never') return true;
  const { what, paths, snapshot, vault, to, target, overwrites } = summarize(request);
  const detail = [
    isSandbox(account) && vscode.l10n.t('This goes to the sandbox: nothing real is restored.'),
    vscode.l10n.t('Restores: {0}', paths),
    vscode.l10n.t('From: snapshot {0} in vault {1}', snapshot, vault),
    vscode.l10n.t('To: {0}', target),
    ...(await accountLines(accounts, account)),
    ...(await acrossRegions(request, account, accounts)),
    vscode.l10n.t('Overwrites: {0}', overwrites),
    ...warnings.slice(0, mostWarnings).map((warning) => vscode.l10n.t('Warning: {0}', inFull(warning, 500))),
    warnings.length > mostWarnings &&
      vscode.l10n.t('{0} more warnings stand in the spec.', warnings.length - mostWarnings),
  ];
  const restore = vscode.l10n.t('Start Restore');
  const message = vscode.l10n.t('Restore {0} to {1}?', what, to);
  const options = { modal: true, detail: detail.filter(Boolean).join('\n') };
  return (await vscode.window.showWarningMessage(message, options, restore)) === restore;
}

function aboutJob(job: JobRecord, services: Services): string {
  const here = job.window === services.locks.owner.window;
  const when = new Date(job.createdAt).toLocaleString();
  return [
    here
      ? vscode.l10n.t('It was submitted by this window at {0}.', when)
      : vscode.l10n.t('It was submitted by another window, or before a restart, at {0}.', when),
    job.restoreId && vscode.l10n.t('RestoreId: {0}', job.restoreId),
    vscode.l10n.t('Status: {0}', cleanExact(statusOf(job), 80)),
    vscode.l10n.t('A second one restores the same data over the same target once more.'),
  ]
    .filter(Boolean)
    .join('\n');
}

/**
 * Asks again where an equal job is unclear, runs or is young. The lock keeps other windows from sending the same
 * meanwhile.
 *
 * @returns undefined where the person decided against it; else what to release once it is sent
 * @throws where the jobs can't be read or locked
 */
export async function notTwice(services: Services, print: string): Promise<Lock | undefined> {
  const lock = await services.locks.take(`equal-${print}`);
  const none: Lock = { release: () => Promise.resolve() };
  // As it is on disk now: another window may have just sent it.
  await services.reload();
  const minutes = numberSetting(settings.duplicateMinutes, 10, 0, 1440);
  const job = equalJob(services.store.all(), print, { now: Date.now(), withinMs: minutes * 60_000 });
  if (!job && lock) return lock;
  // Not while the question is open: this window may be left standing with it.
  await lock?.release();
  const message = vscode.l10n.t('The same restore was submitted already. Submit it again?');
  const detail = job ? aboutJob(job, services) : vscode.l10n.t('Another window is about to submit it.');
  const show = vscode.l10n.t('Show Existing Job');
  const again = vscode.l10n.t('Submit Again Anyway');
  const choice = await vscode.window.showWarningMessage(message, { modal: true, detail }, show, again);
  if (choice === show) await vscode.commands.executeCommand(`${views.jobs}.focus`);
  return choice === again ? none : undefined;
}
