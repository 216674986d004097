/** The types of what the commands, the dialogs and the editor work with. Each takes only the parts that it uses. */
import type * as vscode from 'vscode';
import type { Account, CredentialSource } from './cloud/account.ts';
import type { HbrClient, ServiceClient } from './cloud/hbrClient.ts';
import type { CloudError } from './cloud/cloudError.ts';
import type { Identity } from './cloud/callerIdentity.ts';
import type { ProfileChoice } from './cloud/credentials/profileChoices.ts';
import type { Jobs } from './jobs/openJobs.ts';
import type { AccountReader } from './live/accountReader.ts';
import type { CheckResult } from './live/preflight/check.ts';
import type { RestoreRequest } from './restoreSpec/parameters.ts';
import type { SpecDocument } from './restoreSpec/specDocument.ts';
import type { AccessKeys } from './accounts/accessKeys.ts';
import type { SandboxState } from './accounts/sandboxState.ts';
import type { SelectedSigner, Selection } from './accounts/selection.ts';

/** The submissions that are under way in this window. */
export interface Submissions {
  /** The specs that are being submitted, by URI. */
  readonly specs: Set<string>;
  /** The requests that were begun. When the window closes, it waits for them for a short time. */
  readonly requests: Set<Promise<unknown>>;
}

export interface Services {
  readonly jobs: Jobs;
  readonly accounts: OpenAccounts;
  readonly sandbox: SandboxState;
  readonly submissions: Submissions;
  readonly log: vscode.LogOutputChannel;
}

/** An account, and what is known of it in its region. */
export interface LiveAccount {
  readonly account: Account;
  readonly reader: AccountReader;
}

/** The accounts whose vaults, snapshots and instances are read. Only reading calls are sent, and nothing is kept on disk. */
export interface LiveAccounts {
  /** Who signs for requests of this region, to be asked with `by: 'typing'`; undefined where nobody can or may. Asks no person. */
  whileTyping(specRegion: string | undefined): Promise<LiveAccount | undefined>;
  /** An account that a command has resolved, and that may sign, with its reader. */
  of(resolved: ResolvedAccount): LiveAccount;
}

/** The text of a spec as it was when it was checked. */
export interface CheckedSpec {
  readonly source: string;
  readonly parsed: SpecDocument;
}

/** The preflight checks of a spec. They send reading calls alone. */
export interface Preflights {
  /** @param options when it has to end; what has no answer by then is not checked */
  run(
    signer: ResolvedAccount,
    request: RestoreRequest,
    options?: { readonly signal?: AbortSignal; readonly withinMs?: number },
  ): Promise<readonly CheckResult[]>;
  /** Marks what failed at its lines, until the text changes. Marks nothing in a text that has changed since. */
  mark(document: vscode.TextDocument, spec: CheckedSpec, results: readonly CheckResult[]): void;
}

/** Loads the preflight checks with the first one that is asked for. */
export interface PreflightLoader {
  readonly loadPreflights: () => Promise<Preflights>;
}

/** What was found out about keys whose signature the service accepts. */
export interface Checked {
  /** Whose the keys are. STS isn't asked where requests go to another host than the vendor's. */
  readonly identity?: Identity;
}

/**
 * Who signs for an account, as the user's files and environment were when they were read. So who is shown in a question is who signs
 * after the answer, whatever is changed in the files while the question is open.
 */
export interface ResolvedAccount {
  /** The account, with its `caller` unless it is a sandbox. */
  readonly account: Account;
  /** The id of the Alibaba Cloud account, where it is known. */
  readonly accountId?: string | undefined;
  /** Asks the person what has to be asked once before this account signs. @returns whether the account may sign */
  allow(): Promise<boolean>;
  /** Makes the client, which signs with the keys that were looked up. Undefined where a sandbox no longer runs. @throws an Error with a `nextStep` */
  client(): Promise<ServiceClient | undefined>;
}

/** The accounts. In a workspace without trust nothing here reads credentials, signs or sends, and no sandbox is started. */
export interface Accounts {
  /** The signer and the region that a person chose for this workspace. */
  readonly selection: Selection;
  /** The AccessKeys that were added here. */
  readonly accessKeys: AccessKeys;
  /** Fired when requests may go elsewhere or be signed by somebody else; settings have an event of their own. */
  readonly onDidChange: vscode.Event<void>;
  /** The region that was selected for specs without one of their own. */
  readonly selectedRegion: () => string | undefined;
  /** The regions that the service has told of. */
  readonly knownRegions: () => readonly string[];

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
  /** Who signs for requests of this region, looked up once. @throws as `forRegion` and `resolve` */
  resolveForRegion(specRegion: string | undefined): Promise<ResolvedAccount>;
  /** Who signs for an account now, looked up once. @throws an Error with a `nextStep` where nobody can */
  resolve(account: Account): Promise<ResolvedAccount>;
  /**
   * The client for an account, which looks up anew for each call who signs; undefined where it is a sandbox that no longer
   * runs. @throws an Error with a `nextStep`
   */
  clientFor(account: Account): Promise<ServiceClient | undefined>;
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

/** The accounts with what is read of them. */
export interface OpenAccounts extends Accounts {
  readonly live: LiveAccounts;
}
