/** Runs inside VS Code: opens the files of `SPECS` one after the other, and writes how soon the problems of each were marked into `FIGURES`. */
import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { extensionId } from '../../src/ids.ts';
import { prefixSuiteOutput } from '../../test/hosts/suiteOutput.ts';
import { until } from '../../test/hosts/until.ts';
import type { OpeningTimes } from './openingTimes.ts';

/** The host's other extensions have begun by then, in ms. */
const restMs = 5000;

const ownSource = 'Cloud Backup';

/** Opens a spec that has a problem for both. */
async function open(path: string): Promise<OpeningTimes> {
  const uri = vscode.Uri.file(path);
  const start = performance.now();
  let [ours, jsonService] = [Number.NaN, Number.NaN];
  const bothMarked = new Promise<void>((resolve) => {
    const listening = vscode.languages.onDidChangeDiagnostics(() => {
      const ms = performance.now() - start;
      const sources = vscode.languages.getDiagnostics(uri).map(({ source }) => source);
      if (Number.isNaN(ours) && sources.includes(ownSource)) ours = ms;
      if (Number.isNaN(jsonService) && sources.some((source) => source !== ownSource)) jsonService = ms;
      if (Number.isNaN(ours) || Number.isNaN(jsonService)) return;
      listening.dispose();
      resolve();
    });
  });
  await vscode.window.showTextDocument(uri);
  await bothMarked;
  return { ours, jsonService };
}

export async function run(): Promise<void> {
  prefixSuiteOutput();
  const extension = vscode.extensions.getExtension(extensionId);
  await until('the extension to be activated', () => Promise.resolve(extension?.isActive));
  await new Promise((resolve) => setTimeout(resolve, restMs));
  const opened: OpeningTimes[] = [];
  for (const path of (process.env['SPECS'] ?? '').split(',')) opened.push(await open(path));
  writeFileSync(process.env['FIGURES'] ?? '', JSON.stringify(opened));
}
