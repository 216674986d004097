import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { localText } from '../../../src/restoreSpec/dateFormat.ts';
import { closeAll, open } from '../support.ts';

/** The text with its hints in their places, once there are as many as wanted. */
async function withHints(document: vscode.TextDocument, wanted: number): Promise<string> {
  for (;;) {
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );
    if (hints.length < wanted) continue;
    const places = hints.map(({ position, label }) => ({
      at: document.offsetAt(position),
      label: `<${typeof label === 'string' ? label : label.map(({ value }) => value).join('')}>`,
    }));
    return places
      .sort((a, b) => b.at - a.at)
      .reduce((text, { at, label }) => text.slice(0, at) + label + text.slice(at), document.getText());
  }
}

/** An untitled document may not have the name of a file. */
const nameOf = (name: string, untitled: boolean) => `${untitled ? 'new-' : ''}${name}.restore.json`;

describe('inlay hints', () => {
  afterEach(closeAll);

  for (const untitled of [false, true]) {
    it(`stand beside times and paths in ${untitled ? 'an untitled' : 'a saved'} file`, async () => {
      const text = [
        '{',
        '  // when it was made',
        '  "TargetCreateTime": 1554347313,',
        '  "Include": [',
        '    "/home"',
        '  ],',
        '  "Exclude": "[\\"/a\\", \\"/b\\"]"',
        '}',
      ].join('\n');
      const document = await open(nameOf('hints', untitled), text, { untitled });
      assert.equal(
        await withHints(document, 3),
        text
          .replace('1554347313', `1554347313<${localText(1554347313)}>`)
          .replace('"Include": [', '"Include": [<1 path, 9 of 255 characters>')
          .replace('b\\"]"', 'b\\"]"<2 paths, 12 of 255 characters>'),
      );
    });
  }

  it('stand in a document without a folder, and in one of a virtual read-only file system', async () => {
    const text = '{ "TargetTime": 0 }';
    const expected = text.replace('0', "0<the end of the snapshot's span>");
    const alone = await vscode.workspace.openTextDocument(vscode.Uri.parse('untitled:alone.restore.json'));
    const editor = await vscode.window.showTextDocument(alone);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text));
    assert.equal(await withHints(alone, 1), expected);
    const virtual = vscode.workspace.registerTextDocumentContentProvider('restore-test', {
      provideTextDocumentContent: () => text,
    });
    try {
      const uri = vscode.Uri.parse('restore-test://backup/a/b.restore.json');
      assert.equal(await withHints(await vscode.workspace.openTextDocument(uri), 1), expected);
    } finally {
      virtual.dispose();
    }
  });
});
