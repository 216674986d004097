/**
 * `npm run bench -- follow [--runs N] [--seconds S]`: what it costs to follow 200 running jobs with 10,000 in the history, in a real
 * extension host against the sandbox.
 *
 * The list is opened in a fresh host each run. One host of them goes on to follow the jobs, for a minute unless `--seconds` says otherwise.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { build } from '../scripts/build.ts';
import { startSandbox, type Sandbox } from '../src/sandbox/sandbox.ts';
import { runExtensionTests } from '../test/hosts/extensionTests.ts';
import { root, temporaryFolder } from '../test/hosts/paths.ts';
import { medianWithSpread, type Figure } from './figures.ts';
import { startControl } from './follow/control.ts';
import type { FollowFigures, HostFigures, OpenFigures } from './follow/hostFigures.ts';
import { writeJobs } from './follow/journal.ts';

const counts = { past: 10_000, running: 200 };
const changes = 10;
/** Requests: one each two seconds, all jobs being of one account. Both memories are beyond what the host had before. */
const limits = { openMs: 60, openMegabytes: 8, followMegabytes: 30, requests: 30, corePercent: 1 };

/** An extension with a view and nothing else, for the part inside to fill. */
async function writeDriver(path: string): Promise<string> {
  await mkdir(path);
  const icon = 'icon.svg';
  await writeFile(join(path, icon), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  const contributes = {
    viewsContainers: { activitybar: [{ id: 'bench', title: 'Bench', icon }] },
    views: { bench: [{ id: 'bench.jobs', name: 'Jobs', icon }] },
  };
  const manifest = {
    ...{ name: 'bench-driver', publisher: 'restore-authoring', version: '0.0.1', main: './extension.cjs' },
    ...{ engines: { vscode: '^1.100.0' }, activationEvents: ['*'], contributes },
  };
  await writeFile(join(path, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(path, 'extension.cjs'), 'exports.activate = () => {};');
  return path;
}

async function bundle(outfile: string): Promise<string> {
  await esbuild.build({
    entryPoints: [join(root, 'bench/follow/runInVscode.ts')],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode'],
    mainFields: ['module', 'main'],
    plugins: [
      {
        name: 'built chunks',
        setup(build) {
          build.onResolve({ filter: /^\.{1,2}\// }, ({ kind, path }) =>
            kind === 'dynamic-import'
              ? { path: join(root, 'dist', `${basename(path, '.ts')}.cjs`), external: true }
              : undefined,
          );
        },
      },
    ],
  });
  return outfile;
}

interface Host {
  readonly folder: string;
  readonly sandbox: Sandbox;
  readonly extensionPath: string;
  readonly testsPath: string;
  readonly control: string;
}

/** @param followSeconds 0 where the list is only opened */
async function runHost(host: Host, followSeconds: number): Promise<HostFigures> {
  const { folder, sandbox, extensionPath, testsPath, control } = host;
  const path = join(folder, 'figures.json');
  const code = await runExtensionTests({
    extensionPath,
    testsPath,
    workspace: join(root, 'samples'),
    env: {
      JOBS: folder,
      RUNNING: String(counts.running),
      FOLLOW_SECONDS: String(followSeconds),
      FIGURES: path,
      CONTROL: control,
      ENDPOINT: sandbox.endpoint,
      KEY_ID: sandbox.accessKeyId,
      KEY_SECRET: sandbox.accessKeySecret,
    },
  });
  if (code !== 0) throw new Error(`The host ended with ${code}.`);
  return JSON.parse(await readFile(path, 'utf8')) as HostFigures;
}

function figuresOf(opened: readonly OpenFigures[], followed: FollowFigures): Figure[] {
  const { changed, redrawn, memory, requests, corePercent } = followed;
  const megabytes = (bytes: number) => bytes / 2 ** 20;
  if (redrawn < changed) throw new Error(`Of ${changed} rows that changed, ${redrawn} were drawn again.`);
  const reads = medianWithSpread(opened.map(({ parseMs }) => parseMs));
  return [
    {
      name: 'opening the list of 10,000 jobs',
      unit: 'ms',
      ...medianWithSpread(opened.map(({ openMs }) => openMs)),
      reference: { name: 'parsing its file', value: reads.value },
      budget: { most: limits.openMs },
    },
    {
      name: 'memory of the list of 10,000 jobs',
      unit: 'MB',
      ...medianWithSpread(opened.map(({ openMemory }) => megabytes(openMemory))),
      budget: { most: limits.openMegabytes },
    },
    { name: 'rows redrawn for each that changed', unit: 'rows', value: redrawn / changed, budget: { most: 1 } },
    {
      name: 'memory while 200 jobs are followed',
      unit: 'MB',
      value: megabytes(memory),
      budget: { most: limits.followMegabytes },
    },
    { name: 'requests to follow 200 jobs', unit: 'a minute', value: requests, budget: { most: limits.requests } },
    {
      name: 'processor to follow 200 jobs',
      unit: '% of a core',
      value: corePercent,
      budget: { most: limits.corePercent },
    },
  ];
}

export async function measure(args: string[]): Promise<Figure[]> {
  const { values } = parseArgs({
    args,
    options: { runs: { type: 'string', default: '9' }, seconds: { type: 'string', default: '60' } },
  });
  await build();
  const temporary = await temporaryFolder('follow');
  // None ends by itself: what changes is what the bench changes.
  const sandbox = await startSandbox({ queuedSeconds: 1e6 });
  let running: readonly string[] = [];
  const control = await startControl({
    '/change'() {
      const some = running.filter((_, index) => index % (counts.running / changes) === 0);
      for (const id of some) sandbox.finish(id, 'RUNNING', { Progress: 4200 });
      return some.length;
    },
    '/requests': () => sandbox.requests().filter(({ action }) => action === 'DescribeRestoreJobs2').length,
  });
  try {
    console.log(`writing ${counts.past} jobs that ended and starting ${counts.running}`);
    running = await writeJobs(temporary.path, sandbox, counts);
    const host: Host = {
      ...{ folder: temporary.path, sandbox, control: control.origin },
      extensionPath: await writeDriver(join(temporary.path, 'driver')),
      testsPath: await bundle(join(temporary.path, 'inside.cjs')),
    };
    const opened: OpenFigures[] = [];
    for (let run = 1; run < Number(values.runs); run++) opened.push(await runHost(host, 0));
    // Last, since it changes the jobs.
    const last = await runHost(host, Number(values.seconds));
    const { followed } = last;
    if (!followed) throw new Error('The host did not follow the jobs.');
    return figuresOf([...opened, last], followed);
  } finally {
    await sandbox.close();
    control.close();
    await temporary.remove();
  }
}
