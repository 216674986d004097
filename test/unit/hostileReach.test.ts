import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { root } from '../hosts/paths.ts';

/** What gives VS Code a text to draw, to copy or to write down. */
const draws = new RegExp(
  [
    'show(?:Information|Warning|Error)Message|showQuickPick|showInputBox|showSaveDialog|showOpenDialog',
    'create(?:QuickPick|InputBox|StatusBarItem|TreeView|WebviewPanel|OutputChannel|DiagnosticCollection|Terminal)',
    'withProgress|setStatusBarMessage|clipboard\\.|vscode\\.diff|insertSnippet|applyEdit|openTextDocument',
    'new vscode\\.(?:MarkdownString|TreeItem|CodeLens|Hover|InlayHint|Diagnostic|DocumentSymbol|CodeAction|CompletionItem)\\b',
    'vscode\\.Uri\\.from',
  ].join('|'),
);

const folders = ['src/commands', 'src/views', 'src/editor'];

describe('what shows text', () => {
  it('is reached by hostile text in VS Code, file by file', async () => {
    const { metafile } = await esbuild.build({
      ...{ entryPoints: ['bench/hostile/views.ts'], absWorkingDir: root, bundle: true, write: false, metafile: true },
      ...{ platform: 'node', format: 'cjs', external: ['vscode'], mainFields: ['module', 'main'], logLevel: 'error' },
    });
    const files = folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`));
    const showing = files.filter((file) => draws.test(readFileSync(join(root, file), 'utf8')));
    assert.ok(showing.length > 30);
    const [output] = Object.values(metafile.outputs);
    const used = (file: string) => (output?.inputs[file]?.bytesInOutput ?? 0) > 0;
    assert.deepEqual(
      showing.filter((file) => !used(file)),
      [],
    );
  });
});
