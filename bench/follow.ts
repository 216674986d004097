/**
 * `npm run bench -- follow`: what it costs to follow 200 running jobs with 10,000 in the history, in a real extension host
 * against the sandbox.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as esbuild from 'esbuild';
import { build } from '../scripts/build.ts';
import { startSandbox } from '../src/sandbox/sandbox.ts';
import { runExtensionTests } from '../test/hosts/extensionTests.ts';
import { root, temporaryFolder } from '../test/hosts/paths.ts';
import { startControl } from './follow/control.ts';
import type { Figures } from './follow/figures.ts';
import { writeJobs } from './follow/journal.ts';

const counts = { past: 10_000, running: 200 };
const changes = 10;
const limits = { openMs: 100, memoryMB: 30, requests: 60 };

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

await build();
const temporary = await temporaryFolder('follow');
// None ends by itself: what changes is what the bench changes.
const sandbox = await startSandbox({ queuedSeconds: 1e6 });
const control = await startControl({
  '/change'() {
    const some = running.filter((_, index) => index % (counts.running / changes) === 0);
    for (const id of some) sandbox.finish(id, 'RUNNING', { Progress: 4200 });
    return some.length;
  },
  '/requests': () => sandbox.requests().filter(({ action }) => action === 'DescribeRestoreJobs2').length,
});
let running: readonly string[] = [];
try {
  console.log(`writing ${counts.past} jobs that ended and starting ${counts.running}`);
  running = await writeJobs(temporary.path, sandbox, counts);
  const figuresPath = join(temporary.path, 'figures.json');
  const code = await runExtensionTests({
    extensionPath: await writeDriver(join(temporary.path, 'driver')),
    testsPath: await bundle(join(temporary.path, 'inside.cjs')),
    workspace: join(root, 'samples'),
    env: {
      JOBS: temporary.path,
      RUNNING: String(counts.running),
      FIGURES: figuresPath,
      CONTROL: control.origin,
      ENDPOINT: sandbox.endpoint,
      KEY_ID: sandbox.accessKeyId,
      KEY_SECRET: sandbox.accessKeySecret,
    },
  });
  if (code !== 0) throw new Error(`The host ended with ${code}.`);
  const figures = JSON.parse(await readFile(figuresPath, 'utf8')) as Figures;

  const line = (what: string, figure: string, met: boolean) => {
    console.log(`${what}: ${figure}  ${met ? 'met' : 'missed'}`);
    if (!met) process.exitCode = 1;
  };
  const { startMs, openMs, changed, redrawn, memory, requests, rows } = figures;
  const megabytes = memory / 1024 / 1024;
  console.log(
    `${rows} jobs, of which ${counts.running} run; the window's start read the newest in ${startMs.toFixed(0)} ms`,
  );
  line('opening the tree', `${openMs.toFixed(0)} ms of the host (under ${limits.openMs})`, openMs < limits.openMs);
  line('a poll', `changes ${changed} rows, redraws ${redrawn} rows (the same)`, changed === redrawn);
  line('memory', `${megabytes.toFixed(1)} MB above idle (under ${limits.memoryMB})`, megabytes < limits.memoryMB);
  line('requests', `${requests} a minute (at most ${limits.requests})`, requests <= limits.requests);
} finally {
  await sandbox.close();
  control.close();
  await temporary.remove();
}
