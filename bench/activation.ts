/**
 * Runs inside VS Code: what each extension of `ACTIVATE` costs, one after the other, into `FIGURES`. With `WATCH`, the
 * memory is measured as well, and the entry of this one is watched. Both take time, so the times are then not those of a usual activation.
 * Then those of `PEERS` are activated, but for those that VS Code has activated itself.
 */
import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { prefixSuiteOutput } from '../test/hosts/suiteOutput.ts';
import type { ActivationFigures } from './activation/hostFigures.ts';
import { watchEntry } from './activation/watchEntry.ts';
import { usedMemory } from './usedMemory.ts';

/** What an activation leaves for later is done by then, in ms. The first look for what other windows changed is not. */
const restMs = 500;

function watch(id: string, watched: string, { extensionPath, packageJSON }: vscode.Extension<unknown>) {
  const { main } = packageJSON as { readonly main: string };
  return id === watched ? watchEntry(extensionPath, main.replace(/^\.\//, '')) : undefined;
}

async function activationMs(extension: vscode.Extension<unknown>): Promise<number> {
  const start = performance.now();
  await extension.activate();
  return performance.now() - start;
}

export async function run(): Promise<void> {
  prefixSuiteOutput();
  const watched = process.env['WATCH'];
  const figures: Record<string, ActivationFigures> = {};
  for (const id of (process.env['ACTIVATE'] ?? '').split(',')) {
    const extension = vscode.extensions.getExtension(id);
    if (!extension || extension.isActive) console.log(`${id} is ${extension ? 'active already' : 'not there'}`);
    if (!extension || extension.isActive) throw new Error('The two can only be measured while neither is active.');
    const watching = watched === undefined ? undefined : { before: usedMemory(), entry: watch(id, watched, extension) };
    const ms = await activationMs(extension);
    if (!watching) {
      figures[id] = { ms };
      continue;
    }
    await new Promise((resolve) => setTimeout(resolve, restMs));
    const entry = watching.entry?.();
    figures[id] = { ms, entry, memory: usedMemory() - watching.before };
  }
  for (const id of (process.env['PEERS'] ?? '').split(',')) {
    const peer = vscode.extensions.getExtension(id);
    if (peer && !peer.isActive) figures[id] = { ms: await activationMs(peer) };
  }
  writeFileSync(process.env['FIGURES'] ?? '', JSON.stringify(figures));
}
