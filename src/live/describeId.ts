/** What an ID in a spec stands for, as far as the account says. */
import * as l10n from '@vscode/l10n';
import type { Snapshot, Vault } from '../cloud/accountResponses.ts';
import { formatBytes, formatDuration } from '../jobs/format/units.ts';
import { localText } from '../restoreSpec/dateFormat.ts';
import { targetAccount, words, type OfferContext } from './offerContext.ts';
import { clientState } from './offers.ts';
import { backupClient, otsInstances, plans, vaults } from './questions.ts';
import { snapshotsFor, sourceName, snapshotTime, warningOf } from './snapshotOffers.ts';
import { plural } from '../restoreSpec/plural.ts';

/** Lines of text from outside. Undefined where the account doesn't say what the ID is: that proves nothing. */
type Describe = (id: string, context: OfferContext) => Promise<readonly string[] | undefined>;

const lines = (...found: readonly (string | undefined)[]): string[] =>
  found.flatMap((line) => (line === undefined || line === '' ? [] : [line]));

const vaultLines = ({ name, regionId, type, status, snapshotCount }: Vault): string[] =>
  lines(
    l10n.t('Vault {0}', name ?? ''),
    words(regionId, type, status),
    snapshotCount === undefined
      ? undefined
      : plural(snapshotCount, l10n.t('1 snapshot'), l10n.t('{0} snapshots', snapshotCount)),
  );

function snapshotLines(snapshot: Snapshot, now: number): string[] {
  const seconds = snapshotTime(snapshot);
  const { bytesTotal, itemsTotal, expireTime, storageClass, rangeStartMs, rangeEndMs } = snapshot;
  const span =
    rangeStartMs !== undefined && rangeEndMs !== undefined
      ? l10n.t(
          'TargetTime can be from {0} to {1}',
          localText(Math.ceil(rangeStartMs / 1000)),
          localText(Math.floor(rangeEndMs / 1000)),
        )
      : undefined;
  return lines(
    seconds === 0
      ? l10n.t('Snapshot')
      : l10n.t('Snapshot of {0} ({1} ago)', localText(seconds), formatDuration(now / 1000 - seconds)),
    words(
      warningOf(snapshot, now),
      sourceName(snapshot),
      bytesTotal === undefined ? undefined : formatBytes(bytesTotal),
      itemsTotal === undefined
        ? undefined
        : plural(itemsTotal, l10n.t('1 file or folder'), l10n.t('{0} files and folders', itemsTotal)),
      storageClass === 'STANDARD' ? undefined : storageClass,
    ),
    expireTime === undefined ? undefined : l10n.t('expires {0}', localText(expireTime)),
    span,
  );
}

const describeVault: Describe = async (id, { read }) => {
  const vault = (await read(vaults())).entries.find(({ vaultId }) => vaultId === id);
  return vault && vaultLines(vault);
};

const describeSnapshot: Describe = async (id, context) => {
  // One that was chosen from a list may be an old one. What stands there is no date that is being typed.
  const snapshot =
    context.listed?.(id) ?? (await snapshotsFor({ ...context, typed: '' })).find(({ snapshotId }) => snapshotId === id);
  return snapshot && snapshotLines(snapshot, context.now);
};

const describeInstance: Describe = async (id, { read, now }) => {
  const client = await read(backupClient(id));
  if (!client) return undefined;
  const { instanceName, status, osType, lastHeartBeatTime } = client;
  const seen =
    lastHeartBeatTime === undefined || status === 'ACTIVATED'
      ? undefined
      : l10n.t('last seen {0} ago', formatDuration(now / 1000 - lastHeartBeatTime));
  return lines(l10n.t('Instance {0}', instanceName ?? ''), words(clientState(status), osType, seen));
};

const describeWholeInstance: Describe = async (id, { read }) => {
  const plan = (await read(plans('UDM_ECS'))).entries.find(({ instanceId }) => instanceId === id);
  return (
    plan &&
    lines(l10n.t('Instance {0}', plan.instanceName ?? ''), l10n.t('Backed up by the plan {0}.', plan.name ?? '?'))
  );
};

const describeSource =
  (sourceType: string, field: 'bucket' | 'fileSystemId'): Describe =>
  async (id, { read }) => {
    const of = (await read(plans(sourceType))).entries.filter((plan) => plan[field] === id);
    const names = of.map(({ name }) => name ?? '?').slice(0, 5);
    if (of.length === 0) return undefined;
    const made = of.map(({ createTime }) => createTime).find((time) => time !== undefined);
    return lines(
      l10n.t('Backed up by the plan {0}.', names.join(', ')),
      made === undefined ? undefined : l10n.t('created {0}', localText(made)),
    );
  };

const describeTableInstance: Describe = async (id, { read, values }) => {
  const account = targetAccount(values);
  if (!account) return undefined;
  const instance = (await read(otsInstances(account.role))).entries.find(({ instanceName }) => instanceName === id);
  if (!instance) return undefined;
  const { length } = instance.tableNames;
  return lines(l10n.t('Tablestore instance'), plural(length, l10n.t('1 table'), l10n.t('{0} tables', length)));
};

const describers: Readonly<Record<string, Describe>> = {
  VaultId: describeVault,
  SnapshotId: describeSnapshot,
  TargetInstanceId: describeInstance,
  TargetBucket: describeSource('OSS', 'bucket'),
  TargetFileSystemId: describeSource('NAS', 'fileSystemId'),
  TargetInstanceName: describeTableInstance,
  'UdmDetail.sourceInstanceId': describeWholeInstance,
  'UdmDetail.targetInstanceId': describeInstance,
};

/** Whether an account may say what the value of a parameter is. */
export const isDescribed = (name: string): boolean => Object.hasOwn(describers, name);

/** What the account says of an ID, a line each. Rejects as `offersFor` does. */
export const describeId = async (name: string, id: string, context: OfferContext): ReturnType<Describe> =>
  isDescribed(name) ? describers[name]?.(id, context) : undefined;

/** The page of the vendor's console for an ID, where its address is known; else the console of its service. */
export function consolePage(name: string, id: string, region: string): string {
  const [at, item] = [encodeURIComponent(region), encodeURIComponent(id)];
  switch (name) {
    case 'TargetInstanceId':
    case 'UdmDetail.sourceInstanceId':
    case 'UdmDetail.targetInstanceId':
      return `https://ecs.console.aliyun.com/server/${item}/detail?regionId=${at}`;
    case 'TargetBucket':
      return `https://oss.console.aliyun.com/bucket/oss-${at}/${item}/object`;
    case 'TargetFileSystemId':
      return `https://nasnext.console.aliyun.com/${at}/filesystem/${item}`;
    case 'TargetInstanceName':
      return 'https://ots.console.aliyun.com/';
    default:
      return 'https://hbr.console.aliyun.com/';
  }
}
