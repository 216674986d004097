/** Looks up the vault of a spec. */
import * as l10n from '@vscode/l10n';
import type { Entries, Vault } from '../../cloud/accountResponses.ts';
import { vaults, type Question } from '../questions.ts';
import type { VaultLookup } from './accountChecks.ts';
import type { Answers } from './answers.ts';
import { known, unknown, type Fact } from './check.ts';

const vaultById = (vaultId: string): Question<Entries<Vault>> => ({
  key: JSON.stringify(['vault', vaultId]),
  operation: 'DescribeVaults',
  freshMs: 5 * 60_000,
  ask: (reads, signal) => reads.describeVaults({ pageNumber: 1, pageSize: 10, vaultId }, signal),
});

export async function lookUpVault(vaultId: string, answers: Answers): Promise<Fact<VaultLookup>> {
  if (vaultId === '') return unknown(l10n.t('The spec has no VaultId.'));
  const find = ({ entries }: { readonly entries: readonly Vault[] }) =>
    entries.find((each) => each.vaultId === vaultId);
  const isUsable = (found: { readonly entries: readonly Vault[] }) => find(found)?.status === 'CREATED';
  const all = vaults();
  const listed = answers.has(all) ? await answers.ask(all) : undefined;
  // A vault that was made since the list was read is not in it, or not finished in it.
  const answer = listed?.isKnown && isUsable(listed.value) ? listed : await answers.ask(vaultById(vaultId), isUsable);
  if (!answer.isKnown) return answer;
  const { value } = answer;
  const vault = find(value);
  const isWhole = 'isComplete' in value ? value.isComplete : value.entries.length >= (value.totalCount ?? 0);
  return known({ isWhole, ...(vault && { vault }) });
}
