import * as vscode from 'vscode';
import { isSandbox, type Account } from '../cloud/account.ts';
import { hasSecret } from '../cloud/secrets.ts';
import { warningTexts } from './confirm.ts';
import { pickJob } from './pickJob.ts';
import { sendRestore } from './sendRestore.ts';
import type { Services } from './services.ts';
import { UserError } from './userError.ts';

/** The account of the earlier job; a sandbox has another address each time that it is started. @throws UserError without one */
function accountOf({ sandbox }: Services, account: Account): Account {
  if (!isSandbox(account)) return account;
  if (sandbox) return { ...account, endpoint: sandbox.endpoint };
  throw new UserError(
    vscode.l10n.t('The sandbox that the job was submitted to is stopped.'),
    vscode.l10n.t('Start it with "Cloud Backup: Start Sandbox", then submit again.'),
  );
}

/**
 * Sends the very request of an earlier job once more, as a new job, after the same questions as the first time. The spec may
 * be gone or changed: what was sent is what counts.
 */
export async function submitAgain(services: Services, id?: string): Promise<void> {
  const job = await pickJob(services, id, {
    title: vscode.l10n.t('Submit which job again?'),
    fits: ({ endedAt, elsewhere }) => endedAt !== undefined && !elsewhere,
    none: vscode.l10n.t('No job in the list has ended.'),
  });
  if (!job) return;
  const { request, spec } = job;
  const account = accountOf(services, job.account);
  const { judge, readSpec, specOfRequest } = await import('../spec/spec.ts');
  const problems = judge(readSpec(specOfRequest(request, undefined)), undefined, hasSecret);
  await sendRestore(services, { request, account, spec, warnings: warningTexts(problems) });
}
