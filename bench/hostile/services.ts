/** What the commands work with, with jobs, credentials and answers of the service that are hostile. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { CloudError } from '../../src/cloud/cloudError.ts';
import type { ServiceClient } from '../../src/cloud/hbrClient.ts';
import { createAccounts } from '../../src/accounts/accounts.ts';
import { createSandboxState } from '../../src/accounts/sandboxState.ts';
import { createSelection } from '../../src/accounts/selection.ts';
import { createAccountReader } from '../../src/live/accountReader.ts';
import type { Accounts, Checked, LiveAccounts, Services } from '../../src/services.ts';
import { createFilter } from '../../src/jobs/list/jobFilter.ts';
import type { JobRecord } from '../../src/jobs/record.ts';
import { systemClock } from '../../src/jobs/clock.ts';
import { watchWallClock } from '../../src/jobs/wallClock.ts';
import { createStore } from '../../src/jobs/store.ts';
import { writeSecretFile } from '../../test/hosts/testSecrets.ts';
import { modes, profileOf } from './files.ts';

/** Words of others in an error of ours: quoted, though not cleaned, so that whatever shows them has to. */
export const said = (text: string) => `\u201c\u2068${text}\u2069\u201d`;

/** An error as the service's words make it; `code` decides what it is about. */
export const cloudError = (text: string, code?: string, outcome: 'refused' | 'unclear' = 'refused') =>
  new CloudError({
    outcome,
    message: said(text),
    nextStep: said(text),
    requestId: text,
    recommend: text,
    help: text,
    ...(code && { code }),
  });

function memento() {
  const values = new Map<string, unknown>();
  const state = {
    keys: () => [...values.keys()],
    get: (key: string, otherwise?: unknown) => values.get(key) ?? otherwise,
    update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
    setKeysForSync: () => undefined,
  };
  return state as vscode.ExtensionContext['globalState'];
}

function secretStorage(): vscode.SecretStorage {
  const values = new Map<string, string>();
  return {
    get: (key: string) => Promise.resolve(values.get(key)),
    store: (key: string, value: string) => Promise.resolve(void values.set(key, value)),
    delete: (key: string) => Promise.resolve(void values.delete(key)),
  } as unknown as vscode.SecretStorage;
}

export interface Home {
  readonly path: string;
  /** Has the CLI's file hold profiles of every mode, some with a region that is one. */
  write(text: string): void;
  dispose(): void;
}

/** A home folder for the CLI's file, in place of the person's own. */
export function openHome(): Home {
  const path = mkdtempSync(join(tmpdir(), 'hostile-home-'));
  const folder = join(path, '.aliyun');
  mkdirSync(folder);
  const before = process.env['HOME'];
  process.env['HOME'] = path;
  return {
    path,
    write(text) {
      // What stands behind a question mark is a secret, so that nothing of it would be shown.
      const address = `http://127.0.0.1:1/${text.replaceAll('?', '')}`;
      const profiles = [...modes, text].map((mode, index) => ({
        ...profileOf(text, mode),
        ...{ process_command: `helper ${text}`, credentials_uri: address },
        ...(index % 2 === 0 && { region_id: 'cn-hangzhou', endpoint_type: '' }),
      }));
      writeSecretFile(join(folder, 'config.json'), JSON.stringify({ current: `AK ${text}`, profiles }));
    },
    dispose() {
      if (before === undefined) delete process.env['HOME'];
      else process.env['HOME'] = before;
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** What the service answers. */
export interface Answering {
  readonly client?: Record<string, unknown>;
  readonly check?: () => Promise<Checked>;
  readonly regions?: Accounts['regions'];
  /** What is read of the account. */
  readonly reads?: Record<string, unknown>;
}

/** @param records the jobs that there are @param answering what the service says; it refuses everything else */
export function hostileServices(
  text: string,
  records: readonly JobRecord[],
  log: vscode.LogOutputChannel,
  answering: Answering = {},
): Services {
  const refuse = () => Promise.reject(cloudError(text));
  const store = createStore();
  store.put(...records.filter(({ external }) => !external));
  store.setExternal(records.filter(({ external }) => external));
  const changed = new vscode.EventEmitter<void>();
  const storage = { globalState: memento(), secrets: secretStorage() };
  const selection = createSelection(memento(), changed);
  const done = () => Promise.resolve();
  const sandbox = createSandboxState(changed);
  const loaded = createAccounts({ log, selection, sandbox, storage, changed });
  const clientFor: Accounts['clientFor'] = () =>
    Promise.resolve({
      ...{ createRestoreJob: refuse, describeRestoreJobs: refuse, cancelRestoreJob: refuse, describeRegions: refuse },
      ...answering.client,
    } as unknown as NonNullable<Awaited<ReturnType<Accounts['clientFor']>>>);
  const resolve: Accounts['resolve'] = async (account) => ({
    account,
    accountId: (await loaded.choiceOf(account).catch(() => undefined))?.account,
    allow: () => loaded.allow(account),
    client: () => clientFor(account),
  });
  const accounts: Accounts = {
    ...loaded,
    // Nothing leaves: the answers are here.
    resolve,
    resolveForRegion: async (region) => resolve(await loaded.forRegion(region)),
    clientFor,
    check: answering.check ?? refuse,
    regions: answering.regions ?? refuse,
  };
  const jobs = {
    store,
    filter: createFilter(),
    journal: {
      folder: text,
      read: (id: string) => Promise.resolve(store.get(id)),
      readNow: (id: string) => store.get(id),
      write: done,
      remove: done,
    },
    history: { read: () => Promise.resolve(undefined), remove: done },
    removed: { ids: () => Promise.resolve(new Set()), add: done },
    locks: {
      owner: { pid: 1, host: text, window: text },
      take: () => Promise.resolve({ release: done, longestUntouchedMs: () => 0 }),
      mayLive: () => true,
    },
    wallClock: watchWallClock(systemClock),
    poller: { refresh: refuse },
    ...{ reload: done, loadHistory: done, reconciler: undefined, externalJobs: undefined },
  } as unknown as Services['jobs'];
  // There is no vault, so that a check fails. Every other reading is refused with the text.
  const reads = new Proxy(
    { describeVaults: () => Promise.resolve({ entries: [], totalCount: 0 }), ...answering.reads },
    { get: (own, name) => (name in own ? own[name as keyof typeof own] : refuse) },
  );
  const slots = { run: <T>(work: () => Promise<T>) => work() };
  const reader = createAccountReader({
    ...{ slots, clock: systemClock, onDenied: () => undefined },
    client: () => Promise.resolve({ reads } as unknown as ServiceClient),
  });
  const live: LiveAccounts = {
    whileTyping: () => Promise.resolve(undefined),
    of: ({ account }) => ({ account, reader }),
  };
  return {
    log,
    jobs,
    accounts: { ...accounts, live },
    sandbox,
    submissions: { specs: new Set(), requests: new Set() },
  };
}
