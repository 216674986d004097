import assert from 'node:assert/strict';
import type * as l10n from '@vscode/l10n';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { extensionId } from '../../src/ids.ts';
import type * as spec from '../../src/restoreSpec/index.ts';

describe('the host', () => {
  it('has the extension', () => {
    console.log(`VS Code ${vscode.version}, Node ${process.version}, ${vscode.env.remoteName ?? 'local'}`);
    assert.ok(vscode.extensions.getExtension(extensionId), `${extensionId} isn't installed in this host`);
  });

  it('translates what every part of it says, by one copy of the strings', () => {
    const dist = join(vscode.extensions.getExtension(extensionId)?.extensionPath ?? '', 'dist');
    // The built parts, as the extension loads them; esbuild would take the sources.
    const load = createRequire(join(dist, 'x.js'));
    const { config } = load('./l10n.cjs') as typeof l10n;
    const { validateSpec, readSpec } = load('./restoreSpec.cjs') as typeof spec;
    try {
      config({ contents: { 'Property {0} is not allowed.': '不允许 {0}' } });
      assert.ok(validateSpec(readSpec('{"a": 1}')).some(({ message }) => message === '不允许 a'));
    } finally {
      config({ contents: vscode.l10n.bundle ?? {} });
    }
  });
});
