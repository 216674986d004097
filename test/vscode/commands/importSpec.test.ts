import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, open } from '../support.ts';

const importSpec = () => vscode.commands.executeCommand('cloudBackupRestore.importSpec');
const current = () => vscode.window.activeTextEditor?.document;

describe('importing a spec', () => {
  afterEach(async () => {
    await closeAll();
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.env.clipboard.writeText('');
  });

  it('makes an untitled spec of a command on the clipboard, and says what was left', async () => {
    await vscode.env.clipboard.writeText(
      `aliyun hbr CreateRestoreJob --profile ops --region cn-hangzhou --RestoreType NAS --SourceType NAS \\
        --VaultId v-1 --SnapshotId "s-1" --TargetFileSystemId=005494 --TargetCreateTime 1554347313 \\
        --Include '["/a"]' --TargetPath "$(id)"`,
    );
    await importSpec();
    const document = current();
    assert.equal(document?.uri.scheme, 'untitled');
    assert.match(document.uri.path, /\.restore\.json$/);
    assert.equal(document.languageId, 'jsonc');
    assert.equal(
      document.getText(),
      `// Not carried over:
// - --profile: choose the profile in the settings
// - --TargetPath: the shell would replace it, and nothing is run or read here
{
  "RestoreType": "NAS",
  "SourceType": "NAS",
  "VaultId": "v-1",
  "SnapshotId": "s-1",
  "TargetFileSystemId": "005494",
  "TargetCreateTime": 1554347313,
  "Include": ["/a"],
  "$region": "cn-hangzhou"
}
`,
    );
  });

  it('asks for which shell a command is where the shells read it differently, and imports nothing where nobody answers', async () => {
    const command = 'aliyun hbr CreateRestoreJob --VaultId v-1 --TargetPath C:\\restore';
    const real = vscode.window.showQuickPick;
    const asked: vscode.QuickPickItem[][] = [];
    try {
      for (const [choice, path] of [
        [0, 'C:\\restore'],
        [1, 'C:restore'],
        [2, undefined],
      ] as const) {
        const showQuickPick = (items: readonly vscode.QuickPickItem[]) => {
          asked.push([...items]);
          return Promise.resolve(items[choice]);
        };
        Object.assign(vscode.window, { showQuickPick });
        await closeAll();
        await vscode.env.clipboard.writeText(command);
        await importSpec();
        const text = current()?.getText();
        assert.deepEqual(
          text === undefined ? undefined : JSON.parse(text),
          path && { VaultId: 'v-1', TargetPath: path },
        );
      }
      assert.deepEqual(
        asked[0]?.map(({ label, detail }) => [label, detail]),
        [
          ['As cmd.exe, PowerShell reads it', 'TargetPath = C:\\restore'],
          ['As sh reads it', 'TargetPath = C:restore'],
        ],
      );
      asked.length = 0;
      await vscode.env.clipboard.writeText('aliyun hbr CreateRestoreJob --VaultId v-1');
      await importSpec();
      assert.equal(asked.length, 0);
    } finally {
      Object.assign(vscode.window, { showQuickPick: real });
    }
  });

  it('takes the selection first, of a file that is no spec and of an untitled one', async () => {
    await vscode.env.clipboard.writeText('VaultId=of-the-clipboard');
    for (const untitled of [false, true]) {
      const text = 'before\nRestoreType=OSS&VaultId=v%2D1&TargetPrefix=\nafter';
      await open(`notes-${untitled}.txt`, text, { untitled });
      const editor = vscode.window.activeTextEditor;
      assert.ok(editor);
      editor.selection = new vscode.Selection(1, 0, 2, 0);
      await importSpec();
      assert.equal(current()?.getText(), '{\n  "RestoreType": "OSS",\n  "VaultId": "v-1",\n  "TargetPrefix": ""\n}\n');
    }
  });

  it('makes of what was copied the spec that it was copied from', async () => {
    const spec = {
      RestoreType: 'OSS',
      SourceType: 'OSS',
      VaultId: 'v-1',
      SnapshotId: "s'1",
      TargetBucket: 'b',
      TargetPrefix: '',
    };
    const text = `${JSON.stringify(spec, null, 2)}\n`;
    await open('round.restore.json', text);
    await vscode.commands.executeCommand('cloudBackupRestore.previewRequest');
    // VS Code keeps pages of other tests for a while after they were closed.
    const pages = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'cloud-backup-request');
    const page = pages.find(({ uri }) => uri.path.includes('round'));
    await vscode.env.clipboard.writeText(page?.getText() ?? '');
    await importSpec();
    assert.equal(current()?.uri.scheme, 'untitled');
    assert.deepEqual(
      { ...(JSON.parse(current()?.getText() ?? '') as object), $region: undefined },
      { ...spec, $region: undefined },
    );
  });

  it('opens nothing where the text is a call of something else', async () => {
    await vscode.env.clipboard.writeText('aliyun hbr DeleteVault --VaultId v-1');
    await importSpec();
    assert.equal(current(), undefined);
  });
});
