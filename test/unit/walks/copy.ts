/**
 * A copy of the project for tests that show how many files a change touches: such a test writes the files of the change,
 * runs the project's own scripts and tests there, and counts what differs.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '../../..');

export interface ProjectCopy {
  readonly root: string;
  /** Writes a file, which may be a new one. Paths are relative to the root of the project. */
  write(path: string, text: string): void;
  /** @throws where `change` leaves the text as it is, since then the copy no longer is what the test thinks it is */
  edit(path: string, change: (text: string) => string): void;
  read(path: string): string;
  /**
   * Runs Node in the copy and waits for its end.
   *
   * @returns what it printed on standard output
   * @throws where it ends with a code other than 0; the error holds all that it printed
   */
  node(...argv: string[]): string;
  /** Runs some lines of TypeScript in the copy, as a module at its root; returns and throws as `node` does. */
  evaluate(source: string): string;
  /** Runs these test files alone in the copy with mocha; returns and throws as `node` does. */
  mocha(...argv: string[]): string;
  /** The files that were changed, added or deleted since the copy was made, sorted; those that git ignores don't count. */
  changedFiles(): string[];
  remove(): void;
}

/** A git hook that runs the tests sets variables that would lead git into the project in the place of the copy. */
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));

function run(program: string, argv: readonly string[], cwd: string, input = ''): string {
  const options = { cwd, input, env: environment, encoding: 'utf8', maxBuffer: 64 << 20 } as const;
  const { status, stdout, stderr, error } = spawnSync(program, argv, options);
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${argv.join(' ')} ended with ${status}:\n${stdout}\n${stderr}`);
  return stdout;
}

/**
 * Files are copied and removed by a process of their own: in this one each file would be searched for secrets, and the
 * project's files hold the marks of the tests' secrets.
 */
const copyFiles = `
  const fs = require('node:fs');
  const [, from, to] = process.argv;
  for (const path of new Set(fs.readFileSync(0, 'utf8').split('\\0'))) {
    if (path !== '' && fs.existsSync(from + '/' + path)) fs.cpSync(from + '/' + path, to + '/' + path);
  }`;
const removeFolder = "require('node:fs').rmSync(process.argv[1], { recursive: true, force: true })";

const lines = (text: string) => text.split('\0').filter((path) => path !== '');

/**
 * Copies what a contributor would commit of the project, with a link to its `node_modules`. What is generated from it is not
 * copied: run `scripts/build.ts --generate` in the copy where it is needed.
 */
export function copyProject(): ProjectCopy {
  const root = mkdtempSync(join(tmpdir(), 'cloud-backup-restore-copy-'));
  const git = (...argv: string[]) => run('git', argv, root);
  // Files that are new and not yet added to git belong to the project as well; deleted ones don't.
  const files = run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], project);
  run(process.execPath, ['--eval', copyFiles, project, root], project, files);
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'), 'junction');
  git('init', '--quiet');
  git('add', '--all');

  const copy: ProjectCopy = {
    root,
    write: (path, text) => {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    edit: (path, change) => {
      const before = copy.read(path);
      const after = change(before);
      if (after === before) throw new Error(`${path} has no place for the change`);
      copy.write(path, after);
    },
    read: (path) => readFileSync(join(root, path), 'utf8'),
    node: (...argv) => run(process.execPath, argv, root),
    evaluate: (source) => copy.node('--input-type=module-typescript', '--eval', source),
    mocha: (...argv) => copy.node('node_modules/mocha/bin/mocha.js', '--no-config', '--reporter', 'dot', ...argv),
    changedFiles: () => {
      const differing = lines(git('diff', '--name-only', '--no-renames', '-z'));
      const added = lines(git('ls-files', '-z', '--others', '--exclude-standard'));
      return [...differing, ...added].sort();
    },
    remove: () => void run(process.execPath, ['--eval', removeFolder, root], project),
  };
  return copy;
}
