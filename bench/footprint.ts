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
import { build } from '../scripts/build.ts';
import { loadedFiles } from '../scripts/builtFiles.ts';
import { makePackage } from '../scripts/package.ts';
import { activationLimit, packageLimit } from '../scripts/packageWeight.ts';
import { extensionId } from '../src/ids.ts';
import { runExtensionTests } from '../test/hosts/extensionTests.ts';
import { root, temporaryFolder } from '../test/hosts/paths.ts';
import { ensureServer } from '../test/hosts/serverInstall.ts';
import type { ActivationFigures } from './activation/hostFigures.ts';
import { median, medianWithSpread, type Figure } from './figures.ts';

const limits = { megabytes: 2, untilIdleMs: 3, reads: 1 };
/** Does nothing either. It is activated before the two where memory is measured: what comes first fills the host's own caches. */
const firstId = 'restore-authoring.first';
const nothingId = 'restore-authoring.nothing';
/** Extensions that come with VS Code, by the names of their folders there. Its git extension is started by another one at once. */
const peers = {
  'json-language-features': "VS Code's JSON extension",
  'markdown-language-features': "VS Code's Markdown extension",
  npm: "VS Code's npm extension",
} as const;
const peerId = (folder: string) => `vscode.${folder}`;

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

/** A copy of an extension that comes with VS Code, which takes its place, without a reason to start by itself. */
async function copyPeer(name: string, path: string): Promise<string> {
  await cp(join(await ensureServer(), 'extensions', name), path, { recursive: true });
  const manifestFile = join(path, 'package.json');
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as Record<string, unknown>;
  await writeFile(manifestFile, JSON.stringify({ ...manifest, version: '99.0.0', activationEvents: [] }));
  return path;
}

/** The extensions, without a reason to start by themselves, and one more for the test to belong to. */
async function prepare(folder: string) {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  const { engines, publisher, version } = manifest;
  const ours = await writeExtension(join(folder, 'ours'), { ...manifest, activationEvents: [] });
  for (const part of ['dist', 'schemas', 'media', 'package.nls.json']) {
    await cp(join(root, part), join(ours, part), { recursive: true });
  }
  const first = await writeExtension(join(folder, 'first'), { name: 'first', publisher, version, engines });
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
  const others = await Promise.all(Object.keys(peers).map((name) => copyPeer(name, join(folder, name))));
  return { installed: [first, ours, nothing, ...others], driver, testsPath: join(folder, 'activation.cjs') };
}

interface Run {
  readonly ours: ActivationFigures;
  readonly nothing: ActivationFigures;
  /** By the extension's id. */
  readonly all: Readonly<Partial<Record<string, ActivationFigures>>>;
}

/**
 * Activates both extensions in every run, and then the peers.
 *
 * @param watched whether memory is measured and the entry of ours is watched, which takes time itself
 */
async function activations(runs: number, watched: boolean): Promise<Run[]> {
  const temporary = await temporaryFolder('footprint');
  const done: Run[] = [];
  try {
    const { installed, driver, testsPath } = await prepare(temporary.path);
    for (let run = 0; run < runs; run++) {
      const pair = run % 2 === 0 ? [extensionId, nothingId] : [nothingId, extensionId];
      const order = watched ? [firstId, ...pair] : pair;
      const path = join(temporary.path, `figures-${run}.json`);
      const code = await runExtensionTests({
        extensionPath: driver,
        installed,
        testsPath,
        workspace: join(root, 'samples'),
        env: {
          ...{ ACTIVATE: order.join(','), FIGURES: path },
          ...(watched ? { WATCH: extensionId } : { PEERS: Object.keys(peers).map(peerId).join(',') }),
        },
      });
      if (code !== 0) throw new Error(`The host of run ${run} ended with ${code}.`);
      const all = JSON.parse(await readFile(path, 'utf8')) as Run['all'];
      const { [extensionId]: ours, [nothingId]: nothing } = all;
      if (!ours || !nothing) throw new Error(`The host of run ${run} measured only one of the two.`);
      done.push({ ours, nothing, all });
    }
  } finally {
    await temporary.remove();
  }
  return done;
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

/** What stays in memory, what `activate` does before the first idle moment, and what is read where no job is on disk. */
function watchedFigures(runs: readonly Run[]): Figure[] {
  const entries = runs.flatMap(({ ours }) => ours.entry ?? []);
  if (entries.length < runs.length) throw new Error('The entry of ours was not seen.');
  const loadMs = medianWithSpread(entries.map((entry) => entry.loadMs)).value;
  console.log(`loading the entry takes ${loadMs.toFixed(1)} ms; what is read: ${entries[0]?.reads.join(', ') ?? ''}`);
  const megabytes = (of: 'ours' | 'nothing') =>
    medianWithSpread(runs.map((run) => (run[of].memory ?? Number.NaN) / 2 ** 20));
  return [
    {
      name: 'memory after activation',
      unit: 'MB',
      ...megabytes('ours'),
      reference: { name: 'doing nothing', value: megabytes('nothing').value },
      budget: { over: limits.megabytes },
    },
    {
      name: 'activation before the first idle moment',
      unit: 'ms',
      ...medianWithSpread(entries.map(({ untilIdleMs }) => untilIdleMs)),
      budget: { most: limits.untilIdleMs },
    },
    {
      name: 'files and folders read by activation, without jobs',
      unit: 'reads',
      value: Math.max(...entries.map(({ reads }) => reads.length)),
      budget: { most: limits.reads },
    },
  ];
}

/** Ours beside each peer, which always comes later: what comes first fills the host's own caches. */
function besidePeers(runs: readonly Run[]): Figure[] {
  const ours = medianWithSpread(runs.map((run) => run.ours.ms));
  return Object.entries(peers).map(([folder, name]): Figure => {
    const id = peerId(folder);
    const times = runs.flatMap(({ all }) => all[id]?.ms ?? []);
    if (times.length < runs.length) throw new Error(`${id} was active already in some host, or is not there.`);
    const reference = { name, value: median(times) };
    return { name: `activation beside ${name}`, unit: 'ms', ...ours, reference, budget: { times: 1 } };
  });
}

export async function measure(args: string[]): Promise<Figure[]> {
  const { values } = parseArgs({
    args,
    options: { runs: { type: 'string', default: '15' }, watched: { type: 'string', default: '9' } },
  });
  const weighed = await weights();
  const runs = await activations(Number(values.runs), false);
  const [ours, nothing] = [runs.map((run) => run.ours), runs.map((run) => run.nothing)];
  const rounded = (each: readonly ActivationFigures[]) => each.map(({ ms }) => ms.toFixed(1)).join(' ');
  console.log(`all runs, ms: ours ${rounded(ours)}; doing nothing ${rounded(nothing)}`);
  return [
    {
      name: 'activation',
      unit: 'ms',
      ...medianWithSpread(ours.map(({ ms }) => ms)),
      reference: { name: 'doing nothing', value: median(nothing.map(({ ms }) => ms)) },
      budget: { times: 1.4, over: 5 },
    },
    ...besidePeers(runs),
    ...watchedFigures(await activations(Number(values.watched), true)),
    ...weighed,
  ];
}
