/**
 * The parameters of each operation: where each travels (query or body) and its type. Written from the page of 2024-03-03 and from
 * the vendor's SDK, and deliberately not from the extension's schema: tests hold the two
 * against each other, which means nothing if one is derived from the other.
 */
import { readingActions, readingLocation } from './readingParameters.ts';

/**
 * What a parameter of CreateRestoreJob is:
 * `name` an id, a name or a word; `path` text in which control characters may stand; `prefix` the same, may be empty;
 * `seconds` a UNIX time in seconds; `account` a number of up to 19 digits; `flag` a boolean; `paths` a JSON array of
 * strings; `object` a JSON object.
 */
export type ParameterType = 'name' | 'path' | 'prefix' | 'seconds' | 'account' | 'flag' | 'paths' | 'object';

export type ParameterLocation = 'query' | 'body';

interface Parameter {
  readonly type: ParameterType;
  readonly location: ParameterLocation;
}

const inQuery = (type: ParameterType): Parameter => ({ type, location: 'query' });
const inBody = (type: ParameterType): Parameter => ({ type, location: 'body' });

/** Every parameter of CreateRestoreJob. The last three are newer than the page. */
export const createParameters: ReadonlyMap<string, Parameter> = new Map([
  ['RestoreType', inQuery('name')],
  ['SourceType', inQuery('name')],
  ['VaultId', inQuery('name')],
  ['SnapshotId', inQuery('name')],
  ['SnapshotHash', inQuery('name')],
  ['TargetInstanceId', inBody('name')],
  ['TargetPath', inBody('path')],
  ['TargetBucket', inQuery('name')],
  ['TargetPrefix', inQuery('prefix')],
  ['TargetFileSystemId', inQuery('name')],
  ['TargetCreateTime', inQuery('seconds')],
  ['TargetInstanceName', inQuery('name')],
  ['TargetTableName', inQuery('name')],
  ['TargetTime', inQuery('seconds')],
  ['OtsDetail', inBody('object')],
  ['UdmRegionId', inQuery('name')],
  ['UdmDetail', inQuery('object')],
  ['Include', inBody('paths')],
  ['Exclude', inBody('paths')],
  ['TargetContainer', inQuery('object')],
  ['TargetContainerClusterId', inQuery('name')],
  ['InitiatedByAck', inQuery('flag')],
  ['CrossAccountType', inQuery('name')],
  ['CrossAccountUserId', inQuery('account')],
  ['CrossAccountRoleName', inQuery('name')],
  ['Options', inQuery('object')],
  ['Edition', inQuery('name')],
  ['FailbackDetail', inQuery('object')],
]);

/** `Filters.1.Key`, `Filters.1.Operator`, `Filters.1.Values.1`: a list of objects as the RPC form flattens it. */
export const filterName = /^Filters\.(\d{1,3})\.(?:(Key|Operator)|Values\.(\d{1,4}))$/;

const describeParameters = new Set(['RestoreType', 'PageNumber', 'PageSize', 'Edition']);
const cancelParameters = new Set(['RestoreId', 'VaultId', 'Edition']);

/** The operations of the sandbox; any other is `InvalidAction.NotFound`. */
export const actions = [
  ...readingActions,
  ...(['CreateRestoreJob', 'DescribeRestoreJobs2', 'CancelRestoreJob', 'DescribeRegions'] as const),
] as const;
export type Action = (typeof actions)[number];

export const isAction = (text: string): text is Action => actions.some((action) => action === text);

/** Where an operation takes a parameter; undefined where it takes none of that name. */
export function parameterLocation(action: Action, name: string): ParameterLocation | undefined {
  switch (action) {
    case 'CreateRestoreJob':
      return createParameters.get(name)?.location;
    case 'DescribeRestoreJobs2':
      return describeParameters.has(name) || filterName.test(name) ? 'query' : undefined;
    case 'CancelRestoreJob':
      return cancelParameters.has(name) ? 'query' : undefined;
    case 'DescribeRegions':
      return undefined;
    default:
      return readingLocation(action, name);
  }
}

/**
 * A parameter of CreateRestoreJob as a JSON-typed value, from the text in which it travelled. Text that doesn't fit
 * the parameter's type stays text, so that the rules name the problem. Structured values stay text, too.
 */
export function decodeValue(name: string, wire: string): unknown {
  switch (createParameters.get(name)?.type) {
    case 'seconds':
    case 'account': {
      if (!/^-?\d{1,19}$/.test(wire)) return wire;
      const exact = BigInt(wire);
      return BigInt(Number(exact)) === exact && Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
    }
    case 'flag':
      return wire === 'true' ? true : wire === 'false' ? false : wire;
    case undefined:
    default:
      return wire;
  }
}
