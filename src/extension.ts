import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { createAccounts } from './commands/accounts.ts';
import { registerCommands } from './commands/register.ts';
import type { Services } from './commands/services.ts';
import { loadEditorOnFirstSpec } from './editor/load.ts';
import { settings, settingsSection } from './ids.ts';
import { openJournal } from './jobs/journal.ts';
import { createStore } from './jobs/store.ts';
import { settle } from './jobs/submit.ts';
import { createTracker } from './jobs/tracker.ts';
import { registerJobsTree } from './views/jobsTree.ts';

let running: Services | undefined;

/** Wires the parts and returns; nothing here waits for the disk or the network. */
export function activate(context: vscode.ExtensionContext): void {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const log = vscode.window.createOutputChannel('Cloud Backup', { log: true });
  const store = createStore();
  const journal = openJournal(vscode.Uri.joinPath(context.globalStorageUri, 'jobs').fsPath);

  const reload = async () => {
    const { records, setAside } = await journal.readAll();
    for (const name of setAside) log.error(`a damaged job record was set aside: ${name}`);
    store.put(
      ...records.map((record) =>
        settle(record, {
          message: vscode.l10n.t('The window closed before the answer came.'),
          nextStep: vscode.l10n.t("Look for the job among the vault's restore jobs before you submit again."),
        }),
      ),
    );
  };
  const accounts = createAccounts(log, () => services.sandbox);
  const tracker = createTracker({
    store,
    journal,
    clientFor: (account) => accounts.clientFor(account),
    floorSeconds: () => vscode.workspace.getConfiguration(settingsSection).get<number>(settings.pollIntervalSeconds, 2),
    now: Date.now,
    onOutage: (error) => (error ? log.warn(error.message) : log.info('the service answers again')),
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  });
  const services: Services = {
    log,
    journal,
    store,
    tracker,
    accounts,
    reload,
    submitting: new Set(),
    sandbox: undefined,
  };
  running = services;

  const loaded = reload().catch((error: unknown) => {
    log.error(error instanceof Error ? error : String(error));
  });
  context.subscriptions.push(
    log,
    tracker,
    registerCommands(services),
    registerJobsTree(store, loaded),
    loadEditorOnFirstSpec(store),
  );
}

export async function deactivate(): Promise<void> {
  await running?.sandbox?.close();
}
