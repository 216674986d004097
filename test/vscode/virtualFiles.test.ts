import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useSandbox } from './useService.ts';
import { closeAll, command, diagnosticsOf } from './support.ts';

const scheme = 'restore-memory';
const at = (path: string) => vscode.Uri.from({ scheme, authority: 'store', path });
const text = JSON.stringify({
  RestoreType: 'OSS',
  SourceType: 'OSS',
  VaultId: 'v-1',
  SnapshotId: 's-1',
  TargetBucket: 'of-no-disk',
  TargetPrefix: '',
});

/** A file system that is in memory alone, as that of a virtual workspace. */
function memory(): vscode.FileSystemProvider {
  const files = new Map<string, Uint8Array>();
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const refuse = (uri: vscode.Uri) => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  const contentOf = (uri: vscode.Uri) => {
    const content = files.get(uri.path);
    if (!content) throw vscode.FileSystemError.FileNotFound(uri);
    return content;
  };
  return {
    onDidChangeFile: changed.event,
    watch: () => ({ dispose: () => undefined }),
    stat: (uri) =>
      uri.path === '/'
        ? { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 }
        : { type: vscode.FileType.File, ctime: 0, mtime: 0, size: contentOf(uri).length },
    readDirectory: () => [...files.keys()].map((path) => [path.slice(1), vscode.FileType.File]),
    createDirectory: refuse,
    readFile: contentOf,
    writeFile: (uri, content) => void files.set(uri.path, content),
    delete: refuse,
    rename: refuse,
  };
}

describe('a spec in a file system of no disk', () => {
  let files: vscode.Disposable;

  before(() => {
    files = vscode.workspace.registerFileSystemProvider(scheme, memory(), { isCaseSensitive: true });
  });
  afterEach(closeAll);
  after(() => void files.dispose());
  const sandbox = useSandbox('all tests', {}, { duplicateMinutes: 0 });

  const write = (path: string, content: string) =>
    vscode.workspace.fs.writeFile(at(path), new TextEncoder().encode(content));
  const show = async (path: string) =>
    vscode.window.showTextDocument(await vscode.workspace.openTextDocument(at(path)));

  it('is checked as one types', async () => {
    await write('/bad.restore.json', text.replace('"VaultId":"v-1",', ''));
    const { document } = await show('/bad.restore.json');
    const [missing] = await diagnosticsOf(document, ({ length }) => length > 0);
    assert.match(missing?.message ?? '', /VaultId/);
  });

  it('is submitted, and opened from its job; so is an export written there', async () => {
    await write('/good.restore.json', text);
    await show('/good.restore.json');
    await command('submit');
    const [job] = sandbox().jobs();
    assert.equal(job?.parameters['TargetBucket'], 'of-no-disk');
    await closeAll();

    await command('exportJobs', at('/jobs.json'));
    const exported = new TextDecoder().decode(await vscode.workspace.fs.readFile(at('/jobs.json')));
    const kept = (JSON.parse(exported) as { id: string; restoreId: string; spec: string }[]).find(
      ({ restoreId }) => restoreId === job.restoreId,
    );
    assert.equal(kept?.spec, at('/good.restore.json').toString());
    await command('openSpec', kept.id);
    const opened = vscode.window.activeTextEditor?.document;
    assert.equal(opened?.uri.toString(), kept.spec);
  });
});
