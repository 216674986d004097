/** The checks of the snapshot: whether it is there, complete and kept, and what it is a snapshot of. */
import * as l10n from '@vscode/l10n';
import type { Snapshot, Vault } from '../../cloud/accountResponses.ts';
import { joinSentences } from '../../restoreSpec/joinSentences.ts';
import { failed, notChecked, passed, shown, shownTime, type CheckName, type CheckResult, type Fact } from './check.ts';

/** What the search for the snapshot of a spec came to. */
export interface SnapshotLookup {
  /** Absent where it was not among those that were looked through. */
  readonly snapshot?: Snapshot;
  /** How many snapshots were looked through. */
  readonly count: number;
  /** Whether they are all that can be listed for the vault and the type. */
  readonly isWhole: boolean;
  /** Whether files could be listed by the spec's hash: then it names a snapshot of the vault. */
  readonly isHashOfVault?: boolean;
  /** Why some could not be looked through. */
  readonly why?: string;
}

/** What of a spec is compared with its snapshot. Times are UNIX seconds, each as it is sent. */
export interface SnapshotClaims {
  readonly snapshotId: string;
  readonly vaultId?: string | undefined;
  readonly snapshotHash?: string | undefined;
  readonly sourceType: string;
  readonly targetTime?: string | undefined;
}

const place = { parameter: 'SnapshotId' };

function checkFound({ snapshotId, vaultId, sourceType }: SnapshotClaims, lookup: SnapshotLookup): CheckResult {
  const { snapshot, count, isWhole, isHashOfVault = false, why } = lookup;
  const id = shown(snapshotId);
  if (snapshot) {
    // Some snapshots are asked for by their ID alone, so one of any vault may come.
    if (vaultId !== undefined && snapshot.vaultId !== undefined && snapshot.vaultId !== vaultId) {
      const message = l10n.t('{0} is in the vault {1}, not in {2}.', id, shown(snapshot.vaultId), shown(vaultId));
      return failed('snapshot', message, { parameter: 'VaultId' });
    }
    const { completeTime, createdTime, instanceName, instanceId, bucket, fileSystemId, tableName } = snapshot;
    const time = completeTime ?? createdTime;
    const source = [instanceName ?? instanceId ?? bucket ?? fileSystemId, tableName].filter(Boolean).join('/');
    const message = l10n.t('{0} exists: {1}', id, [time && shownTime(time), shown(source)].filter(Boolean).join(', '));
    // What was written while the snapshot was being taken may be missing in it.
    const snapshotTime = createdTime ?? completeTime;
    return {
      ...passed('snapshot', message, place),
      ...(snapshotTime !== undefined && { snapshotTime }),
      ...(source !== '' && { snapshotSource: source }),
    };
  }
  const facts = [id, count, shown(sourceType)] as const;
  if (!isWhole) {
    const message = l10n.t(
      '{0} is not among the {2} snapshots of the vault that were looked through ({1}); there are more.',
      ...facts,
    );
    return notChecked('snapshot', joinSentences(message, why), place);
  }
  if (isHashOfVault) {
    const message = l10n.t(
      '{0} is not among the {2} snapshots of the vault that can be listed ({1}), but files can be listed by its hash.',
      ...facts,
    );
    return notChecked('snapshot', message, place);
  }
  const message = l10n.t('{0} is not among the {2} snapshots of the vault that can be listed ({1}).', ...facts);
  return failed('snapshot', message, place);
}

function checkStatus({ status }: Snapshot): CheckResult {
  switch (status) {
    case 'COMPLETE':
      return passed('snapshotStatus', l10n.t('The snapshot is complete.'), place);
    case undefined:
      return notChecked('snapshotStatus', l10n.t('The service does not say whether the snapshot is complete.'), place);
    case 'PARTIAL_COMPLETE':
      return failed(
        'snapshotStatus',
        l10n.t('The snapshot is not complete: some of its data could not be backed up.'),
        place,
      );
    default:
      return failed('snapshotStatus', l10n.t('The snapshot is not complete: its status is {0}.', shown(status)), place);
  }
}

function checkExpiry({ expireTime }: Snapshot, now: number): CheckResult {
  if (expireTime === undefined) {
    return notChecked('snapshotExpiry', l10n.t('The service does not say when the snapshot expires.'), place);
  }
  const time = shownTime(expireTime);
  return expireTime <= now
    ? failed('snapshotExpiry', l10n.t('The snapshot expired on {0}.', time), place)
    : passed('snapshotExpiry', l10n.t('The snapshot is kept until {0}.', time), place);
}

function checkHash({ snapshotHash }: SnapshotClaims, snapshot: Snapshot): CheckResult {
  const at = { parameter: 'SnapshotHash' };
  if (snapshotHash === undefined || snapshot.snapshotHash === undefined) {
    const message =
      snapshotHash === undefined
        ? l10n.t('The spec has no SnapshotHash.')
        : l10n.t('The service does not say the hash of the snapshot.');
    return notChecked('snapshotHash', message, snapshotHash === undefined ? place : at);
  }
  return snapshot.snapshotHash === snapshotHash
    ? passed('snapshotHash', l10n.t('SnapshotHash is that of the snapshot.'), at)
    : failed(
        'snapshotHash',
        l10n.t('SnapshotHash is not that of the snapshot, which is {0}.', shown(snapshot.snapshotHash)),
        at,
      );
}

/** Vaults and plans have another word for Tablestore than restores. */
const kindOf = (word: string) => (word === 'OTS' ? 'OTS_TABLE' : word);

function checkSourceType(
  sourceType: string,
  snapshot: Snapshot | undefined,
  vault: Fact<Vault | undefined>,
): CheckResult {
  const at = { parameter: 'SourceType' };
  if (snapshot?.sourceType !== undefined) {
    const found = kindOf(snapshot.sourceType);
    // A disk's snapshot is restored with the source type of its instance.
    const isSame = found === sourceType || (sourceType === 'UDM_ECS' && found.startsWith('UDM_'));
    return isSame
      ? passed('sourceType', l10n.t('The snapshot is of the type {0}.', shown(sourceType)), at)
      : failed('sourceType', l10n.t('The snapshot is of the type {0}, not {1}.', shown(found), shown(sourceType)), at);
  }
  const kinds = vault.isKnown ? (vault.value?.sourceTypes ?? []).map(kindOf) : [];
  if (kinds.length > 0 && !kinds.includes(sourceType)) {
    const list = kinds.map(shown).join(', ');
    return failed('sourceType', l10n.t('The vault holds backups of {0} and none of {1}.', list, shown(sourceType)), at);
  }
  return notChecked('sourceType', l10n.t('The type of the snapshot is not known.'), at);
}

/** The span in which `TargetTime` can lie; 0 is its end. */
function checkTargetTime({ targetTime }: SnapshotClaims, { rangeStartMs, rangeEndMs }: Snapshot): CheckResult {
  const at = { parameter: 'TargetTime' };
  if (targetTime === undefined) {
    return notChecked('targetTime', l10n.t('The spec has no TargetTime.'), { parameter: 'RestoreType' });
  }
  if (rangeStartMs === undefined || rangeEndMs === undefined) {
    return notChecked('targetTime', l10n.t('The service does not say which times the snapshot spans.'), at);
  }
  const [from, to] = [shownTime(rangeStartMs / 1000), shownTime(rangeEndMs / 1000)];
  const ms = Number(targetTime) * 1000;
  if (ms === 0) return passed('targetTime', l10n.t('0 is the end of the span of the snapshot, {0}.', to), at);
  // The span has ms where `TargetTime` has seconds.
  return ms > rangeStartMs - 1000 && ms <= rangeEndMs
    ? passed('targetTime', l10n.t('TargetTime lies between {0} and {1}.', from, to), at)
    : failed('targetTime', l10n.t('TargetTime must lie between {0} and {1}.', from, to), at);
}

export function checkSnapshot(
  claims: SnapshotClaims,
  found: Fact<SnapshotLookup>,
  vault: Fact<Vault | undefined>,
  now: number,
): CheckResult[] {
  const { sourceType } = claims;
  const hasTime = sourceType === 'OTS_TABLE';
  const snapshot = found.isKnown ? found.value.snapshot : undefined;
  const first = found.isKnown ? checkFound(claims, found.value) : notChecked('snapshot', found.why, place);
  const sourceTypeCheck = checkSourceType(sourceType, snapshot, vault);
  if (!snapshot) {
    const names: CheckName[] = [
      'snapshotStatus',
      'snapshotExpiry',
      'snapshotHash',
      ...(hasTime ? ['targetTime' as const] : []),
    ];
    const why = found.isKnown ? l10n.t('The snapshot was not found.') : found.why;
    return [first, ...names.map((name) => notChecked(name, why, place)), sourceTypeCheck];
  }
  return [
    first,
    checkStatus(snapshot),
    checkExpiry(snapshot, now),
    checkHash(claims, snapshot),
    sourceTypeCheck,
    ...(hasTime ? [checkTargetTime(claims, snapshot)] : []),
  ];
}
