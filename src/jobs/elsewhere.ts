/** The newest jobs of an account that something else started: a console, a script, another machine. In memory alone. */
import type { Account } from '../cloud/account.ts';
import type { HbrClient } from '../cloud/client.ts';
import type { RestoreJobInfo } from '../cloud/restoreJob.ts';
import { bodyParameters, type RestoreRequest, type SpecKey } from '../spec/parameters.ts';
import { observe } from './observe.ts';
import { isPending, type JobRecord } from './record.ts';
import type { JobStore } from './store.ts';

export interface ElsewhereParts {
  readonly store: JobStore;
  /** Whose jobs are looked for, and what asks for them. @throws where there is none */
  readonly connect: () => Promise<{ readonly account: Account; readonly client: HbrClient }>;
  /** Whether the window is in front: else nothing is asked by itself. */
  readonly isFocused: () => boolean;
  readonly now: () => number;
  /** Told of the first look by itself that failed since one worked; it goes on. */
  readonly onOutage: (error: unknown) => void;
  /** Calls back once after so many ms; returns the way to stop it. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

export interface Elsewhere {
  /** Looks at once. @throws where the service could not be asked; then the store is as before */
  refresh(signal?: AbortSignal): Promise<void>;
  /** Takes them out and looks anew: they may be somebody else's than whose are looked for now. Never rejects. */
  restart(): Promise<void>;
  /** Takes them out of the store again. */
  dispose(): void;
}

/** The documented ones: the service gives one list for each. */
const restoreTypes = ['ECS_FILE', 'OSS', 'NAS', 'OTS_TABLE', 'UDM_ECS_ROLLBACK'] as const;
/** The most that DescribeRestoreJobs2 gives at once. */
const pageSize = 99;
const againMs = 60_000;
const dayMs = 86_400_000;

/** Parameters that a job of the list may repeat. */
const repeated: readonly SpecKey[] = [
  ...(['SourceType', 'VaultId', 'SnapshotId', 'SnapshotHash', 'Include', 'Exclude', 'TargetInstanceId'] as const),
  ...(['TargetPath', 'TargetBucket', 'TargetPrefix', 'TargetFileSystemId', 'TargetCreateTime', 'TargetTime'] as const),
  ...(['TargetInstanceName', 'TargetTableName', 'OtsDetail', 'UdmDetail', 'UdmRegionId', 'Options'] as const),
  ...(['Edition', 'FailbackDetail', 'CrossAccountType', 'CrossAccountUserId', 'CrossAccountRoleName'] as const),
];

function requestOf(job: RestoreJobInfo, restoreType: string): RestoreRequest {
  const query: Record<string, string> = { RestoreType: job.RestoreType ?? restoreType };
  const body: Record<string, string> = {};
  for (const name of repeated) {
    const said = (job as unknown as Record<string, unknown>)[name] ?? job.other[name];
    if (typeof said !== 'string' && typeof said !== 'number') continue;
    (bodyParameters.has(name) ? body : query)[name] = String(said);
  }
  // Where a rollback goes to: the instance that it came from.
  if (job.SourceInstanceId && query['RestoreType']?.startsWith('UDM_')) {
    query['UdmDetail'] ??= JSON.stringify({ sourceInstanceId: job.SourceInstanceId });
  }
  return { query, body };
}

/** Letters, digits, dots and hyphens stay; different RestoreIds give different names. */
const safeName = (text: string) =>
  text.replace(/[^A-Za-z0-9.-]/g, (char) => `_${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * The record of a job of the list.
 *
 * @param before what was known of it after the look before
 * @param now ms since 1970
 */
export function elsewhereRecord(
  job: RestoreJobInfo,
  { account, restoreType, before, now }: { account: Account; restoreType: string; before?: JobRecord; now: number },
): JobRecord {
  const created = (job.CreatedTime ?? 0) * 1000;
  const known: JobRecord = before ?? {
    id: `elsewhere-${safeName(job.RestoreId)}`,
    state: 'submitted',
    elsewhere: true,
    account,
    request: requestOf(job, restoreType),
    spec: '',
    createdAt: created > 0 && created < now + dayMs ? created : now,
    pid: 0,
    restoreId: job.RestoreId,
  };
  // When one ended that had ended before it was first seen, only the service can tell.
  const isNew = !before && !isPending({ ...known, seen: job });
  const { untold, ...record } = isNew ? { ...known, seen: job } : observe(known, job, now);
  void untold; // Whoever started it is told elsewhere.
  return record;
}

export function createElsewhere({ store, connect, isFocused, now, onOutage, after }: ElsewhereParts): Elsewhere {
  let stopTimer: (() => void) | undefined;
  let running: Promise<void> | undefined;
  /** Counts restarts: what an earlier look finds is no longer wanted. */
  let turn = 0;
  let disposed = false;
  let failed = false;
  let told = false;

  const shown = () => store.rows().flatMap(({ id, elsewhere }) => (elsewhere && store.get(id)) || []);

  const look = async (signal?: AbortSignal) => {
    const mine = turn;
    const { account, client } = await connect();
    const found: [restoreType: string, job: RestoreJobInfo][] = [];
    for (const restoreType of restoreTypes) {
      const { jobs } = await client.describeRestoreJobs({ restoreType, pageNumber: 1, pageSize }, signal);
      found.push(...jobs.map((job): [string, RestoreJobInfo] => [restoreType, job]));
    }
    if (disposed || mine !== turn) return;
    const known = new Set(store.rows().flatMap(({ elsewhere, restoreId }) => (elsewhere ? [] : (restoreId ?? []))));
    const records = found
      .filter(([, { RestoreId }]) => !known.has(RestoreId))
      .map(([restoreType, job]) => {
        const before = store.get(`elsewhere-${safeName(job.RestoreId)}`);
        return elsewhereRecord(job, { account, restoreType, ...(before && { before }), now: now() });
      });
    store.setElsewhere(records);
  };

  const schedule = () => {
    stopTimer?.();
    stopTimer = undefined;
    // An empty list after a failure doesn't say that there are none.
    if (disposed || !(failed || shown().some(isPending))) return;
    stopTimer = after(againMs, () => {
      if (isFocused()) void lookByItself();
      else schedule();
    });
  };

  const lookByItself = async () => {
    try {
      await refresh();
    } catch (error) {
      if (!told) onOutage(error);
      told = true;
    }
  };

  const refresh = (signal?: AbortSignal): Promise<void> => {
    if (running) return running;
    const mine = turn;
    const ended = (well: boolean) => {
      if (mine !== turn) return;
      running = undefined;
      failed = !well;
      if (well) told = false;
      schedule();
    };
    running = look(signal).then(
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
      turn++;
      running = undefined;
      store.setElsewhere([]);
      return lookByItself();
    },
    dispose() {
      disposed = true;
      stopTimer?.();
      store.setElsewhere([]);
    },
  };
}
