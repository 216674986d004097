import * as vscode from 'vscode';
import { views } from '../ids.ts';
import { isPending } from '../jobs/record.ts';
import type { Services } from './services.ts';
import { requireTrust } from './trust.ts';

/** Asks what is to be asked once before jobs can be looked at; without a yes they stay as they are. */
async function allow({ accounts, store }: Services): Promise<void> {
  const pending = store.all().filter(isPending);
  const each = new Map(pending.map(({ account }) => [JSON.stringify(account), account]));
  // What else is wrong with one of them, the look says.
  for (const account of each.values()) await accounts.allow(account).catch(() => false);
}

/** Takes in what other windows wrote, then asks the service. */
export async function refreshJobs(services: Services): Promise<void> {
  await vscode.window.withProgress({ location: { viewId: views.jobs } }, async () => {
    await services.reload();
    requireTrust();
    await allow(services);
    const looks = await Promise.allSettled([
      services.loadPast(),
      services.tracker.refresh(),
      services.elsewhere?.refresh(),
    ]);
    const failed = looks.find((look) => look.status === 'rejected');
    if (failed) throw failed.reason;
  });
}
