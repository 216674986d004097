/** Opens the jobs of a window: their storage, and the parts that follow them to their end. */
import { join } from 'node:path';
import { errorText } from '../cloud/logFormat.ts';
import { systemClock } from './clock.ts';
import { createFilter, type FilterState } from './list/jobFilter.ts';
import { createEndNotifier, type EndNotifierDependencies } from './polling/endNotifier.ts';
import { createFindingNotifier } from './reconciliation/findingNotifier.ts';
import type { ExternalJobs } from './polling/externalJobs.ts';
import { createLazyPoller } from './polling/lazyPoller.ts';
import type { Poller, PollerDependencies } from './polling/poller.ts';
import { createLazyReconciler } from './reconciliation/lazyReconciler.ts';
import type { Reconciler } from './reconciliation/reconciler.ts';
import type { JobRecord } from './record.ts';
import { signatureLifeMs } from './reconciliation/signatureLife.ts';
import type { History } from './storage/history.ts';
import { openJournal, type Journal } from './storage/journal.ts';
import { newOwner, openLocks, type Locks } from './storage/locks.ts';
import { openHistoryLazily, openRemovedJobsLazily } from './storage/openLazily.ts';
import type { RemovedJobs } from './storage/removedJobs.ts';
import { scheduleRetention } from './storage/retentionSchedule.ts';
import { createStoreSync } from './storage/storeSync.ts';
import type { UnreadRecord } from './storage/unreadRecord.ts';
import { createStore, type JobStore } from './store.ts';
import { onWallClockJump, watchWallClock, type WallClockWatch } from './wallClock.ts';

/** How long a job may take to turn up in the service's list once the service has executed the request, in ms. */
const graceMs = 120_000;
/**
 * How long a search that finds nothing proves nothing, in ms. The service takes a request for 15 minutes before and after the date in it.
 * So a request that was given up, and that a proxy holds back, can be executed for at most 30 minutes, whatever this machine's clock says.
 */
const proofMs = 2 * signatureLifeMs + graceMs;
/** The time between the first two searches for unclear jobs, in ms. */
const searchAgainMs = 2000;

/** The jobs of a window, as commands and views work with them. */
export interface Jobs {
  /** The jobs that go on, on disk. */
  readonly journal: Journal;
  /** The jobs that have ended, on disk. */
  readonly history: History;
  /** The jobs that were taken out of the list. */
  readonly removed: RemovedJobs;
  /** The jobs in memory, and the events of their changes. */
  readonly store: JobStore;
  readonly locks: Locks;
  /** How old times of the wall clock are, although somebody may have set it while the window was open. */
  readonly wallClock: WallClockWatch;
  readonly poller: Poller;
  /** Which jobs of the list are shown. */
  readonly filter: FilterState;
  /** Reads the jobs on disk into the store again. */
  readonly reload: () => Promise<void>;
  /** Reads the jobs of the history into the store. It does so once: from then on they are kept as the disk is. */
  readonly loadHistory: () => Promise<void>;
  /** What searches for unclear jobs; undefined until there is one. Rejects where it can't be loaded. */
  readonly reconciler: Promise<Reconciler> | undefined;
  /** What looks for jobs that something else started; undefined while they are not shown. */
  externalJobs: ExternalJobs | undefined;
}

export interface JobsDependencies {
  /** The folder that this extension may keep files in. */
  readonly folder: string;
  /** The language that the window shows. */
  readonly language: string;
  /** The client that asks for the jobs of an account. */
  readonly clientFor: PollerDependencies['clientFor'];
  /** The least time between two polls, in seconds. */
  readonly pollIntervalSeconds: () => number;
  /** The most jobs that the history keeps. */
  readonly historyLimit: () => number;
  readonly notifications: EndNotifierDependencies['notifications'];
  /** Whether the window is in front. */
  readonly isFocused: () => boolean;
  readonly canShow: EndNotifierDependencies['canShow'];
  readonly showEnded: EndNotifierDependencies['notify'];
  /** Shows what was found out about an unclear job. It returns at once: nobody has to answer. */
  readonly showReconciled: (record: JobRecord) => void;
  /** Told once of each file that can't be read and was renamed. */
  readonly onSetAside: (name: string) => void;
  /** Told once of each record that can't be read and stays where it is. */
  readonly onUnread: (records: readonly UnreadRecord[]) => void;
  readonly log: Record<'info' | 'warn' | 'error', (message: string) => void>;
  readonly onError: (error: unknown) => void;
}

export interface OpenedJobs extends Jobs {
  /** Resolves once the jobs that go on are in the store. */
  readonly loaded: Promise<void>;
  /** To be called when somebody else may sign, or requests may go elsewhere. */
  signerChanged(): void;
  /** To be called when the workspace is trusted, so that the service may be asked about jobs. */
  trustGranted(): void;
  dispose(): void;
}

/** Opens the jobs and begins to read and to follow them. It returns at once. */
export function openJobs(dependencies: JobsDependencies): OpenedJobs {
  const { folder, clientFor, isFocused, log, onError } = dependencies;
  const store = createStore();
  const history = openHistoryLazily(join(folder, 'done'), dependencies.language);
  const journal = openJournal(join(folder, 'jobs'), undefined, (id) => history.has(id));
  const removed = openRemovedJobsLazily(folder);
  const locks = openLocks(join(folder, 'locks'), newOwner);
  const { onSetAside, onUnread } = dependencies;
  const sync = createStoreSync({ journal, history, store, onSetAside, onUnread, onError });
  const wallClock = watchWallClock(systemClock);
  const shared = { store, journal, locks, clock: systemClock };

  const poller = createLazyPoller(
    {
      ...shared,
      wallClock,
      leases: {
        // Loaded with the first poll.
        async acquire(...args) {
          const { openPollingLeases } = await import('./followingChunk.ts');
          return openPollingLeases(join(folder, 'looks'), locks, systemClock).acquire(...args);
        },
      },
      clientFor,
      floorSeconds: dependencies.pollIntervalSeconds,
      isFocused,
      onOutage: (error) => (error ? log.warn(errorText(error)) : log.info('the service answers again')),
    },
    onError,
  );
  const notifying = { ...shared, isFocused, canShow: dependencies.canShow, onError };
  const endNotifier = createEndNotifier({
    ...notifying,
    notifications: dependencies.notifications,
    notify: dependencies.showEnded,
  });
  const findingNotifier = createFindingNotifier({
    ...notifying,
    notify: (records) => records.forEach(dependencies.showReconciled),
  });

  const loadReconciler = async () => {
    const { createReconciler, readHiddenRecords } = await import('./followingChunk.ts');
    return createReconciler({
      ...shared,
      async pastIds() {
        const { rows } = await history.load();
        return new Set(rows.flatMap(({ restoreId }) => restoreId ?? []));
      },
      async hiddenPast() {
        const { unread } = await history.load();
        return readHiddenRecords(history.folder, unread);
      },
      removedIds: () => removed.ids(),
      clientFor,
      graceMs,
      proofMs,
      firstIntervalMs: searchAgainMs,
      onFound(record, before) {
        log.info(`submission ${record.id}: ${before.state} -> ${record.state} ${record.restoreId ?? ''}`);
      },
      onOutage: (error) => log.warn(`unclear jobs: ${errorText(error)}`),
    });
  };
  const reconciler = createLazyReconciler(store, loadReconciler, onError);

  const stopComparing = onWallClockJump(wallClock, () => {
    poller.clockJumped();
    // Failures are reported by onOutage, or by onError where it can't be loaded.
    reconciler
      .get()
      ?.then((each) => each.search())
      .catch(() => undefined);
  });

  const loaded = sync.reload().catch(onError);
  const stopRetention = scheduleRetention(
    { journal, history, removed, locks, wallClock, limit: dependencies.historyLimit },
    () => sync.reload(),
    onError,
  );

  const jobs: OpenedJobs = {
    ...{ journal, history, removed, store, locks, wallClock, poller, filter: createFilter(), loaded },
    reload: () => sync.reload(),
    loadHistory: () => sync.loadPast(),
    get reconciler() {
      return reconciler.get();
    },
    externalJobs: undefined,
    signerChanged() {
      void jobs.externalJobs?.restart();
      // Somebody may sign for them again. Failures are reported by onOutage.
      if (store.current().some(({ unfollowed }) => unfollowed)) poller.refresh().catch(() => undefined);
    },
    trustGranted() {
      poller.refresh().catch(onError);
      reconciler
        .get()
        ?.then((each) => each.search())
        .catch(onError);
    },
    dispose() {
      sync.dispose();
      poller.dispose();
      endNotifier.dispose();
      findingNotifier.dispose();
      stopComparing();
      reconciler.dispose();
      stopRetention();
      jobs.externalJobs?.dispose();
    },
  };
  return jobs;
}
