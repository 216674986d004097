import * as vscode from 'vscode';
import { isSandbox, type Account } from '../cloud/account.ts';
import { endpointFor, isRegionId } from '../cloud/endpoints.ts';
import { inFull } from '../cloud/inFull.ts';
import { signedBy } from '../jobs/signedBy.ts';
import { endpointText } from '../views/accountWords.ts';
import type { Accounts } from './services.ts';

export const unknownRegion = (region: string) =>
  vscode.l10n.t('Warning: {0}', vscode.l10n.t('{0} is in no list of regions.', region));

/** Who signs and where a request goes, as lines of a question before it is sent. Nothing is asked of any service. */
export async function accountLines(accounts: Accounts, account: Account): Promise<string[]> {
  const sandbox = isSandbox(account);
  // The question is no worse for what can't be found out about the account now.
  const choice = sandbox ? undefined : await accounts.choiceOf(account).catch(() => undefined);
  const known = sandbox || (await accounts.isKnownRegion(account.region));
  const profile = signedBy(account);
  const own = isRegionId(account.region) && account.endpoint === endpointFor(account.region);
  return [
    vscode.l10n.t('Region: {0}', account.region),
    !own && vscode.l10n.t('Endpoint: {0}', sandbox ? account.endpoint : endpointText(account)),
    choice?.account === undefined
      ? vscode.l10n.t('Profile: {0}', profile)
      : vscode.l10n.t('Profile: {0}, account {1}', profile, choice.account),
    !known && unknownRegion(account.region),
  ].flatMap((line) => (line === false ? [] : inFull(line, 500)));
}
