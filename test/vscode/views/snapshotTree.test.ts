import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ecsFileSpec } from '../accountSpecs.ts';
import { useSandbox } from '../useService.ts';
import { answering, closeAll, command, eventually, open } from '../support.ts';
import { watchedTree } from '../watchedTree.ts';

const { Checked, Unchecked } = vscode.TreeItemCheckboxState;

describe("the tree of a snapshot's files", () => {
  let spec: Record<string, unknown>;
  const restores: (() => void)[] = [];
  let tree: ReturnType<typeof watchedTree>;

  afterEach(async () => {
    await command('closeSnapshot').then(undefined, () => undefined);
    tree.restore();
    restores.splice(0).forEach((restore) => restore());
    await closeAll();
  });
  const sandbox = useSandbox('each test');
  beforeEach(async () => {
    spec = await ecsFileSpec(sandbox());
    tree = watchedTree();
  });

  const opened = (more: Record<string, unknown> = {}) =>
    open('browse.restore.json', JSON.stringify({ ...spec, ...more }, null, 2));
  /** What a spec says once it has been changed. */
  const specOf = (document: vscode.TextDocument, wanted: (spec: Record<string, unknown>) => boolean) =>
    eventually(vscode.workspace.onDidChangeTextDocument, () => {
      const now = JSON.parse(document.getText()) as Record<string, unknown>;
      return wanted(now) ? now : undefined;
    });

  it('is there while a snapshot is browsed, and its ticks are the paths of the spec', async () => {
    const document = await opened();
    await command('browseSnapshot', document.uri);
    assert.deepEqual(
      [tree.view().title, tree.view().description],
      ['Snapshot', `${String(spec['SnapshotId'])} · browse.restore.json`],
    );
    assert.deepEqual(await tree.settled('/'), ['/data', '/etc', '/home', '/var']);
    await tree.settled('/etc');
    assert.match(String(tree.item('/etc/hosts').description), /^[\d.]+ [KM]?B$/);
    assert.equal(tree.boxOf('/etc'), Checked);
    // Without a path everything is restored, so the first tick that is taken leaves one thing out.
    tree.click('/etc/hosts');
    assert.deepEqual((await specOf(document, ({ Exclude }) => Exclude !== undefined))['Exclude'], ['/etc/hosts']);
    assert.deepEqual([tree.boxOf('/etc/hosts'), tree.boxOf('/etc')], [Unchecked, Checked]);
    assert.equal(tree.item('/etc').description, 'without 1 in it');
    // Nothing ticked writes nothing: an empty list would restore everything.
    tree.click('/');
    await tree.eventually(() => (tree.boxOf('/') === Unchecked ? true : undefined));
    assert.match(String(tree.view().message), /Nothing is ticked/);
    assert.match(document.getText(), /"Exclude"/);
    tree.click('/data');
    const chosen = await specOf(document, ({ Include }) => Include !== undefined);
    assert.deepEqual([chosen['Include'], chosen['Exclude']], [['/data'], undefined]);
    await tree.settled('/data');
    tree.click('/data/bulk');
    const less = await specOf(document, ({ Exclude }) => Exclude !== undefined);
    assert.deepEqual([less['Include'], less['Exclude']], [['/data'], ['/data/bulk']]);
    tree.click('/data/bulk');
    await specOf(document, ({ Exclude }) => Exclude === undefined);
    assert.deepEqual(sandbox().jobs(), []);
  });

  it('writes ticks of a bucket into Options, and follows what a person types', async () => {
    const document = await opened({ RestoreType: 'OSS', SourceType: 'OSS', Include: ['data/db/'] });
    await command('browseSnapshot', document.uri);
    await tree.settled('/');
    assert.equal(tree.boxOf('/data'), Unchecked);
    assert.equal(tree.item('/data').description, '1 ticked inside');
    tree.click('/etc');
    const written = await specOf(document, ({ Options }) => Options !== undefined);
    assert.deepEqual([written['Options'], written['Include']], [{ includes: ['data/db/', 'etc/'] }, undefined]);
    const edit = new vscode.WorkspaceEdit();
    const at = document.getText().indexOf('etc/');
    edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + 4)), 'home/');
    await vscode.workspace.applyEdit(edit);
    assert.deepEqual([tree.boxOf('/etc'), tree.boxOf('/home')], [Unchecked, Checked]);
  });

  it('shows 1,000 of a folder of 100,000, loads more, stops, and finds what has come', async () => {
    const document = await opened();
    await command('browseSnapshot', document.uri);
    await tree.settled('/');
    await tree.settled('/data');
    const first = await tree.settled('/data/bulk');
    assert.equal(first.length, 1001);
    assert.equal(tree.item('tail:/data/bulk').label, 'First 1,000 of 100,000. Load More');
    await command('loadMoreFiles', 'tail:/data/bulk');
    const more = await tree.settled('/data/bulk');
    assert.deepEqual(more.slice(-2), ['range:1000:/data/bulk', 'tail:/data/bulk']);
    assert.equal(tree.item('range:1000:/data/bulk').label, 'Entries 1,001 to 2,000');
    assert.equal((await tree.children('range:1000:/data/bulk')).length, 1000);
    const loading = command('loadAllFiles', 'tail:/data/bulk');
    await tree.rows('/data/bulk', (all) => all.length === 1004);
    await command('stopLoadingFiles', 'tail:/data/bulk');
    await loading;
    assert.match(tree.labelOf('tail:/data/bulk'), /^First \d,\d00 of 100,000\. Load More$/);

    const { createQuickPick } = vscode.window;
    const revealed: string[] = [];
    const reveal = tree.view().reveal.bind(tree.view());
    Object.assign(tree.view(), {
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
    tree.click('/data/bulk/item-001234.dat');
    await specOf(document, ({ Exclude }) => Exclude !== undefined);
  });

  it('says in a row that a permission is missing, and tries again', async () => {
    const document = await opened();
    sandbox().inject({ kind: 'forbidden', action: 'BrowseFiles', times: 1 });
    const told = answering('showInformationMessage');
    restores.push(told.restore);
    await command('browseSnapshot', document.uri);
    assert.deepEqual(await tree.settled('/'), ['tail:/']);
    const failed = tree.item('tail:/');
    assert.match(tree.labelOf('tail:/'), /^Try Again: .*hbr:BrowseFiles/);
    assert.equal(failed.contextValue, 'unread');
    await vscode.commands.executeCommand(
      failed.command?.command ?? '',
      ...((failed.command?.arguments ?? []) as unknown[]),
    );
    assert.equal((await tree.settled('/')).length, 4);
  });

  it('says in a row that the service is gone in the middle, and keeps what has come and the spec', async () => {
    const document = await opened();
    const before = document.getText();
    await command('browseSnapshot', document.uri);
    await tree.settled('/');
    await tree.settled('/data');
    await sandbox().close();
    assert.deepEqual(await tree.settled('/data/bulk'), ['tail:/data/bulk']);
    assert.match(tree.labelOf('tail:/data/bulk'), /^Try Again: /);
    assert.equal((await tree.children('/data')).length, 3);
    assert.equal(document.getText(), before);
    // What has come can still be ticked.
    tree.click('/data/db');
    await specOf(document, ({ Exclude }) => Exclude !== undefined);
  });

  it('finds the snapshot where the spec has no hash, and says where it does not', async () => {
    const document = await opened({ SnapshotHash: undefined });
    await command('browseSnapshot', document.uri);
    assert.equal((await tree.settled('/')).length, 4);
    const other = await open(
      'browse-other.restore.json',
      JSON.stringify({ ...spec, SnapshotHash: undefined, SnapshotId: 's-0001' }),
    );
    await command('browseSnapshot', other.uri);
    assert.deepEqual(await tree.settled('/'), ['tail:/']);
    assert.match(tree.labelOf('tail:/'), /^Try Again: The snapshot is not among/);
  });

  it('refuses ticks once the spec names another snapshot, and where a folder is all of which is left out', async () => {
    const document = await opened({ Exclude: ['/data/bulk'] });
    await command('browseSnapshot', document.uri);
    await tree.settled('/');
    await tree.settled('/data');
    await tree.settled('/data/bulk');
    const { asked, restore } = answering('showErrorMessage');
    restores.push(restore);
    tree.click('/data/bulk/item-000001.dat');
    await tree.eventually(() => asked[0]);
    assert.match(asked[0] ?? '', /all of which is left out/);
    const edit = new vscode.WorkspaceEdit();
    const at = document.getText().indexOf(String(spec['SnapshotId']));
    edit.insert(document.uri, document.positionAt(at + 2), '0');
    await vscode.workspace.applyEdit(edit);
    assert.match(String(tree.view().message), /another snapshot/);
    const text = document.getText();
    tree.click('/etc');
    await tree.eventually(() => asked[1]);
    assert.equal(document.getText(), text);
  });

  /** The spec that a path names, once it has an `Exclude`. */
  const excludedIn = (uri: vscode.Uri) =>
    eventually(vscode.workspace.onDidChangeTextDocument, () => {
      const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
      return (JSON.parse(document?.getText() || '{}') as Record<string, unknown>)['Exclude'];
    });

  it('goes on with a spec that is saved for the first time, and with one that is renamed', async () => {
    const name = `saved-${process.pid}.restore.json`;
    const document = await open(name, JSON.stringify(spec, null, 2), { untitled: true });
    await command('browseSnapshot', document.uri);
    await tree.settled('/');
    const saved = await vscode.workspace.save(document.uri);
    assert.equal(saved?.toString(), document.uri.with({ scheme: 'file' }).toString());
    const described = (what: string) => () => String(tree.view().description).endsWith(` · ${what}`) || undefined;
    await eventually(vscode.workspace.onDidCloseTextDocument, () => document.isClosed || undefined);
    await tree.settled('/etc');
    tree.click('/etc/hosts');
    assert.deepEqual(await excludedIn(saved), ['/etc/hosts']);

    const renamed = vscode.Uri.joinPath(saved, '..', `renamed-${name}`);
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(saved, renamed);
    await vscode.workspace.applyEdit(edit);
    await eventually(vscode.workspace.onDidRenameFiles, described(`renamed-${name}`));
    tree.click('/etc/hosts');
    await tree.eventually(() => (tree.boxOf('/etc/hosts') === Checked ? true : undefined));
    assert.doesNotMatch((await vscode.workspace.openTextDocument(renamed)).getText(), /Exclude/);
  });

  it('says to browse again where the spec can not be found any more', async () => {
    const document = await open(`lost-${process.pid}.restore.json`, JSON.stringify(spec, null, 2), { untitled: true });
    await command('browseSnapshot', document.uri);
    await tree.settled('/');
    const told = answering('showErrorMessage');
    restores.push(told.restore);
    const closed = eventually(vscode.workspace.onDidCloseTextDocument, () => document.isClosed || undefined);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await closed;
    tree.click('/etc');
    await tree.eventually(() => (told.asked.length > 0 ? true : undefined));
    assert.match(
      told.asked[0] ?? '',
      /The spec \S+lost-\d+\.restore\.json\S+, .* can no longer be found\. .*browse its snapshot again/,
    );
    // Nothing was opened in its place.
    assert.ok(vscode.workspace.textDocuments.every(({ uri }) => uri.toString() !== document.uri.toString()));
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
