/** What the commands work with; made once by `activate`. */
import type * as vscode from 'vscode';
import type { Account } from '../cloud/account.ts';
import type { HbrClient } from '../cloud/client.ts';
import type { Elsewhere } from '../jobs/elsewhere.ts';
import type { FilterState } from '../jobs/filter.ts';
import type { History } from '../jobs/history.ts';
import type { Journal } from '../jobs/journal.ts';
import type { Locks } from '../jobs/locks.ts';
import type { Reconciler } from '../jobs/reconciler.ts';
import type { JobStore } from '../jobs/store.ts';
import type { Tracker } from '../jobs/tracker.ts';

/** A running sandbox, as far as the rest needs to know it. */
export interface RunningSandbox {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  close(): Promise<void>;
}

export interface Services {
  readonly log: vscode.LogOutputChannel;
  readonly journal: Journal;
  readonly store: JobStore;
  readonly history: History;
  /** What of the list is shown. */
  readonly filter: FilterState;
  readonly locks: Locks;
  readonly tracker: Tracker;
  readonly accounts: Accounts;
  /** Reads the jobs on disk into the store again. */
  readonly reload: () => Promise<void>;
  /** Reads the jobs of the past into the store; once, since from then on they are kept as the disk is. */
  readonly loadPast: () => Promise<void>;
  /** Specs whose submission is under way, by URI. */
  readonly submitting: Set<string>;
  /** Submissions that are being sent; the window's end waits for them a little. */
  readonly inFlight: Set<Promise<unknown>>;
  /** What searches for unclear jobs, once there has been one. */
  reconciler: Promise<Reconciler> | undefined;
  /** What looks for jobs that something else started, while they are shown. */
  elsewhere: Elsewhere | undefined;
  sandbox: RunningSandbox | undefined;
}

export interface Accounts {
  /** Who signs and where the request goes. @throws CloudError where there are no credentials or no region */
  forRegion(specRegion: string | undefined): Promise<Account>;
  /** The client for an account; undefined where it is a sandbox that no longer runs. @throws CloudError without trust */
  clientFor(account: Account): Promise<HbrClient | undefined>;
}
