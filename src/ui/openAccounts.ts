import { createAccounts, type AccountsDependencies } from '../accounts/accounts.ts';
import { createLiveAccounts, type LiveAccountsDependencies } from '../accounts/liveAccounts.ts';
import type { OpenAccounts } from '../services.ts';
import { showDenied } from './showDenied.ts';

/** Who signs, and what is read of their accounts. A missing permission is told to the person. */
export function openAccounts(
  dependencies: AccountsDependencies & Pick<LiveAccountsDependencies, 'locks'>,
): OpenAccounts {
  const accounts = createAccounts(dependencies);
  const { locks, log } = dependencies;
  const onDenied = (error: Parameters<typeof showDenied>[0]) => void showDenied(error);
  return { ...accounts, live: createLiveAccounts({ accounts, locks, log, onDenied }) };
}
