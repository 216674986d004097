/** What the operations do, once a request is believed and well-formed. */
import { randomBytes } from 'node:crypto';
import { refusal, succeed } from './answers.ts';
import type { Answer, JsonObject, Refusal } from './answers.ts';
import { readFilters } from './filters.ts';
import { describe, stateAt } from './jobs.ts';
import type { StoredJob, Timing } from './jobs.ts';
import { decodeValue } from './parameters.ts';
import type { Action } from './parameters.ts';
import { checkParameters, restoreTypes } from './rules.ts';
import type { Form } from './wire.ts';

/** The jobs by RestoreId in the order of their creation. */
export type Jobs = Map<string, StoredJob>;

export interface Call {
  readonly requestId: string;
  readonly query: Form;
  readonly body: Form;
  /** The sandbox's clock, ms. */
  readonly now: number;
}

/** The last of them is in no list of the extension's. */
const regions = [
  { RegionId: 'cn-hangzhou', LocalName: 'China East 1 (Hangzhou)' },
  { RegionId: 'cn-shanghai', LocalName: 'China East 2 (Shanghai)' },
  { RegionId: 'eu-central-1', LocalName: 'Germany (Frankfurt)' },
  { RegionId: 'cn-sandbox', LocalName: 'Sandbox' },
];

/** Carries out an operation on `jobs`; what can't be done is refused and leaves `jobs` as they were. */
export function operate(action: Action, call: Call, jobs: Jobs, timing: Timing): Answer | Refusal {
  switch (action) {
    case 'CreateRestoreJob':
      return createRestoreJob(call, jobs);
    case 'DescribeRestoreJobs2':
      return describeRestoreJobs(call, jobs, timing);
    case 'CancelRestoreJob':
      return cancelRestoreJob(call, jobs, timing);
    case 'DescribeRegions':
      return succeed(call.requestId, { Regions: { Region: regions } });
  }
}

function createRestoreJob({ requestId, query, body, now }: Call, jobs: Jobs): Answer | Refusal {
  const parameters = new Map([...query, ...body]);
  const values = [...parameters].map(([name, text]) => [name, decodeValue(name, text)] as const);
  const [problem] = checkParameters(Object.fromEntries(values));
  if (problem) return refusal(400, problem.code, problem.message);
  const restoreId = `r-${randomBytes(10).toString('hex')}`;
  jobs.set(restoreId, { restoreId, requestId, createdAt: now, parameters });
  return succeed(requestId, { RestoreId: restoreId }, restoreId);
}

function describeRestoreJobs({ requestId, query, now }: Call, jobs: Jobs, timing: Timing): Answer | Refusal {
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
    if (query.has('Edition') && editionOf(job.parameters) !== editionOf(query)) continue;
    const described = describe(job, timing, now);
    if (filters.every((filter) => filter(described))) found.push(described);
  }
  return succeed(requestId, {
    TotalCount: found.length,
    PageNumber: pageNumber,
    PageSize: pageSize,
    RestoreJobs: { RestoreJob: found.slice((pageNumber - 1) * pageSize, pageNumber * pageSize) },
  });
}

function cancelRestoreJob({ requestId, query, now }: Call, jobs: Jobs, timing: Timing): Answer | Refusal {
  for (const name of ['VaultId', 'RestoreId']) {
    if (!query.get(name)) return refusal(400, `Missing${name}`, `${name} is required.`);
  }
  const edition = checkEdition(query);
  if (edition) return edition;
  const restoreId = query.get('RestoreId') ?? '';
  const job = jobs.get(restoreId);
  // As for a job that doesn't exist: who names the wrong vault isn't told what another one holds.
  if (!job || job.parameters.get('VaultId') !== query.get('VaultId')) {
    return refusal(404, 'InvalidRestoreId.NotFound', 'No restore job of this RestoreId is in this vault.');
  }
  const state = stateAt(job, timing, now);
  if (state.endedAt !== undefined) {
    const message = `The restore job has ended as ${state.status} and can no longer be canceled.`;
    return refusal(400, 'InvalidRestoreJobStatus', message);
  }
  // A second cancel must not put off the end that the first one set.
  if (job.turn?.kind !== 'canceled') {
    jobs.set(restoreId, { ...job, turn: { kind: 'canceled', at: now, progress: state.progress } });
  }
  return succeed(requestId, {}, restoreId);
}

const editionOf = (parameters: Form): string => parameters.get('Edition') ?? 'STANDARD';

function checkEdition(query: Form): Refusal | undefined {
  if (['STANDARD', 'BASIC'].includes(editionOf(query))) return undefined;
  return refusal(400, 'InvalidEdition', 'Edition must be one of STANDARD, BASIC.');
}

function readCount(text: string, most: number): number | undefined {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= most ? count : undefined;
}
