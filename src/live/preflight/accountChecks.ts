/** The checks of who signs, and of the vault. */
import * as l10n from '@vscode/l10n';
import type { Vault } from '../../cloud/accountResponses.ts';
import { failed, notChecked, passed, shown, type CheckResult, type Fact } from './check.ts';

/** What the calls of the preflight say of who signed them. */
export type Signing =
  | { readonly kind: 'accepted' }
  /** The service refused the keys, or the time of the request. */
  | { readonly kind: 'refused'; readonly what: 'keys' | 'clock'; readonly message: string }
  | { readonly kind: 'unknown'; readonly why: string };

export function checkSigning(signing: Signing): CheckResult[] {
  switch (signing.kind) {
    case 'accepted':
      return [
        passed('credentials', l10n.t('Cloud Backup accepts the credentials.')),
        passed('clock', l10n.t("This machine's clock agrees with Cloud Backup's.")),
      ];
    case 'refused':
      return signing.what === 'keys'
        ? [
            failed('credentials', signing.message),
            notChecked('clock', l10n.t('The credentials were refused before the clock was checked.')),
          ]
        : [
            notChecked('credentials', l10n.t("The request's time was refused before the credentials were checked.")),
            failed('clock', signing.message),
          ];
    case 'unknown':
      return [notChecked('credentials', signing.why), notChecked('clock', signing.why)];
  }
}

/** The vault of a spec; without one where the list of all vaults doesn't have it. */
export interface VaultLookup {
  readonly vault?: Vault;
  /** Whether the list was read to its end. */
  readonly isWhole: boolean;
}

/** The states in which a vault takes no restore. */
const unusableStates: ReadonlySet<string> = new Set(['INITIALIZING', 'ERROR']);
const place = { parameter: 'VaultId' };

export function checkVault(vaultId: string, region: string, lookup: Fact<VaultLookup>): CheckResult[] {
  if (!lookup.isKnown)
    return [notChecked('vaultRegion', lookup.why, place), notChecked('vaultStatus', lookup.why, place)];
  const { vault, isWhole } = lookup.value;
  const id = shown(vaultId);
  if (!vault) {
    const unseen = notChecked('vaultStatus', l10n.t('The vault was not found.'), place);
    return isWhole
      ? [failed('vaultRegion', l10n.t('There is no vault {0} in {1}.', id, shown(region)), place), unseen]
      : [notChecked('vaultRegion', l10n.t('Only the first part of the list of vaults was read.'), place), unseen];
  }
  const name = vault.name === undefined ? id : `${id} (${shown(vault.name)})`;
  const { regionId, status } = vault;
  return [
    regionId === undefined
      ? notChecked('vaultRegion', l10n.t('The service does not say in which region {0} is.', name), place)
      : regionId === region
        ? passed('vaultRegion', l10n.t('{0} is in {1}.', name, shown(region)), place)
        : failed(
            'vaultRegion',
            l10n.t('{0} is in {1}, and the request goes to {2}.', name, shown(regionId), shown(region)),
            place,
          ),
    status === 'CREATED'
      ? passed('vaultStatus', l10n.t('The vault can be used.'), place)
      : unusableStates.has(status ?? '')
        ? failed('vaultStatus', l10n.t("The vault can't be used: its status is {0}.", shown(status)), place)
        : notChecked(
            'vaultStatus',
            l10n.t('The vault has an unknown status: {0}.', status ? shown(status) : '-'),
            place,
          ),
  ];
}
