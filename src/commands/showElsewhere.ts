import * as vscode from 'vscode';
import { isCloudError, isUnsigned } from '../cloud/cloudError.ts';
import { errorText } from '../cloud/logFormat.ts';
import { commands, contextKeys, views } from '../ids.ts';
import { systemClock } from '../jobs/clock.ts';
import { createExternalJobs } from '../jobs/polling/externalJobs.ts';
import type { Services } from '../services.ts';
import { withCancellableProgress } from '../ui/cancellableProgress.ts';
import { withoutLinks } from '../ui/withoutLinks.ts';
import { UserError, withOfferedCommands } from '../userError.ts';

type Needed = Pick<Services, 'jobs' | 'accounts' | 'log'>;

function watchExternalJobs({ jobs, accounts, log }: Needed) {
  return createExternalJobs({
    store: jobs.store,
    clock: systemClock,
    async connect() {
      const account = await accounts.forRegion(undefined);
      const client = await accounts.clientFor(account);
      if (client) return { account, client };
      throw new UserError(
        vscode.l10n.t('The sandbox was stopped.'),
        vscode.l10n.t('Start it again, or hide the jobs started elsewhere.'),
      );
    },
    removedIds: () => jobs.removed.ids(),
    isFocused: () => vscode.window.state.focused,
    onOutage(error) {
      log.warn(`jobs started elsewhere: ${errorText(error)}`);
      // That nobody signs, the status bar says.
      if (!isCloudError(error) || isUnsigned(error)) return;
      const message = vscode.l10n.t(
        'Jobs started elsewhere could not be listed. Trying again every minute: {0}',
        error.message,
      );
      const again = vscode.l10n.t('Try Again');
      void vscode.window.showWarningMessage(withoutLinks(message), again).then((choice) => {
        if (choice === again) void vscode.commands.executeCommand(commands.refreshJobs);
      });
    },
  });
}

/** Has the menus offer to hide such jobs where they are listed. The command may run twice, and one run may end what the other listed. */
const showAsListed = (jobs: Needed['jobs']) =>
  vscode.commands.executeCommand('setContext', contextKeys.elsewhereShown, jobs.externalJobs !== undefined);

/** Shows the account's jobs that something else started, in this window until it ends. */
export async function showElsewhere(services: Needed): Promise<void> {
  const { jobs, accounts } = services;
  if (!(await accounts.allow(await accounts.forRegion(undefined)))) return;
  const externalJobs = (jobs.externalJobs ??= watchExternalJobs(services));
  let stopped = false;
  try {
    const title = vscode.l10n.t('Looking for jobs started elsewhere…');
    await vscode.window.withProgress({ location: { viewId: views.jobs } }, () =>
      withCancellableProgress(title, async (signal) => {
        signal.addEventListener('abort', () => (stopped = true));
        // A job of the history was started here. It is known as such only once the history is loaded.
        await jobs.loadHistory();
        await externalJobs.refresh(signal);
      }),
    );
    await showAsListed(jobs);
  } catch (error) {
    externalJobs.dispose();
    if (jobs.externalJobs === externalJobs) jobs.externalJobs = undefined;
    await showAsListed(jobs);
    if (!stopped) throw withOfferedCommands(error, commands.showElsewhere);
  }
}
