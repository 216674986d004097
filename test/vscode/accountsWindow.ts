import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { createAccounts } from '../../src/accounts/accounts.ts';
import { createSelection } from '../../src/accounts/selection.ts';
import { createSandboxState, type RunningSandbox } from '../../src/accounts/sandboxState.ts';
import { testSecret, writeSecretFile } from '../hosts/testSecrets.ts';
import { startSandbox, type Sandbox } from '../hosts/testSandbox.ts';
import { keepEnvironment, set } from './signWith.ts';

export function memento(): vscode.Memento {
  const values = new Map<string, unknown>();
  const state = {
    keys: () => [...values.keys()],
    get: (key: string, otherwise?: unknown) => values.get(key) ?? otherwise,
    update: (key: string, value: unknown) => {
      // As VS Code keeps it: only what JSON has.
      if (value === undefined) values.delete(key);
      else values.set(key, JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
  };
  return state as vscode.Memento;
}

function secretStorage(): vscode.SecretStorage {
  const values = new Map<string, string>();
  const storage = {
    get: (key: string) => Promise.resolve(values.get(key)),
    store: (key: string, value: string) => Promise.resolve(void values.set(key, value)),
    delete: (key: string) => Promise.resolve(void values.delete(key)),
  };
  return storage as unknown as vscode.SecretStorage;
}

const ids = ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'ALIBABA_CLOUD_REGION_ID', 'HOME'];

/**
 * A home for the tests of the enclosing `describe`; each of them finds the same two profiles in the CLI's file, and a
 * sandbox that requests go to. Fails where a secret is in the log.
 */
export function homes() {
  let putBack: () => void;
  let home = '';
  let sandbox: Sandbox;
  let running: RunningSandbox | undefined;
  let lines: string[] = [];

  /** Everything anew, as in a window that was just opened. */
  function window() {
    const globalState = memento();
    const accountChanged = new vscode.EventEmitter<void>();
    const selection = createSelection(memento(), accountChanged);
    const write = (text: unknown) => void lines.push(String(text));
    const log = { info: write, warn: write, error: write, debug: write, trace: write };
    const storage = { globalState, secrets: secretStorage() } as unknown as vscode.ExtensionContext;
    const sandbox = { ...createSandboxState(accountChanged), get: () => running };
    const accounts = createAccounts({
      log: log as unknown as vscode.LogOutputChannel,
      selection,
      sandbox,
      storage,
      changed: accountChanged,
    });
    return { accounts, selection, keys: accounts.accessKeys, globalState, accountChanged };
  }

  const writeConfig = (value: unknown) =>
    writeSecretFile(join(home, '.aliyun/config.json'), typeof value === 'string' ? value : JSON.stringify(value));
  const profile = (name: string, region_id = 'cn-beijing') => ({
    name,
    mode: 'AK',
    access_key_id: `LTAI5t${name}00000001234`,
    access_key_secret: testSecret(`cli-${name}`),
    region_id,
  });

  before(async () => {
    putBack = keepEnvironment(ids);
    home = await mkdtemp(join(tmpdir(), 'accounts-'));
    await mkdir(join(home, '.aliyun'));
    process.env['HOME'] = home;
  });
  beforeEach(async () => {
    lines = [];
    running = undefined;
    for (const key of ids.slice(0, 3)) delete process.env[key];
    writeConfig({ current: 'daily', profiles: [profile('daily'), profile('prod', 'eu-central-1')] });
    sandbox = await startSandbox();
    await set('endpoint', sandbox.endpoint);
  });
  afterEach(async () => {
    for (const name of ['endpoint', 'profile', 'region']) await set(name, undefined);
    await sandbox.close();
    assert.ok(!lines.some((line) => line.includes(testSecret(''))), 'a secret is in the log');
  });
  after(async () => {
    putBack();
    await rm(home, { recursive: true, force: true });
  });

  return {
    window,
    writeConfig,
    profile,
    home: () => home,
    sandbox: () => sandbox,
    /** What was logged. */
    lines: () => lines,
    /** Has this one be the sandbox that the window started. */
    run: (started: RunningSandbox) => {
      running = started;
    },
  };
}
