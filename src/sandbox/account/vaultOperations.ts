/** The operations that read vaults, backup plans and instances of the sandbox's account. */
import { refusal, successResponse } from '../apiResponse.ts';
import type { ApiResponse, Json, JsonObject, Refusal } from '../apiResponse.ts';
import { filterName } from '../apiParameters.ts';
import type { Form, OperationCall } from '../requestForm.ts';
import { clientAt, type Account, type Client, type Source, type Vault } from './seededAccount.ts';
import { digest } from './digest.ts';
import { isRefusal, onPage, readPage } from './paging.ts';

type Read = (account: Account, call: OperationCall) => ApiResponse | Refusal;

const oneOf = (query: Form, name: string, words: readonly string[], required = false): Refusal | undefined => {
  const word = query.get(name);
  if (word === undefined || word === '')
    return required ? refusal(400, `Missing${name}`, `${name} is required.`) : undefined;
  return words.includes(word)
    ? undefined
    : refusal(400, `Invalid${name}`, `${name} must be one of ${words.join(', ')}.`);
};

/** A page of a list whose entries are made only where they are on it. */
function pagedResponse<T>(
  { requestId, query }: OperationCall,
  all: readonly T[],
  fieldsOf: (onPage: readonly T[]) => JsonObject,
): ApiResponse | Refusal {
  const page = readPage(query);
  if (isRefusal(page)) return page;
  const counts = { TotalCount: all.length, PageNumber: page.number, PageSize: page.size };
  return successResponse(requestId, { ...counts, ...fieldsOf(onPage(all, page)) });
}

function describeVault(account: Account, vault: Vault): JsonObject {
  const sources = account.sources.filter(({ vaultId }) => vaultId === vault.id);
  const kinds = [...new Set(sources.map(({ kind }) => kind))];
  return {
    VaultId: vault.id,
    VaultName: vault.name,
    VaultType: vault.type,
    VaultRegionId: vault.region,
    Status: vault.status,
    VaultStorageClass: 'STANDARD',
    SourceTypes: { SourceType: kinds },
    SnapshotCount: sources.reduce((sum, { snapshots }) => sum + snapshots, 0),
    Retention: 730,
    CreatedTime: vault.created,
    UpdatedTime: account.origin - 3600,
  };
}

const describeVaults: Read = (account, call) => {
  const { query } = call;
  const wrong = oneOf(query, 'Status', ['UNKNOWN', 'CREATED', 'ERROR']);
  if (wrong) return wrong;
  const filters: [string, (vault: Vault) => string][] = [
    ['VaultId', ({ id }) => id],
    ['VaultName', ({ name }) => name],
    ['VaultRegionId', ({ region }) => region],
    ['VaultType', ({ type }) => type],
    ['Status', ({ status }) => status],
  ];
  const found = account.vaults.filter((vault) =>
    filters.every(([name, of]) => (query.get(name) ?? '') === '' || query.get(name) === of(vault)),
  );
  return pagedResponse(call, found, (vaults) => ({
    Vaults: { Vault: vaults.map((vault) => describeVault(account, vault)) },
  }));
};

/** The kind of source for each `SourceType` of a plan: Tablestore's has another name there than in a restore. */
const planKinds: Readonly<Record<string, Source['kind']>> = {
  ECS_FILE: 'ECS_FILE',
  OSS: 'OSS',
  NAS: 'NAS',
  OTS: 'OTS_TABLE',
  UDM_ECS: 'UDM_ECS',
};

const describePlan = (sourceType: string, source: Source, { origin }: Account): JsonObject => ({
  PlanId: source.planId,
  PlanName: `plan-${source.name}`,
  VaultId: source.vaultId,
  SourceType: sourceType,
  BackupType: 'COMPLETE',
  Schedule: `I|${origin - 30 * 86_400}|PT${source.interval}S`,
  Disabled: false,
  CreatedTime: origin - 200 * 86_400,
  UpdatedTime: origin - 3600,
  ...(source.kind === 'ECS_FILE' || source.kind === 'UDM_ECS'
    ? { InstanceId: source.resource, InstanceName: source.name }
    : {}),
  ...(source.kind === 'OSS' ? { Bucket: source.resource, Prefix: '' } : {}),
  ...(source.kind === 'NAS' ? { FileSystemId: source.resource, CreateTime: source.createTime } : {}),
  ...(source.kind === 'OTS_TABLE'
    ? { InstanceName: source.resource, OtsDetail: { TableNames: { TableName: [source.table ?? ''] } } }
    : {}),
});

const planFields: Readonly<Record<string, (source: Source) => string>> = {
  vaultId: ({ vaultId }) => vaultId,
  planId: ({ planId }) => planId,
  instanceId: ({ resource }) => resource,
  bucket: ({ resource }) => resource,
  fileSystemId: ({ resource }) => resource,
};

/** The filters of a request by number, as key and values. */
function readKeyFilters(query: Form, keys: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> | Refusal {
  const byNumber = new Map<string, { key: string; values: Set<string> }>();
  for (const [name, text] of query) {
    const [matched, index = '', member] = filterName.exec(name) ?? [];
    if (matched === undefined) continue;
    const filter = byNumber.get(index) ?? { key: '', values: new Set<string>() };
    byNumber.set(index, filter);
    if (member === 'Key') filter.key = keys.find((key) => key.toLowerCase() === text.toLowerCase()) ?? '';
    else if (member === undefined) filter.values.add(text);
  }
  const filters = [...byNumber.values()];
  if (filters.length > 5 || filters.some(({ key, values }) => key === '' || values.size === 0)) {
    return refusal(
      400,
      'InvalidFilters',
      `At most 5 filters, each with values and one of the keys ${keys.join(', ')}.`,
    );
  }
  return new Map(filters.map(({ key, values }) => [key, values]));
}

const describeBackupPlans: Read = (account, call) => {
  const { query } = call;
  const wrong =
    oneOf(query, 'SourceType', Object.keys(planKinds), true) ?? oneOf(query, 'Edition', ['STANDARD', 'BASIC']);
  if (wrong) return wrong;
  const filters = readKeyFilters(query, Object.keys(planFields));
  if (isRefusal(filters)) return filters;
  const sourceType = query.get('SourceType') ?? '';
  const found = account.sources.filter(
    (source) =>
      source.kind === planKinds[sourceType] &&
      query.get('Edition') !== 'BASIC' &&
      [...filters].every(([key, values]) => values.has(planFields[key]?.(source) ?? '')),
  );
  return pagedResponse(call, found, (plans) => ({
    BackupPlans: { BackupPlan: plans.map((plan) => describePlan(sourceType, plan, account)) },
  }));
};

const describeClient = ({ seed, origin }: Account, client: Client): JsonObject => ({
  ClientId: client.clientId,
  ClientType: 'ECS_CLIENT',
  InstanceId: client.instanceId,
  InstanceName: client.name,
  Hostname: client.name,
  OsType: client.osType,
  ArchType: 'AMD64',
  PrivateIpV4: '10.0.0.1',
  Status: client.status,
  ClientVersion: '2.16.4',
  LastHeartBeatTime: client.status === 'ACTIVATED' ? origin - 20 : origin - 86_400,
  CreatedTime: origin - 100 * 86_400,
  UpdatedTime: origin - 20,
  ZoneId: 'cn-hangzhou-h',
  // A real answer has the password of a proxy here, where one is set. Nobody may keep it.
  Settings: {
    DataNetworkType: 'VPC',
    ProxyHost: '10.0.0.9',
    ProxyPassword: `proxy-password-${digest(seed).slice(0, 12)}`,
  },
});

/** A JSON list of texts in a parameter; undefined where the parameter is absent. */
function textList(form: Form, name: string): ReadonlySet<string> | Refusal | undefined {
  const text = form.get(name);
  if (text === undefined || text === '') return undefined;
  const invalid = refusal(400, `Invalid${name}`, `${name} must be a JSON list of strings.`);
  try {
    const list: unknown = JSON.parse(text);
    const isList = Array.isArray(list) && list.every((each) => typeof each === 'string');
    return isList ? new Set(list) : invalid;
  } catch {
    // The only way in which JSON.parse says that a text is none.
    return invalid;
  }
}

const describeBackupClients: Read = (account, call) => {
  const { query, body } = call;
  const wrong = oneOf(query, 'ClientType', ['ECS_CLIENT', 'CONTAINER_CLIENT'], true);
  if (wrong) return wrong;
  const instances = textList(body, 'InstanceIds');
  const clients = textList(body, 'ClientIds');
  if (instances && isRefusal(instances)) return instances;
  if (clients && isRefusal(clients)) return clients;
  const count = query.get('ClientType') === 'ECS_CLIENT' ? account.clients : 0;
  const found = Array.from({ length: count }, (_, index) => clientAt(account, index)).filter(
    ({ instanceId, clientId }) => (instances?.has(instanceId) ?? true) && (clients?.has(clientId) ?? true),
  );
  return pagedResponse(call, found, (page) => ({ Clients: page.map((client) => describeClient(account, client)) }));
};

const describeRecoverableOtsInstances: Read = ({ sources }, { requestId }) => {
  const tables = new Map<string, string[]>();
  for (const { kind, resource, table = '' } of sources) {
    if (kind === 'OTS_TABLE') tables.set(resource, [...(tables.get(resource) ?? []), table]);
  }
  const OtsInstances: Json[] = [...tables].map(([InstanceName, TableNames]) => ({ InstanceName, TableNames }));
  return successResponse(requestId, { OtsInstances });
};

const describeContainerCluster: Read = ({ seed }, call) =>
  pagedResponse(call, ['production', 'staging'], (names) => ({
    Clusters: names.map((name) => ({
      ClusterId: `cc-${digest(seed, name).slice(0, 20)}`,
      Name: name,
      ClusterType: 'ACK',
      AgentStatus: 'READY',
      Identifier: digest(seed, name, 'identifier').slice(0, 32),
      // A real answer has the secret of the cluster's agent here. Nobody may keep it.
      Token: `cluster-token-${digest(seed, name, 'token').slice(0, 12)}`,
    })),
  }));

/** The one role that another account has set up for this one. */
export const crossAccount = { userId: '1234567890123456', roleName: 'hbrcrossrole' };

/** What is missing comes as a failure in a 200. @returns undefined where the other account lets this one in */
export function refuseRole({ requestId, query }: OperationCall): ApiResponse | undefined {
  const { userId, roleName } = crossAccount;
  if (query.get('CrossAccountUserId') === userId && query.get('CrossAccountRoleName') === roleName) return undefined;
  const code = 'CrossAccountBackupSlrNotExist';
  const body = {
    Code: code,
    Message: 'The role of the other account is not set up.',
    RequestId: requestId,
    Success: false,
  };
  return { status: 200, code, body, executed: false };
}

const checkRole: Read = (_, call) => refuseRole(call) ?? successResponse(call.requestId);

export const vaultOperations = {
  DescribeVaults: describeVaults,
  DescribeBackupPlans: describeBackupPlans,
  DescribeBackupClients: describeBackupClients,
  DescribeRecoverableOtsInstances: describeRecoverableOtsInstances,
  DescribeContainerCluster: describeContainerCluster,
  CheckRole: checkRole,
};
