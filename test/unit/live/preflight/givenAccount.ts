/** An account whose answers a test gives. */
import type { AccountOperations } from '../../../../src/cloud/accountOperations.ts';
import type { ServiceClient } from '../../../../src/cloud/hbrClient.ts';
import { createAccountReader, type AccountReader } from '../../../../src/live/accountReader.ts';
import { manualClock, type ManualClock } from '../../jobs/manualClock.ts';

type Given = {
  readonly [Name in keyof AccountOperations]?: (
    args: Parameters<AccountOperations[Name]>[0],
  ) => Awaited<ReturnType<AccountOperations[Name]>>;
};

const operations: readonly (keyof AccountOperations)[] = [
  ...(['describeVaults', 'describeBackupPlans', 'searchSnapshots', 'describeTableSnapshots'] as const),
  ...(['describeOtsInstances', 'describeInstanceSnapshots', 'describeBackupClients'] as const),
  ...(['describeContainerClusters', 'browseFiles', 'checkRole'] as const),
];

/** What comes of an operation that the test does not give. */
const nothing = { entries: [], totalCount: 0 };

/** A list as the service gives it where one page has all of it. */
export const listOf = <T>(...entries: T[]): { entries: T[]; totalCount: number } => ({
  entries,
  totalCount: entries.length,
});

/** @returns the account's reader, the clock that it goes by, and the names of the operations that were called */
export function givenAccount(given: Given): { reader: AccountReader; clock: ManualClock; calls: string[] } {
  const calls: string[] = [];
  const answered = (name: keyof Given) => (args: never) => {
    calls.push(name);
    return Promise.resolve(given[name]?.(args) ?? nothing);
  };
  const reads = Object.fromEntries(operations.map((name) => [name, answered(name)]));
  const clock = manualClock();
  const reader = createAccountReader({
    client: () => Promise.resolve({ reads } as unknown as ServiceClient),
    slots: { run: (work) => work() },
    clock,
    onDenied: () => undefined,
  });
  return { reader, clock, calls };
}
