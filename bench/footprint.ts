/**
 * `npm run bench -- footprint [--runs N]`: what the extension costs.
 *
 * Activation is measured in a fresh extension host each run, beside an extension that does nothing, in turn first and
 * second; the figure is the median of the runs' times, and the limit holds for the medians.
 */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { build, loadedFiles } from '../scripts/build.ts';
import { makePackage } from '../scripts/package.ts';
import { activationLimit, packageLimit } from '../scripts/packageWeight.ts';
import { extensionId } from '../src/ids.ts';
import { runExtensionTests } from '../test/hosts/extensionTests.ts';
import { root, temporaryFolder } from '../test/hosts/paths.ts';
import { median, medianWithSpread, type Figure } from './figures.ts';

const nothingId = 'restore-authoring.nothing';

/** An extension of this manifest and nothing else but an entry that does nothing. */
async function writeExtension(path: string, manifest: Record<string, unknown>): Promise<string> {
  await mkdir(path);
  await writeFile(
    join(path, 'package.json'),
    JSON.stringify({ main: './extension.cjs', activationEvents: [], ...manifest }),
  );
  await writeFile(join(path, 'extension.cjs'), 'exports.activate = () => {};');
  return path;
}

/** Both extensions, without a reason to start by themselves, and a third one for the test to belong to. */
async function prepare(folder: string) {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  const { engines, publisher, version } = manifest;
  const ours = await writeExtension(join(folder, 'ours'), { ...manifest, activationEvents: [] });
  for (const part of ['dist', 'schemas', 'media', 'package.nls.json']) {
    await cp(join(root, part), join(ours, part), { recursive: true });
  }
  const nothing = await writeExtension(join(folder, 'nothing'), { name: 'nothing', publisher, version, engines });
  const driver = await writeExtension(join(folder, 'driver'), { name: 'driver', publisher, version, engines });
  await esbuild.build({
    entryPoints: [join(root, 'bench/activation.ts')],
    outfile: join(folder, 'activation.cjs'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode'],
  });
  return { installed: [ours, nothing], driver, testsPath: join(folder, 'activation.cjs') };
}

/** The times in ms of each extension's activation, both in every run. */
async function activations(runs: number): Promise<{ ours: number[]; nothing: number[] }> {
  const temporary = await temporaryFolder('footprint');
  const times = { ours: [] as number[], nothing: [] as number[] };
  try {
    const { installed, driver, testsPath } = await prepare(temporary.path);
    for (let run = 0; run < runs; run++) {
      const order = run % 2 === 0 ? [extensionId, nothingId] : [nothingId, extensionId];
      const path = join(temporary.path, `figures-${run}.json`);
      const code = await runExtensionTests({
        extensionPath: driver,
        installed,
        testsPath,
        workspace: join(root, 'samples'),
        env: { ACTIVATE: order.join(','), FIGURES: path },
      });
      if (code !== 0) throw new Error(`The host of run ${run} ended with ${code}.`);
      const found = JSON.parse(await readFile(path, 'utf8')) as Record<string, number>;
      times.ours.push(found[extensionId] ?? Number.NaN);
      times.nothing.push(found[nothingId] ?? Number.NaN);
    }
  } finally {
    await temporary.remove();
  }
  return times;
}

/** What needs no host: the bytes. */
async function weights(): Promise<Figure[]> {
  const built = await build();
  const loaded = [...loadedFiles(built, 'dist/extension.cjs')];
  const loadedBytes = loaded.reduce((sum, file) => sum + (built.sizes.get(file) ?? 0), 0);
  const { withoutMedia } = await makePackage();
  console.log(`activation loads ${loaded.length} files`);
  return [
    {
      name: 'what activation loads, minified',
      unit: 'kB',
      value: loadedBytes / 1000,
      budget: { most: activationLimit / 1000 },
    },
    { name: 'package without media', unit: 'kB', value: withoutMedia / 1000, budget: { most: packageLimit / 1000 } },
  ];
}

export async function measure(args: string[]): Promise<Figure[]> {
  const { values } = parseArgs({ args, options: { runs: { type: 'string', default: '15' } } });
  const weighed = await weights();
  const times = await activations(Number(values.runs));
  const rounded = (each: readonly number[]) => each.map((ms) => ms.toFixed(1)).join(' ');
  console.log(`all runs, ms: ours ${rounded(times.ours)}; doing nothing ${rounded(times.nothing)}`);
  return [
    {
      name: 'activation',
      unit: 'ms',
      ...medianWithSpread(times.ours),
      reference: { name: 'doing nothing', value: median(times.nothing) },
      budget: { times: 1.4, over: 5 },
    },
    ...weighed,
  ];
}
