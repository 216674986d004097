import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { plainQuotes } from '../../unit/plainQuotes.ts';
import { closeAll, eventually, open } from '../support.ts';

const valid = `{
  // The accounts' share.
  "RestoreType": "NAS",
  "SourceType": "NAS",
  "VaultId": "v-1",
  "SnapshotId": "s-1",
  "TargetFileSystemId": "1",
  "TargetCreateTime": 1554347313
}
`;
const udm = `{
  "RestoreType": "UDM_ECS_ROLLBACK",
  "SourceType": "UDM_ECS",
  "VaultId": "v-1",
  "SnapshotId": "s-1",
  "UdmRegionId": "cn-hangzhou"
}
`;
const plus = (text: string, line: string) => text.replace(/\n}\n$/, `,\n  ${line}\n}\n`);

/** What VS Code offers on the text `at`, for the kind. */
async function actions(document: vscode.TextDocument, at: string, kind?: vscode.CodeActionKind) {
  const offset = document.getText().indexOf(at);
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + at.length));
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    kind?.value,
  );
}

async function applied(document: vscode.TextDocument, at: string, title: string): Promise<vscode.CodeAction> {
  const offered = await actions(document, at);
  const action = offered.find((each) => plainQuotes(each.title) === title);
  assert.ok(action?.edit, offered.map((each) => each.title).join(' | '));
  assert.ok(await vscode.workspace.applyEdit(action.edit));
  return action;
}

describe('quick fixes', () => {
  afterEach(closeAll);

  for (const [what, before, at, title, after] of [
    ['a misspelt key', valid.replace('VaultId', 'VaultID'), '"VaultID"', 'Change "VaultID" to "VaultId"', valid],
    ['a key of another type', plus(valid, '"TargetBucket": "b"'), '"TargetBucket"', 'Remove "TargetBucket"', valid],
    [
      'keys of other types',
      plus(valid, '"TargetBucket": "b",\n  "TargetTime": 1'),
      '"TargetTime"',
      "Remove all 2 keys that aren't taken here",
      valid,
    ],
    ['a misspelt word', valid.replace('"NAS"', '"NASS"'), '"NASS"', 'Change to "NAS"', valid],
    ['milliseconds', valid.replace('13\n', '13000\n'), '1554347313000', 'Change to seconds: 1554347313', valid],
    ['digits', valid.replace('1554347313', '1.554347313e9'), '1.554347313e9', 'Change to 1554347313', valid],
    [
      'a number in a string',
      valid.replace('1554347313', '"1554347313"'),
      '"1554347313"',
      'Change to 1554347313',
      valid,
    ],
    ['a string as a number', valid.replace('"1"', '1'), '1,', 'Change to "1"', valid],
    [
      'the SourceType',
      valid.replace('"SourceType": "NAS"', '"SourceType": "OSS"'),
      '"OSS"',
      'Change SourceType to NAS, which goes with this RestoreType',
      valid,
    ],
    ['a key twice', plus(valid, '"VaultId": "v-1"'), '"VaultId": "v-1"\n', 'Remove this "VaultId"', valid],
    [
      'a path alone',
      plus(valid, '"Include": "/home"'),
      '"/home"',
      'Make it an array of one path',
      plus(valid, '"Include": ["/home"]'),
    ],
    [
      'a key in a string',
      plus(udm, '"UdmDetail": "{\\"sourceInstanceID\\":\\"i-1\\"}"'),
      'sourceInstanceID',
      'Change "sourceInstanceID" to "sourceInstanceId"',
      plus(udm, '"UdmDetail": "{\\"sourceInstanceId\\":\\"i-1\\"}"'),
    ],
    [
      'forceRestore',
      plus(udm, '"UdmDetail": { "sourceInstanceId": "i-1", "forceRestore": true }'),
      'true',
      'Change forceRestore to false',
      plus(udm, '"UdmDetail": { "sourceInstanceId": "i-1", "forceRestore": false }'),
    ],
    [
      'JSON to a string',
      plus(valid, '"Include": ["/a", "/b"]'),
      '"Include"',
      'Write Include as a JSON string',
      plus(valid, '"Include": "[\\"/a\\",\\"/b\\"]"'),
    ],
    [
      'a string to JSON',
      plus(valid, '"Include": "[\\"/a\\"]"'),
      '"Include"',
      'Write Include as JSON',
      plus(valid, '"Include": ["/a"]'),
    ],
  ] as const) {
    for (const untitled of [false, true]) {
      it(`${title}: ${what}${untitled ? ', untitled' : ''}`, async () => {
        const name = untitled ? `fix-${what.replaceAll(' ', '-')}.restore.json` : 'fix.restore.json';
        const document = await open(name, before, { untitled });
        await applied(document, at, title);
        assert.equal(document.getText(), after);
      });
    }
  }

  /** By the way that a person takes, with the cursor on the text `at`. */
  async function chosen(document: vscode.TextDocument, at: string): Promise<vscode.TextEditor> {
    const editor = await vscode.window.showTextDocument(document);
    const position = document.positionAt(document.getText().indexOf(at));
    editor.selection = new vscode.Selection(position, position);
    const { version } = document;
    const choice = { kind: 'quickfix', apply: 'first', preferred: true };
    // On a busy machine the editor may not know of the spec yet, and says that there is nothing to choose.
    while ((await actions(document, at, vscode.CodeActionKind.QuickFix)).length === 0);
    await vscode.commands.executeCommand('editor.action.codeAction', choice);
    await eventually(vscode.workspace.onDidChangeTextDocument, () => document.version !== version || undefined);
    return editor;
  }

  for (const untitled of [false, true]) {
    it(`adds all that is missing, with the cursor where one writes on${untitled ? ', untitled' : ''}`, async () => {
      const before = '{\n  // x\n  "RestoreType": "OSS", // y\n}\n';
      const document = await open(`missing${Number(untitled)}.restore.json`, before, { untitled });
      const editor = await chosen(document, '{');
      assert.equal(
        document.getText(),
        '{\n  // x\n  "RestoreType": "OSS", // y\n  "SourceType": "OSS",\n  "VaultId": "",\n  "SnapshotId": "",\n  "TargetBucket": "",\n  "TargetPrefix": "<prefix>",\n}\n',
      );
      assert.equal(document.offsetAt(editor.selection.active), document.getText().indexOf('""') + 1);
      await vscode.commands.executeCommand('jumpToNextSnippetPlaceholder');
      assert.equal(document.lineAt(editor.selection.active.line).text.trim(), '"SnapshotId": "",');
    });
  }

  it('offers to add what is missing wherever one asks', async () => {
    const document = await open('anywhere.restore.json', valid.replace('"VaultId": "v-1",', ''));
    const titles = (await actions(document, '"s-1"')).map(({ title }) => plainQuotes(title));
    assert.ok(titles.includes('Add the missing "VaultId"'), titles.join(' | '));
  });

  it('fills an empty object', async () => {
    const document = await open('empty-object.restore.json', plus(udm, '"UdmDetail": {}'));
    await chosen(document, '"UdmDetail"');
    assert.equal(document.getText(), plus(udm, '"UdmDetail": {\n    "sourceInstanceId": ""\n  }'));
  });

  it('offers nothing in a broken spec and in one that is right', async () => {
    for (const text of [valid, valid.replace('"NAS",', '"nas"'), '', '[]', 'x'.repeat(2_000_000)]) {
      const document = await open('nothing.restore.json', text);
      const offered = await actions(document, text.slice(0, 1));
      assert.deepEqual(
        offered.filter(({ kind }) => kind && vscode.CodeActionKind.QuickFix.contains(kind)).map(({ title }) => title),
        [],
      );
    }
  });

  describe('fix all', () => {
    const wrong = plus(valid.replaceAll('"NAS"', '"nas"').replace('1554347313', '1.554347313e9'), '"Zzz": "kept"');
    const right = plus(valid, '"Zzz": "kept"');
    const kind = vscode.CodeActionKind.SourceFixAll.append('cloudBackupRestore');

    it('does what is safe, and leaves the rest to a person', async () => {
      const document = await open('fix-all.restore.json', wrong, { untitled: true });
      const [action] = await actions(document, '{', kind);
      assert.ok(action?.edit && kind.contains(action.kind ?? vscode.CodeActionKind.Empty));
      await vscode.workspace.applyEdit(action.edit);
      assert.equal(document.getText(), right);
      assert.deepEqual(await actions(document, '{', kind), []);
    });

    it('runs on save where the settings say so', async () => {
      const settings = vscode.workspace.getConfiguration('editor');
      const target = vscode.ConfigurationTarget.Global;
      await settings.update('codeActionsOnSave', { 'source.fixAll.cloudBackupRestore': 'explicit' }, target);
      try {
        const document = await open('fix-on-save.restore.json', wrong.replace('"v-1"', '"v-2"'));
        const editor = await vscode.window.showTextDocument(document);
        const at = document.positionAt(document.getText().indexOf('v-2'));
        await editor.edit((edit) => edit.replace(new vscode.Range(at, at.translate(0, 3)), 'v-1'));
        await vscode.commands.executeCommand('workbench.action.files.save');
        assert.equal(document.isDirty, false);
        assert.equal(document.getText(), right);
      } finally {
        await settings.update('codeActionsOnSave', undefined, target);
      }
    });
  });
});
