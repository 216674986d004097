import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, eventually, open } from '../support.ts';

const wheres = [
  { where: 'a saved file', untitled: false },
  { where: 'an untitled file', untitled: true },
];

const labelOf = ({ label }: vscode.CompletionItem) => (typeof label === 'string' ? label : label.label);

async function itemsAt(document: vscode.TextDocument, offset: number, trigger?: string) {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    document.positionAt(offset),
    trigger,
  );
  return items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
}

/** Asks until the extension's part for specs is loaded, which the first spec begins. */
async function itemAt(document: vscode.TextDocument, offset: number, label: string) {
  for (;;) {
    const found = (await itemsAt(document, offset)).find((item) => labelOf(item) === label);
    if (found) return found;
  }
}

/** The text once the item is accepted in the editor, as VS Code writes it. */
async function accept(item: vscode.CompletionItem): Promise<string> {
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor && item.range instanceof vscode.Range);
  const insert = item.insertText ?? labelOf(item);
  await editor.insertSnippet(
    typeof insert === 'string' ? new vscode.SnippetString().appendText(insert) : insert,
    item.range,
  );
  return editor.document.getText();
}

/** An untitled document may not have the name of a file. */
const nameOf = (name: string, untitled: boolean) => `${untitled ? 'new-' : ''}${name}.restore.json`;

describe('completion', () => {
  afterEach(closeAll);

  it('keeps words of the file away from what is typed: a Tab would take one', async () => {
    const text = '{ "RestoreType": "OSS", "SourceType": "OSS", "TargetBucket": "hbr-backup-oss", "TargetTime":  }';
    const document = await open('words.restore.json', text, { untitled: false });
    await itemAt(document, text.length - 2, '1 hour ago');
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      document.positionAt(text.indexOf('-oss"') + '-oss'.length),
    );
    assert.deepEqual(
      items.filter(({ kind }) => kind === vscode.CompletionItemKind.Text).map((item) => labelOf(item)),
      [],
    );
  });

  for (const { where, untitled } of wheres) {
    it(`offers times as names with their dates in ${where}`, async () => {
      const text = '{\n  "RestoreType": "NAS",\n  "TargetCreateTime": \n}';
      const document = await open(nameOf('times', untitled), text, { untitled });
      const item = await itemAt(document, text.length - 2, '1 hour ago');
      assert.match(JSON.stringify(item.label), /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d/);
      const hourAgo = Math.floor(Date.now() / 1000) - 3600;
      const seconds = Number(/"TargetCreateTime": (\d+)/.exec(await accept(item))?.[1]);
      assert.ok(Math.abs(seconds - hourAgo) < 60, String(seconds));
    });

    it(`turns a date into UNIX seconds in ${where}`, async () => {
      const text = '{ "RestoreType": "OTS_TABLE", "TargetTime": "2024-03-03 10:20" }';
      const document = await open(nameOf('date', untitled), text, { untitled });
      const item = await itemAt(document, text.indexOf('" }'), '2024-03-03 10:20:00 UTC');
      assert.equal(await accept(item), '{ "RestoreType": "OTS_TABLE", "TargetTime": 1709461200 }');
    });

    it(`completes keys and values of JSON in a string, escaped, in ${where}`, async () => {
      const text = '{ "RestoreType": "UDM_ECS_ROLLBACK", "UdmDetail": "{}" } // as a string';
      const document = await open(nameOf('inside', untitled), text, { untitled });
      const at = text.indexOf('{}') + 1;
      const key = await itemAt(document, at, 'forceRestore');
      assert.equal((key.documentation as vscode.MarkdownString).value.slice(0, 22), 'Whether to restore eve');
      await accept(key);
      const written = '{ "RestoreType": "UDM_ECS_ROLLBACK", "UdmDetail": "{\\"forceRestore\\": }" } // as a string';
      assert.equal(document.getText(), written);
      const value = await itemAt(document, written.indexOf('}"'), 'false');
      assert.equal(await accept(value), written.replace(': }', ': false}'));
    });

    it(`writes the SourceType with the RestoreType in ${where}`, async () => {
      const text = '{\n  "RestoreType": \n}';
      const document = await open(nameOf('type', untitled), text, { untitled });
      const item = await itemAt(document, text.length - 2, '"UDM_ECS_ROLLBACK"');
      assert.equal(await accept(item), '{\n  "RestoreType": "UDM_ECS_ROLLBACK",\n  "SourceType": "UDM_ECS"\n}');
    });
  }

  it('is there in the list that opens by itself, typed like any other', async () => {
    const text = '{\n  "RestoreType": "NAS",\n  "TargetCreateTime": \n}';
    const document = await open('typed.restore.json', text);
    await itemAt(document, text.length - 2, 'midnight today');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const end = document.positionAt(text.length - 2);
    editor.selection = new vscode.Selection(end, end);
    const changed = eventually(vscode.workspace.onDidChangeTextDocument, () =>
      /"TargetCreateTime": \d{10}\n/.test(document.getText()) ? true : undefined,
    );
    await vscode.commands.executeCommand('type', { text: 'midn' });
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    // The list has no event of its own: accepting does nothing until it is there.
    const again = setInterval(() => void vscode.commands.executeCommand('acceptSelectedSuggestion'), 100);
    try {
      await changed;
    } finally {
      clearInterval(again);
    }
  });

  it('leaves prefixes of ids and regions to VS Code, which has them from the schema', async () => {
    const text = '{ "VaultId": "", "$region": "" }';
    const document = await open('schema.restore.json', text);
    assert.ok(await itemAt(document, text.indexOf('""') + 1, '"v-"'));
    assert.ok(await itemAt(document, text.lastIndexOf('""') + 1, '"cn-hangzhou"'));
    for (const at of [text.indexOf('""') + 1, text.lastIndexOf('""') + 1]) {
      const labels = (await itemsAt(document, at)).map(labelOf);
      assert.equal(new Set(labels).size, labels.length, labels.join(', '));
    }
  });
});
