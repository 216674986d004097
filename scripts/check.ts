/** `npm run check`: types, lint, import cycles, format, the manifest, the translations, and the pages that are derived from the source. */
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { outdatedFiles } from './derivedFiles.ts';
import { generate } from './generate.ts';
import { manifestProblems } from './manifest.ts';
import { projectProblems } from './openVsxRules.ts';
import { allTranslationProblems } from './translations.ts';

const root = resolve(import.meta.dirname, '..');
const failed: string[] = [];

function run(name: string, ...command: [string, ...string[]]): void {
  const [program, ...rest] = command;
  const { status } = spawnSync(join(root, 'node_modules/.bin', program), rest, { cwd: root, stdio: 'inherit' });
  if (status !== 0) failed.push(name);
}

await generate(root);
if (process.argv.includes('--fix')) {
  for (const { path, text } of await outdatedFiles(root)) await writeFile(join(root, path), text);
}
run('types', 'tsc', '-p', '.');
run('lint', 'eslint', '.');
run('import cycles', 'depcruise', 'src', '--config', '.dependency-cruiser.cjs');
run('format', 'prettier', '--check', '--log-level', 'warn', '.');

function report(name: string, problems: readonly string[]): void {
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) failed.push(name);
}

report('manifest', [...manifestProblems(root), ...projectProblems(root)]);
report('translations', allTranslationProblems(root));
report(
  'derived files',
  (await outdatedFiles(root)).map(
    ({ path }) => `${path} is not what the source says. Write it with: npm run check -- --fix`,
  ),
);
console.log(failed.length === 0 ? 'check: all good' : `check: failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
