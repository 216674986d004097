import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../../src/cloud/account.ts';
import { openInConsole } from '../../../src/commands/openInConsole.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { createStore } from '../../../src/jobs/store.ts';
import type { Services } from '../../../src/services.ts';
import { record } from '../../unit/jobs/jobFixtures.ts';
import { closeAll, open } from '../support.ts';

describe('Open in Console', () => {
  const restores: (() => unknown)[] = [];
  afterEach(async () => {
    restores.splice(0).forEach((restore) => restore());
    await closeAll();
  });

  const account: Account = {
    signer: 'cliProfile',
    profile: 'p',
    region: 'cn-beijing',
    endpoint: 'https://hbr.cn-beijing.aliyuncs.com',
  };

  /** Notes what is opened and what is asked, and chooses the row of this label. */
  function choosing(label = '', at = account) {
    const [opened, rows]: [string[], string[]] = [[], []];
    const { openExternal } = vscode.env;
    const { showQuickPick } = vscode.window;
    Object.assign(vscode.env, {
      openExternal: (page: vscode.Uri) => Promise.resolve(opened.push(page.toString(true))),
    });
    Object.assign(vscode.window, {
      showQuickPick: (items: vscode.QuickPickItem[]) => {
        rows.push(...items.map((item) => `${item.label} ${item.description}`));
        return Promise.resolve(items.find((item) => item.label === label));
      },
    });
    restores.push(
      () => Object.assign(vscode.env, { openExternal }),
      () => Object.assign(vscode.window, { showQuickPick }),
    );
    const run = (about?: string, ...records: JobRecord[]) => {
      const store = createStore();
      store.put(...records);
      const services = { jobs: { store }, accounts: { forRegion: () => Promise.resolve(at) } };
      return openInConsole(services as unknown as Services, about);
    };
    return { opened, rows, run };
  }

  const body = {
    RestoreType: 'ECS_FILE',
    VaultId: 'v-1',
    SnapshotId: 's-1',
    TargetInstanceId: 'i-1',
    TargetPath: '/a',
  };
  const job = (more: Partial<JobRecord> = {}) =>
    record('a', { account, restoreId: 'r-1', request: { query: {}, body }, ...more });

  it('asks which of the job, its vault, its snapshot and its target, and has the ID at hand for the search', async () => {
    const { opened, rows, run } = choosing('VaultId');
    await run('a', job());
    assert.deepEqual(rows.sort(), ['RestoreId r-1', 'SnapshotId s-1', 'TargetInstanceId i-1', 'VaultId v-1']);
    assert.deepEqual(opened, ['https://hbr.console.aliyun.com/']);
    assert.equal(await vscode.env.clipboard.readText(), 'v-1');
  });

  it('opens the own page of what has one', async () => {
    const { opened, run } = choosing('TargetInstanceId');
    await run('a', job());
    assert.deepEqual(opened, ['https://ecs.console.aliyun.com/server/i-1/detail?regionId=cn-beijing']);
  });

  it('opens what stands at the cursor of a spec, and says where no ID does', async () => {
    const { opened, rows, run } = choosing();
    const text = '{ "RestoreType": "NAS", "TargetFileSystemId": "00549" }';
    await vscode.window.showTextDocument(await open('console.restore.json', text));
    const editor = vscode.window.activeTextEditor ?? assert.fail('no editor');
    const put = (word: string) => {
      const at = editor.document.positionAt(text.indexOf(word) + 1);
      editor.selection = new vscode.Selection(at, at);
    };
    put('00549');
    await run();
    assert.deepEqual([opened, rows], [['https://nasnext.console.aliyun.com/cn-beijing/filesystem/00549'], []]);
    put('NAS');
    await assert.rejects(run(), /There is no ID at the cursor/);
  });

  it('opens nothing of a sandbox or of another service', async () => {
    const { opened, run } = choosing('VaultId');
    const elsewhere = { ...account, endpoint: 'http://127.0.0.1:1' };
    await assert.rejects(run('a', job({ account: elsewhere })), /console doesn't show what is at .*127\.0\.0\.1/);
    assert.deepEqual(opened, []);
  });
});
