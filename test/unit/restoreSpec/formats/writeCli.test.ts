import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFormat } from '../../../../src/restoreSpec/formats/index.ts';
import { valid } from '../validSpecs.ts';
import { callWithAnyPath, ecs, lines, write } from './formatHelpers.ts';
import { callWithPath, hostilePaths } from './hostilePaths.ts';

describe('a command, written', () => {
  it('a command for the aliyun CLI', () => {
    assert.equal(
      write('cli', { ...ecs, SnapshotHash: '-x', TargetPath: '$(id) `id` ${HOME} "!\\', $region: 'cn-hangzhou' }),
      lines(
        'aliyun hbr CreateRestoreJob \\',
        '  --region cn-hangzhou \\',
        '  --RestoreType ECS_FILE \\',
        '  --SourceType ECS_FILE \\',
        '  --VaultId v-1 \\',
        '  --SnapshotId s-1 \\',
        `  --TargetContainer '{"host":"n"}' \\`,
        '  --SnapshotHash=-x \\',
        '  --TargetInstanceId i-1 \\',
        `  --TargetPath '$(id) \`id\` \${HOME} "!\\' \\`,
        `  --Include '["/a b","it'\\''s"]'`,
      ),
    );
  });

  it('a pipe in which the CLI signs and curl sends', () => {
    const text = write('curl', ecs);
    assert.match(text, /--method POST \\\n {2}--dryrun \|\nawk '/);
    assert.match(
      text,
      /\|\ncurl --config - --globoff --request POST \\\n {2}--data-urlencode 'TargetInstanceId=i-1' \\/,
    );
    assert.match(write('curl', valid['OSS'] ?? {}), /--request POST \\\n {2}--data ''\n$/);
  });

  it('words that a real shell gives back as they were', function () {
    if (process.platform === 'win32') this.skip();
    const hostile = `'"\`id\`$(id)$HOME\${x}!\\\n\t#~*?[a]{b,c}&|;<>()=%\\'`;
    const command = writeFormat('cli', callWithAnyPath(JSON.stringify({ ...ecs, TargetPath: hostile })));
    const out = execFileSync('bash', ['-c', `aliyun() { printf '%s\\0' "$@"; }\n${command}`], { encoding: 'utf8' });
    const words = out.split('\0');
    assert.equal(words[words.indexOf('--TargetPath') + 1], hostile);
    assert.equal(words[words.indexOf('--Include') + 1], '["/a b","it\'s"]');
  });

  it('a pipe that gives curl the signed address of a real dry run', function () {
    if (process.platform === 'win32') this.skip();
    // The form of the CLI's own documentation (help.aliyun.com, "Simulate a call").
    const dryRun = `Skip invoke in dry-run mode, request is:
------------------------------------
POST /?AccessKeyId=a&Action=CreateRestoreJob&Signature=ni5D%2BS0UU%3D&Version=2017-09-08 HTTPS/1.1
Host: hbr.cn-hangzhou.aliyuncs.com
Accept-Encoding: identity
`;
    const fakes = `aliyun() { printf '%s' "$DRY_RUN"; }\ncurl() { cat; printf '<%s>' "$@"; }\n`;
    const run = (DRY_RUN: string) =>
      execFileSync('sh', ['-c', fakes + write('curl', ecs)], { encoding: 'utf8', env: { ...process.env, DRY_RUN } });
    assert.equal(
      run(dryRun),
      'url = "https://hbr.cn-hangzhou.aliyuncs.com/?AccessKeyId=a&Action=CreateRestoreJob&Signature=ni5D%2BS0UU%3D&Version=2017-09-08"\n' +
        '<--config><-><--globoff><--request><POST><--data-urlencode><TargetInstanceId=i-1>' +
        '<--data-urlencode><TargetPath=C:\\><--data-urlencode><Include=["/a b","it\'s"]>',
    );
    // Unsigned, nothing is called.
    assert.doesNotMatch(run(dryRun.replace(/Signature=[^&]*&/, '')), /^url/);
  });

  for (const shell of ['bash', 'zsh', 'ksh', 'busybox']) {
    it(`has words that ${shell} hands to the program, whatever controls are in them`, function () {
      const [program = shell, ...args] = shell === 'busybox' ? ['busybox', 'sh'] : [];
      const run = (script: string) =>
        execFileSync(program, args, { input: script, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
      try {
        run(':');
      } catch {
        return this.skip();
      }
      // No word of a call is empty: an empty one ends it.
      const standIn = "aliyun() { printf '%s\\0' \"$@\" ''; }\n";
      const calls = run(standIn + hostilePaths.map((path) => writeFormat('cli', callWithPath(path))).join('\n'));
      const wordsOf = calls.split('\0\0').map((words) => words.split('\0'));
      for (const [index, path] of hostilePaths.entries()) {
        const words = wordsOf[index] ?? [];
        const said = path.startsWith('-') || path.startsWith('file:') ? `--TargetPath=${path}` : path;
        assert.ok(words.includes(said), JSON.stringify([path, words]));
        assert.ok(words.includes(JSON.stringify([path.slice(0, 60)])), JSON.stringify([path, words]));
      }
    });
  }

  it('runs nothing in a shell that would hand on the escapes themselves', function () {
    try {
      execFileSync('dash', ['-c', ':']);
    } catch {
      return this.skip();
    }
    for (const format of ['cli', 'curl'] as const) {
      const standIns = 'aliyun() { echo called; }\nawk() { cat; }\ncurl() { cat; }\n';
      const run = (path: string) =>
        execFileSync('dash', ['-c', `${standIns}${writeFormat(format, callWithPath(path))}\n:`], { encoding: 'utf8' });
      assert.equal(run('/a'), 'called\n');
      assert.equal(run('/a\n'), '');
    }
  });
});
