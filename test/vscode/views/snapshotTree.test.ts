import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startSandbox, type Sandbox } from '../../hosts/testSandbox.ts';
import { ecsFileSpec } from '../accountSpecs.ts';
import { signWith } from '../signWith.ts';
import { answering, closeAll, command, eventually, open } from '../support.ts';

const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
type Ticked = vscode.TreeCheckboxChangeEvent<string>;

describe("the tree of a snapshot's files", () => {
  let sandbox: Sandbox;
  let putBack: () => Promise<void>;
  let spec: Record<string, unknown>;
  const restores: (() => void)[] = [];
  const { createTreeView } = vscode.window;
  /** The view that was made last, with a way to click on its boxes as VS Code does. */
  let tree: {
    provider: vscode.TreeDataProvider<string>;
    view: vscode.TreeView<string>;
    click: (change: Ticked) => void;
  };

  beforeEach(async () => {
    sandbox = await startSandbox();
    putBack = await signWith(sandbox);
    spec = await ecsFileSpec(sandbox);
    const watched = (id: string, options: vscode.TreeViewOptions<string>) => {
      const view = createTreeView(id, options);
      const clicks = new vscode.EventEmitter<Ticked>();
      // VS Code tells of the boxes that it draws; the test clicks where nobody has a mouse.
      view.onDidChangeCheckboxState((change) => clicks.fire(change));
      Object.defineProperty(view, 'onDidChangeCheckboxState', { value: clicks.event });
      tree = { provider: options.treeDataProvider, view, click: (change) => clicks.fire(change) };
      return view;
    };
    Object.assign(vscode.window, { createTreeView: watched });
  });
  afterEach(async () => {
    await command('closeSnapshot').then(undefined, () => undefined);
    Object.assign(vscode.window, { createTreeView });
    restores.splice(0).forEach((restore) => restore());
    await closeAll();
    await putBack();
    await sandbox.close();
  });

  const opened = (more: Record<string, unknown> = {}) =>
    open('browse.restore.json', JSON.stringify({ ...spec, ...more }, null, 2));
  const children = async (element: string): Promise<string[]> => (await tree.provider.getChildren(element)) ?? [];
  const item = (element: string) => tree.provider.getTreeItem(element) as vscode.TreeItem;
  const labelOf = (element: string) => {
    const { label } = item(element);
    return typeof label === 'string' ? label : (label?.label ?? '');
  };
  /** The rows of a folder once they are as wanted: they come page by page. */
  async function rows(element: string, wanted: (rows: string[]) => boolean): Promise<string[]> {
    const changed = tree.provider.onDidChangeTreeData ?? assert.fail('a tree that never changes');
    let found = await children(element);
    while (!wanted(found)) {
      const next = new Promise<void>((resolve) => {
        const listening = changed(() => {
          listening.dispose();
          resolve();
        });
      });
      found = await children(element);
      if (wanted(found)) break;
      await next;
      found = await children(element);
    }
    return found;
  }
  const settled = (element: string) =>
    rows(element, (all) => all.length > 0 && !all.some((row) => item(row).contextValue === 'reading'));
  const boxOf = (element: string) => {
    const { checkboxState } = item(element);
    return typeof checkboxState === 'object' ? checkboxState.state : checkboxState;
  };
  const click = (element: string) => {
    tree.click({ items: [[element, boxOf(element) === Checked ? Unchecked : Checked]] });
  };
  /** What a spec says once it has been changed. */
  const specOf = (document: vscode.TextDocument, wanted: (spec: Record<string, unknown>) => boolean) =>
    eventually(vscode.workspace.onDidChangeTextDocument, () => {
      const now = JSON.parse(document.getText()) as Record<string, unknown>;
      return wanted(now) ? now : undefined;
    });

  it('is there while a snapshot is browsed, and its ticks are the paths of the spec', async () => {
    const document = await opened();
    await command('browseSnapshot', document.uri);
    assert.deepEqual(await settled('/'), ['/data', '/etc', '/home', '/var']);
    await settled('/etc');
    assert.match(String(item('/etc/hosts').description), /^[\d.]+ [KM]?B$/);
    assert.equal(boxOf('/etc'), Checked);
    // Without a path everything is restored, so the first tick that is taken leaves one thing out.
    click('/etc/hosts');
    assert.deepEqual((await specOf(document, ({ Exclude }) => Exclude !== undefined))['Exclude'], ['/etc/hosts']);
    assert.deepEqual([boxOf('/etc/hosts'), boxOf('/etc')], [Unchecked, Checked]);
    assert.equal(item('/etc').description, 'without 1 in it');
    // Nothing ticked writes nothing: an empty list would restore everything.
    click('/');
    await eventually(tree.provider.onDidChangeTreeData as vscode.Event<unknown>, () =>
      boxOf('/') === Unchecked ? true : undefined,
    );
    assert.match(String(tree.view.message), /Nothing is ticked/);
    assert.match(document.getText(), /"Exclude"/);
    click('/data');
    const chosen = await specOf(document, ({ Include }) => Include !== undefined);
    assert.deepEqual([chosen['Include'], chosen['Exclude']], [['/data'], undefined]);
    await settled('/data');
    click('/data/bulk');
    const less = await specOf(document, ({ Exclude }) => Exclude !== undefined);
    assert.deepEqual([less['Include'], less['Exclude']], [['/data'], ['/data/bulk']]);
    click('/data/bulk');
    await specOf(document, ({ Exclude }) => Exclude === undefined);
    assert.deepEqual(sandbox.jobs(), []);
  });

  it('writes ticks of a bucket into Options, and follows what a person types', async () => {
    const document = await opened({ RestoreType: 'OSS', SourceType: 'OSS', Include: ['data/db/'] });
    await command('browseSnapshot', document.uri);
    await settled('/');
    assert.equal(boxOf('/data'), Unchecked);
    assert.equal(item('/data').description, '1 ticked inside');
    click('/etc');
    const written = await specOf(document, ({ Options }) => Options !== undefined);
    assert.deepEqual([written['Options'], written['Include']], [{ includes: ['data/db/', 'etc/'] }, undefined]);
    const edit = new vscode.WorkspaceEdit();
    const at = document.getText().indexOf('etc/');
    edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + 4)), 'home/');
    await vscode.workspace.applyEdit(edit);
    assert.deepEqual([boxOf('/etc'), boxOf('/home')], [Unchecked, Checked]);
  });

  it('shows 1,000 of a folder of 100,000, loads more, stops, and finds what has come', async () => {
    const document = await opened();
    await command('browseSnapshot', document.uri);
    await settled('/');
    await settled('/data');
    const first = await settled('/data/bulk');
    assert.equal(first.length, 1001);
    assert.equal(item('tail:/data/bulk').label, 'First 1,000 of 100,000. Load More');
    await command('loadMoreFiles', 'tail:/data/bulk');
    const more = await settled('/data/bulk');
    assert.deepEqual(more.slice(-2), ['range:1000:/data/bulk', 'tail:/data/bulk']);
    assert.equal(item('range:1000:/data/bulk').label, '1,001 to 2,000');
    assert.equal((await children('range:1000:/data/bulk')).length, 1000);
    const loading = command('loadAllFiles', 'tail:/data/bulk');
    await rows('/data/bulk', (all) => all.length === 1004);
    await command('stopLoadingFiles', 'tail:/data/bulk');
    await loading;
    assert.match(labelOf('tail:/data/bulk'), /^First \d,\d00 of 100,000\. Load More$/);

    const { createQuickPick } = vscode.window;
    const revealed: string[] = [];
    const reveal = tree.view.reveal.bind(tree.view);
    Object.assign(tree.view, {
      reveal: (element: string, options: object) => {
        revealed.push(element);
        return reveal(element, options);
      },
    });
    Object.assign(vscode.window, {
      createQuickPick() {
        const list = createQuickPick<vscode.QuickPickItem>();
        const typed = new vscode.EventEmitter<string>();
        const accepted = new vscode.EventEmitter<void>();
        Object.defineProperty(list, 'onDidChangeValue', { value: typed.event });
        Object.defineProperty(list, 'onDidAccept', { value: accepted.event });
        Object.defineProperty(list, 'activeItems', { get: () => list.items.slice(0, 1) });
        Object.assign(list, {
          show() {
            typed.fire('ITEM-001234');
            accepted.fire();
          },
        });
        return list;
      },
    });
    restores.push(() => Object.assign(vscode.window, { createQuickPick }));
    await command('searchFiles');
    assert.deepEqual(revealed, ['/data/bulk/item-001234.dat']);
    click('/data/bulk/item-001234.dat');
    await specOf(document, ({ Exclude }) => Exclude !== undefined);
  });

  it('says in a row that a permission is missing, and tries again', async () => {
    const document = await opened();
    sandbox.inject({ kind: 'forbidden', action: 'BrowseFiles', times: 1 });
    const told = answering('showInformationMessage');
    restores.push(told.restore);
    await command('browseSnapshot', document.uri);
    assert.deepEqual(await settled('/'), ['tail:/']);
    const failed = item('tail:/');
    assert.match(labelOf('tail:/'), /^Try Again: .*hbr:BrowseFiles/);
    assert.equal(failed.contextValue, 'unread');
    await vscode.commands.executeCommand(
      failed.command?.command ?? '',
      ...((failed.command?.arguments ?? []) as unknown[]),
    );
    assert.equal((await settled('/')).length, 4);
  });

  it('says in a row that the service is gone in the middle, and keeps what has come and the spec', async () => {
    const document = await opened();
    const before = document.getText();
    await command('browseSnapshot', document.uri);
    await settled('/');
    await settled('/data');
    await sandbox.close();
    assert.deepEqual(await settled('/data/bulk'), ['tail:/data/bulk']);
    assert.match(labelOf('tail:/data/bulk'), /^Try Again: /);
    assert.equal((await children('/data')).length, 3);
    assert.equal(document.getText(), before);
    // What has come can still be ticked.
    click('/data/db');
    await specOf(document, ({ Exclude }) => Exclude !== undefined);
  });

  it('finds the snapshot where the spec has no hash, and says where it does not', async () => {
    const document = await opened({ SnapshotHash: undefined });
    await command('browseSnapshot', document.uri);
    assert.equal((await settled('/')).length, 4);
    const other = await open(
      'browse-other.restore.json',
      JSON.stringify({ ...spec, SnapshotHash: undefined, SnapshotId: 's-0001' }),
    );
    await command('browseSnapshot', other.uri);
    assert.deepEqual(await settled('/'), ['tail:/']);
    assert.match(labelOf('tail:/'), /^Try Again: The snapshot is not among/);
  });

  it('refuses ticks once the spec names another snapshot, and where a folder is all of which is left out', async () => {
    const document = await opened({ Exclude: ['/data/bulk'] });
    await command('browseSnapshot', document.uri);
    await settled('/');
    await settled('/data');
    await settled('/data/bulk');
    const { asked, restore } = answering('showErrorMessage');
    restores.push(restore);
    click('/data/bulk/item-000001.dat');
    await eventually(tree.provider.onDidChangeTreeData as vscode.Event<unknown>, () => asked[0]);
    assert.match(asked[0] ?? '', /all of which is left out/);
    const edit = new vscode.WorkspaceEdit();
    const at = document.getText().indexOf(String(spec['SnapshotId']));
    edit.insert(document.uri, document.positionAt(at + 2), '0');
    await vscode.workspace.applyEdit(edit);
    assert.match(String(tree.view.message), /another snapshot/);
    const text = document.getText();
    click('/etc');
    await eventually(tree.provider.onDidChangeTreeData as vscode.Event<unknown>, () => asked[1]);
    assert.equal(document.getText(), text);
  });

  it('is not opened for a spec without a snapshot of files', async () => {
    const { asked, restore } = answering('showErrorMessage');
    restores.push(restore);
    const document = await open(
      'browse.restore.json',
      '{ "RestoreType": "OTS_TABLE", "VaultId": "v-1", "SnapshotId": "s-1" }',
    );
    await command('browseSnapshot', document.uri);
    assert.match(asked.join(), /no snapshot that holds files/);
  });
});
