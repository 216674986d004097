/** Compares what the extension knows and ever said with what the service really did. */
import type { JobRecord } from '../../src/jobs/record.ts';
import type { Provable } from './plan.ts';
import type { Statement } from './statements.ts';

/** One submission of the bench, by the spec it came from. */
export interface SubmissionCase {
  readonly spec: string;
  readonly fault: string;
  readonly provable: Provable;
  /** The RestoreIds of the jobs that the service started for it. */
  readonly own: ReadonlySet<string>;
  /**
   * The RestoreIds of equal jobs that somebody else started after it was sent. No client can tell them from its own, so they may be taken
   * for it where the evidence is said too.
   */
  readonly lookAlikes: ReadonlySet<string>;
  /** The records that the journal has of it in the end. */
  readonly records: readonly JobRecord[];
  /** What was ever said about it. */
  readonly statements: readonly Statement[];
}

export type Violation = 'lost' | 'doubled' | 'misreported';

const isKnown = (record: JobRecord, restoreId: string) =>
  record.restoreId === restoreId ||
  (record.state === 'unclear' && (record.candidates?.some((candidate) => candidate.RestoreId === restoreId) ?? false));

const deniesExecution = (state: string) => state === 'refused' || state === 'notExecuted';

/** Whether a client can find out by itself what became of it. */
export function isProvable({ provable, own }: SubmissionCase): boolean {
  return provable === 'always' || (provable === 'ifNotExecuted' && own.size === 0);
}

/** Whether a job of somebody else is taken for its own, with the evidence that there is. */
export const takesLookAlike = ({ records, lookAlikes }: SubmissionCase) =>
  records.some(({ restoreId }) => restoreId !== undefined && lookAlikes.has(restoreId));

/**
 * What is wrong with one submission:
 * - lost: executed, but not known with its RestoreId, nor as unclear with the right candidate;
 * - doubled: executed more than once;
 * - misreported: at any time said to have a job that is not its own, or said not to be executed though it was or still came to be.
 */
export function violationsIn({ own, lookAlikes, records, statements }: SubmissionCase): Violation[] {
  const lost = [...own].some((id) => !records.some((record) => isKnown(record, id)));
  const wrongYes = statements.some(
    ({ restoreId, adopted }) =>
      restoreId !== undefined && !own.has(restoreId) && !(adopted && lookAlikes.has(restoreId)),
  );
  const wrongNo = own.size > 0 && statements.some(({ state }) => deniesExecution(state));
  return [
    ...(lost ? (['lost'] as const) : []),
    ...(own.size > 1 ? (['doubled'] as const) : []),
    ...(wrongYes || wrongNo ? (['misreported'] as const) : []),
  ];
}
