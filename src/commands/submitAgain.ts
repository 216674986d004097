import * as vscode from 'vscode';
import type { SandboxState } from '../accounts/sandboxState.ts';
import { isSandbox, type Account } from '../cloud/account.ts';
import { quoteValue } from '../cloud/quote.ts';
import { hasSecret } from '../cloud/redaction/secrets.ts';
import { commands } from '../ids.ts';
import { timeText } from '../jobs/format/units.ts';
import type { JobRecord } from '../jobs/record.ts';
import { joinList } from '../restoreSpec/joinSentences.ts';
import { preflightLines } from '../ui/preflightLines.ts';
import { warningTexts, type RestoreAdvice } from '../ui/confirmRestore.ts';
import { currentSpecOf, jobRegion } from '../ui/jobSpec.ts';
import { fileName } from '../ui/fileName.ts';
import { pickJob } from '../ui/pickJob.ts';
import { sendRestore, type SendServices } from '../ui/sendRestore.ts';
import { changedSince, readSpec, specFromRequest, validateSpec } from '../restoreSpec/index.ts';
import type { Services } from '../services.ts';
import { UserError } from '../userError.ts';

/** The account of the earlier job; a sandbox has another address each time that it is started. @throws UserError without one */
function accountOf(account: Account, sandbox: SandboxState): Account {
  if (!isSandbox(account)) return account;
  const running = sandbox.get();
  if (running) return { ...account, endpoint: running.endpoint };
  throw new UserError(
    vscode.l10n.t('The sandbox that the job was submitted to is stopped.'),
    vscode.l10n.t('Start it with "Cloud Backup: Start Sandbox", then submit again.'),
  );
}

/** More names would hide what the question is. */
const mostNames = 5;

/** The names of parameters, as they stand in a sentence. */
function namesText(names: readonly string[]): string {
  const left = names.length - mostNames;
  const first = names.slice(0, mostNames).map((name) => quoteValue(name, 100));
  return joinList([...first, ...(left > 0 ? [vscode.l10n.t('{0} more', left)] : [])]);
}

/** What the question says of the submission that is repeated, and of its file, which may say something else by now. */
async function adviceFor(
  job: JobRecord,
  log: vscode.LogOutputChannel,
): Promise<Pick<RestoreAdvice, 'notes' | 'look' | 'mustAsk'>> {
  const name = quoteValue(job.restoreId ?? '');
  const at = timeText(job.createdAt) || '?';
  const sends =
    job.restoreId === undefined
      ? vscode.l10n.t('Submit again: sends what was submitted at {0}, unchanged.', at)
      : vscode.l10n.t('Submit again: sends what {0} was submitted with at {1}, unchanged.', name, at);
  const openJob = { label: vscode.l10n.t('Open Job'), command: commands.openReport, argument: job.id };
  const document = await currentSpecOf(job, log);
  if (!document) return { notes: [sends], look: openJob, mustAsk: true };
  const file = quoteValue(fileName(document.uri));
  const changed = changedSince(document.getText(), job.request, jobRegion(job));
  if (changed?.length === 0) return { notes: [sends], look: openJob, mustAsk: true };
  const change =
    changed === undefined
      ? vscode.l10n.t('The file {0} has changed since and makes no request now. What is in it is NOT sent.', file)
      : vscode.l10n.t('The file {0} has changed since: {1}. What is in it now is NOT sent.', file, namesText(changed));
  const compare = { label: vscode.l10n.t('Compare'), command: commands.compareSpec, argument: job.id };
  return { notes: [change, sends], look: compare, mustAsk: true };
}

/**
 * Sends the very request of an earlier job once more, as a new job, after the same questions as the first time. The spec may
 * be gone or changed: what was sent is what counts, and the question says so.
 */
export async function submitAgain(
  services: SendServices & Pick<Services, 'sandbox' | 'log'>,
  id?: string,
): Promise<void> {
  const job = await pickJob(services.jobs, id, {
    title: vscode.l10n.t('Submit which job again?'),
    fits: ({ endedAt, external }) => endedAt !== undefined && !external,
    none: vscode.l10n.t('No job in the list has ended.'),
  });
  if (!job) return;
  const { request, spec } = job;
  const account = accountOf(job.account, services.sandbox);
  const problems = validateSpec(readSpec(specFromRequest(request, undefined)), { hasSecret });
  const signer = await services.accounts.resolve(account);
  const advice = { ...(await adviceFor(job, services.log)), warnings: warningTexts(problems) };
  const check = () => preflightLines(services, signer, request);
  await sendRestore(services, { request, signer, spec, advice, check });
}
