import * as vscode from 'vscode';
import { views } from '../ids.ts';
import type { Services } from './services.ts';

/** Takes in what other windows wrote, then asks the service. */
export async function refreshJobs(services: Services): Promise<void> {
  await vscode.window.withProgress({ location: { viewId: views.jobs } }, async () => {
    await services.reload();
    const looks = await Promise.allSettled([
      services.loadPast(),
      services.tracker.refresh(),
      services.elsewhere?.refresh(),
    ]);
    const failed = looks.find((look) => look.status === 'rejected');
    if (failed) throw failed.reason;
  });
}
