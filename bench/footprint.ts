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

const limits = { loadedBytes: activationLimit, packageBytes: packageLimit, times: 1.4 };
const nothingId = 'restore-authoring.nothing';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '15' } } });
const verdict = (met: boolean) => (met ? 'met' : 'missed');
const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

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

const built = await build();
const loaded = [...loadedFiles(built, 'dist/extension.cjs')];
const loadedBytes = loaded.reduce((sum, file) => sum + (built.sizes.get(file) ?? 0), 0);
const { withoutMedia } = await makePackage();

const temporary = await temporaryFolder('footprint');
const times: Record<string, number[]> = { [extensionId]: [], [nothingId]: [] };
try {
  const { installed, driver, testsPath } = await prepare(temporary.path);
  for (let run = 0; run < Number(values.runs); run++) {
    const order = run % 2 === 0 ? [extensionId, nothingId] : [nothingId, extensionId];
    const figures = join(temporary.path, `figures-${run}.json`);
    const code = await runExtensionTests({
      extensionPath: driver,
      installed,
      testsPath,
      workspace: join(root, 'samples'),
      env: { ACTIVATE: order.join(','), FIGURES: figures },
    });
    if (code !== 0) throw new Error(`The host of run ${run} ended with ${code}.`);
    for (const [id, ms] of Object.entries(JSON.parse(await readFile(figures, 'utf8')) as Record<string, number>))
      times[id]?.push(ms);
  }
} finally {
  await temporary.remove();
}

const [ours, nothing] = [median(times[extensionId] ?? []), median(times[nothingId] ?? [])];
console.log(
  `all runs, ms: ${JSON.stringify(times, (_, value: unknown) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value))}`,
);
const ratio = ours / nothing;
const line = (what: string, figure: string, met: boolean) => console.log(`${what}: ${figure}  ${verdict(met)}`);
line(
  'activation',
  `${ours.toFixed(1)} ms, doing nothing ${nothing.toFixed(1)} ms: ${ratio.toFixed(2)} times (at most ${limits.times})`,
  ratio <= limits.times,
);
line(
  'what activation loads',
  `${(loadedBytes / 1000).toFixed(1)} kB in ${loaded.length} files (at most ${limits.loadedBytes / 1000})`,
  loadedBytes <= limits.loadedBytes,
);
line(
  'package without media',
  `${(withoutMedia / 1000).toFixed(1)} kB (at most ${limits.packageBytes / 1000})`,
  withoutMedia <= limits.packageBytes,
);
