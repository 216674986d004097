import * as vscode from 'vscode';
import { isUnsettled } from '../jobs/record.ts';
import { pickJob } from './pickJob.ts';
import type { Services } from './services.ts';

/** Loads the part for unclear jobs with the first of them, and not before. */
export function loadWhenUnclear(services: Services): vscode.Disposable {
  const load = async () => {
    const { startReconciler } = await import('./unclear.ts');
    return startReconciler(services);
  };
  const look = () => {
    if (!services.store.all().some(isUnsettled)) return;
    services.reconciler ??= load();
  };
  return vscode.Disposable.from(
    { dispose: services.store.onDidChange(look) },
    { dispose: () => void services.reconciler?.then((reconciler) => reconciler.dispose()) },
  );
}

/** Looks for an unclear job once more, and lets the person pick where several fit. */
export async function resolveJob(services: Services, id?: string): Promise<void> {
  const job = await pickJob(services, id, {
    title: vscode.l10n.t('Find out about which job?'),
    fits: ({ state }) => state === 'unclear',
    none: vscode.l10n.t('No job is unclear.'),
  });
  const reconciler = await services.reconciler;
  if (!job || !reconciler || !(await services.accounts.allow(job.account))) return;
  const { decide } = await import('./unclear.ts');
  await decide(services, reconciler, job);
}
