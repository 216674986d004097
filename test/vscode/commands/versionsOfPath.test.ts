import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ecsFileSpec } from '../accountSpecs.ts';
import { useSandbox } from '../useService.ts';
import { answering, closeAll, command, open } from '../support.ts';

/** A list of versions as it is shown, and a person's hands on it. */
interface Shown {
  readonly list: vscode.QuickPick<vscode.QuickPickItem>;
  /** Resolves once the list has come to rest. */
  readonly atRest: () => Promise<readonly vscode.QuickPickItem[]>;
  readonly choose: (item: vscode.QuickPickItem | undefined) => void;
  readonly close: () => void;
}

describe('the versions of a path', () => {
  let spec: Record<string, unknown>;
  let shown: Shown | undefined;
  const restores: (() => void)[] = [];
  const { createQuickPick } = vscode.window;

  afterEach(async () => {
    shown?.close();
    Object.assign(vscode.window, { createQuickPick });
    restores.splice(0).forEach((restore) => restore());
    await closeAll();
  });
  const sandbox = useSandbox('each test');
  beforeEach(async () => {
    spec = await ecsFileSpec(sandbox(), 1);
    shown = undefined;
    const watched = () => {
      const list = createQuickPick<vscode.QuickPickItem>();
      const accepted = new vscode.EventEmitter<void>();
      let active: readonly vscode.QuickPickItem[] = [];
      let resting: (() => void)[] = [];
      let busy = false;
      Object.defineProperty(list, 'onDidAccept', { value: accepted.event });
      Object.defineProperty(list, 'activeItems', { get: () => active, set: (next: typeof active) => (active = next) });
      Object.defineProperty(list, 'busy', {
        get: () => busy,
        set(next: boolean) {
          busy = next;
          if (!busy) resting.splice(0).forEach((resolve) => resolve());
        },
      });
      shown = {
        list,
        async atRest() {
          if (busy || list.items.length === 0) await new Promise<void>((resolve) => resting.push(resolve));
          resting = [];
          return list.items;
        },
        choose(item) {
          active = item ? [item] : [];
          accepted.fire();
        },
        close: () => list.hide(),
      };
      return list;
    };
    Object.assign(vscode.window, { createQuickPick: watched });
  });

  /** Runs the command with the cursor on a path. @returns the list, and what resolves once the command has ended */
  async function versionsOf(
    path: string,
  ): Promise<{ document: vscode.TextDocument; ended: Thenable<unknown>; list: Shown }> {
    const text = JSON.stringify({ ...spec, Include: ['/etc/hosts', path] }, null, 2);
    const document = await open('versions.restore.json', text);
    const at = document.positionAt(text.indexOf(JSON.stringify(path)) + 3);
    assert.ok(vscode.window.activeTextEditor);
    vscode.window.activeTextEditor.selection = new vscode.Selection(at, at);
    const ended = command('versionsOfPath');
    while (!shown) await new Promise((resolve) => setImmediate(resolve));
    return { document, ended, list: shown };
  }
  const line = ({ label, description, detail }: vscode.QuickPickItem) => [label, description, detail].join(' | ');

  it('are the snapshots that hold it, with size and time; the chosen one is put into the spec', async () => {
    const { document, ended, list } = await versionsOf('/data/db/orders.db');
    assert.match(String(list.list.title), /orders\.db/);
    const items = await list.atRest();
    assert.equal(items.length, 13);
    assert.ok(
      items.slice(0, 12).every((item) => /^\d{4}-\d\d-\d\d \d\d:\d\d \(.* ago\) \| [\d.]+ [KM]?B/.test(line(item))),
      items.map(line).join('\n'),
    );
    assert.match(line(items[1] ?? { label: '' }), /in the spec/);
    assert.equal(items[12]?.label, 'Look at Older Snapshots');
    list.choose(items[12]);
    assert.equal((await list.atRest()).length, 25);
    const older = list.list.items[5];
    list.choose(older);
    await ended;
    const after = JSON.parse(document.getText()) as Record<string, unknown>;
    const wanted = await ecsFileSpec(sandbox(), 5);
    assert.deepEqual(
      [after['SnapshotId'], after['SnapshotHash'], after['TargetPath'], after['Include']],
      [wanted['SnapshotId'], wanted['SnapshotHash'], '/restored', ['/etc/hosts', '/data/db/orders.db']],
    );
    assert.deepEqual(sandbox().jobs(), []);
  });

  it('leave out the snapshots that do not hold it, and change nothing where the list is closed', async () => {
    const { document, ended, list } = await versionsOf('/data/reports/nothing.csv');
    const before = document.getText();
    const items = await list.atRest();
    assert.deepEqual(
      items.map(({ label }) => label),
      ['Look at Older Snapshots'],
    );
    assert.match(String(list.list.placeholder), /^Snapshots checked: 12 \(with it: 0, without it: 12, /);
    list.close();
    await ended;
    assert.equal(document.getText(), before);
  });

  it('are said to be unknown of a file far down in a large folder', async () => {
    const { ended, list } = await versionsOf('/data/bulk/item-090000.dat');
    const items = await list.atRest();
    assert.match(line(items[0] ?? { label: '' }), /not known.*first 300 of the 100000 entries/);
    assert.match(String(list.list.placeholder), /unknown: 12\)/);
    list.close();
    await ended;
  });

  it('are looked for further down in the folder, and go on there after a permission was missing', async () => {
    const { ended, list } = await versionsOf('/data/bulk/item-000450.dat');
    const [, , , , , , , , , , , , further] = await list.atRest();
    assert.equal(further?.label, 'Look Further in the Folder (Snapshots: 12)');
    sandbox().inject({ kind: 'forbidden', action: 'BrowseFiles', times: 12 });
    const told = answering('showInformationMessage');
    restores.push(told.restore);
    list.choose(further);
    const failed = (await list.atRest()).at(-1);
    assert.match(failed?.label ?? '', /^Try Again: .*hbr:BrowseFiles/);
    list.choose(failed);
    const items = await list.atRest();
    assert.deepEqual(
      items.slice(0, 12).filter((item) => !/ago\) \| [\d.]+ [KM]?B/.test(line(item))),
      [],
    );
    assert.equal(items[12]?.label, 'Look at Older Snapshots');
    list.close();
    await ended;
  });

  it('say that a permission is missing, and are found with the next try', async () => {
    sandbox().inject({ kind: 'forbidden', action: 'BrowseFiles', times: 12 });
    const told = answering('showInformationMessage');
    restores.push(told.restore);
    const { ended, list } = await versionsOf('/etc/hosts');
    const [failed, ...none] = await list.atRest();
    assert.deepEqual(none, []);
    assert.match(failed?.label ?? '', /^Try Again: .*hbr:BrowseFiles/);
    list.choose(failed);
    assert.equal((await list.atRest()).length, 13);
    list.close();
    await ended;
  });

  it('say that the service is gone in the middle, and keep what was found', async () => {
    const { document, ended, list } = await versionsOf('/etc/hosts');
    const items = await list.atRest();
    await sandbox().close();
    list.choose(items[12]);
    const later = await list.atRest();
    assert.equal(later.length, 13);
    assert.match(later[12]?.label ?? '', /Try Again/);
    list.choose(later[3]);
    await ended;
    assert.ok(document.getText().includes(/s-\w+/.exec(later[3]?.detail ?? '')?.[0] ?? '?'));
  });

  it('are offered on a path by the editor, and refused where the cursor is on none', async () => {
    const text = JSON.stringify({ ...spec, Include: ['/etc/hosts'] });
    const document = await open('versions.restore.json', text);
    const at = document.positionAt(text.indexOf('/etc/hosts') + 2);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(at, at),
    );
    const found = actions.find(({ command }) => command?.command === 'cloudBackupRestore.versionsOfPath');
    assert.deepEqual((found?.command?.arguments as unknown[])[1], '/etc/hosts');
    const { asked, restore } = answering('showErrorMessage');
    restores.push(restore);
    assert.ok(vscode.window.activeTextEditor);
    vscode.window.activeTextEditor.selection = new vscode.Selection(0, 0, 0, 0);
    await command('versionsOfPath');
    assert.match(asked.join(), /The cursor is not on a path/);
  });
});
