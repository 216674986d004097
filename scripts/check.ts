/** `npm run check`: types, lint, format, the manifest, and the strings for translators. */
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { generate } from './generate.ts';
import { manifestProblems, sources } from './manifest.ts';

const root = resolve(import.meta.dirname, '..');
const failed: string[] = [];

function run(name: string, ...command: [string, ...string[]]): void {
  const [program, ...rest] = command;
  const { status } = spawnSync(join(root, 'node_modules/.bin', program), rest, { cwd: root, stdio: 'inherit' });
  if (status !== 0) failed.push(name);
}

/** The English strings in the source, for translators; `--fix` writes them anew. */
async function strings(): Promise<void> {
  const found = await getL10nJson(sources(root).map(({ text }) => ({ extension: '.ts', contents: text })));
  const sorted = Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = `${JSON.stringify(sorted, null, 2)}\n`;
  const path = join(root, 'l10n/bundle.l10n.json');
  if (process.argv.includes('--fix')) await writeFile(path, text);
  else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    console.error('l10n/bundle.l10n.json is not what the source says. Write it with: npm run check -- --fix');
    failed.push('strings');
  }
}

await generate(root);
run('types', 'tsc', '-p', '.');
run('lint', 'eslint', '.');
run('format', 'prettier', '--check', '--log-level', 'warn', '.');
const problems = manifestProblems(root);
for (const problem of problems) console.error(problem);
if (problems.length > 0) failed.push('manifest');
await strings();
console.log(failed.length === 0 ? 'check: all good' : `check: failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
