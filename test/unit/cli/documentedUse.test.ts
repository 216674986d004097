import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root, temporaryFolder } from '../../hosts/paths.ts';

const execute = promisify(execFile);

/** The blocks of a language in `docs/command-line.md`. */
async function blocks(language: string): Promise<string[]> {
  const page = await readFile(join(root, 'docs/command-line.md'), 'utf8');
  return Array.from(page.matchAll(/```(\w+)\n([^]*?)```/g))
    .filter(([, name]) => name === language)
    .map(([, , text = '']) => text);
}

describe('docs/command-line.md', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let repository: string;
  let env: NodeJS.ProcessEnv;
  const git = (...args: string[]) => execute('git', args, { cwd: repository, env });

  beforeEach(async () => {
    folder = await temporaryFolder('hook');
    repository = join(folder.path, 'repository');
    const checkout = join(repository, '.cloud-backup-restore');
    await mkdir(checkout, { recursive: true });
    // Stands for a checkout that was built.
    const bin = { 'cloud-backup-restore': './program.cjs' };
    await writeFile(
      join(checkout, 'package.json'),
      JSON.stringify({ name: 'cloud-backup-restore', version: '1.0.0', bin }),
    );
    const program = JSON.stringify([process.execPath, join(root, 'src/cli/index.ts')]);
    await writeFile(
      join(checkout, 'program.cjs'),
      `#!/usr/bin/env node
const [node, main] = ${program};
process.exitCode = require('node:child_process').spawnSync(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' }).status;
`,
    );
    await chmod(join(checkout, 'program.cjs'), 0o755);
    const author = {
      GIT_AUTHOR_NAME: 'A',
      GIT_AUTHOR_EMAIL: 'a@b',
      GIT_COMMITTER_NAME: 'A',
      GIT_COMMITTER_EMAIL: 'a@b',
    };
    env = { ...process.env, ...author, GIT_CONFIG_GLOBAL: '/dev/null', CLOUD_BACKUP_RESTORE: checkout };
    await git('init', '--quiet');
    await cp(join(root, 'samples/oss.restore.json'), join(repository, 'good.restore.json'));
    await writeFile(join(repository, 'bad.restore.json'), '{ "RestoreType": "OSS" }');
  });
  afterEach(() => folder.remove());

  it('has a hook that lets a right spec be committed, and no wrong one, as they are staged', async () => {
    const hook = (await blocks('sh')).find((text) => text.startsWith('#!/bin/sh'));
    assert.ok(hook);
    const path = join(repository, '.git/hooks/pre-commit');
    await writeFile(path, hook);
    await chmod(path, 0o755);
    await git('add', 'good.restore.json');
    // What is not staged doesn't count.
    await writeFile(join(repository, 'good.restore.json'), '{');
    await git('commit', '--quiet', '-m', 'good');
    await git('add', 'bad.restore.json');
    await assert.rejects(git('commit', '--quiet', '-m', 'bad'), /bad\.restore\.json:1:1: error missing/);
  });

  it('has a workflow that shows each problem at its line, and fails', async () => {
    const [workflow = ''] = await blocks('yaml');
    const command = /- name: Validate\n\s+run: (.*)/.exec(workflow)?.[1];
    assert.ok(command);
    await git('add', '*.restore.json');
    const failed = await execute('sh', ['-c', command], { cwd: repository, env }).then(
      () => assert.fail('it passed'),
      (error: { stdout: string }) => error.stdout,
    );
    assert.match(failed, /^::error file=bad\.restore\.json,line=1,col=1,/m);
    assert.doesNotMatch(failed, /file=good/);
  });
});
