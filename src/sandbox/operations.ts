/** Executes the operations, for requests that were admitted and are well-formed. */
import { randomBytes } from 'node:crypto';
import { readAccount } from './account/index.ts';
import type { Account } from './account/seededAccount.ts';
import { refusal, successResponse } from './apiResponse.ts';
import type { ApiResponse, JsonObject, Refusal } from './apiResponse.ts';
import { readFilters } from './filters.ts';
import { describeJob, jobStateAt } from './jobs.ts';
import type { StoredJob, Timing } from './jobs.ts';
import { decodeValue } from './apiParameters.ts';
import type { Action } from './apiParameters.ts';
import { checkParameters, restoreTypes } from './requestRules.ts';
import type { Form, OperationCall } from './requestForm.ts';

/** The jobs by RestoreId in the order of their creation. */
export type Jobs = Map<string, StoredJob>;

/** The last one is a region that the extension does not know. */
const regions = [
  { RegionId: 'cn-hangzhou', LocalName: 'China East 1 (Hangzhou)' },
  { RegionId: 'cn-shanghai', LocalName: 'China East 2 (Shanghai)' },
  { RegionId: 'eu-central-1', LocalName: 'Germany (Frankfurt)' },
  { RegionId: 'cn-sandbox', LocalName: 'Sandbox' },
];

/** Executes an operation on `jobs`. A refusal leaves `jobs` unchanged. */
export function executeOperation(
  action: Action,
  call: OperationCall,
  jobs: Jobs,
  timing: Timing,
  account: Account,
): ApiResponse | Refusal {
  switch (action) {
    case 'CreateRestoreJob':
      return createRestoreJob(call, jobs);
    case 'DescribeRestoreJobs2':
      return describeRestoreJobs(call, jobs, timing);
    case 'CancelRestoreJob':
      return cancelRestoreJob(call, jobs, timing);
    case 'DescribeRegions':
      return successResponse(call.requestId, { Regions: { Region: regions } });
    default:
      return readAccount(action, account, call);
  }
}

function createRestoreJob({ requestId, query, body, now }: OperationCall, jobs: Jobs): ApiResponse | Refusal {
  const parameters = new Map([...query, ...body]);
  const values = [...parameters].map(([name, text]) => [name, decodeValue(name, text)] as const);
  const [problem] = checkParameters(Object.fromEntries(values));
  if (problem) return refusal(400, problem.code, problem.message);
  const restoreId = `r-${randomBytes(10).toString('hex')}`;
  jobs.set(restoreId, { restoreId, requestId, createdAt: now, parameters });
  return successResponse(requestId, { RestoreId: restoreId }, restoreId);
}

function describeRestoreJobs(
  { requestId, query, now }: OperationCall,
  jobs: Jobs,
  timing: Timing,
): ApiResponse | Refusal {
  const restoreType = query.get('RestoreType');
  if (restoreType !== undefined && !restoreTypes.includes(restoreType)) {
    return refusal(400, 'InvalidRestoreType', `RestoreType must be one of ${restoreTypes.join(', ')}.`);
  }
  const edition = checkEdition(query);
  if (edition) return edition;
  const pageNumber = readCount(query.get('PageNumber') ?? '1', 999_999_999);
  if (pageNumber === undefined) return refusal(400, 'InvalidPageNumber', 'PageNumber must be a number from 1 on.');
  const pageSize = readCount(query.get('PageSize') ?? '10', 99);
  if (pageSize === undefined) return refusal(400, 'InvalidPageSize', 'PageSize must be a number from 1 to 99.');
  const filters = readFilters(query);
  if (typeof filters === 'string') return refusal(400, 'InvalidFilters', filters);

  const found: JsonObject[] = [];
  for (const job of [...jobs.values()].reverse()) {
    if (restoreType !== undefined && job.parameters.get('RestoreType') !== restoreType) continue;
    if (editionOf(job.parameters) !== editionOf(query)) continue;
    const described = describeJob(job, timing, now);
    if (filters.every((filter) => filter(described))) found.push(described);
  }
  return successResponse(requestId, {
    TotalCount: found.length,
    PageNumber: pageNumber,
    PageSize: pageSize,
    RestoreJobs: { RestoreJob: found.slice((pageNumber - 1) * pageSize, pageNumber * pageSize) },
  });
}

function cancelRestoreJob({ requestId, query, now }: OperationCall, jobs: Jobs, timing: Timing): ApiResponse | Refusal {
  for (const name of ['VaultId', 'RestoreId']) {
    if (!query.get(name)) return refusal(400, `Missing${name}`, `${name} is required.`);
  }
  const edition = checkEdition(query);
  if (edition) return edition;
  const restoreId = query.get('RestoreId') ?? '';
  const job = jobs.get(restoreId);
  const isNamed =
    job?.parameters.get('VaultId') === query.get('VaultId') && editionOf(job?.parameters) === editionOf(query);
  // The same refusal for a wrong vault as for an unknown job, so that it doesn't tell what another vault holds.
  if (!job || !isNamed) {
    return refusal(404, 'InvalidRestoreId.NotFound', 'No restore job of this RestoreId is in this vault.');
  }
  const state = jobStateAt(job, timing, now);
  if (state.endedAt !== undefined) {
    const message = `The restore job has ended as ${state.status} and can no longer be canceled.`;
    return refusal(400, 'InvalidRestoreJobStatus', message);
  }
  // A second cancel must not put off the end that the first one set.
  if (job.override?.kind !== 'canceled') {
    jobs.set(restoreId, { ...job, override: { kind: 'canceled', at: now, progress: state.progress } });
  }
  return successResponse(requestId, {}, restoreId);
}

/** An operation without an Edition means STANDARD, and sees the jobs of that edition alone. */
const editionOf = (parameters: Form | undefined): string => parameters?.get('Edition') ?? 'STANDARD';

function checkEdition(query: Form): Refusal | undefined {
  if (['STANDARD', 'BASIC'].includes(editionOf(query))) return undefined;
  return refusal(400, 'InvalidEdition', 'Edition must be one of STANDARD, BASIC.');
}

function readCount(text: string, most: number): number | undefined {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= most ? count : undefined;
}
