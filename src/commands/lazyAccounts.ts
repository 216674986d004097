import type * as vscode from 'vscode';
import type { Accounts, RunningSandbox } from './services.ts';

/** The accounts, and with them the client and its errors, loaded when something is first asked of the service. */
export function lazyAccounts(log: vscode.LogOutputChannel, sandbox: () => RunningSandbox | undefined): Accounts {
  let loaded: Promise<Accounts> | undefined;
  const load = () => (loaded ??= import('./accounts.ts').then(({ createAccounts }) => createAccounts(log, sandbox)));
  return {
    forRegion: async (specRegion) => (await load()).forRegion(specRegion),
    clientFor: async (account) => (await load()).clientFor(account),
  };
}
