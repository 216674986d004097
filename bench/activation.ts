/** Runs inside VS Code: how long each extension of `ACTIVATE` takes to load and activate, in ms, into `FIGURES`. */
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { prefixSuiteOutput } from '../test/hosts/suiteOutput.ts';

export async function run(): Promise<void> {
  prefixSuiteOutput();
  const figures: Record<string, number> = {};
  for (const id of (process.env['ACTIVATE'] ?? '').split(',')) {
    const extension = vscode.extensions.getExtension(id);
    if (!extension || extension.isActive) console.log(`${id} is ${extension ? 'active already' : 'not there'}`);
    if (!extension || extension.isActive) throw new Error('The two can only be measured while neither is active.');
    const start = performance.now();
    await extension.activate();
    figures[id] = performance.now() - start;
  }
  writeFileSync(process.env['FIGURES'] ?? '', JSON.stringify(figures));
}
