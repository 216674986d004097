import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { createSandboxState } from './accounts/sandboxState.ts';
import { createSelection } from './accounts/selection.ts';
import { readLiveValues } from './accounts/storedLiveValues.ts';
import { registerAssistantTools } from './assistant/tools.ts';
import { registerCommands } from './commands/registerCommands.ts';
import { loadEditorOnFirstSpec } from './editor/lazyEditor.ts';
import { errorText } from './cloud/logFormat.ts';
import { pageSchemes, settings, settingsSection } from './ids.ts';
import { findJob } from './jobs/findJob.ts';
import { openJobs } from './jobs/openJobs.ts';
import { once } from './once.ts';
import type { Services, Submissions } from './services.ts';
import { accountSettingChanged, numberSetting, textSetting } from './settings.ts';
import { createLog } from './ui/log.ts';
import { lazyAccountItem } from './views/lazyAccountItem.ts';
import { registerJobsTree } from './views/jobsTree.ts';
import { serveLazyPages } from './views/lazyPages.ts';
import { lazyStatusBar } from './views/lazyStatusBar.ts';
import type * as ViewsChunk from './views/viewsChunk.ts';

/** What is ended with the window. */
let running: Pick<Services, 'submissions' | 'sandbox'> | undefined;

/** Wires the parts and returns; nothing here waits for the disk or the network. */
export function activate(context: vscode.ExtensionContext): void {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const log = createLog('Cloud Backup');
  const onError = (error: unknown) => log.error(error instanceof Error ? error : String(error));

  const withViews = (show: (views: typeof ViewsChunk) => unknown) => {
    import('./views/viewsChunk.ts').then(show).catch(onError);
  };

  const accountChanged = new vscode.EventEmitter<void>();
  const selection = createSelection(context.workspaceState, accountChanged);
  const sandbox = createSandboxState(accountChanged);
  const loadAccounts = once(async () => {
    const { openAccounts } = await import('./ui/openAccounts.ts');
    return openAccounts({ log, selection, sandbox, storage: context, changed: accountChanged, locks: jobs.locks });
  });

  const jobs = openJobs({
    folder: context.globalStorageUri.fsPath,
    language: vscode.env.language,
    // A window that may not sign asks for nothing, and leaves it to the others.
    clientFor: async (account) => (vscode.workspace.isTrusted ? (await loadAccounts()).clientFor(account) : undefined),
    pollIntervalSeconds: () => numberSetting(settings.pollIntervalSeconds, 2, 1, 3600),
    historyLimit: () => numberSetting(settings.historyLimit, 1000, 10, 100_000),
    notifications: () => textSetting(settings.notifications),
    isFocused: () => vscode.window.state.focused,
    // The window itself runs this command, so it ends only where there is one. Nothing reads the key.
    async canShow() {
      await vscode.commands.executeCommand('setContext', `${settingsSection}.answers`, true);
    },
    showEnded: (records) => withViews(({ showEnded }) => showEnded(records)),
    showReconciled: (record) => withViews(({ showReconciled }) => showReconciled(record)),
    onSetAside(name) {
      log.error(`a damaged job record was set aside: ${name}`);
      withViews(({ showSetAside }) => showSetAside(name));
    },
    onUnread(records) {
      for (const { name, kind, error } of records)
        log.error(`the job record ${name} says nothing: ${kind} ${error === undefined ? '' : errorText(error)}`);
      withViews(({ showUnread }) => showUnread(records));
    },
    log,
    onError,
  });

  const loadPreflights = once(async () => {
    const { createPreflights } = await import('./editor/preflights.ts');
    const preflights = createPreflights(await loadAccounts(), jobs);
    context.subscriptions.push(preflights);
    return preflights;
  });

  const submissions: Submissions = { specs: new Set(), requests: new Set() };
  const loadRequestPages = once(async () => {
    const { RequestPages } = await import('./views/pagesChunk.ts');
    return new RequestPages(await loadAccounts());
  });
  const accountItem = lazyAccountItem(loadAccounts, accountChanged, onError);

  const tree = registerJobsTree(
    {
      store: jobs.store,
      filter: jobs.filter,
      find: (id) => findJob(jobs, id),
      loadHistory() {
        // Who looks at the jobs wants to know whose they are.
        accountItem.load();
        return jobs.loadHistory();
      },
      onError,
    },
    jobs.loaded,
  );

  running = { submissions, sandbox };
  context.subscriptions.push(
    log,
    accountChanged,
    jobs,
    accountChanged.event(() => jobs.signerChanged()),
    vscode.workspace.onDidChangeConfiguration((event) => accountSettingChanged(event) && jobs.signerChanged()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      accountChanged.fire();
      jobs.trustGranted();
    }),
    vscode.window.onDidChangeWindowState(() => jobs.poller.focusChanged()),
    registerCommands({
      ...{ jobs, sandbox, submissions, log, loadAccounts, loadRequestPages, loadPreflights },
      focusedRows: () => tree.focusedRows(),
    }),
    serveLazyPages(pageSchemes.request, loadRequestPages),
    serveLazyPages(pageSchemes.report, async () => {
      const { JobReportPages } = await import('./views/pagesChunk.ts');
      return new JobReportPages(jobs, onError);
    }),
    serveLazyPages(pageSchemes.sentSpec, async () => {
      const { SentSpecPages } = await import('./views/pagesChunk.ts');
      return new SentSpecPages(jobs);
    }),
    accountItem,
    tree,
    lazyStatusBar(jobs.store, onError),
    registerAssistantTools(async (name, input, token) => {
      const [{ answerText }, { lookAtJobsOf }] = await Promise.all([
        import('./assistant/toolAnswers.ts'),
        import('./assistant/jobTools.ts'),
      ]);
      return answerText(name, input, lookAtJobsOf(jobs), token);
    }),
    loadEditorOnFirstSpec(
      jobs.store,
      {
        get: () => readLiveValues(context.globalState),
        onDidChange: accountChanged.event,
        accounts: loadAccounts,
      },
      onError,
    ),
  );
}

/** How long the window's end waits for answers that are under way. What comes later is found out at the next start. */
const patienceMs = 3000;

export async function deactivate(): Promise<void> {
  const answered = Promise.allSettled([...(running?.submissions.requests ?? [])]);
  await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, patienceMs).unref())]);
  await running?.sandbox.get()?.close();
}
