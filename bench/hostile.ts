/**
 * `npm run bench -- hostile [--inputs 2000] [--seed S]`: throws hostile texts, with secrets among them, at everything that
 * shows, keeps or hands on text: through a service that lies, files of credentials, specs, jobs, and inside a real VS Code.
 * A leak is a secret in anything that comes of them, an escape a text that became more than text.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { keepSecret } from '../src/cloud/secrets.ts';
import { canary, canaryVariable } from '../test/hosts/canary.ts';
import { runExtensionTests } from '../test/hosts/extensionTests.ts';
import { root, temporaryFolder } from '../test/hosts/paths.ts';
import { credentialSurfaces } from './hostile/credentials.ts';
import { fileSurfaces } from './hostile/files.ts';
import { callFor, formFaults, formTexts, shellFaults } from './hostile/forms.ts';
import { hostileInputs, secret, withSecret } from './hostile/inputs.ts';
import type { Inside } from './hostile/inside.ts';
import { verdictsOn, type Shown, type Verdict } from './hostile/judges.ts';
import { errorSurfaces, jobSurfaces, specSurfaces } from './hostile/plain.ts';
import { startLyingServer } from './hostile/server.ts';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
  },
});
const seed = Number(values.seed);
const inputs = hostileInputs(Number(values.inputs), seed);
/** Calls of the service at once. */
const lanes = 8;

const verdicts: Verdict[] = [];
let surfaces = 0;
const judge = (shown: readonly Shown[]) => {
  surfaces += shown.length;
  for (const each of shown) verdicts.push(...verdictsOn(each));
};
/** What throws at a hostile text has no text for it. */
const guard = async (surface: string, text: string, work: () => Promise<void>) => {
  try {
    await work();
  } catch (error) {
    verdicts.push({
      surface,
      fault: 'escape',
      why: error instanceof Error ? (error.stack ?? '') : String(error),
      text,
    });
  }
};

async function inNode(folder: string): Promise<void> {
  const calls = [];
  for (const [index, input] of inputs.entries()) {
    const told = withSecret(input, index);
    await guard('a job', told, async () => judge(await jobSurfaces(told, index)));
    await guard('an error', told, async () => judge(await Promise.resolve(errorSurfaces(told))));
    // A spec is the person's own, and its secrets are taken out where the editor draws.
    await guard('a spec', input, async () => judge(await Promise.resolve(specSurfaces(input, index))));
    await guard('a file', told, async () => judge(await fileSurfaces(told, folder)));
    // A program is run for each, so some have to do.
    if ((index + Math.floor(index / 4)) % 4 === 0) {
      await guard('keys', told, async () => judge(await credentialSurfaces(told, index, folder)));
    }
    const call = callFor(index % 2 ? told : input);
    if (!call) continue;
    calls.push(call);
    judge(formTexts(call));
    verdicts.push(...formFaults(call));
  }
  verdicts.push(...(await shellFaults(calls, folder)));
  console.log(`${calls.length} of them make requests, which were copied and run in a shell`);
}

async function throughService(): Promise<void> {
  const server = await startLyingServer();
  const waiting = [...inputs.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, input] = next;
      const told = withSecret(input, index);
      await guard('a lying service', told, async () => judge(await server.surfaces(told, index)));
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    server.close();
  }
}

/** An extension that does nothing, for what runs inside to have a host. */
async function writeDriver(path: string): Promise<string> {
  await mkdir(path);
  const manifest = {
    ...{ name: 'bench-driver', publisher: 'restore-authoring', version: '0.0.1', main: './extension.cjs' },
    ...{ engines: { vscode: '^1.100.0' }, activationEvents: ['*'] },
  };
  await writeFile(join(path, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(path, 'extension.cjs'), 'exports.activate = () => {};');
  return path;
}

async function inVscode(folder: string): Promise<void> {
  const [testsPath, path] = [join(folder, 'inside.cjs'), join(folder, 'verdicts.json')];
  await esbuild.build({
    entryPoints: [join(root, 'bench/hostile/inside.ts')],
    ...{ outfile: testsPath, bundle: true, format: 'cjs', platform: 'node', target: 'node20' },
    ...{ external: ['vscode'], mainFields: ['module', 'main'], logLevel: 'error' },
  });
  const code = await runExtensionTests({
    extensionPath: await writeDriver(join(folder, 'driver')),
    testsPath,
    workspace: join(root, 'samples'),
    env: { [canaryVariable]: canary, INPUTS: values.inputs, SEED: values.seed, VERDICTS: path },
    // On a machine that is busy with other things, too.
    timeoutMs: 1_800_000,
  });
  if (code !== 0) throw new Error(`The host ended with ${code}.`);
  const inside = JSON.parse(await readFile(path, 'utf8')) as Inside;
  // What it says of leaks quotes them.
  await writeFile(path, '');
  if (inside.inputs !== inputs.length) throw new Error(`${inside.inputs} inputs were thrown inside VS Code.`);
  surfaces += inside.surfaces;
  verdicts.push(...inside.verdicts);
}

keepSecret(secret);
console.log(`seed ${seed}`);
// What is left on the disk is looked through when it is deleted.
const fileLeak = (error: unknown) => {
  const why = error instanceof Error ? error.message : String(error);
  verdicts.push({ surface: 'a file', fault: /secret of the tests/.test(why) ? 'leak' : 'escape', why, text: '' });
};
const inFolder = async (name: string, work: (folder: string) => Promise<void>) => {
  const folder = await temporaryFolder(name);
  try {
    await work(folder.path);
  } catch (error) {
    fileLeak(error);
  } finally {
    await folder.remove().catch(fileLeak);
  }
};
await Promise.all([inFolder('hostile-host', inVscode), inFolder('hostile', inNode).then(throughService)]);

const kinds = new Map<string, { readonly first: Verdict; count: number }>();
for (const verdict of verdicts) {
  const key = `${verdict.fault}: ${verdict.surface}: ${verdict.why.replace(/ at byte.*/, '').slice(0, 60)}`;
  const known = kinds.get(key) ?? { first: verdict, count: 0 };
  known.count += 1;
  kinds.set(key, known);
}
for (const [key, { first, count }] of [...kinds].slice(0, 40)) {
  // Said as JSON, so that nothing of it reaches the terminal; of a leak nothing is said.
  const text = first.fault === 'leak' ? '' : JSON.stringify(first.text.slice(0, 300)).replace(/[^ -~]/g, '?');
  console.log(`${count} times ${JSON.stringify(key).replace(/[^ -~]/g, '?')} ${text}`);
}
console.log(`${surfaces} texts were judged`);
const [leaks, escapes] = (['leak', 'escape'] as const).map(
  (fault) => verdicts.filter((verdict) => verdict.fault === fault).length,
);
console.log(`${inputs.length} hostile inputs, ${leaks} leaks, ${escapes} escapes`);
if (verdicts.length > 0) process.exitCode = 1;
