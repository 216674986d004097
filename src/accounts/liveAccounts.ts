/** What is read from accounts while somebody writes a spec, or by a command: who signs for it, and what is known of it. */
import type * as vscode from 'vscode';
import type { CloudError } from '../cloud/cloudError.ts';
import { errorText } from '../cloud/logFormat.ts';
import type { Locks } from '../jobs/storage/locks.ts';
import { systemClock } from '../jobs/clock.ts';
import { openCallSlots } from '../live/callSlots.ts';
import { createAccountReaders } from '../live/readers.ts';
import type { Accounts, LiveAccount, LiveAccounts, ResolvedAccount } from '../services.ts';

export interface LiveAccountsDependencies {
  readonly accounts: Pick<Accounts, 'resolveForRegion' | 'onDidChange'>;
  /** Shared by all windows. */
  readonly locks: Pick<Locks, 'take'>;
  readonly log: Pick<vscode.LogOutputChannel, 'warn' | 'debug'>;
  /** Tells a person which permission is missing; called once for each account. */
  readonly onDenied: (error: CloudError) => void;
}

export function createLiveAccounts({ accounts, locks, log, onDenied }: LiveAccountsDependencies): LiveAccounts {
  const slots = openCallSlots(locks, systemClock, (error) =>
    log.warn(`calls are counted for this window alone: ${errorText(error)}`),
  );
  const readers = createAccountReaders({ slots, clock: systemClock, onDenied: (_, error) => onDenied(error) });
  // Who signs may be somebody else under the same name, and what they may do may have changed.
  accounts.onDidChange(() => readers.clear());

  const of = (resolved: ResolvedAccount): LiveAccount => ({
    account: resolved.account,
    reader: readers.readerFor(resolved.account, () => resolved.client()),
  });
  return {
    of,
    async whileTyping(specRegion) {
      try {
        return of(await accounts.resolveForRegion(specRegion));
      } catch (error) {
        // Nobody signs here: the window isn't trusted, or there are no keys or no region. Editing needs none of them.
        log.debug(`no values of an account: ${errorText(error)}`);
        return undefined;
      }
    },
  };
}
