import * as vscode from 'vscode';
import { isSandbox } from '../cloud/account.ts';
import { endpointFor, isRegionId } from '../cloud/endpoints.ts';
import { quoteValue } from '../cloud/quote.ts';
import { signerText } from '../jobs/format/jobMessages.ts';
import { endpointText } from './accountText.ts';
import type { Accounts, ResolvedAccount } from '../services.ts';

/** The most of a value that is shown, in UTF-16 units. */
const mostShown = 500;
const quote = (value: string) => quoteValue(value, mostShown);

export const unknownRegionWarning = (region: string) =>
  vscode.l10n.t('Warning: {0}', vscode.l10n.t('{0} is in no list of regions.', quote(region)));

/** Who signs and where a request goes, as lines of a question before it is sent. Nothing is asked of any service. */
export async function accountLines(
  accounts: Pick<Accounts, 'isKnownRegion'>,
  { account, accountId }: Pick<ResolvedAccount, 'account' | 'accountId'>,
): Promise<string[]> {
  const sandbox = isSandbox(account);
  const known = sandbox || (await accounts.isKnownRegion(account.region));
  const profile = signerText({ ...account, profile: quote(account.profile) });
  const own = isRegionId(account.region) && account.endpoint === endpointFor(account.region);
  const endpoint = quote(account.endpoint);
  return [
    vscode.l10n.t('Region: {0}', quote(account.region)),
    ...(own ? [] : [vscode.l10n.t('Endpoint: {0}', sandbox ? endpoint : endpointText(account, endpoint))]),
    accountId === undefined
      ? vscode.l10n.t('Profile: {0}', profile)
      : vscode.l10n.t('Profile: {0}, account {1}', profile, quote(accountId)),
    ...(known ? [] : [unknownRegionWarning(account.region)]),
  ];
}
