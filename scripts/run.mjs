/**
 * `node scripts/run.mjs SCRIPT [ARGUMENTS]` runs a script of this project on the project's own Node, on a fresh clone
 * too: installs the dependencies first where they are missing or aren't those of package-lock.json. Plain JavaScript
 * without imports from node_modules: it runs on whatever Node (18 or newer) the machine has.
 */
import { spawn } from 'node:child_process';
import console from 'node:console';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const windows = process.platform === 'win32';
const ownNode = join(root, 'node_modules', '.bin', windows ? 'node.cmd' : 'node');

/** The project's Node; where install scripts are off npm leaves that out, and the one that runs this has to read TypeScript. */
function chooseNode() {
  if (existsSync(ownNode)) return ownNode;
  return process.features.typescript ? process.execPath : undefined;
}

const packagesIn = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;

/** Whether node_modules has what package-lock.json says; what is optional may be of another platform. */
function installed() {
  const record = 'node_modules/.package-lock.json';
  if (!existsSync(join(root, record)) || !chooseNode()) return false;
  const present = packagesIn(record);
  return Object.entries(packagesIn('package-lock.json')).every(([path, wanted]) => {
    if (path === '' || (wanted.optional && !present[path])) return true;
    return present[path]?.version === wanted.version;
  });
}

/** Runs to the end with our own input and output, handing on what asks us to stop. Resolves with the exit code. */
function run(command, args) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', shell: windows });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    // A signal to npm ends npm and its shell and never comes here; that we then have another parent tells.
    const parent = process.ppid;
    const watch = setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500);
    watch.unref();
    child.once('error', fail);
    child.once('exit', (code, signal) => done(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

async function main() {
  if (!installed()) {
    console.log('Installing the dependencies of package-lock.json');
    const code = await run('npm', ['ci']);
    if (code !== 0) {
      console.error(`"npm ci" ended with ${code}: nothing was run. It needs the npm registry, or a full npm cache.`);
      return code;
    }
  }
  const node = chooseNode();
  if (!node) {
    console.error(
      `node_modules has no Node, since install scripts are off, and this is ${process.version}: nothing was run. ` +
        'Use Node 24, or run "npm ci --ignore-scripts=false".',
    );
    return 1;
  }
  return run(node, process.argv.slice(2));
}

process.exitCode = await main();
