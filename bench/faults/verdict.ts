/** Holds what the extension knows against what the service really did. */
import type { JobRecord } from '../../src/jobs/record.ts';
import type { SandboxJob } from '../../src/sandbox/sandbox.ts';

/** One submission of the bench, by the spec it came from. */
export interface Case {
  readonly spec: string;
  readonly trouble: string;
  /** The jobs that the service made of it. */
  readonly jobs: readonly SandboxJob[];
  /** What the journal says of it in the end. */
  readonly records: readonly JobRecord[];
  /** What the window said of it; undefined where it was killed first. */
  readonly said: { readonly state: string; readonly restoreId?: string | undefined } | undefined;
}

export type Fault = 'lost' | 'doubled' | 'misreported';

const knows = (record: JobRecord, { restoreId }: SandboxJob) =>
  record.restoreId === restoreId ||
  (record.state === 'unclear' && (record.candidates?.some((candidate) => candidate.RestoreId === restoreId) ?? false));

const saysNo = (state: string) => state === 'refused' || state === 'notExecuted';

/**
 * What is wrong with one submission:
 * - lost: executed, but not known with its RestoreId, nor as unclear with the right candidate;
 * - doubled: executed more than once;
 * - misreported: said to have a job that is not its own, or said not to be executed though it was.
 */
export function faultsOf({ jobs, records, said }: Case): Fault[] {
  const told = [...records, ...(said ? [said] : [])];
  const ids = new Set(jobs.map(({ restoreId }) => restoreId));
  const lost = jobs.some((job) => !records.some((record) => knows(record, job)));
  const wrongYes = told.some(({ restoreId }) => restoreId !== undefined && !ids.has(restoreId));
  const wrongNo = jobs.length > 0 && told.some(({ state }) => saysNo(state));
  return [
    ...(lost ? (['lost'] as const) : []),
    ...(jobs.length > 1 ? (['doubled'] as const) : []),
    ...(wrongYes || wrongNo ? (['misreported'] as const) : []),
  ];
}
