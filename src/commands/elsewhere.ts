import * as vscode from 'vscode';
import { errorText } from '../cloud/logText.ts';
import { isCloudError } from '../cloud/errors.ts';
import { contextKeys, views } from '../ids.ts';
import { after } from '../jobs/after.ts';
import { createElsewhere } from '../jobs/elsewhere.ts';
import { isUnsigned } from '../jobs/unfollowed.ts';
import { withoutLinks } from '../views/withoutLinks.ts';
import type { Services } from './services.ts';
import { stoppable } from './stoppable.ts';
import { UserError } from './userError.ts';

const setShown = (shown: boolean) => vscode.commands.executeCommand('setContext', contextKeys.elsewhereShown, shown);

function create({ store, accounts, log }: Services) {
  return createElsewhere({
    store,
    async connect() {
      const account = await accounts.forRegion(undefined);
      const client = await accounts.clientFor(account);
      if (client) return { account, client };
      throw new UserError(
        vscode.l10n.t('The sandbox was stopped.'),
        vscode.l10n.t('Start it again, or hide the jobs started elsewhere.'),
      );
    },
    isFocused: () => vscode.window.state.focused,
    now: Date.now,
    onOutage(error) {
      log.warn(`jobs started elsewhere: ${errorText(error)}`);
      // That nobody signs, the status bar says.
      if (!isCloudError(error) || isUnsigned(error)) return;
      const message = vscode.l10n.t(
        'The jobs started elsewhere could not be listed, and are looked for again every minute: {0}',
        error.message,
      );
      void vscode.window.showWarningMessage(withoutLinks(message));
    },
    after,
  });
}

/** Shows the account's jobs that something else started, or no longer; for this window, until it ends. */
export async function setElsewhereShown(services: Services, shown: boolean): Promise<void> {
  if (!shown) {
    services.elsewhere?.dispose();
    services.elsewhere = undefined;
    await setShown(false);
    return;
  }
  const { accounts } = services;
  if (!(await accounts.allow(await accounts.forRegion(undefined)))) return;
  const elsewhere = (services.elsewhere ??= create(services));
  let stopped = false;
  try {
    const title = vscode.l10n.t('Looking for jobs started elsewhere…');
    await vscode.window.withProgress({ location: { viewId: views.jobs } }, () =>
      stoppable(title, async (signal) => {
        signal.addEventListener('abort', () => (stopped = true));
        // A job of the past is no job of something else.
        await services.loadPast();
        await elsewhere.refresh(signal);
      }),
    );
    await setShown(true);
  } catch (error) {
    elsewhere.dispose();
    if (services.elsewhere === elsewhere) services.elsewhere = undefined;
    await setShown(false);
    if (!stopped) throw error;
  }
}
