import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { createSandboxState } from '../../src/accounts/sandboxState.ts';
import type { Jobs } from '../../src/jobs/openJobs.ts';
import type { Services } from '../../src/services.ts';
import { openHistory } from '../../src/jobs/storage/history.ts';
import { openJournal } from '../../src/jobs/storage/journal.ts';
import { newOwner, openLocks } from '../../src/jobs/storage/locks.ts';
import type { JobRecord } from '../../src/jobs/record.ts';
import { systemClock } from '../../src/jobs/clock.ts';
import { watchWallClock } from '../../src/jobs/wallClock.ts';
import { createStore } from '../../src/jobs/store.ts';
import { openRemovedJobs } from '../../src/jobs/storage/removedJobs.ts';
import { createStoreSync } from '../../src/jobs/storage/storeSync.ts';
import { record } from '../unit/jobs/jobFixtures.ts';
import { answering, clearNotifications, closeAll } from './support.ts';

/** A job that is complete. */
export const ended = (id: string, more: Partial<JobRecord> = {}) =>
  record(id, { seen: { RestoreId: `r-${id}`, Status: 'COMPLETE', other: {} }, ...more });

/** An empty history, and a journal beside it, for each test of the enclosing `describe`. */
export function histories() {
  let root = '';
  let services: Services;
  const restores: (() => void)[] = [];
  const disposables: { dispose(): void }[] = [];
  const answer = (...args: Parameters<typeof answering>) => {
    const { asked, restore } = answering(...args);
    restores.push(restore);
    return asked;
  };

  async function keep(...records: readonly JobRecord[]): Promise<void> {
    for (const each of records) await services.jobs.journal.write(each);
    await services.jobs.reload();
  }
  async function keepAsPast(...records: readonly JobRecord[]): Promise<void> {
    for (const each of records) {
      await services.jobs.journal.write(each);
      await services.jobs.history.take(each.id, services.jobs.journal.fileOf(each.id));
    }
    await services.jobs.reload();
  }
  const ids = async () => {
    await services.jobs.loadHistory();
    return services.jobs.store
      .rows()
      .map((row) => row.id)
      .sort();
  };

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'history-'));
    const store = createStore();
    const journal = openJournal(join(root, 'jobs'));
    const history = openHistory(join(root, 'done'));
    const locks = openLocks(join(root, 'locks'), newOwner());
    const fail = (error: unknown) => assert.fail(String(error));
    const sync = createStoreSync({ journal, history, store, onSetAside: fail, onUnread: fail, onError: fail });
    disposables.push(sync);
    const log = { warn: () => undefined, error: fail } as unknown as vscode.LogOutputChannel;
    const jobs: Partial<Jobs> = {
      ...{
        journal,
        store,
        history,
        removed: openRemovedJobs(join(root, 'removed')),
        locks,
        wallClock: watchWallClock(systemClock),
        externalJobs: undefined,
      },
      reload: () => sync.reload(),
      loadHistory: () => sync.loadPast(),
    };
    services = {
      jobs: jobs as Jobs,
      accounts: {} as Services['accounts'],
      sandbox: createSandboxState({ fire: () => undefined }),
      submissions: { specs: new Set(), requests: new Set() },
      log,
    };
  });
  afterEach(async () => {
    restores.splice(0).forEach((restore) => restore());
    disposables.splice(0).forEach((each) => each.dispose());
    await closeAll();
    await clearNotifications();
    await rm(root, { recursive: true, force: true });
  });

  return {
    /** The services, as far as jobs that are kept need them. */
    services: () => services,
    /** The folder that all is kept in. */
    root: () => root,
    restores,
    disposables,
    answer,
    keep,
    keepAsPast,
    ids,
  };
}
