import assert from 'node:assert/strict';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { rememberAccount, withKnownAccount } from '../../../src/accounts/knownAccounts.ts';
import { lookOfFailure, registerAccountItem } from '../../../src/views/accountItem.ts';
import { testSecret, writeSecretFile } from '../../hosts/testSecrets.ts';
import { homes, memento } from '../accountsWindow.ts';
import { set } from '../signWith.ts';
import { answering } from '../support.ts';

describe('accounts', () => {
  const { window, writeConfig, profile, home, sandbox, lines, run } = homes();

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
    process.env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'] = testSecret('environment');
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
    run({ ...sandbox(), close: () => Promise.resolve() });
    assert.deepEqual(await accounts.forRegion(undefined), {
      signer: 'sandbox',
      profile: 'sandbox',
      region: 'us-west-1',
      endpoint: sandbox().endpoint,
    });
  });

  it('says that a selected profile is gone, and takes no other one', async () => {
    const { accounts, selection } = window();
    await selection.setSigner({ signer: 'cliProfile', profile: 'prod' });
    writeConfig({ current: 'daily', profiles: [profile('daily')] });
    await assert.rejects(accounts.forRegion(undefined), (error: Error & { nextStep?: string }) => {
      assert.match(error.message, /no profile \S+prod/);
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

  it('reads the files of credentials again after each change since it first read them', async () => {
    const folder = join(home(), 'named');
    const named = join(folder, 'credentials');
    await mkdir(folder);
    await writeFile(named, '; as it is found');
    process.env['ALIBABA_CLOUD_CREDENTIALS_FILE'] = named;
    const changed = new vscode.EventEmitter<void>();
    let item: vscode.Disposable | undefined;
    const read = new Promise<void>((resolve) => {
      item = registerAccountItem({
        forRegion: async () => {
          await readFile(named);
          resolve();
          throw new Error('nobody');
        },
        choiceOf: () => Promise.resolve(undefined),
        onDidChange: new vscode.EventEmitter<void>().event,
        fileChanged: () => changed.fire(),
      });
    });
    try {
      const told = async (change: () => unknown) => {
        const event = new Promise<void>((resolve) => changed.event(resolve));
        await change();
        await event;
      };
      await read;
      await told(() => writeFile(named, '; changed'));
      await told(() => writeConfig({ current: 'other', profiles: [] }));
      await told(() => rm(folder, { recursive: true }));
      await told(async () => {
        await mkdir(folder);
        await writeFile(named, '; anew');
      });
      await told(async () => {
        await writeFile(`${named}.new`, '; replaced');
        await rename(`${named}.new`, named);
      });
    } finally {
      item?.dispose();
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
    const given = join(home(), 'given.json');
    const { accessKeyId, accessKeySecret } = sandbox();
    const answer = { mode: 'AK', access_key_id: accessKeyId, access_key_secret: accessKeySecret };
    writeSecretFile(given, JSON.stringify(answer));
    const program = (process_command: string) =>
      writeConfig({ profiles: [{ name: 'program', mode: 'External', process_command, region_id: 'cn-hangzhou' }] });
    program(`cat ${given}`);
    await selection.setSigner({ signer: 'cliProfile', profile: 'program' });
    const account = await accounts.forRegion(undefined);
    // As polling does, which asks nobody.
    const look = async () =>
      (await accounts.clientFor(account))?.describeRestoreJobs({ restoreType: 'NAS', pageNumber: 1, pageSize: 9 });
    await assert.rejects(look(), /program/);
    const { asked, restore } = answering('showWarningMessage', undefined, 'Run It', undefined);
    try {
      assert.equal(await accounts.allow(account), false);
      await assert.rejects(look());
      assert.deepEqual(sandbox().requests(), []);
      assert.equal(await accounts.allow(account), true);
      assert.equal((await look())?.jobs.length, 0);
      assert.match(
        lines().join('\n'),
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
});
