import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { requestPageOf } from '../../../src/ui/pageUris.ts';
import { specDocument } from '../../../src/ui/specDocuments.ts';
import { closeAll, eventually, folder, open } from '../support.ts';

const text = '{"RestoreType": "NAS"}';
/** A file system of earlier revisions, and a scheme of texts that no file system has. */
const revisions = 'restore-revision';
const texts = 'restore-text';

/** A file system that says of itself that it can only be read. */
function readOnlyFiles(): vscode.FileSystemProvider {
  const refuse = (uri: vscode.Uri) => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  return {
    onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
    watch: () => ({ dispose: () => undefined }),
    stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: text.length }),
    readDirectory: () => [],
    readFile: () => new TextEncoder().encode(text),
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
}

/** The name of what a command about a spec is called on. */
const nameFound = async (uri?: vscode.Uri) => (await specDocument(uri)).uri.toString();

describe('the spec that a command is called on', () => {
  const served: vscode.Disposable[] = [];

  before(() => {
    served.push(
      vscode.workspace.registerFileSystemProvider(revisions, readOnlyFiles(), { isReadonly: true }),
      vscode.workspace.registerTextDocumentContentProvider(texts, { provideTextDocumentContent: () => text }),
    );
  });
  afterEach(closeAll);
  after(() => served.splice(0).forEach((each) => void each.dispose()));

  const versionOf = ({ uri }: vscode.TextDocument, scheme: string) => uri.with({ scheme });
  const compare = (left: vscode.Uri, right: vscode.Uri) => vscode.commands.executeCommand('vscode.diff', left, right);
  const focusLeft = () => vscode.commands.executeCommand('workbench.action.compareEditor.focusSecondarySide');

  for (const scheme of [revisions, texts]) {
    it(`is never a version that can only be read, from ${scheme}`, async () => {
      const document = await open('versions.restore.json', text);
      const version = versionOf(document, scheme);
      await closeAll();
      await compare(version, document.uri);
      await focusLeft();
      assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), version.toString());
      const refusal = new RegExp(`read-only version of \\S+versions\\.restore\\.json\\S+ \\(from \\S+${scheme}\\S+\\)`);
      await assert.rejects(specDocument(undefined), refusal);
      await assert.rejects(specDocument(version), refusal);
      assert.equal((await specDocument(version, { orVersion: true })).uri.toString(), version.toString());
      assert.equal(await nameFound(document.uri), document.uri.toString());
    });
  }

  /** Shows something that is no text, with the focus on it. */
  const showOther = async () => {
    const picture = vscode.Uri.joinPath(folder(), 'picture.png');
    await vscode.workspace.fs.writeFile(picture, new Uint8Array(1));
    await vscode.commands.executeCommand('vscode.open', picture, { viewColumn: vscode.ViewColumn.One });
    await eventually(vscode.window.onDidChangeActiveTextEditor, () => vscode.window.activeTextEditor === undefined);
  };
  const inGroup = (document: vscode.TextDocument, viewColumn: vscode.ViewColumn) =>
    vscode.window.showTextDocument(document, { viewColumn, preview: false });

  describe('where something that is no text is in front', () => {
    it('is the one spec that is shown with the page of its request', async () => {
      const document = await open('one.restore.json', text);
      await vscode.commands.executeCommand('cloudBackupRestore.previewRequest', document.uri);
      await inGroup(document, vscode.ViewColumn.Three);
      await showOther();
      assert.equal(await nameFound(), document.uri.toString());
    });

    it('is the one spec that is shown in two groups', async () => {
      const document = await open('one.restore.json', text);
      await inGroup(document, vscode.ViewColumn.Two);
      await inGroup(document, vscode.ViewColumn.Three);
      await showOther();
      assert.equal(await nameFound(), document.uri.toString());
    });

    it('is the one spec of which a diff is shown, and none of two', async () => {
      const [one, two] = [await open('one.restore.json', text), await open('two.restore.json', text)];
      await closeAll();
      await inGroup(await vscode.workspace.openTextDocument({ content: '' }), vscode.ViewColumn.Two);
      await compare(versionOf(one, texts), one.uri);
      await showOther();
      assert.equal(await nameFound(), one.uri.toString());
      await inGroup(two, vscode.ViewColumn.Three);
      await showOther();
      await assert.rejects(specDocument(undefined), /no restore spec/);
    });
  });

  it('is the spec whose request is in front', async () => {
    const document = await open('one.restore.json', text);
    const page = await vscode.workspace.openTextDocument(requestPageOf(document.uri));
    await vscode.window.showTextDocument(page);
    assert.equal(await nameFound(), document.uri.toString());
  });

  it('is the file or the untitled document in front', async () => {
    for (const untitled of [false, true]) {
      const { uri } = await open(`plain-${untitled}.restore.json`, text, { untitled });
      assert.equal(await nameFound(), uri.toString());
    }
    await open('other.txt', text);
    await assert.rejects(specDocument(undefined, { none: 'There is none.' }), { message: 'There is none.' });
  });
});
