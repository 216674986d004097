/**
 * Another stand-in for the service than the sandbox, which shares nothing with it: other IDs, other ways to end a list, fields left out
 * wherever the API's pages let them be, and others that no page names. What works with both leans on neither.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLoopbackRequest } from './loopbackRequest.ts';
import { testSecret } from './testSecrets.ts';

export interface OtherService {
  /** What `HBR_ENDPOINT` and the variables of its key say. */
  readonly environment: Readonly<Record<string, string>>;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly endpoint: string;
  /** The operations that were asked for, in order. */
  readonly calls: () => readonly string[];
  close(): Promise<void>;
}

const hour = 3600;
const now = Math.floor(Date.now() / 1000);

export const otherIds = {
  vault: 'v-Zz9_other-vault',
  tableVault: 'v-Zz9_tables',
  instance: 'i-0other.0001',
  bucket: 'other.bucket-1',
  fileSystem: 'cpfs-00other',
  fileSystemTime: now - 900 * hour,
  tableInstance: 'other-ots',
  table: 'Tbl_1',
  whole: 'i-0whole.0002',
} as const;

/** How many snapshots each source has, an hour between two of them. */
const snapshotCount = 120;
const hashOf = (id: string) => `H-${id.slice(2)}`;

interface Source {
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
}
const sources: readonly Source[] = [
  { type: 'ECS_FILE', fields: { InstanceId: otherIds.instance, Path: '/srv' } },
  { type: 'OSS', fields: { Bucket: otherIds.bucket } },
  { type: 'NAS', fields: { FileSystemId: otherIds.fileSystem, CreateTime: otherIds.fileSystemTime } },
];
const idOf = (type: string, index: number) => `s-${type.toLowerCase().replace('_', '')}.${snapshotCount - index}`;

const snapshotAt = ({ type, fields }: Source, index: number) => ({
  SnapshotId: idOf(type, index),
  SnapshotHash: hashOf(idOf(type, index)),
  SourceType: type,
  VaultId: otherIds.vault,
  Status: 'COMPLETE',
  CompleteTime: now - (index + 1) * hour,
  ...fields,
  SomethingNew: { Of: ['another', 'kind'] },
});

type Form = URLSearchParams;
type Answer = Record<string, unknown>;

/** A part of a list from a token on: with no count, and an empty token at the end. */
function part<T>(all: readonly T[], token: string | null, most: number): { part: T[]; NextToken: string } {
  const start = token === null || token === '' ? 0 : Number(Buffer.from(token, 'base64').toString().slice(5));
  const end = Math.min(start + most, all.length);
  return {
    part: all.slice(start, end),
    NextToken: end < all.length ? Buffer.from(`from ${end}`).toString('base64') : '',
  };
}

const numbered = <T>(all: readonly T[], query: Form) => {
  const [number, size] = [Number(query.get('PageNumber') ?? 1), Number(query.get('PageSize') ?? 10)];
  return { TotalCount: all.length, on: all.slice((number - 1) * size, number * size) };
};

/** More than one page of vaults, the one of use among the last. */
const vaults = [
  ...Array.from({ length: 130 }, (_, index) => ({ VaultId: `v-empty${index}`, Status: 'CREATED' })),
  { VaultId: otherIds.vault, VaultName: 'Другое 仓库', VaultRegionId: 'cn-hangzhou', Status: 'CREATED' },
  { VaultId: otherIds.tableVault, VaultType: 'OTS_BACKUP', Status: 'CREATED' },
];

const planFields: Readonly<Record<string, Answer>> = {
  ECS_FILE: { InstanceId: otherIds.instance },
  OSS: { Bucket: otherIds.bucket },
  NAS: { FileSystemId: otherIds.fileSystem, CreateTime: otherIds.fileSystemTime },
  OTS: { InstanceName: otherIds.tableInstance, OtsDetail: { TableNames: { TableName: [otherIds.table] } } },
  UDM_ECS: { InstanceId: otherIds.whole },
};

const folders: Readonly<Record<string, readonly Answer[]>> = {
  '/': [
    { Name: 'srv', Type: 'directory', Subtree: '0f', Size: 0 },
    { Name: 'readme', Type: 'file', Size: 3 },
  ],
  '/srv': Array.from({ length: 35 }, (_, index) => ({ Name: `page ${index}.html`, Type: 'file', Size: 1000 + index })),
};

const conditionsOf = (text: string | null) => {
  const list = JSON.parse(text ?? '[]') as { field: string; value: unknown; operation: string }[];
  return (fields: Answer) =>
    list.every(({ field, value, operation }) => {
      const own = fields[field];
      if (operation === 'LESS_THAN_OR_EQUAL') return Number(own) <= Number(value);
      if (operation === 'GREATER_THAN_OR_EQUAL') return Number(own) >= Number(value);
      return String(own) === String(value);
    });
};

const answers: Readonly<Record<string, (query: Form, body: Form) => Answer>> = {
  DescribeVaults(query) {
    const wanted = query.get('VaultId');
    const { on, TotalCount } = numbered(
      vaults.filter(({ VaultId }) => wanted === null || VaultId === wanted),
      query,
    );
    return { TotalCount, Vaults: { Vault: on } };
  },
  DescribeBackupPlans(query) {
    const fields = planFields[query.get('SourceType') ?? ''];
    const vaultId = query.get('SourceType') === 'OTS' ? otherIds.tableVault : otherIds.vault;
    const { on, TotalCount } = numbered(fields ? [{ PlanId: 'po-1', VaultId: vaultId, ...fields }] : [], query);
    return { TotalCount, BackupPlans: { BackupPlan: on } };
  },
  SearchHistoricalSnapshots(query) {
    const passes = conditionsOf(query.get('Query'));
    const found = sources
      .filter(({ type }) => type === query.get('SourceType'))
      .flatMap((source) => Array.from({ length: snapshotCount }, (_, index) => snapshotAt(source, index)))
      .filter(passes);
    // Fewer than were asked for: a limit is the most, not the number.
    const { part: on, NextToken } = part(found, query.get('NextToken'), Math.min(40, Number(query.get('Limit'))));
    return { NextToken, Snapshots: { Snapshot: on } };
  },
  DescribeOtsTableSnapshots(_, body) {
    const ids = [...body].flatMap(([name, value]) => (/^SnapshotIds/.test(name) ? [value] : []));
    const all = Array.from({ length: 50 }, (_each, index) => ({
      SnapshotId: idOf('OTS', index),
      SnapshotHash: hashOf(idOf('OTS', index)),
      VaultId: otherIds.tableVault,
      Status: 'COMPLETE',
      CompleteTime: now - (index + 1) * hour,
      InstanceName: otherIds.tableInstance,
      TableName: otherIds.table,
      ActualBytes: '12345',
      RangeStart: (now - (index + 2) * hour) * 1000 + 1,
      RangeEnd: (now - (index + 1) * hour) * 1000 + 999,
    })).filter(({ SnapshotId, CompleteTime }) => {
      const [from, to] = [Number(body.get('StartTime') ?? 0), Number(body.get('EndTime') ?? Infinity)];
      return (ids.length === 0 || ids.includes(SnapshotId)) && CompleteTime * 1000 >= from && CompleteTime * 1000 <= to;
    });
    const { part: on, NextToken } = part(all, body.get('NextToken'), 20);
    return { NextToken, Snapshots: on };
  },
  DescribeRecoverableOtsInstances: () => ({
    OtsInstances: [{ InstanceName: otherIds.tableInstance, TableNames: [otherIds.table] }],
  }),
  DescribeUdmSnapshots(query, body) {
    const ids = JSON.parse(body.get('SnapshotIds') ?? '[]') as string[];
    const type = query.get('SourceType') ?? '';
    const [from, to] = [Number(query.get('StartTime')), Number(query.get('EndTime'))];
    const taken = (index: number) => now - (1 + index * 12) * hour;
    const all = Array.from({ length: 5 }, (_, index) => ({
      SnapshotId: idOf(type, index),
      SourceType: type,
      InstanceId: otherIds.whole,
      Status: 'COMPLETE',
      CreateTime: taken(index),
      CreatedTime: taken(index),
      ActualBytes: '77',
      Detail: { OsType: 'linux' },
      ...(type !== 'UDM_ECS' && { DiskId: 'd-0other' }),
    }));
    const found = all.filter(({ SnapshotId, CreatedTime }) => {
      return (ids.length === 0 || ids.includes(SnapshotId)) && CreatedTime >= from && CreatedTime <= to;
    });
    return { Snapshots: found };
  },
  DescribeBackupClients(query, body) {
    const wanted = JSON.parse(body.get('InstanceIds') ?? 'null') as string[] | null;
    const all = [
      { InstanceId: otherIds.instance, ClientId: 'c-1', Status: 'ACTIVATED', OsType: 'linux', Hostname: 'h-1' },
    ];
    const { on, TotalCount } = numbered(
      all.filter(({ InstanceId }) => wanted?.includes(InstanceId) ?? true),
      query,
    );
    return { TotalCount, Clients: on };
  },
  DescribeContainerCluster: () => ({ TotalCount: 0 }),
  BrowseFiles(query) {
    const isKnown = /^H-/.test(query.get('SnapshotHash') ?? '') && query.get('VaultId') === otherIds.vault;
    const nodes = isKnown ? folders[query.get('AbsolutePath') ?? '/'] : undefined;
    if (!nodes) return { Success: false, Code: 'BrowseFileError', Message: 'It was not possible.' };
    const { part: on, NextToken } = part(nodes, query.get('NextToken'), 10);
    return { NextToken, Nodes: { Node: on } };
  },
};

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Starts one on loopback. */
export async function startOtherService(): Promise<OtherService> {
  const accessKeyId = 'LTAI-other';
  const accessKeySecret = testSecret('other');
  const asked: string[] = [];
  const server = createServer((request, response) => {
    if (!isLoopbackRequest(request)) {
      response.writeHead(421).end();
      return;
    }
    void textOf(request).then((body) => {
      const operation = String(request.headers['x-acs-action']);
      const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const isSigned = String(request.headers.authorization).includes(`Credential=${accessKeyId}`);
      const answer = isSigned ? answers[operation]?.(searchParams, new URLSearchParams(body)) : undefined;
      asked.push(operation);
      const missing = { Code: isSigned ? 'InvalidAction.NotFound' : 'InvalidAccessKeyId.NotFound', Message: operation };
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ RequestId: `R-${asked.length}`, ...(answer ?? missing) }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    environment: {
      HBR_ENDPOINT: endpoint,
      ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
    },
    ...{ accessKeyId, accessKeySecret, endpoint },
    calls: () => asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
