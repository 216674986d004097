/**
 * The operations that only read, with the parameters of each and where they travel. Written from the service's own metadata, not from the
 * extension's client: tests hold the two against each other.
 */

interface ReadingOperation {
  readonly query?: readonly string[];
  readonly body?: readonly string[];
  /** Lists that are flattened into several parameters, with the place where they travel. */
  readonly flat?: { readonly place: 'query' | 'body'; readonly pattern: RegExp };
}

const crossAccount = ['CrossAccountType', 'CrossAccountUserId', 'CrossAccountRoleName'];
const pages = ['PageNumber', 'PageSize'];
const filters = { place: 'query', pattern: /^Filters\.\d{1,3}\.(?:Key|Values\.\d{1,4})$/ } as const;

export const readingOperations = {
  DescribeVaults: {
    query: [...pages, 'VaultId', 'VaultName', 'VaultRegionId', 'VaultType', 'Status', 'Replication', 'ResourceGroupId'],
  },
  DescribeBackupPlans: { query: [...pages, 'SourceType', 'Edition'], flat: filters },
  SearchHistoricalSnapshots: { query: ['SourceType', 'Query', 'Limit', 'NextToken', 'Order', 'SortBy', 'Edition'] },
  DescribeOtsTableSnapshots: {
    query: crossAccount,
    body: ['StartTime', 'EndTime', 'Limit', 'NextToken'],
    flat: {
      place: 'body',
      pattern: /^(?:SnapshotIds\.\d{1,4}|OtsInstances\.\d{1,4}\.(?:InstanceName|TableNames\.\d{1,4}))$/,
    },
  },
  DescribeRecoverableOtsInstances: { query: crossAccount },
  DescribeUdmSnapshots: {
    query: ['SourceType', 'UdmRegionId', 'StartTime', 'EndTime', 'InstanceId', 'DiskId', 'JobId'],
    body: ['SnapshotIds'],
  },
  DescribeBackupClients: {
    query: [...pages, ...crossAccount, 'ClientType', 'ClusterId'],
    body: ['ClientIds', 'InstanceIds'],
    flat: filters,
  },
  DescribeContainerCluster: { query: [...pages, 'ClusterId', 'Identifier'] },
  BrowseFiles: {
    query: [
      ...['VaultId', 'SnapshotHash', 'ClientId', 'AbsolutePath', 'Path', 'MaxResults', 'NextToken', 'StorageClass'],
      ...['Edition', 'PageNumber', 'PageSize', 'RestoreId', 'Token'],
    ],
  },
  CheckRole: { query: ['CheckRoleType', 'CrossAccountUserId', 'CrossAccountRoleName'] },
} as const satisfies Readonly<Record<string, ReadingOperation>>;

export type ReadingAction = keyof typeof readingOperations;

export const readingActions = Object.keys(readingOperations) as ReadingAction[];

/** Where a reading operation takes a parameter; undefined where it takes none of that name. */
export function readingLocation(action: ReadingAction, name: string): 'query' | 'body' | undefined {
  const { query = [], body = [], flat }: ReadingOperation = readingOperations[action];
  if (query.includes(name)) return 'query';
  if (body.includes(name)) return 'body';
  return flat?.pattern.test(name) === true ? flat.place : undefined;
}
