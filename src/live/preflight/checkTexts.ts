/** The words for a preflight's results. */
import * as l10n from '@vscode/l10n';
import type { CheckName, CheckResult, Verdict } from './check.ts';

/** What a check is about, in a few words. */
export function checkTitle(check: CheckName): string {
  switch (check) {
    case 'credentials':
      return l10n.t('Credentials');
    case 'clock':
      return l10n.t('Clock');
    case 'vaultRegion':
      return l10n.t('Vault in the region');
    case 'vaultStatus':
      return l10n.t('Vault usable');
    case 'snapshot':
      return l10n.t('Snapshot exists');
    case 'snapshotStatus':
      return l10n.t('Snapshot complete');
    case 'snapshotExpiry':
      return l10n.t('Snapshot not expired');
    case 'snapshotHash':
      return l10n.t('Hash of the snapshot');
    case 'sourceType':
      return l10n.t('Type of the source');
    case 'target':
      return l10n.t('Target exists');
    case 'targetSystem':
      return l10n.t('System of the target');
    case 'targetTime':
      return l10n.t('TargetTime in the span');
    case 'include':
      return l10n.t('Included path');
    case 'exclude':
      return l10n.t('Excluded path');
    case 'amount':
      return l10n.t('Amount to be written');
    case 'equalJob':
      return l10n.t('No identical job running');
    case 'crossAccountRole':
      return l10n.t('Role of the other account');
  }
}

export const ofVerdict = (results: readonly CheckResult[], verdict: Verdict): CheckResult[] =>
  results.filter((result) => result.verdict === verdict);

/** How the checks ended, in one line. */
export function countsText(results: readonly CheckResult[]): string {
  const count = (verdict: Verdict) => ofVerdict(results, verdict).length;
  return l10n.t('{0} failed, {1} passed, {2} not checked', count('failed'), count('passed'), count('notChecked'));
}
