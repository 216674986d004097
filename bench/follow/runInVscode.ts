/** Runs inside VS Code: opens the tree of a large journal, polls, and writes what it cost into `FIGURES`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { createClient } from '../../src/cloud/hbrClient.ts';
import { systemClock } from '../../src/jobs/clock.ts';
import { createFilter } from '../../src/jobs/list/jobFilter.ts';
import { openHistory } from '../../src/jobs/storage/history.ts';
import { openJournal } from '../../src/jobs/storage/journal.ts';
import { newOwner, openLocks } from '../../src/jobs/storage/locks.ts';
import { createStore } from '../../src/jobs/store.ts';
import { createStoreSync } from '../../src/jobs/storage/storeSync.ts';
import { createPoller } from '../../src/jobs/polling/poller.ts';
import { openPollingLeases } from '../../src/jobs/polling/pollingLease.ts';
import { watchWallClock } from '../../src/jobs/wallClock.ts';
import { createJobsProvider } from '../../src/views/jobsProvider.ts';
import { prefixSuiteOutput } from '../../test/hosts/suiteOutput.ts';
import { until } from '../../test/hosts/until.ts';
import type { Figures } from './figures.ts';

const variable = (name: string) => process.env[name] ?? '';
/** Longer than any drawing is put off, in ms. */
const restMs = 2000;

function usedMemory(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** What the extension host's thread has worked; other programs on the machine don't count. */
function cpuMs(): number {
  // Newer than the oldest Node that the types are of.
  const { user, system } = (process as unknown as { threadCpuUsage(): NodeJS.CpuUsage }).threadCpuUsage();
  return (user + system) / 1000;
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** What the sandbox, which runs in another process, is asked to do or to say. */
const ask = async (what: string) => Number(await (await fetch(`${variable('CONTROL')}/${what}`)).text());

export async function run(): Promise<void> {
  prefixSuiteOutput();
  const onError = (error: unknown) => {
    throw error;
  };
  // The host's other extensions have begun by then.
  await rest(5 * restMs);
  const idle = usedMemory();

  const folder = variable('JOBS');
  const store = createStore();
  const journal = openJournal(join(folder, 'jobs'));
  const history = openHistory(join(folder, 'done'));
  const locks = openLocks(join(folder, 'locks'), newOwner());
  const sync = createStoreSync({ journal, history, store, onSetAside: onError, onError });
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

  const atStart = cpuMs();
  await sync.reload();
  const startMs = cpuMs() - atStart;
  const before = cpuMs();
  const view = vscode.window.createTreeView('bench.jobs', { treeDataProvider: counting });
  await vscode.commands.executeCommand('bench.jobs.focus');
  const { running, today } = { running: Number(variable('RUNNING')), today: 100 };
  await until('the tree to be there', () => Promise.resolve(drawn.length >= running + today || undefined));
  const openMs = cpuMs() - before;
  const atOpen = usedMemory();

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
  await poller.refresh();
  await rest(restMs);
  const changed = await ask('change');
  drawn = [];
  await poller.refresh();
  await rest(restMs);
  const redrawn = drawn.length;

  const [from, started] = [await ask('requests'), performance.now()];
  await rest(60_000);
  const minutes = (performance.now() - started) / 60_000;
  const requests = Math.round(((await ask('requests')) - from) / minutes);
  const memory = Math.max(atOpen, usedMemory()) - idle;

  const { length: rows } = store.rows();
  const figures: Figures = { startMs, openMs, changed, redrawn, memory, requests, rows };
  writeFileSync(variable('FIGURES'), JSON.stringify(figures));
  poller.dispose();
  sync.dispose();
  view.dispose();
  provider.dispose();
}
