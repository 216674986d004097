/** What an account offers for each parameter. A kind of value is one function in the table at the end. */
import * as l10n from '@vscode/l10n';
import type { BackupPlan, Entries, Snapshot } from '../cloud/accountResponses.ts';
import { formatDuration } from '../jobs/format/units.ts';
import type { OfferedValue } from '../restoreSpec/liveValues.ts';
import type { AccountReader, ReadOptions } from './accountReader.ts';
import { targetAccount, words, type OfferContext, type Offers } from './offerContext.ts';
import { backupClients, containerClusters, otsInstances, plans, vaults, type Question } from './questions.ts';
import { snapshotOffers, spanOffers } from './snapshotOffers.ts';

const vaultOffers: Offers = async ({ read, values, region }) => {
  const { SourceType: wanted = '' } = values;
  const { entries } = await read(vaults());
  // Requests go to one region alone, and a vault that is still being made can't be restored from.
  const rank = ({ status, sourceTypes, regionId }: (typeof entries)[number]) =>
    (regionId === undefined || regionId === region ? 0 : 8) +
    (status === undefined || status === 'CREATED' ? 0 : 4) +
    (wanted === '' || sourceTypes.includes(wanted) ? 0 : sourceTypes.length === 0 ? 1 : 2);
  return [...entries]
    .sort((a, b) => rank(a) - rank(b))
    .map(({ vaultId, name, regionId, type, status, snapshotCount, sourceTypes }) => ({
      value: vaultId,
      label: name ?? vaultId,
      description: words(name === undefined ? undefined : vaultId, regionId, type),
      detail: words(
        status === 'CREATED' ? undefined : status,
        snapshotCount === undefined ? undefined : l10n.t('{0} snapshots', snapshotCount),
        sourceTypes.join(', '),
      ),
    }));
};

/** A client's state in words: only one that is online can restore. */
export const clientState = (status: string | undefined): string => {
  if (status === 'ACTIVATED') return l10n.t('online');
  return status === undefined ? l10n.t('state unknown') : l10n.t('not online ({0})', status);
};

const instanceOffers: Offers = async ({ read, values }) => {
  const account = targetAccount(values);
  if (!account) return [];
  const { entries } = await read(backupClients(account.role));
  const rank = (status: string | undefined) => (status === 'ACTIVATED' ? 0 : 1);
  return [...entries]
    .sort((a, b) => rank(a.status) - rank(b.status))
    .map(({ instanceId, instanceName, osType, status }) => ({
      value: instanceId,
      label: instanceName ?? instanceId,
      description: words(clientState(status), osType, instanceName === undefined ? undefined : instanceId),
      detail: l10n.t('A backup client runs on it.'),
    }));
};

/** Each source of the plans once. */
const sourcesOf =
  (sourceType: string, offer: (plan: BackupPlan) => OfferedValue | undefined): Offers =>
  async ({ read, values }) => {
    // Plans can't be asked for by another account.
    if (values['CrossAccountType'] === 'CROSS_ACCOUNT') return [];
    const { entries } = await read(plans(sourceType));
    const found = new Map<OfferedValue['value'], OfferedValue>();
    for (const plan of entries) {
      const offered = offer(plan);
      if (offered && !found.has(offered.value)) found.set(offered.value, offered);
    }
    return [...found.values()];
  };

const backedUp = ({ name }: BackupPlan) => l10n.t('Backed up by the plan {0}.', name ?? '?');

const bucketOffers = sourcesOf('OSS', (plan) =>
  plan.bucket === undefined
    ? undefined
    : { value: plan.bucket, label: plan.bucket, description: plan.vaultId, detail: backedUp(plan) },
);

const fileSystemOffers = sourcesOf('NAS', (plan) =>
  plan.fileSystemId === undefined
    ? undefined
    : {
        value: plan.fileSystemId,
        label: plan.fileSystemId,
        description: plan.vaultId,
        detail: backedUp(plan),
        fills: { TargetCreateTime: plan.createTime },
      },
);

const wholeInstanceOffers = sourcesOf('UDM_ECS', (plan) =>
  plan.instanceId === undefined
    ? undefined
    : {
        value: plan.instanceId,
        label: plan.instanceName ?? plan.instanceId,
        description: words(plan.instanceName === undefined ? undefined : plan.instanceId, plan.vaultId),
        detail: backedUp(plan),
      },
);

const tableInstanceOffers: Offers = async ({ read, values }) => {
  const account = targetAccount(values);
  if (!account) return [];
  const { entries } = await read(otsInstances(account.role));
  return entries.map(({ instanceName, tableNames }) => ({
    value: instanceName,
    label: instanceName,
    description: l10n.t('{0} tables', tableNames.length),
    detail: tableNames.slice(0, 20).join(', '),
  }));
};

const tableOffers: Offers = async ({ read, values }) => {
  const account = targetAccount(values);
  if (!account) return [];
  const { entries } = await read(otsInstances(account.role));
  const instance = values['TargetInstanceName'] ?? '';
  const there = entries.some(({ instanceName }) => instanceName === instance);
  return entries
    .filter(({ instanceName }) => !there || instanceName === instance)
    .flatMap(({ instanceName, tableNames }) =>
      tableNames.map((table) => ({
        value: table,
        label: table,
        description: instanceName,
        detail: l10n.t('A table of the instance {0} that has backups.', instanceName),
        fills: { TargetInstanceName: instanceName },
      })),
    );
};

const clusterOffers: Offers = async ({ read, values }) => {
  // Nor can clusters.
  if (values['CrossAccountType'] === 'CROSS_ACCOUNT') return [];
  const { entries } = await read(containerClusters());
  return entries.map(({ clusterId, name, type, agentStatus }) => ({
    value: clusterId,
    label: name ?? clusterId,
    description: words(name === undefined ? undefined : clusterId, type),
    detail: agentStatus ?? '',
  }));
};

const offersByParameter: Readonly<Record<string, Offers>> = {
  VaultId: vaultOffers,
  SnapshotId: snapshotOffers,
  TargetInstanceId: instanceOffers,
  TargetBucket: bucketOffers,
  TargetFileSystemId: fileSystemOffers,
  TargetInstanceName: tableInstanceOffers,
  TargetTableName: tableOffers,
  TargetTime: spanOffers,
  TargetContainerClusterId: clusterOffers,
  'UdmDetail.sourceInstanceId': wholeInstanceOffers,
  'UdmDetail.targetInstanceId': instanceOffers,
};

/** Whether an account may have values for a parameter. */
export const hasOffers = (name: string): boolean => Object.hasOwn(offersByParameter, name);

/** The most values that a list has where a person types to find others. */
const mostListed = 500;

/** As many offers as a list takes: first those that have the typed text in them, each in their order. @returns whether these are all */
export function listedOffers(
  offers: readonly OfferedValue[],
  typed: string,
): { readonly listed: readonly OfferedValue[]; readonly isWhole: boolean } {
  if (offers.length <= mostListed) return { listed: offers, isWhole: true };
  const wanted = typed.toLowerCase();
  const has = ({ value, label, description, words: more = '' }: OfferedValue) =>
    [value, label, description, more].join(' ').toLowerCase().includes(wanted);
  const found = offers.filter(has);
  const others = found.length < mostListed ? offers.filter((offer) => !has(offer)) : [];
  return { listed: [...found, ...others].slice(0, mostListed), isWhole: false };
}

/** How long a list of snapshots tells what a snapshot is, in ms: that never changes. */
const listedMs = 10 * 60_000;

/** A way to read what is known at once, however old, and to wait only for what is not known. `ageMs` is that of the oldest answer. */
export function knownFirst(reader: AccountReader, signal: AbortSignal, by: ReadOptions['by'] = 'typing') {
  let oldestMs = 0;
  return {
    ageMs: (): number => oldestMs,
    listed(snapshotId: string): Snapshot | undefined {
      for (const { value, ageMs } of reader.knownOf('SearchHistoricalSnapshots', listedMs)) {
        const found = (value as Entries<Snapshot>).entries.find((each) => each.snapshotId === snapshotId);
        if (!found) continue;
        oldestMs = Math.max(oldestMs, ageMs);
        return found;
      }
      return undefined;
    },
    read: async <T>(question: Question<T>): Promise<T> => {
      const known = reader.known(question);
      if (known && !known.isFresh) reader.refresh(question);
      const { value, ageMs } = known ?? (await reader.read(question, { by, signal }));
      oldestMs = Math.max(oldestMs, ageMs);
      return value;
    },
  };
}

/** How old what is shown is, in words. */
export const ageText = (ageMs: number): string => l10n.t('as of {0} ago', formatDuration(ageMs / 1000));

/**
 * What the account offers for a parameter. What is known is given at once and refreshed in the background. Rejects with a CloudError, or with
 * the signal's reason.
 */
export async function offersFor(
  name: string,
  spec: Pick<OfferContext, 'values' | 'typed' | 'region'>,
  reader: AccountReader,
  { now, signal, by }: Partial<Pick<ReadOptions, 'by'>> & { readonly now: number; readonly signal: AbortSignal },
): Promise<readonly OfferedValue[]> {
  const { read, ageMs } = knownFirst(reader, signal, by);
  const offers = hasOffers(name) ? ((await offersByParameter[name]?.({ ...spec, now, read })) ?? []) : [];
  const age = ageText(ageMs());
  return offers.map((offer) => ({ ...offer, detail: words(offer.detail, age) }));
}
