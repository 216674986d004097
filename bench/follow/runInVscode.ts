/** Runs inside VS Code: opens the tree of a large journal, follows its jobs for `FOLLOW_SECONDS`, and writes what it cost into `FIGURES`. */
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { createClient } from '../../src/cloud/hbrClient.ts';
import { systemClock } from '../../src/jobs/clock.ts';
import { createFilter } from '../../src/jobs/list/jobFilter.ts';
import { openHistory } from '../../src/jobs/storage/history.ts';
import { openJournal } from '../../src/jobs/storage/journal.ts';
import { newOwner, openLocks } from '../../src/jobs/storage/locks.ts';
import { createStore } from '../../src/jobs/store.ts';
import { createStoreSync } from '../../src/jobs/storage/storeSync.ts';
import { createPoller, type Poller } from '../../src/jobs/polling/poller.ts';
import { openPollingLeases } from '../../src/jobs/polling/pollingLease.ts';
import { watchWallClock } from '../../src/jobs/wallClock.ts';
import { createJobsProvider } from '../../src/views/jobsProvider.ts';
import { prefixSuiteOutput } from '../../test/hosts/suiteOutput.ts';
import { until } from '../../test/hosts/until.ts';
import { median } from '../figures.ts';
import { usedMemory } from '../usedMemory.ts';
import type { FollowFigures, HostFigures } from './hostFigures.ts';

const variable = (name: string) => process.env[name] ?? '';
/** Longer than any drawing is put off, in ms. */
const restMs = 2000;

/** What the extension host's thread has worked; other programs on the machine don't count. */
function cpuMs(): number {
  // Newer than the oldest Node that the types are of.
  const { user, system } = (process as unknown as { threadCpuUsage(): NodeJS.CpuUsage }).threadCpuUsage();
  return (user + system) / 1000;
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** What the sandbox, which runs in another process, is asked to do or to say. */
const ask = async (what: string) => Number(await (await fetch(`${variable('CONTROL')}/${what}`)).text());

/** What the file of the jobs that ended takes at least: to read it and to parse it. */
async function parseTime(path: string): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 9; run++) {
    const start = cpuMs();
    JSON.parse(await readFile(path, 'utf8'));
    times.push(cpuMs() - start);
  }
  return median(times);
}

interface Following {
  readonly seconds: number;
  /** What the host's thread works with nothing to follow, in percent of a core: VS Code looks for open ports and the like. */
  readonly idlePercent: number;
  readonly poller: Poller;
  /** Forgets what was drawn so far. */
  readonly clearDrawn: () => void;
  readonly drawnCount: () => number;
}

/** What the host's thread works in that time without us, in percent of a core. */
async function percentWhileIdle(seconds: number): Promise<number> {
  const [started, before] = [performance.now(), cpuMs()];
  await rest(seconds * 1000);
  return ((cpuMs() - before) / (performance.now() - started)) * 100;
}

/** @returns all but the memory, which is of the whole */
async function follow({
  seconds,
  idlePercent,
  poller,
  clearDrawn,
  drawnCount,
}: Following): Promise<Omit<FollowFigures, 'memory'>> {
  await poller.refresh();
  await rest(restMs);
  const changed = await ask('change');
  clearDrawn();
  await poller.refresh();
  await rest(restMs);
  const redrawn = drawnCount();

  const [from, started, workedBefore] = [await ask('requests'), performance.now(), cpuMs()];
  await rest(seconds * 1000);
  const [worked, elapsed] = [
    cpuMs() - workedBefore - (seconds * 1000 * idlePercent) / 100,
    performance.now() - started,
  ];
  const requests = Math.round(((await ask('requests')) - from) / (elapsed / 60_000));
  return { changed, redrawn, requests, corePercent: (worked / elapsed) * 100 };
}

export async function run(): Promise<void> {
  prefixSuiteOutput();
  const onError = (error: unknown) => {
    throw error;
  };
  // The host's other extensions have begun by then.
  await rest(5 * restMs);
  const idle = usedMemory();
  const seconds = Number(variable('FOLLOW_SECONDS'));
  const idlePercent = seconds > 0 ? await percentWhileIdle(seconds) : 0;

  const folder = variable('JOBS');
  const store = createStore();
  const journal = openJournal(join(folder, 'jobs'));
  const history = openHistory(join(folder, 'done'));
  const locks = openLocks(join(folder, 'locks'), newOwner());
  const sync = createStoreSync({ journal, history, store, onSetAside: onError, onUnread: onError, onError });
  const provider = createJobsProvider({
    store,
    filter: createFilter(),
    find: (id) => history.read(id),
    load: () => sync.loadPast(),
    onError,
  });
  let drawn: string[] = [];
  const counting = {
    ...provider,
    getTreeItem(element: string) {
      drawn.push(element);
      return provider.getTreeItem(element);
    },
  };

  await sync.reload();
  const before = cpuMs();
  const view = vscode.window.createTreeView('bench.jobs', { treeDataProvider: counting });
  await vscode.commands.executeCommand('bench.jobs.focus');
  const { running, today } = { running: Number(variable('RUNNING')), today: 100 };
  await until('the tree to be there', () => Promise.resolve(drawn.length >= running + today || undefined));
  const openMs = cpuMs() - before;
  const openMemory = usedMemory() - idle;

  const client = createClient(
    { signer: 'sandbox', profile: 'sandbox', region: 'cn-hangzhou', endpoint: variable('ENDPOINT') },
    { kind: 'keys', accessKeyId: variable('KEY_ID'), accessKeySecret: variable('KEY_SECRET') },
  );
  const poller = createPoller({
    store,
    journal,
    clock: systemClock,
    wallClock: watchWallClock(systemClock),
    leases: openPollingLeases(join(folder, 'looks'), locks, systemClock),
    clientFor: () => client,
    floorSeconds: () => 2,
    isFocused: () => true,
    onOutage: (error) => {
      if (error) throw error;
    },
  });
  const followed =
    seconds > 0 &&
    (await follow({ seconds, idlePercent, poller, clearDrawn: () => (drawn = []), drawnCount: () => drawn.length }));
  const memory = Math.max(openMemory, usedMemory() - idle);

  const figures: HostFigures = {
    ...{ openMs, openMemory },
    // Only now, since its garbage is of no account of ours.
    parseMs: await parseTime(join(folder, 'done.index')),
    ...(followed && { followed: { ...followed, memory } }),
  };
  writeFileSync(variable('FIGURES'), JSON.stringify(figures));
  poller.dispose();
  sync.dispose();
  view.dispose();
  provider.dispose();
}
