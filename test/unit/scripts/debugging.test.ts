/** What F5 and the tasks of `.vscode` name is there, and their patterns match what the build prints. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import * as esbuild from 'esbuild';
import { root } from '../../hosts/paths.ts';

interface Task {
  readonly label: string;
  readonly type: 'npm' | 'shell';
  readonly script?: string;
  readonly command?: string;
  readonly problemMatcher: unknown;
}

interface WatchMatcher {
  readonly pattern: readonly { regexp: string; message?: number; file?: number; line?: number; column?: number }[];
  readonly background: { readonly beginsPattern: string; readonly endsPattern: string };
}

const readJson = <T>(path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as T;

const { tasks } = readJson<{ tasks: readonly Task[] }>('.vscode/tasks.json');
const launchText = readFileSync(join(root, '.vscode/launch.json'), 'utf8');
const { configurations } = readJson<{
  configurations: readonly { name: string; preLaunchTask: string; args: readonly string[]; outFiles?: string[] }[];
}>('.vscode/launch.json');
const manifest = readJson<{ main: string; scripts: Readonly<Record<string, string>> }>('package.json');
const inFolder = (path: string) => path.replace('${workspaceFolder}/', '');

/** What VS Code would list of some output: each place where all lines of the pattern match. */
function problemsIn(output: string, pattern: WatchMatcher['pattern']): Record<string, string | undefined>[] {
  const lines = output.split('\n');
  return lines.flatMap((_, start) => {
    const found: Record<string, string | undefined> = {};
    for (const [index, { regexp, ...groups }] of pattern.entries()) {
      const match = new RegExp(regexp).exec(lines[start + index] ?? '');
      if (!match) return [];
      for (const [name, group] of Object.entries(groups)) found[name] = match[group];
    }
    return [found];
  });
}

describe('debugging in a desktop VS Code', () => {
  it('begins with tasks that there are, each of a script that there is', () => {
    const labels = tasks.map(({ label }) => label);
    for (const { name, preLaunchTask } of configurations) assert.ok(labels.includes(preLaunchTask), name);
    for (const { label, script, command = '' } of tasks) {
      const named = script ?? /^npm run (\w+)/.exec(command)?.[1] ?? '';
      assert.ok(named in manifest.scripts, label);
    }
  });

  it('names files and folders that there are', () => {
    const named = [...launchText.matchAll(/"(?:--\w+=)?(?:\$\{workspaceFolder\}|\.)\/([^"*]+)"/g)].map(
      ([, path = '']) => path,
    );
    assert.ok(named.length >= 4, named.join());
    const { 'typescript.tsdk': tsdk } = readJson<Record<string, string>>('.vscode/settings.json');
    for (const path of [...named, join(tsdk ?? '', 'typescript.js')]) assert.ok(existsSync(join(root, path)), path);
  });

  it('finds the source of what the manifest has VS Code load', () => {
    const [outFiles] = configurations.flatMap((each) => each.outFiles ?? []);
    assert.ok(matchesGlob(manifest.main.replace('./', ''), inFolder(outFiles ?? '')));
  });

  it('has the hooks in a unit test that the suite has', () => {
    const { require } = readJson<{ require: readonly string[] }>('.mocharc.json');
    const args = configurations.find(({ name }) => name === 'Debug the Open Unit Test')?.args ?? [];
    assert.deepEqual(
      args.filter((_, index) => args[index - 1] === '--require'),
      require,
    );
  });

  describe('with the build that watches', () => {
    const { pattern, background } = tasks.find(({ label }) => label === 'watch')?.problemMatcher as WatchMatcher;

    it('lists an error of the build at its place', async () => {
      const failed = await esbuild
        .build({
          stdin: { contents: 'export const broken = ;', sourcefile: 'src/broken.ts', loader: 'ts' },
          logLevel: 'silent',
          write: false,
        })
        .catch((error: unknown) => error as esbuild.BuildFailure);
      const printed = await esbuild.formatMessages(failed.errors, { kind: 'error', color: false });
      assert.deepEqual(problemsIn(printed.join(''), pattern), [
        { message: 'Unexpected ";"', file: 'src/broken.ts', line: '1', column: '22' },
      ]);
    });

    it('begins and ends with lines that the build prints', () => {
      const lines = [...readFileSync(join(root, 'scripts/build.ts'), 'utf8').matchAll(/console\.log\('(.*)'\)/g)];
      for (const line of [background.beginsPattern, background.endsPattern]) {
        assert.equal(lines.filter(([, printed = '']) => new RegExp(line).test(printed)).length, 1, line);
      }
    });
  });
});
