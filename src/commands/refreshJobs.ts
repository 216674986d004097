import * as vscode from 'vscode';
import { quoteMessage } from '../cloud/quote.ts';
import { commands, views } from '../ids.ts';
import type { Jobs } from '../jobs/openJobs.ts';
import { isPending } from '../jobs/record.ts';
import type { Services } from '../services.ts';
import { UserError, withOfferedCommands } from '../userError.ts';
import { requireTrust } from '../accounts/workspaceTrust.ts';

/** Asks what is to be asked once before jobs can be looked at; without a yes they stay as they are. */
async function allow({ accounts, jobs }: Pick<Services, 'accounts' | 'jobs'>): Promise<void> {
  const pending = jobs.store.all().filter(isPending);
  const each = new Map(pending.map(({ account }) => [JSON.stringify(account), account]));
  // What else is wrong with one of them, the service says when it is asked.
  for (const account of each.values()) await accounts.allow(account).catch(() => false);
}

/** @throws UserError with the offer to try again */
async function readFromDisk({ reload, loadHistory }: Jobs): Promise<void> {
  try {
    await reload();
    await loadHistory();
  } catch (error) {
    const reason = error instanceof Error ? ((error.cause as Error | undefined) ?? error).message : String(error);
    const unread = new UserError(
      vscode.l10n.t('The restore jobs could not be read from the disk: {0}.', quoteMessage(reason)),
      vscode.l10n.t('Check that the folder can be read, then try again.'),
      { cause: error },
    );
    throw withOfferedCommands(unread, commands.refreshJobs);
  }
}

/** Takes in what is on disk, then asks the service. */
export async function refreshJobs(services: Pick<Services, 'accounts' | 'jobs'>): Promise<void> {
  await vscode.window.withProgress({ location: { viewId: views.jobs } }, async () => {
    const { jobs } = services;
    await readFromDisk(jobs);
    requireTrust();
    await allow(services);
    const looks = await Promise.allSettled([jobs.poller.refresh(), jobs.externalJobs?.refresh()]);
    const failed = looks.find((look) => look.status === 'rejected');
    if (failed) throw withOfferedCommands(failed.reason as unknown, commands.refreshJobs);
  });
}
