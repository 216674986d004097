/** How the list and a poll, and the memory of the jobs, grow with the jobs that ended and with those that run. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listedJobs } from '../../src/cloud/hbrResponses.ts';
import type { HbrClient } from '../../src/cloud/hbrClient.ts';
import { systemClock } from '../../src/jobs/clock.ts';
import { createFilter } from '../../src/jobs/list/jobFilter.ts';
import { structureOf } from '../../src/jobs/list/listStructure.ts';
import { createPoller } from '../../src/jobs/polling/poller.ts';
import { openPollingLeases } from '../../src/jobs/polling/pollingLease.ts';
import type { JobRecord } from '../../src/jobs/record.ts';
import { openHistory } from '../../src/jobs/storage/history.ts';
import { openJournal } from '../../src/jobs/storage/journal.ts';
import { newOwner, openLocks } from '../../src/jobs/storage/locks.ts';
import { encodeRecord } from '../../src/jobs/storage/recordFile.ts';
import { replaceFileUnsynced } from '../../src/jobs/storage/replaceFile.ts';
import { createStore, type JobStore } from '../../src/jobs/store.ts';
import { watchWallClock } from '../../src/jobs/wallClock.ts';
import { temporaryFolder } from '../../test/hosts/paths.ts';
import type { Figure } from '../figures.ts';
import { endedJob, runningJob } from '../follow/journal.ts';
import { responseOf } from './response.ts';
import { doubled, memoryGrowth, timeGrowth } from './series.ts';

const endpoint = 'http://127.0.0.1:1';
const endedSizes = doubled(312);
const runningSizes = doubled(25);

async function writeRecord(folder: string, job: JobRecord): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${job.id}.json`), encodeRecord(job));
}

/** The history of a window that has just started. */
async function endedGrowth(runs: number, folder: string): Promise<Figure[]> {
  let written = 0;
  const writeUpTo = async (size: number) => {
    for (; written < size; written++) {
      await writeRecord(folder, endedJob(written, endpoint, Date.now(), (written + 1) * 60_000));
    }
    await openHistory(folder).load();
    // The index tells that it is the whole once the folder has not changed for a while.
    await new Promise((resolve) => setTimeout(resolve, 2500));
    await openHistory(folder).load();
  };
  const reading = await timeGrowth('reading the history with its jobs', runs, endedSizes, async (size) => {
    await writeUpTo(size);
    return () => openHistory(folder).load();
  });
  const rowsOf = async (size: number) => {
    const { rows } = await openHistory(folder).load();
    // Copies, since a part of a list would keep the whole of it.
    return structuredClone(rows.slice(0, size));
  };
  return [reading, await memoryGrowth('the history with its jobs', endedSizes, rowsOf)];
}

/** The rows of a window that has just started, in their order. */
async function openList(folder: string): Promise<JobStore> {
  const store = createStore();
  store.put(...(await openJournal(folder).readAll()).records);
  structureOf(store.rows(), createFilter().get(), Date.now());
  return store;
}

/** The service's lists of jobs. With each page that is asked for, all jobs are a step of their progress further. */
function listingClient(records: readonly JobRecord[]): HbrClient {
  const notAsked = () => Promise.reject(new Error('This call is not part of the bench.'));
  let Progress = 0;
  return {
    ...{ createRestoreJob: notAsked, cancelRestoreJob: notAsked, describeRegions: notAsked },
    describeRestoreJobs({ restoreType, pageNumber, pageSize }) {
      Progress++;
      const listed = records.filter(({ request }) => request.query['RestoreType'] === restoreType);
      const RestoreJob = listed.slice((pageNumber - 1) * pageSize, pageNumber * pageSize).map((record) => ({
        ...{ RestoreId: record.restoreId, Status: 'RUNNING', Progress, BytesTotal: 503_316_480, BytesDone: Progress },
        ...{ ...record.request.query, CreatedTime: Math.floor(record.createdAt / 1000) },
      }));
      const response = responseOf({ TotalCount: listed.length, RestoreJobs: { RestoreJob } });
      return Promise.resolve(listedJobs(response, pageNumber, pageSize));
    },
  };
}

/** @returns the poller of a window with these jobs, whose files are written without waiting for the disk */
function pollerOf(folder: string, store: JobStore) {
  const client = listingClient(store.all());
  const locks = openLocks(join(folder, 'locks'), newOwner());
  return createPoller({
    ...{ store, clock: systemClock, wallClock: watchWallClock(systemClock) },
    journal: openJournal(join(folder, 'jobs'), replaceFileUnsynced),
    leases: openPollingLeases(join(folder, 'looks'), locks, systemClock),
    clientFor: () => client,
    // Polls when it is told to.
    floorSeconds: () => 3600,
    isFocused: () => true,
    onOutage(error) {
      if (error) throw error;
    },
  });
}

async function runningGrowth(runs: number, folder: string): Promise<Figure[]> {
  const journal = join(folder, 'jobs');
  const write = async (size: number) => {
    await rm(journal, { recursive: true, force: true });
    for (let n = 0; n < size; n++) await writeRecord(journal, runningJob(n, endpoint, Date.now() - n * 1000));
  };
  const opening = await timeGrowth('opening the list with the running jobs', runs, runningSizes, async (size) => {
    await write(size);
    return () => openList(journal);
  });
  let poller: ReturnType<typeof createPoller> | undefined;
  const polling = await timeGrowth('a poll with the running jobs', runs, runningSizes, async (size) => {
    poller?.dispose();
    await write(size);
    poller = pollerOf(folder, await openList(journal));
    return () => poller?.refresh();
  });
  poller?.dispose();
  const memory = await memoryGrowth('the running jobs', runningSizes, async (size) => {
    await write(size);
    return openList(journal);
  });
  return [opening, polling, memory];
}

export async function jobGrowth(runs: number): Promise<Figure[]> {
  const temporary = await temporaryFolder('growth');
  try {
    return [
      ...(await endedGrowth(runs, join(temporary.path, 'done'))),
      ...(await runningGrowth(runs, join(temporary.path, 'running'))),
    ];
  } finally {
    await temporary.remove();
  }
}
