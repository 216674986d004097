import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { showDocument } from '../../../src/ui/showDocument.ts';
import { revealRange } from '../../../src/ui/specDocuments.ts';
import { requestPageOf } from '../../../src/ui/pageUris.ts';
import { active, closeAll, command, groupsOf, open } from '../support.ts';

const text = '{\n  "RestoreType": "NAS"\n}';
const { One, Two, Three } = vscode.ViewColumn;

describe('a document that is shown', () => {
  afterEach(closeAll);

  const inGroup = (document: vscode.TextDocument, viewColumn: vscode.ViewColumn) =>
    vscode.window.showTextDocument(document, { viewColumn, preview: false });
  const other = () => vscode.workspace.openTextDocument({ content: 'another page' });

  it('is the tab that another group has of it, with the place that a problem is at', async () => {
    const document = await open('shown.restore.json', text);
    await inGroup(await other(), Two);
    await revealRange(document, new vscode.Range(1, 2, 1, 15));
    assert.deepEqual([active(), vscode.window.activeTextEditor?.viewColumn], [document, One]);
    assert.equal(document.getText(vscode.window.activeTextEditor?.selection), '"RestoreType"');
    assert.deepEqual(groupsOf(document), [One]);
  });

  it('is the tab of a group that shows it rather than of one that has it behind another', async () => {
    const document = await open('shown.restore.json', text);
    await inGroup(await other(), One);
    await inGroup(document, Two);
    await inGroup(await other(), Three);
    await showDocument(document);
    assert.equal(vscode.window.activeTextEditor?.viewColumn, Two);
    assert.deepEqual(groupsOf(document), [One, Two]);
  });

  it('is the tab behind another one, of the group in front where that has one', async () => {
    const document = await open('shown.restore.json', text);
    await inGroup(document, Two);
    await inGroup(await other(), Two);
    await showDocument(document);
    assert.equal(vscode.window.activeTextEditor?.viewColumn, Two);
    await inGroup(await other(), One);
    await inGroup(await other(), Three);
    await showDocument(document);
    assert.equal(vscode.window.activeTextEditor?.viewColumn, Two);
    assert.deepEqual(groupsOf(document), [One, Two]);
  });

  it('is a new tab in front where no group has one', async () => {
    const document = await open('shown.restore.json', text);
    await closeAll();
    await inGroup(await other(), One);
    await inGroup(await other(), Two);
    await showDocument(await vscode.workspace.openTextDocument(document.uri));
    assert.deepEqual(groupsOf(document), [Two]);
  });

  it('is the one page of a request, wherever that was moved, and never in front of its spec', async () => {
    const document = await open('shown.restore.json', text);
    const page = { uri: requestPageOf(document.uri) };
    await command('previewRequest');
    await vscode.commands.executeCommand('workbench.action.moveActiveEditorGroupRight');
    assert.deepEqual([groupsOf(document), groupsOf(page)], [[Two], [One]]);
    await command('previewRequest');
    assert.deepEqual([groupsOf(document), groupsOf(page)], [[Two], [One]]);
    assert.equal(active(), document);

    await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
    await command('previewRequest');
    assert.deepEqual([groupsOf(document), groupsOf(page)], [[Two], [One]], 'called from the page itself');
  });
});
