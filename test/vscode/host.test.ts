import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extensionId } from '../../src/ids.ts';

describe('the host', () => {
  it('has the extension', () => {
    console.log(`VS Code ${vscode.version}, Node ${process.version}, ${vscode.env.remoteName ?? 'local'}`);
    assert.ok(vscode.extensions.getExtension(extensionId), `${extensionId} isn't installed in this host`);
  });
});
