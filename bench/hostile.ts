/**
 * `npm run bench -- hostile [--inputs 2000] [--seed S]`: passes hostile texts, with secrets among them, through everything
 * that shows, stores or forwards text. They come from a hostile service, files of credentials, specs and jobs, in plain Node and inside
 * a real VS Code. A leak is a secret in any output. An escape is a text that became more than text, such as a link or a command.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { registerSecrets } from '../src/cloud/redaction/secrets.ts';
import { secretMark, secretMarkVariable } from '../test/hosts/testSecrets.ts';
import { runExtensionTests } from '../test/hosts/extensionTests.ts';
import { root, temporaryFolder } from '../test/hosts/paths.ts';
import { credentialSurfaces } from './hostile/credentials.ts';
import { fileSurfaces } from './hostile/files.ts';
import { callFor, parserFindings, copiedTexts, shellFindings } from './hostile/formats.ts';
import { hostileInputs, secret, withSecret } from './hostile/payloads.ts';
import type { HostResult } from './hostile/runInVscode.ts';
import { findingsIn, type Shown, type Finding } from './hostile/outputChecks.ts';
import { errorSurfaces, jobSurfaces, specSurfaces } from './hostile/nodeSurfaces.ts';
import { startLyingServer } from './hostile/server.ts';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
  },
});
const seed = Number(values.seed);
const inputs = hostileInputs(Number(values.inputs), seed);
/** Calls of the service at the same time. */
const concurrentCalls = 8;

const findings: Finding[] = [];
let surfaces = 0;
const check = (shown: readonly Shown[]) => {
  surfaces += shown.length;
  for (const each of shown) findings.push(...findingsIn(each));
};
/** Reports an exception as an escape: no hostile text may make the code throw. */
const reportThrow = async (surface: string, text: string, work: () => Promise<void>) => {
  try {
    await work();
  } catch (error) {
    findings.push({
      surface,
      fault: 'escape',
      why: error instanceof Error ? (error.stack ?? '') : String(error),
      text,
    });
  }
};

async function checkInNode(folder: string): Promise<void> {
  const calls = [];
  for (const [index, input] of inputs.entries()) {
    const told = withSecret(input, index);
    await reportThrow('a job', told, async () => check(await jobSurfaces(told, index)));
    await reportThrow('an error', told, async () => check(await Promise.resolve(errorSurfaces(told))));
    // A spec is the person's own, and its secrets are taken out where the editor draws.
    await reportThrow('a spec', input, async () => check(await Promise.resolve(specSurfaces(input, index))));
    await reportThrow('a file', told, async () => check(await fileSurfaces(told, folder)));
    // Each of these runs a program, so only some inputs are used.
    if ((index + Math.floor(index / 4)) % 4 === 0) {
      await reportThrow('keys', told, async () => check(await credentialSurfaces(told, index, folder)));
    }
    const call = callFor(index % 2 ? told : input);
    if (!call) continue;
    calls.push(call);
    check(copiedTexts(call));
    findings.push(...parserFindings(call));
  }
  findings.push(...(await shellFindings(calls, folder)));
  console.log(`${calls.length} of them make requests, which were copied and run in a shell`);
}

async function checkServiceCalls(): Promise<void> {
  const server = await startLyingServer();
  const waiting = [...inputs.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, input] = next;
      const told = withSecret(input, index);
      await reportThrow('a lying service', told, async () => check(await server.surfaces(told, index)));
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrentCalls }, lane));
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

async function checkInVscode(folder: string): Promise<void> {
  const [testsPath, path] = [join(folder, 'inside.cjs'), join(folder, 'findings.json')];
  await esbuild.build({
    entryPoints: [join(root, 'bench/hostile/runInVscode.ts')],
    ...{ outfile: testsPath, bundle: true, format: 'cjs', platform: 'node', target: 'node20' },
    ...{ external: ['vscode'], mainFields: ['module', 'main'], logLevel: 'error' },
  });
  const code = await runExtensionTests({
    extensionPath: await writeDriver(join(folder, 'driver')),
    testsPath,
    workspace: join(root, 'samples'),
    env: { [secretMarkVariable]: secretMark, INPUTS: values.inputs, SEED: values.seed, FINDINGS: path },
    // On a machine that is busy with other things, too.
    timeoutMs: 1_800_000,
  });
  if (code !== 0) throw new Error(`The host ended with ${code}.`);
  const inside = JSON.parse(await readFile(path, 'utf8')) as HostResult;
  // The findings quote what leaked, so the file is emptied.
  await writeFile(path, '');
  if (inside.inputs !== inputs.length) throw new Error(`${inside.inputs} inputs were thrown inside VS Code.`);
  surfaces += inside.surfaces;
  findings.push(...inside.findings);
}

registerSecrets(secret);
console.log(`seed ${seed}`);
// Files on the disk are searched for secrets when they are deleted.
const fileLeak = (error: unknown) => {
  const why = error instanceof Error ? error.message : String(error);
  findings.push({ surface: 'a file', fault: /secret of the tests/.test(why) ? 'leak' : 'escape', why, text: '' });
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
await Promise.all([inFolder('hostile-host', checkInVscode), inFolder('hostile', checkInNode).then(checkServiceCalls)]);

const kinds = new Map<string, { readonly first: Finding; count: number }>();
for (const verdict of findings) {
  const key = `${verdict.fault}: ${verdict.surface}: ${verdict.why.replace(/ at byte.*/, '').slice(0, 60)}`;
  const known = kinds.get(key) ?? { first: verdict, count: 0 };
  known.count += 1;
  kinds.set(key, known);
}
for (const [key, { first, count }] of [...kinds].slice(0, 40)) {
  // Printed as JSON, so that no control character reaches the terminal. The text of a leak is not printed.
  const text = first.fault === 'leak' ? '' : JSON.stringify(first.text.slice(0, 300)).replace(/[^ -~]/g, '?');
  console.log(`${count} times ${JSON.stringify(key).replace(/[^ -~]/g, '?')} ${text}`);
}
console.log(`${surfaces} texts were judged`);
const [leaks, escapes] = (['leak', 'escape'] as const).map(
  (fault) => findings.filter((verdict) => verdict.fault === fault).length,
);
console.log(`${inputs.length} hostile inputs, ${leaks} leaks, ${escapes} escapes`);
if (findings.length > 0) process.exitCode = 1;
