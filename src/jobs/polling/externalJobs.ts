/**
 * External jobs: the newest jobs of an account that something else started, such as the console, a script or another machine.
 * They are kept in memory alone.
 */
import type { Account } from '../../cloud/account.ts';
import type { HbrClient } from '../../cloud/hbrClient.ts';
import { parameterOfJob, type RestoreJobInfo } from '../../cloud/restoreJob.ts';
import { parameterNames, requestWith, type RestoreRequest } from '../../restoreSpec/parameters.ts';
import type { Clock } from '../clock.ts';
import { isTime } from '../format/units.ts';
import { newestRestoreJobs, type RestoreJobsQuery } from '../listRestoreJobs.ts';
import { isPending, type JobRecord } from '../record.ts';
import { applyListEntry } from '../recordUpdate.ts';
import type { JobStore } from '../store.ts';

export interface ExternalJobsDependencies {
  readonly store: JobStore;
  readonly clock: Clock;
  /** Whose jobs are listed, and the client that lists them. @throws where there is none */
  readonly connect: () => Promise<{ readonly account: Account; readonly client: HbrClient }>;
  /** The RestoreIds of jobs that were in the list and were taken out of it. */
  readonly removedIds: () => Promise<ReadonlySet<string>>;
  /** Whether the window is in front. Other windows don't poll automatically. */
  readonly isFocused: () => boolean;
  /** Called for the first automatic poll that failed after one that worked. The polling goes on. */
  readonly onOutage: (error: unknown) => void;
}

export interface ExternalJobs {
  /** Polls at once. @throws where the service could not be asked; then the store is as before */
  refresh(signal?: AbortSignal): Promise<void>;
  /** Takes the jobs out of the store and polls anew: the account may be another one now. Never rejects. */
  restart(): Promise<void>;
  /** Takes the jobs out of the store and stops. */
  dispose(): void;
}

/** The lists of the documented types. Edition BASIC has a list of its own, and backs up files of ECS instances alone. */
const lists: readonly Pick<RestoreJobsQuery, 'restoreType' | 'edition'>[] = [
  ...['ECS_FILE', 'OSS', 'NAS', 'OTS_TABLE', 'UDM_ECS_ROLLBACK'].map((restoreType) => ({ restoreType })),
  { restoreType: 'ECS_FILE', edition: 'BASIC' },
];
/** The interval between two polls, in ms. */
const intervalMs = 60_000;

/** The request that a job was started with, as far as its entry in the list repeats it. */
function requestFromEntry(job: RestoreJobInfo, { restoreType, edition }: RestoreJobsQuery): RestoreRequest {
  const values = new Map([['RestoreType', restoreType]]);
  // An entry doesn't repeat it, and the job is canceled by it.
  if (edition !== undefined) values.set('Edition', edition);
  for (const name of parameterNames) {
    const value = parameterOfJob(job, name);
    if (value !== undefined) values.set(name, value);
  }
  // A rollback goes to the instance that the data came from.
  if (job.SourceInstanceId && values.get('RestoreType')?.startsWith('UDM_') && !values.has('UdmDetail')) {
    values.set('UdmDetail', JSON.stringify({ sourceInstanceId: job.SourceInstanceId }));
  }
  return requestWith(values);
}

/** Keeps letters, digits, dots and hyphens and escapes the rest. Different RestoreIds give different names. */
const safeName = (text: string) =>
  text.replace(/[^A-Za-z0-9.-]/g, (char) => `_${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The id of a job's record. It is in memory alone, and no file is named after it. */
const recordId = ({ RestoreId }: RestoreJobInfo) => `elsewhere-${safeName(RestoreId)}`;

/**
 * The record of an external job.
 *
 * @param before its record after the poll before
 * @param now ms since 1970
 */
export function externalJobRecord(
  job: RestoreJobInfo,
  { account, list, before, now }: { account: Account; list: RestoreJobsQuery; before?: JobRecord; now: number },
): JobRecord {
  const created = (job.CreatedTime ?? 0) * 1000;
  const known: JobRecord = before ?? {
    id: recordId(job),
    state: 'submitted',
    external: true,
    account,
    request: requestFromEntry(job, list),
    spec: '',
    createdAt: isTime(created) ? created : now,
    pid: 0,
    restoreId: job.RestoreId,
  };
  // Where a job had ended before it was first seen, only the service can tell when.
  const hadEnded = !before && !isPending({ ...known, seen: job });
  const { untold, ...record } = hadEnded ? { ...known, seen: job } : applyListEntry(known, job, now);
  void untold; // Nobody here waits for it, so there is no notification of its end.
  return { ...record, lookedAt: now };
}

export function createExternalJobs({
  store,
  clock,
  connect,
  removedIds,
  isFocused,
  onOutage,
}: ExternalJobsDependencies): ExternalJobs {
  let stopTimer: (() => void) | undefined;
  let running: Promise<void> | undefined;
  /** Counts restarts. The result of a poll that began before the last restart is dropped. */
  let generation = 0;
  let disposed = false;
  let hasFailed = false;
  let isOutageReported = false;

  const external = () => store.rows().flatMap(({ id, external }) => (external && store.get(id)) || []);

  const poll = async (signal?: AbortSignal) => {
    const ownGeneration = generation;
    const { account, client } = await connect();
    const listed: { readonly list: RestoreJobsQuery; readonly job: RestoreJobInfo }[] = [];
    for (const list of lists) {
      const jobs = await newestRestoreJobs(client, list, signal);
      listed.push(...jobs.map((job) => ({ list, job })));
    }
    const removed = await removedIds();
    if (disposed || ownGeneration !== generation) return;
    const known = new Set(store.rows().flatMap(({ external, restoreId }) => (external ? [] : (restoreId ?? []))));
    const records = listed
      .filter(({ job }) => !known.has(job.RestoreId) && !removed.has(job.RestoreId))
      .map(({ list, job }) => {
        const before = store.get(recordId(job));
        return externalJobRecord(job, { account, list, ...(before && { before }), now: clock.now() });
      });
    store.setExternal(records);
  };

  const schedule = () => {
    stopTimer?.();
    stopTimer = undefined;
    // After a failure an empty list does not say that there are no jobs.
    if (disposed || !(hasFailed || external().some(isPending))) return;
    stopTimer = clock.setTimer(intervalMs, () => {
      if (isFocused()) void pollByItself();
      else schedule();
    });
  };

  const pollByItself = async () => {
    try {
      await refresh();
    } catch (error) {
      if (!isOutageReported) onOutage(error);
      isOutageReported = true;
    }
  };

  const refresh = (signal?: AbortSignal): Promise<void> => {
    if (running) return running;
    const ownGeneration = generation;
    const ended = (succeeded: boolean) => {
      if (ownGeneration !== generation) return;
      running = undefined;
      hasFailed = !succeeded;
      if (succeeded) isOutageReported = false;
      schedule();
    };
    running = poll(signal).then(
      () => ended(true),
      (error: unknown) => {
        ended(false);
        throw error;
      },
    );
    return running;
  };

  return {
    refresh,
    restart() {
      generation++;
      running = undefined;
      store.setExternal([]);
      return pollByItself();
    },
    dispose() {
      disposed = true;
      stopTimer?.();
      store.setExternal([]);
    },
  };
}
