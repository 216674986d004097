import type { AccountParts } from './accounts.ts';
import type { Accounts, LoadedAccounts, Services } from './services.ts';

/** The accounts, and with them the client and its errors, loaded when something is first asked of the service. */
export function lazyAccounts(parts: () => AccountParts & Pick<Services, 'accountChanged'>): Accounts {
  let loaded: Promise<LoadedAccounts> | undefined;
  const load = () => (loaded ??= import('./accounts.ts').then(({ createAccounts }) => createAccounts(parts())));
  return {
    selectedRegion: () => parts().selection.region(),
    onDidChange: (...listening) => parts().accountChanged.event(...listening),
    forRegion: async (specRegion) => (await load()).forRegion(specRegion),
    placeFor: async (selected) => (await load()).placeFor(selected),
    pinned: async (account) => (await load()).pinned(account),
    clientFor: async (account) => (await load()).clientFor(account),
    allow: async (account) => (await load()).allow(account),
    choices: async () => (await load()).choices(),
    choiceOf: async (account) => (await load()).choiceOf(account),
    check: async (account, signal, keys) => (await load()).check(account, signal, keys),
    regions: async (account, signal) => (await load()).regions(account, signal),
    isKnownRegion: async (region) => (await load()).isKnownRegion(region),
  };
}
