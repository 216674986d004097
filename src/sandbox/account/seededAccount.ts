/** The sandbox's account: its vaults, what they back up, and its backup clients, as plain data from a seed. */
import { idFrom, numberBelow } from './digest.ts';

export interface AccountOptions {
  /** Another seed gives another account: other ids, names and sizes. */
  readonly seed: string;
  /** How many snapshots the account has in all. Its busiest source has two fifths of them. */
  readonly snapshots: number;
  /** How many files the large folder of each snapshot has. */
  readonly files: number;
  /** How many instances have a backup client. */
  readonly clients: number;
}

const usualAccount: AccountOptions = { seed: 'sandbox', snapshots: 20_000, files: 100_000, clients: 500 };

export interface Vault {
  readonly id: string;
  readonly name: string;
  readonly type: 'STANDARD' | 'OTS_BACKUP';
  readonly status: 'CREATED' | 'INITIALIZING' | 'ERROR';
  readonly region: string;
  /** UNIX seconds. */
  readonly created: number;
}

export type SourceKind = 'ECS_FILE' | 'OSS' | 'NAS' | 'OTS_TABLE' | 'UDM_ECS';

/** Something that is backed up into a vault. */
export interface Source {
  readonly kind: SourceKind;
  /** Its place in the account's list of sources: part of what its snapshots are made from. */
  readonly index: number;
  readonly planId: string;
  readonly vaultId: string;
  /** How many snapshots it has. */
  readonly snapshots: number;
  /** Seconds between two of them. */
  readonly interval: number;
  /** By kind: the instance's id, the bucket, the file system's id, or the Tablestore instance. */
  readonly resource: string;
  /** What people call it. */
  readonly name: string;
  /** NAS alone: when the file system was made, UNIX seconds. */
  readonly createTime?: number;
  /** OTS_TABLE alone. */
  readonly table?: string;
  readonly isWindows: boolean;
}

export interface Client {
  readonly clientId: string;
  readonly instanceId: string;
  readonly name: string;
  readonly osType: 'linux' | 'windows';
  readonly status: string;
}

export interface Account extends AccountOptions {
  /** When the account was looked at first, UNIX seconds: its newest snapshots are a little older. */
  readonly origin: number;
  readonly vaults: readonly Vault[];
  readonly sources: readonly Source[];
}

const vaultNames = [
  ...['web-servers', 'databases', 'file-servers', 'object-storage', 'office-documents', 'test-environment'],
  ...['finance', 'long-term-archive', 'being-made', 'shanghai-copies', 'tablestore-orders', 'tablestore-metrics'],
];
const purposes = ['web', 'app', 'db', 'mail', 'files', 'build', 'cache', 'proxy'];
const tables = ['orders', 'customers', 'invoices', 'events', 'metrics', 'sessions'];

const day = 86_400;
const hour = 3600;

const vaultAt = ({ seed }: AccountOptions, index: number, origin: number): Vault => ({
  id: idFrom('v-', seed, 'vault', index),
  name: vaultNames[index] ?? `vault-${index}`,
  type: index >= 10 ? 'OTS_BACKUP' : 'STANDARD',
  status: index === 8 ? 'INITIALIZING' : 'CREATED',
  region: index === 9 ? 'cn-shanghai' : 'cn-hangzhou',
  created: origin - (800 - index * 40) * day,
});

export const instanceId = ({ seed }: AccountOptions, index: number): string =>
  idFrom('i-', seed, 'instance', index).slice(0, 22);

const instanceName = (index: number): string => `${purposes[index % purposes.length]}-${Math.floor(index / 8) + 1}`;

const isWindows = (index: number): boolean => index % 4 === 3;

/** The states of the clients: most are online. */
const clientStates = ['UNKNOWN', 'STOPPED', 'UPGRADING', 'INSTALL_FAILED'];

export function clientAt(account: AccountOptions, index: number): Client {
  const offline = index % 10 === 9;
  return {
    clientId: idFrom('c-', account.seed, 'client', index),
    instanceId: instanceId(account, index),
    name: instanceName(index),
    osType: isWindows(index) ? 'windows' : 'linux',
    status: offline ? (clientStates[Math.floor(index / 10) % clientStates.length] ?? 'UNKNOWN') : 'ACTIVATED',
  };
}

/** How many sources of each kind there are. */
const counts = { ECS_FILE: 60, OSS: 40, NAS: 24, OTS_TABLE: 48, UDM_ECS: 40 } as const;
const countOfOthers = counts.ECS_FILE + counts.OSS + counts.NAS - 1;

/** The snapshots of each Tablestore table and of each instance that is backed up whole. The other sources share the rest. */
const perTable = 25;
const perInstance = 20;

/** How many snapshots a source has: in all as many as the account shall have. */
function snapshotsOf({ snapshots }: AccountOptions, kind: SourceKind, index: number): number {
  const small = Math.min(1, snapshots / usualAccount.snapshots);
  const table = Math.floor(perTable * small);
  const instance = Math.floor(perInstance * small);
  if (kind === 'OTS_TABLE') return table;
  if (kind === 'UDM_ECS') return instance;
  const busiest = Math.floor(snapshots * 0.4);
  const rest = snapshots - busiest - counts.OTS_TABLE * table - counts.UDM_ECS * instance;
  const each = Math.floor(rest / countOfOthers);
  if (kind === 'ECS_FILE' && index === 0) return busiest;
  return kind === 'ECS_FILE' && index === 1 ? rest - each * (countOfOthers - 1) : each;
}

function sourceAt(
  account: AccountOptions,
  kind: SourceKind,
  index: number,
  from: Pick<Account, 'vaults' | 'origin'>,
): Source {
  const vault = from.vaults[kind === 'OTS_TABLE' ? 10 + (index % 2) : index % 8];
  const isBusiest = kind === 'ECS_FILE' && index === 0;
  const shared = {
    kind,
    index,
    planId: idFrom('plan-', account.seed, kind, index),
    vaultId: vault?.id ?? '',
    snapshots: snapshotsOf(account, kind, index),
    interval: isBusiest ? hour / 4 : ([4 * hour, 12 * hour, day][index % 3] ?? day),
    isWindows: false,
  };
  const number = String(index + 1).padStart(2, '0');
  switch (kind) {
    case 'ECS_FILE':
      return {
        ...shared,
        resource: instanceId(account, index),
        name: instanceName(index),
        isWindows: isWindows(index),
      };
    case 'UDM_ECS': {
      const instance = 100 + index;
      return { ...shared, interval: day, resource: instanceId(account, instance), name: instanceName(instance) };
    }
    case 'OSS': {
      const bucket = `${['photos', 'invoices', 'logs', 'website'][index % 4]}-${number}`;
      return { ...shared, resource: bucket, name: bucket };
    }
    case 'NAS': {
      const id = numberBelow(16 ** 6, account.seed, 'nas', index)
        .toString(16)
        .padStart(6, '0');
      return { ...shared, resource: id, name: id, createTime: from.origin - (300 + index) * day };
    }
    case 'OTS_TABLE': {
      const instance = `orders-${String(Math.floor(index / tables.length) + 1)}`;
      const table = tables[index % tables.length] ?? 'orders';
      return { ...shared, interval: day, resource: instance, name: `${instance}/${table}`, table };
    }
  }
}

const sourcesOf = (account: AccountOptions, from: Pick<Account, 'vaults' | 'origin'>): Source[] =>
  (Object.keys(counts) as SourceKind[]).flatMap((kind) =>
    Array.from({ length: counts[kind] }, (_, index) => sourceAt(account, kind, index, from)),
  );

/** @param now ms of the sandbox's clock when it starts */
export function openAccount(options: Partial<AccountOptions>, now: number): Account {
  const account = { ...usualAccount, ...options };
  const origin = Math.floor(now / 1000);
  const vaults = vaultNames.map((_, index) => vaultAt(account, index, origin));
  return { ...account, origin, vaults, sources: sourcesOf(account, { vaults, origin }) };
}

/** Another account, which has this one back up its instances: they are others, and their backups are in the vaults of this one. */
export function otherAccount({ vaults, origin, ...own }: Account): Account {
  const account = { ...own, seed: `${own.seed}, other account` };
  const sources = sourcesOf(account, { vaults, origin }).map((source) =>
    source.kind === 'OTS_TABLE' ? { ...source, resource: `other-${source.resource}` } : source,
  );
  return { ...account, origin, vaults, sources };
}
