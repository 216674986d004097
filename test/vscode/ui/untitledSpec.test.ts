import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openUntitledSpec } from '../../../src/ui/untitledSpec.ts';
import { active, closeAll, folder } from '../support.ts';

describe('a new spec', () => {
  const saved: vscode.Uri[] = [];
  afterEach(async () => {
    await closeAll();
    for (const file of saved.splice(0)) await vscode.workspace.fs.delete(file);
  });

  it('opens beside others that were saved under the names that they had', async () => {
    for (const number of [1, 2]) {
      await openUntitledSpec(`{ "VaultId": "v-${number}" }`);
      const document = active() ?? assert.fail('no spec was opened');
      assert.equal(document.uri.scheme, 'untitled');
      assert.equal(document.getText(), `{ "VaultId": "v-${number}" }`);
      const file = document.uri.with({ scheme: folder().scheme });
      assert.ok(await document.save());
      saved.push(file);
      await closeAll();
      assert.equal((await vscode.workspace.openTextDocument(file)).getText(), `{ "VaultId": "v-${number}" }`);
    }
    assert.notEqual(saved[0]?.path, saved[1]?.path);
  });

  it('has the name of none that was closed before', async () => {
    const names = new Set<string>();
    for (const number of [1, 2, 3]) {
      await openUntitledSpec(`{ "VaultId": "v-${number}" }`);
      const document = active() ?? assert.fail('no spec was opened');
      assert.equal(document.getText(), `{ "VaultId": "v-${number}" }`);
      names.add(document.uri.path);
      await closeAll();
    }
    assert.equal(names.size, 3);
  });

  it('is said to be none where VS Code does not write its text', async () => {
    const { applyEdit } = vscode.workspace;
    Object.assign(vscode.workspace, { applyEdit: () => Promise.resolve(false) });
    try {
      await assert.rejects(openUntitledSpec('{}'), /The text was not written into the new spec .*\.restore\.json/);
    } finally {
      Object.assign(vscode.workspace, { applyEdit });
    }
    assert.equal(active(), undefined);
  });
});
