import assert from 'node:assert/strict';
import type * as l10n from '@vscode/l10n';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type * as toolAnswers from '../../src/assistant/toolAnswers.ts';
import { extensionId } from '../../src/ids.ts';

describe('the host', () => {
  it('has the extension', () => {
    console.log(`VS Code ${vscode.version}, Node ${process.version}, ${vscode.env.remoteName ?? 'local'}`);
    assert.ok(vscode.extensions.getExtension(extensionId), `${extensionId} isn't installed in this host`);
  });

  it('translates what every part of it says, by one copy of the strings', async () => {
    const dist = join(vscode.extensions.getExtension(extensionId)?.extensionPath ?? '', 'dist');
    // The built parts, as the extension loads them; esbuild would take the sources.
    const load = createRequire(join(dist, 'x.js'));
    const { config } = load('./l10n.cjs') as typeof l10n;
    const { answerText } = load('./toolAnswers.cjs') as typeof toolAnswers;
    try {
      config({ contents: { 'Property {0} is not allowed.': '不允许 {0}' } });
      const noJobs = () => Promise.reject(new Error('This tool looks at no job.'));
      const { token } = new vscode.CancellationTokenSource();
      assert.match(await answerText('validateSpec', { spec: '{"a": 1}' }, noJobs, token), /不允许 \S+a\W/);
    } finally {
      config({ contents: vscode.l10n.bundle ?? {} });
    }
  });
});
