/** Makes the planned submissions by several processes, each with its fault, and keeps which jobs are whose. */
import { readdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '../../src/cloud/hbrClient.ts';
import { isUnsettled } from '../../src/jobs/record.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Forwarders } from './forwarders.ts';
import { isTimed, type PlannedFault, type Provable, type TimedFault } from './plan.ts';
import { readStatements, type Statement } from './statements.ts';
import { lateMs, staleMs } from './times.ts';
import type { Window } from './window.ts';
import type { WorkerCommand, WorkerMessage } from './worker.ts';

/** A submission that was made. */
export interface MadeSubmission {
  readonly spec: string;
  readonly fault: string;
  readonly provable: Provable;
  /** Of the request: no other submission but a second, equal one has it. */
  readonly targetPrefix: string;
  /** Jobs of this request that are not this submission's: those of somebody else, or of an equal submission. */
  readonly isOthers: (restoreId: string) => boolean;
  /** Jobs of somebody else that no client can tell from this submission's. */
  readonly lookAlikes: ReadonlySet<string>;
  /** What its process said of it last; undefined where that was killed first. */
  readonly reported: Statement | undefined;
}

export interface Surroundings {
  readonly sandbox: Sandbox;
  readonly forwarders: Forwarders;
  readonly folder: string;
  /** Where what any window shows is written down. */
  readonly said: string;
  readonly processes: number;
  readonly openWindow: () => Promise<Window>;
}

/** A port on which nobody listens, so that connections to it are refused. */
const nowhere = 'http://127.0.0.1:1';

/** How long a process stands still for a moment, and how long one waits at most for what others say of its submission, in ms. */
const soonMs = 500;
const mostStandingMs = 60_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const nobody: ReadonlySet<string> = new Set();

/** Whether the jobs of a submission may stay nobody's. Those of its vault would be candidates for other submissions for ever. */
const needsOwnVault = (planned: PlannedFault) =>
  planned.at === 'lookAlike' || planned.at === 'pair' || (planned.at === 'time' && planned.provable !== 'always');

/** A restore that no other submission asks for. */
const requestOf = (planned: PlannedFault, index: number) => ({
  query: {
    RestoreType: 'OSS',
    SourceType: 'OSS',
    VaultId: needsOwnVault(planned) ? `v-own-${index}` : `v-${index % 7}`,
    SnapshotId: 's-1',
    TargetBucket: 'bench',
    TargetPrefix: `restore/${index}/`,
  },
  body: index % 2 ? { Include: JSON.stringify([`a/${index % 3}`, 'b']) } : {},
});

const specOf = (planned: PlannedFault, index: number) => `${isTimed(planned) ? 'timed' : 'other'}:${index}`;

async function fileOf(spec: string, folder: string): Promise<string | undefined> {
  const jobs = join(folder, 'jobs');
  for (const name of await readdir(jobs)) {
    if (name.endsWith('.json') && (await readFile(join(jobs, name), 'utf8')).includes(`"${spec}"`))
      return join(jobs, name);
  }
  return undefined;
}

export async function submitAll(
  plannedFaults: readonly PlannedFault[],
  { sandbox, forwarders, folder, said, processes, openWindow }: Surroundings,
): Promise<MadeSubmission[]> {
  const made: MadeSubmission[] = [];
  /** Processes that stand still, until each has gone on and ended. */
  const standing: Promise<void>[] = [];

  const jobsAt = (targetPrefix: string) =>
    new Set(
      sandbox
        .jobs()
        .filter(({ parameters }) => parameters['TargetPrefix'] === targetPrefix)
        .map(({ restoreId }) => restoreId),
    );
  const endpointOf = (planned: PlannedFault) => {
    if (planned.at === 'address') return nowhere;
    if (!isTimed(planned)) return sandbox.endpoint;
    return forwarders.endpointOf(planned.at === 'time' ? planned.date : undefined);
  };
  const orderFor = (planned: PlannedFault, index: number, more: Partial<WorkerCommand & { do: 'submit' }> = {}) => ({
    do: 'submit' as const,
    ...{ spec: specOf(planned, index), request: requestOf(planned, index), endpoint: endpointOf(planned) },
    ...(planned.at === 'disk' && { fullAt: planned.writing }),
    ...(planned.at === 'time' && planned.clock && { clock: planned.clock }),
    ...more,
  });
  const add = (
    planned: PlannedFault,
    index: number,
    answer: WorkerMessage | undefined,
    more: Partial<MadeSubmission> = {},
  ) => {
    const spec = specOf(planned, index);
    made.push({
      ...{ spec, fault: planned.name, targetPrefix: requestOf(planned, index).query.TargetPrefix },
      ...{ provable: planned.at === 'time' ? planned.provable : 'always', isOthers: () => false, lookAlikes: nobody },
      ...more,
      reported: answer && 'said' in answer ? answer.said : undefined,
    });
  };

  /** Somebody else starts the same restore. A fault that was meant for another request may meet this one. */
  async function startEqualJob(planned: PlannedFault, index: number): Promise<void> {
    const { endpoint, accessKeyId, accessKeySecret } = sandbox;
    const account = { signer: 'sandbox', profile: 'else', region: 'cn-hangzhou', endpoint } as const;
    const client = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });
    const { TargetPrefix } = requestOf(planned, index).query;
    const before = jobsAt(TargetPrefix).size;
    while (jobsAt(TargetPrefix).size === before)
      await client.createRestoreJob(requestOf(planned, index)).catch(() => undefined);
  }

  /** Waits until some process has said what became of a submission. */
  async function untilJudged(spec: string): Promise<void> {
    const end = performance.now() + mostStandingMs;
    const isJudged = async () => (await readStatements(said)).some((each) => each.spec === spec && !isUnsettled(each));
    while (performance.now() < end && !(await isJudged())) await pause(1000);
  }

  const standingUntil: Readonly<Record<'soon' | 'stale' | 'judged', (spec: string) => Promise<unknown>>> = {
    soon: () => pause(soonMs),
    stale: () => pause(staleMs * (1 + Math.random())),
    judged: untilJudged,
  };

  async function submitTimed(planned: TimedFault, index: number, window: Window): Promise<Window> {
    const { TargetPrefix } = requestOf(planned, index).query;
    switch (planned.at) {
      case 'time': {
        forwarders.expect(TargetPrefix, planned.path);
        add(planned, index, await window.ask(orderFor(planned, index)));
        if (planned.clock) await pause(planned.clock.lookMs);
        if (!planned.kill) return window;
        await window.kill();
        return openWindow();
      }
      case 'suspension': {
        const first = await window.ask(orderFor(planned, index, { standStill: planned.point }));
        const goOn = async () => {
          await standingUntil[planned.until](specOf(planned, index));
          const answer = window.nextMessage();
          window.wake();
          add(planned, index, await answer);
          await window.kill();
        };
        if (!first || !('standsStill' in first)) {
          add(planned, index, first);
          return window;
        }
        const gone = goOn();
        // It is awaited in the end. Until then its failure is not to end the bench without a word about the submission.
        gone.catch(() => undefined);
        standing.push(gone);
        return openWindow();
      }
      case 'lookAlike': {
        if (planned.theirs === 'before') await startEqualJob(planned, index);
        const theirs = jobsAt(TargetPrefix);
        forwarders.expect(TargetPrefix, planned.path);
        const answer = await window.ask(orderFor(planned, index));
        const upToNow = jobsAt(TargetPrefix);
        if (planned.theirs === 'before') {
          add(planned, index, answer, { isOthers: (restoreId) => theirs.has(restoreId) });
          return window;
        }
        await startEqualJob(planned, index);
        const lookAlikes = new Set([...jobsAt(TargetPrefix)].filter((restoreId) => !upToNow.has(restoreId)));
        const isOthers = (restoreId: string) => lookAlikes.has(restoreId);
        add(planned, index, answer, { isOthers, lookAlikes, provable: 'never' });
        return window;
      }
      case 'pair': {
        for (const path of planned.paths) forwarders.expect(TargetPrefix, path);
        // Where only the later one was executed, its job is new to both.
        const provable = planned.paths[0] === 'lost' && planned.paths[1] !== 'lost' ? 'never' : 'always';
        const answer = await window.ask(orderFor(planned, index));
        const ofFirst = jobsAt(TargetPrefix);
        add(planned, index, answer, { provable, isOthers: (restoreId) => !ofFirst.has(restoreId) });
        const spec = `${specOf(planned, index)} again`;
        const other = await window.ask(orderFor(planned, index, { spec }));
        add(planned, index, other, { spec, provable, isOthers: (restoreId) => ofFirst.has(restoreId) });
        return window;
      }
    }
  }

  /** Waits until the service has executed a restore to this prefix, or the submission has ended without that. */
  async function untilExecuted(targetPrefix: string, ended: Promise<unknown>): Promise<void> {
    let hasEnded = false;
    void ended.then(() => (hasEnded = true));
    while (!hasEnded && jobsAt(targetPrefix).size === 0) await pause(1);
  }

  async function submitOther(planned: PlannedFault, index: number, window: Window): Promise<Window> {
    // The next request meets the fault, whichever process sends it. So each fault meets one request.
    if (planned.at === 'service') sandbox.inject(planned.fault);
    if (planned.at === 'kill' && planned.after === 'execution') {
      sandbox.inject({ kind: 'delay', ms: lateMs, action: 'CreateRestoreJob' });
    }
    const answer = window.ask(orderFor(planned, index));
    if (planned.at === 'kill') {
      if (planned.after === 'execution') await untilExecuted(requestOf(planned, index).query.TargetPrefix, answer);
      else await pause(planned.after);
      await window.kill();
    }
    add(planned, index, await answer);
    if (planned.at === 'file') {
      const file = await fileOf(specOf(planned, index), folder);
      if (file) await truncate(file, 100 + (index % 100));
    }
    return planned.at === 'kill' ? openWindow() : window;
  }

  let next = 0;
  const submitInTurn = async () => {
    let window = await openWindow();
    for (let index = next++; index < plannedFaults.length; index = next++) {
      const planned = plannedFaults[index];
      if (!planned) break;
      window = await (isTimed(planned) ? submitTimed(planned, index, window) : submitOther(planned, index, window));
    }
    // This process is killed too: nothing may depend on an orderly end.
    await window.kill();
  };
  const watcher = await openWindow();
  void watcher.ask({ do: 'watch', prefix: 'timed' });
  await Promise.all(Array.from({ length: processes }, submitInTurn));
  await Promise.all(standing);
  await forwarders.delivered();
  await watcher.kill();
  return made;
}
