import * as vscode from 'vscode';
import { commands, contextKeys, views } from '../ids.ts';
import { isPending } from '../jobs/record.ts';
import type { Services } from '../services.ts';
import { withOfferedCommands } from '../userError.ts';
import { requireTrust } from '../accounts/workspaceTrust.ts';

/** Asks what is to be asked once before jobs can be looked at; without a yes they stay as they are. */
async function allow({ accounts, jobs }: Pick<Services, 'accounts' | 'jobs'>): Promise<void> {
  const pending = jobs.store.all().filter(isPending);
  const each = new Map(pending.map(({ account }) => [JSON.stringify(account), account]));
  // What else is wrong with one of them, the service says when it is asked.
  for (const account of each.values()) await accounts.allow(account).catch(() => false);
}

/** Takes in what other windows wrote, then asks the service. */
export async function refreshJobs(services: Pick<Services, 'accounts' | 'jobs'>): Promise<void> {
  await vscode.window.withProgress({ location: { viewId: views.jobs } }, async () => {
    const { jobs } = services;
    await jobs.reload();
    requireTrust();
    await allow(services);
    const looks = await Promise.allSettled([jobs.loadHistory(), jobs.poller.refresh(), jobs.externalJobs?.refresh()]);
    const failed = looks.find((look) => look.status === 'rejected');
    if (failed) throw withOfferedCommands(failed.reason as unknown, commands.refreshJobs);
    // Where the list could not be read before, it is known by now that there is nothing in it.
    if (jobs.store.rows().length === 0)
      await vscode.commands.executeCommand('setContext', contextKeys.emptyBecause, '');
  });
}
