/**
 * The requests that came, as tests read them, within limits of number and size: a sandbox may run for days while an editor polls it.
 * Only what somebody with the key signed is recorded. The others are counted, by what they were answered.
 */
import type { RequestRecord } from './writeResponse.ts';

export interface RequestLogLimits {
  /** The most records. */
  readonly records: number;
  /** The most UTF-16 units of all parameters together. */
  readonly units: number;
}

const defaultLimits: RequestLogLimits = { records: 10_000, units: 16 * 1024 * 1024 };

export interface RequestLog {
  /** In the order in which they were added. */
  readonly records: readonly RequestRecord[];
  /** How many requests were not recorded, by the code of the answer or the kind of the fault. The sandbox has a fixed number of these. */
  readonly unverified: ReadonlyMap<string, number>;
  /** Records a request that was signed with the key. Drops the oldest ones that are too many. */
  readonly add: (record: RequestRecord) => void;
  /** Counts a request that nobody with the key has signed, or that was never read. */
  readonly count: (answer: string) => void;
}

const unitsOf = ({ parameters }: RequestRecord) =>
  Object.entries(parameters).reduce((sum, [name, value]) => sum + name.length + value.length, 0);

export function createRequestLog(limits: RequestLogLimits = defaultLimits): RequestLog {
  const records: RequestRecord[] = [];
  const unverified = new Map<string, number>();
  let units = 0;
  const dropOldest = () => {
    const record = records.shift();
    if (record) units -= unitsOf(record);
  };
  return {
    records,
    unverified,
    add(record) {
      records.push(record);
      units += unitsOf(record);
      while (records.length > limits.records || units > limits.units) dropOldest();
    },
    count: (answer) => void unverified.set(answer, (unverified.get(answer) ?? 0) + 1),
  };
}
