import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { keepTidy } from './commands/keepTidy.ts';
import { lazyAccounts } from './commands/lazyAccounts.ts';
import { lazyAccountItem } from './commands/lazyAccountItem.ts';
import { errorText } from './cloud/logText.ts';
import { registerCommands } from './commands/register.ts';
import { loadWhenUnclear } from './commands/resolveJob.ts';
import { createSelection } from './commands/selection.ts';
import type { Services } from './commands/services.ts';
import { toldRegions } from './commands/toldRegions.ts';
import { loadEditorOnFirstSpec } from './editor/load.ts';
import { settings, settingsSection } from './ids.ts';
import { after } from './jobs/after.ts';
import { createFilter } from './jobs/filter.ts';
import { openHistory } from './jobs/history.ts';
import { openJournal } from './jobs/journal.ts';
import { newOwner, openLocks } from './jobs/locks.ts';
import type { JobRecord } from './jobs/record.ts';
import { createStore } from './jobs/store.ts';
import { createSync } from './jobs/sync.ts';
import { createTeller } from './jobs/teller.ts';
import { createTracker } from './jobs/tracker.ts';
import { openTurns } from './jobs/turns.ts';
import { numberSetting, textSetting } from './settings.ts';
import { registerJobsTree } from './views/jobsTree.ts';
import { createLog } from './views/log.ts';
import { registerStatusBar } from './views/statusBar.ts';
import { withoutLinks } from './views/withoutLinks.ts';

let running: Services | undefined;

const tellEnded = async (records: readonly JobRecord[]) => (await import('./commands/following.ts')).showEnded(records);

const decidesAccount = (event: vscode.ConfigurationChangeEvent) =>
  [settings.profile, settings.region, settings.endpoint].some((name) =>
    event.affectsConfiguration(`${settingsSection}.${name}`),
  );

/** Wires the parts and returns; nothing here waits for the disk or the network. */
export function activate(context: vscode.ExtensionContext): void {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const log = createLog('Cloud Backup');
  const store = createStore();
  const folderOf = (name: string) => vscode.Uri.joinPath(context.globalStorageUri, name).fsPath;
  const journal = openJournal(folderOf('jobs'));
  const history = openHistory(folderOf('done'));
  const locks = openLocks(folderOf('locks'), newOwner());
  const logError = (error: unknown) => log.error(error instanceof Error ? error : String(error));

  const sync = createSync({
    journal,
    history,
    store,
    onSetAside(name) {
      log.error(`a damaged job record was set aside: ${name}`);
      const message = vscode.l10n.t('A job record was damaged and was set aside as {0}. The others are kept.', name);
      void vscode.window.showWarningMessage(withoutLinks(message));
    },
    onError: logError,
  });
  const accounts = lazyAccounts(() => services);
  const tracker = createTracker({
    store,
    journal,
    turns: openTurns(folderOf('looks'), locks, Date.now),
    // A window that may not sign asks for nothing, and leaves it to the others.
    clientFor: (account) => (vscode.workspace.isTrusted ? accounts.clientFor(account) : undefined),
    floorSeconds: () => numberSetting(settings.pollIntervalSeconds, 2, 1, 3600),
    isFocused: () => vscode.window.state.focused,
    now: Date.now,
    onOutage: (error) => (error ? log.warn(errorText(error)) : log.info('the service answers again')),
    after,
  });
  const teller = createTeller({
    store,
    journal,
    locks,
    isFocused: () => vscode.window.state.focused,
    notifications: () => textSetting(settings.notifications),
    tell: (records) => void tellEnded(records).catch(logError),
    onError: logError,
    after,
  });
  const accountChanged = new vscode.EventEmitter<void>();
  const services: Services = {
    log,
    accountChanged,
    selection: createSelection(context.workspaceState, accountChanged),
    storage: context,
    journal,
    store,
    locks,
    tracker,
    accounts,
    history,
    filter: createFilter(),
    reload: () => sync.reload(),
    loadPast: () => sync.loadPast(),
    submitting: new Set(),
    inFlight: new Set(),
    reconciler: undefined,
    elsewhere: undefined,
    sandbox: undefined,
  };
  running = services;

  const unclear = loadWhenUnclear(services);
  const loaded = sync.reload().catch(logError);
  const limit = () => numberSetting(settings.historyLimit, 1000, 10, 100_000);
  const stopTidying = keepTidy({ journal, history, locks, limit, now: Date.now }, () => sync.reload(), logError);
  const accountItem = lazyAccountItem(services, logError);
  const loadPast = () => {
    // The tree does so when it is first seen.
    accountItem.load();
    return services.loadPast();
  };
  const lookAgain = () => {
    void services.elsewhere?.restart();
    // Somebody may sign for them again; what goes wrong, onOutage says.
    if (store.current().some(({ unfollowed }) => unfollowed)) tracker.refresh().catch(() => undefined);
  };
  const whole = async (id: string) => store.get(id) ?? (await history.read(id));
  context.subscriptions.push(
    log,
    sync,
    tracker,
    teller,
    unclear,
    { dispose: stopTidying },
    accountChanged,
    accountChanged.event(lookAgain),
    vscode.workspace.onDidChangeConfiguration((event) => decidesAccount(event) && lookAgain()),
    accountItem,
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      accountChanged.fire();
      tracker.refresh().catch(logError);
      services.reconciler?.then((reconciler) => reconciler.look()).catch(logError);
    }),
    { dispose: () => services.elsewhere?.dispose() },
    vscode.window.onDidChangeWindowState(() => tracker.focusChanged()),
    registerCommands(services),
    registerJobsTree({ ...services, loadPast, whole, onError: logError }, loaded),
    registerStatusBar(store),
    loadEditorOnFirstSpec(store, {
      get: () => toldRegions(context.globalState),
      onDidChange: accountChanged.event,
    }),
  );
}

/** How long the window's end waits for answers that are under way; what comes later is found out at the next start. */
const patienceMs = 3000;

export async function deactivate(): Promise<void> {
  const sent = Promise.allSettled([...(running?.inFlight ?? [])]);
  await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, patienceMs).unref())]);
  await running?.sandbox?.close();
}
