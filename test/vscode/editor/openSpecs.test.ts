import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { readOpenSpec, regionIn, specIn } from '../../../src/editor/openSpecs.ts';

describe('an open spec', () => {
  let document: vscode.TextDocument;
  beforeEach(async () => {
    const uri = vscode.Uri.parse('untitled:read-once.restore.json');
    document = await vscode.workspace.openTextDocument(uri);
    await replace('{ "$region": "cn-beijing" }');
  });

  async function replace(text: string): Promise<void> {
    const change = new vscode.WorkspaceEdit();
    change.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    assert.ok(await vscode.workspace.applyEdit(change));
  }

  it('is read once, whoever asks, until its text changes', async () => {
    const spec = specIn(document);
    assert.equal(specIn(document), spec);
    assert.equal(readOpenSpec(document)?.spec, spec);
    assert.equal(regionIn(document), 'cn-beijing');
    await replace('{ "$region": "cn-shanghai" }');
    assert.notEqual(specIn(document), spec);
    assert.equal(regionIn(document), 'cn-shanghai');
  });

  it('has the same problems until its text changes', async () => {
    const problems = readOpenSpec(document)?.problems;
    assert.ok(problems && problems.length > 0);
    assert.equal(readOpenSpec(document)?.problems, problems);
    await replace('{ }');
    assert.notEqual(readOpenSpec(document)?.problems, problems);
  });
});
