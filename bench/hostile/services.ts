/** What the commands work with, with jobs, credentials and answers of the service that are hostile. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { CloudError } from '../../src/cloud/errors.ts';
import { createAccounts } from '../../src/commands/accounts.ts';
import { createSelection } from '../../src/commands/selection.ts';
import type { Accounts, Checked, Services } from '../../src/commands/services.ts';
import { createFilter } from '../../src/jobs/filter.ts';
import type { JobRecord } from '../../src/jobs/record.ts';
import { createStore } from '../../src/jobs/store.ts';
import { writeSecrets } from '../../test/hosts/canary.ts';
import { modes, profileOf } from './files.ts';

/** An error as the service's words make it; `code` decides what it is about. */
export const cloudError = (text: string, code?: string, outcome: 'refused' | 'unclear' = 'refused') =>
  new CloudError({
    outcome,
    message: text,
    nextStep: text,
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
      writeSecrets(join(folder, 'config.json'), JSON.stringify({ current: `AK ${text}`, profiles }));
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
  store.put(...records.filter(({ elsewhere }) => !elsewhere));
  store.setElsewhere(records.filter(({ elsewhere }) => elsewhere));
  const accountChanged = new vscode.EventEmitter<void>();
  const storage = { globalState: memento(), secrets: secretStorage() };
  const selection = createSelection(memento(), accountChanged);
  const done = () => Promise.resolve();
  const loaded = createAccounts({ log, selection, storage, accountChanged, sandbox: undefined });
  const accounts: Accounts = {
    ...loaded,
    selectedRegion: () => selection.region(),
    onDidChange: accountChanged.event,
    // Nothing leaves: the answers are here.
    pinned: (account) => Promise.resolve(account),
    clientFor: () =>
      Promise.resolve({
        ...{ createRestoreJob: refuse, describeRestoreJobs: refuse, cancelRestoreJob: refuse, describeRegions: refuse },
        ...answering.client,
      } as unknown as NonNullable<Awaited<ReturnType<Accounts['clientFor']>>>),
    check: answering.check ?? refuse,
    regions: answering.regions ?? refuse,
  };
  const services = {
    ...{ log, store, selection, storage, accounts, accountChanged, filter: createFilter() },
    journal: {
      folder: text,
      read: (id: string) => Promise.resolve(store.get(id)),
      write: done,
      remove: done,
    },
    history: { read: () => Promise.resolve(undefined), remove: done },
    locks: { owner: { pid: 1, host: text, window: text }, take: () => Promise.resolve({ release: done }) },
    tracker: { refresh: refuse },
    ...{ reload: done, loadPast: done, submitting: new Set(), inFlight: new Set() },
    ...{ reconciler: undefined, elsewhere: undefined, sandbox: undefined },
  };
  return services as unknown as Services;
}
