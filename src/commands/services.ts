/** What the commands work with; made once by `activate`. */
import type * as vscode from 'vscode';
import type { Account, CredentialSource } from '../cloud/account.ts';
import type { HbrClient } from '../cloud/client.ts';
import type { CloudError } from '../cloud/errors.ts';
import type { Identity } from '../cloud/identity.ts';
import type { ProfileChoice } from '../cloud/profileChoices.ts';
import type { Elsewhere } from '../jobs/elsewhere.ts';
import type { FilterState } from '../jobs/filter.ts';
import type { History } from '../jobs/history.ts';
import type { Journal } from '../jobs/journal.ts';
import type { Locks } from '../jobs/locks.ts';
import type { Reconciler } from '../jobs/reconciler.ts';
import type { JobStore } from '../jobs/store.ts';
import type { Tracker } from '../jobs/tracker.ts';
import type { SelectedSigner, Selection } from './selection.ts';

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
  /** What was chosen for this workspace. */
  readonly selection: Selection;
  /** VS Code's places for what outlives the window. */
  readonly storage: Pick<vscode.ExtensionContext, 'globalState' | 'secrets'>;
  /** Fired when requests may go elsewhere or be signed by somebody else than before, or other regions are known. */
  readonly accountChanged: vscode.EventEmitter<void>;
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

/** What was found out about keys whose signature the service accepts. */
export interface Checked {
  /** Whose they are; STS isn't asked where requests go to another host than the vendor's. */
  readonly identity?: Identity;
}

/** Nothing here reads credentials, signs or sends without trust, and without it no sandbox is started either. */
export interface LoadedAccounts {
  /**
   * Who signs and where the request goes.
   *
   * @throws an Error with a `nextStep` where there are no credentials, and also with the `profile` that would sign where there is
   * no region (then it `offers` to select one) or the endpoint setting can't be used
   */
  forRegion(specRegion: string | undefined): Promise<Account>;
  /**
   * The account that requests without a region of their own would have if this one were selected, or nobody; in some region
   * where nothing says which one. An AccessKey need not have been added yet.
   */
  placeFor(selected: SelectedSigner | undefined): Promise<Account>;
  /** The account with its `caller`: who signs for it now. @throws an Error with a `nextStep` where nobody can */
  pinned(account: Account): Promise<Account>;
  /** The client for an account; undefined where it is a sandbox that no longer runs. @throws an Error with a `nextStep` */
  clientFor(account: Account): Promise<HbrClient | undefined>;
  /** Asks the person what is to be asked once before this account signs. @returns whether it may */
  allow(account: Account): Promise<boolean>;
  /** Everyone who could sign; `problems` are files that can't be read. Nothing is asked of any service. */
  choices(): Promise<{ readonly choices: readonly ProfileChoice[]; readonly problems: readonly CloudError[] }>;
  /** What is known of who signs for an account. */
  choiceOf(account: Account): Promise<ProfileChoice | undefined>;
  /**
   * Sends a request that changes nothing.
   *
   * @param keys to sign with instead of the account's own
   * @throws CloudError where the signature isn't accepted, or the service can't be asked
   */
  check(account: Account, signal?: AbortSignal, keys?: CredentialSource): Promise<Checked>;
  /** The regions that the service has, in its words. @throws CloudError where it can't be asked */
  regions(account: Account, signal?: AbortSignal): ReturnType<HbrClient['describeRegions']>;
  /** Whether a region is in the list, or the service has named it. */
  isKnownRegion(region: string): Promise<boolean>;
}

export interface Accounts extends LoadedAccounts {
  /** The region that was selected for specs without one of their own. */
  readonly selectedRegion: () => string | undefined;
  /** Fired when requests may go elsewhere or be signed by somebody else; settings have an event of their own. */
  readonly onDidChange: vscode.Event<void>;
}
