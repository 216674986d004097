import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import fs from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Account } from '../../../src/cloud/account.ts';
import type { Accounts, Services } from '../../../src/services.ts';
import { sendRestore } from '../../../src/ui/sendRestore.ts';
import { record } from '../../unit/jobs/jobFixtures.ts';
import { homes } from '../accountsWindow.ts';
import { histories } from '../histories.ts';
import { readingTime } from '../support.ts';

const oss = { RestoreType: 'OSS', SourceType: 'OSS', VaultId: 'v-1', SnapshotId: 's-1', TargetBucket: 'b' };
const request = { query: { ...oss, TargetPrefix: 'p/' }, body: {} };

describe('a restore that is sent', () => {
  const { window, writeConfig, home, sandbox } = homes();
  const { services, answer, restores, keep } = histories();
  const config = () => join(home(), '.aliyun', 'config.json');

  /** The CLI's file with one profile that signs with this AccessKey ID and the sandbox's secret. */
  const write = (accessKeyId: string) =>
    writeConfig({
      current: 'p',
      profiles: [
        {
          ...{ name: 'p', mode: 'AK', region_id: 'cn-hangzhou' },
          ...{ access_key_id: accessKeyId, access_key_secret: sandbox().accessKeySecret },
        },
      ],
    });

  /** How often `work` reads the CLI's file. The status bar of this window reads it too when it changes, which doesn't count. */
  async function readsOf(work: () => Promise<void>): Promise<number> {
    let reads = 0;
    const inWork = new AsyncLocalStorage<true>();
    const { readFile } = fs.promises;
    Object.assign(fs.promises, {
      readFile: (path: unknown, ...rest: unknown[]) => {
        if (path === config() && inWork.getStore()) reads += 1;
        return (readFile as (...args: unknown[]) => Promise<unknown>)(path, ...rest);
      },
    });
    restores.push(() => Object.assign(fs.promises, { readFile }));
    await inWork.run(true, work);
    return reads;
  }

  /** Has the question before a restore be answered with yes, after something has happened. @returns its text */
  function confirmAfter(happens: () => void): () => string {
    const { showWarningMessage } = vscode.window;
    let detail = '';
    const reading = readingTime();
    restores.push(reading.restore);
    Object.assign(vscode.window, {
      showWarningMessage: (_: string, options: vscode.MessageOptions, ...buttons: string[]) => {
        detail = options.detail ?? '';
        happens();
        reading.pass();
        return Promise.resolve(buttons.at(-1));
      },
    });
    restores.push(() => Object.assign(vscode.window, { showWarningMessage }));
    return () => detail;
  }

  /** @param meanwhile happens after the yes and the last look for equal restores, before the record is on disk */
  async function send(accounts: Accounts, meanwhile?: (account: Account) => Promise<void>): Promise<void> {
    answer('showInformationMessage');
    const resolved = await accounts.resolveForRegion(undefined);
    let asked = 0;
    const signer: typeof resolved = {
      ...resolved,
      async client() {
        // The first time is for the list before the question.
        if (++asked === 2) await meanwhile?.(resolved.account);
        return resolved.client();
      },
    };
    const look = { label: 'Look', command: 'test.look', argument: undefined };
    const advice = { warnings: [], mustAsk: false, notes: [], look };
    const all = { ...services(), accounts: { ...services().accounts, ...accounts } } satisfies Services;
    await sendRestore(all, { request, signer, spec: 'file:///a', advice });
  }

  it("has the CLI's file read once, from who is asked about to what signs", async () => {
    write(sandbox().accessKeyId);
    const accounts = window().accounts;
    const detail = confirmAfter(() => undefined);
    const reads = await readsOf(() => send(accounts));
    assert.match(detail(), /^Profile: \u201c\u2068p\u2069\u201d$/m);
    assert.equal(sandbox().jobs().length, 1);
    assert.equal(reads, 1);
  });

  it('remembers which jobs the service listed before it left', async () => {
    write(sandbox().accessKeyId);
    confirmAfter(() => undefined);
    await send(window().accounts);
    const [before] = sandbox().jobs();
    sandbox().inject({ kind: 'resetAfterExecute', action: 'CreateRestoreJob' });
    answer('showErrorMessage');
    // Equal to the one before, which the question tells.
    answer('showWarningMessage', 'Restore Again');
    await send(window().accounts);
    const unclear = services()
      .jobs.store.all()
      .find(({ state }) => state === 'unclear');
    assert.deepEqual(unclear?.baseline, [before?.restoreId]);
  });

  it('is not sent where another window sent an equal one after the last look, and says so', async () => {
    write(sandbox().accessKeyId);
    confirmAfter(() => undefined);
    const errors = answer('showErrorMessage');
    await send(window().accounts, async (account) => {
      await keep(record('other', { request, account, createdAt: Date.now() }));
    });
    assert.equal(sandbox().jobs().length, 0);
    assert.match(errors.join(), /not started.*another window submitted the same restore in the meantime/);
    const own = services()
      .jobs.store.all()
      .find(({ id }) => id !== 'other');
    assert.equal(own?.state, 'refused');
  });

  it('is sent without knowing that where the service does not answer', async () => {
    write(sandbox().accessKeyId);
    confirmAfter(() => undefined);
    sandbox().inject({ kind: 'hang', action: 'DescribeRestoreJobs2' });
    sandbox().inject({ kind: 'resetAfterExecute', action: 'CreateRestoreJob' });
    answer('showErrorMessage');
    await send(window().accounts);
    const [unclear] = services().jobs.store.all();
    assert.deepEqual([unclear?.state, unclear?.baseline], ['unclear', undefined]);
  });

  it('is signed by whom the question named, also where the profile becomes another while it is open', async () => {
    write(sandbox().accessKeyId);
    const accounts = window().accounts;
    confirmAfter(() => write('LTAI5tSomebodyElse01'));
    await send(accounts);
    assert.equal(sandbox().jobs().length, 1);
    // What comes later is looked up anew: polling, for one.
    const later = await accounts.clientFor(await accounts.forRegion(undefined));
    await assert.rejects(
      Promise.resolve(later?.describeRestoreJobs({ restoreType: 'OSS', pageNumber: 1, pageSize: 9 })),
      /AccessKey/,
    );
  });
});
