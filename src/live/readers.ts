/** The readers of the accounts that this window has to do with. */
import type { Account } from '../cloud/account.ts';
import type { ServiceClient } from '../cloud/hbrClient.ts';
import { createAccountReader, type AccountReader, type ReaderParts } from './accountReader.ts';

export interface AccountReaders {
  /**
   * The reader of an account: the same one as long as the same one signs for the same region.
   *
   * @param client who signs from now on
   */
  readerFor(account: Account, client: () => Promise<ServiceClient | undefined>): AccountReader;
  /** Forgets all that is known. */
  clear(): void;
}

/** The most accounts of which something is kept; the longest unused one goes first. */
const mostAccounts = 5;

export function createAccountReaders(
  parts: Pick<ReaderParts, 'slots' | 'clock'> & {
    readonly onDenied: (account: Account, error: Parameters<ReaderParts['onDenied']>[0]) => void;
  },
): AccountReaders {
  const readers = new Map<string, { reader: AccountReader; client: ReaderParts['client'] }>();
  return {
    readerFor(account, client) {
      const { signer, profile, endpoint, region, caller } = account;
      const key = JSON.stringify([signer, profile, endpoint, region, caller]);
      let entry = readers.get(key);
      if (entry) entry.client = client;
      else {
        const added: { reader: AccountReader; client: ReaderParts['client'] } = {
          client,
          reader: createAccountReader({
            ...parts,
            client: () => added.client(),
            onDenied: (error) => parts.onDenied(account, error),
          }),
        };
        entry = added;
      }
      readers.delete(key);
      readers.set(key, entry);
      const [oldest] = readers.keys();
      if (readers.size > mostAccounts && oldest !== undefined) readers.delete(oldest);
      return entry.reader;
    },
    clear: () => readers.clear(),
  };
}
