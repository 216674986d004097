import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { registerSecrets } from '../../../src/cloud/redaction/secrets.ts';
import { readSpec, toRequest, validateSpec } from '../../../src/restoreSpec/index.ts';
import { root } from '../../hosts/paths.ts';
import { valid } from '../restoreSpec/validSpecs.ts';
import { runCli, useFiles } from './runCli.ts';
import { withoutIsolates } from '../../../src/restoreSpec/messageQuotes.ts';

const sample = (name: string) => join(root, 'samples', `${name}.restore.json`);

describe('the command line', () => {
  const files = useFiles();

  it('says of a spec what the editor says, and ends with 1 where an error is among it', async () => {
    const text = '{\n  "RestoreType": "NAS",\n  "VaultId": 5,\n  "Foo": true\n}\n';
    const path = (await files({ 'a.restore.json': text }))('a.restore.json');
    const { code, out } = await runCli(['validate', '--format', 'json', path]);
    assert.equal(code, 1);
    const { files: found } = JSON.parse(out) as { files: { diagnostics: { code: string; message: string }[] }[] };
    assert.deepEqual(
      found[0]?.diagnostics.map(({ code, message }) => [code, message]),
      validateSpec(readSpec(text)).map(({ code, message }) => [code, withoutIsolates(message)]),
    );
  });

  it('ends with 0 where there are only warnings, and prints them', async () => {
    const spec = (await readFile(sample('oss'), 'utf8')).replace('"restored/"', '"/restored/"');
    const { code, out } = await runCli(['validate', '-'], spec);
    assert.equal(code, 0);
    assert.match(out, /^standard input:\d+:\d+: warning leadingSlash: /m);
    assert.match(out, /1 file: 0 errors, 1 warning$/);
  });

  it('counts columns as an editor does where a file begins with a byte order mark', async () => {
    const spec = '{ "RestoreType": "NONE" }';
    const plain = await runCli(['validate', '-'], spec);
    const path = await files({ 'bom.restore.json': `\ufeff${spec}` });
    const marked = await runCli(['validate', path('bom.restore.json')]);
    assert.equal(marked.out.replaceAll(path('bom.restore.json'), 'standard input'), plain.out);
    assert.equal((await runCli(['validate', '-'], `\ufeff\ufeff${spec}`)).code, 1, 'one mark alone is dropped');
  });

  it('reads nothing of what is in another encoding, since its paths would be others', async () => {
    const bytes = Buffer.from((await readFile(sample('ecs-file'), 'utf8')).replace('/var', '/v\xe4r'), 'latin1');
    const path = (await files({ 'latin1.restore.json': bytes }))('latin1.restore.json');
    for (const command of ['validate', 'preview', 'import']) {
      const { code, out, err } = await runCli([command, path]);
      assert.deepEqual([code, out], [2, ''], command);
      assert.match(err, /latin1\.restore\.json can't be read: it is in neither UTF-8 nor UTF-16/);
    }
    const { code, err } = await runCli(['validate', '-'], bytes);
    assert.equal(code, 2);
    assert.match(err, /^standard input can't be read: it is in neither UTF-8 nor UTF-16/);
  });

  it('reads UTF-16 as an editor does, which Windows PowerShell writes', async () => {
    const spec = '{ "RestoreType": "NONE", "VaultId": "v-\u00e9\u4e2d" }';
    const plain = await runCli(['validate', '-'], spec);
    const littleEndian = (text: string) => Buffer.from(text, 'utf16le');
    const bigEndian = (text: string) => littleEndian(text).swap16();
    for (const encode of [littleEndian, bigEndian]) {
      for (const mark of ['\ufeff', '']) {
        const path = await files({ 'a.restore.json': encode(`${mark}${spec}`) });
        const { code, out } = await runCli(['validate', path('a.restore.json')]);
        assert.equal(out.replaceAll(path('a.restore.json'), 'standard input'), plain.out);
        assert.equal(code, 1);
      }
    }
  });

  it('checks all files before it ends', async () => {
    const path = await files({ 'a.restore.json': '{', 'b.restore.json': '[]' });
    const { code, out } = await runCli(['validate', path('a.restore.json'), sample('oss'), path('b.restore.json')]);
    assert.equal(code, 1);
    assert.match(out, /a\.restore\.json:1:\d+: error syntax/);
    assert.match(out, /b\.restore\.json:1:1: error root/);
    assert.match(out, /3 files: /);
  });

  it('previews the request that a spec sends', async () => {
    const { code, out } = await runCli(['preview', sample('nas')]);
    const { query, body } = toRequest(readSpec(await readFile(sample('nas'), 'utf8')));
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out), { action: 'CreateRestoreJob', version: '2017-09-08', query, body });
  });

  it('shows each character of a path, also one that a terminal would hide or turn around', async () => {
    const path = '/a/\u202egnp.exe\u200b\u3000b';
    const written = String.raw`/a/\u202egnp.exe\u200b\u3000b`;
    const spec = { ...valid['ECS_FILE'], TargetPath: path };
    const { out } = await runCli(['preview', '-'], JSON.stringify(spec));
    assert.ok(out.includes(written), out);
    assert.equal((JSON.parse(out) as { body: { TargetPath: string } }).body.TargetPath, path);
    const imported = (await runCli(['import', '-'], JSON.stringify(spec))).out;
    assert.ok(imported.includes(written), imported);
    assert.equal((JSON.parse(imported) as { TargetPath: string }).TargetPath, path);
  });

  it('previews nothing of a spec that is not sent, and says why', async () => {
    const { code, out, err } = await runCli(['preview', '-'], '{ "RestoreType": "OSS" }');
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, /error missing: Missing property \u201cVaultId\u201d/);
  });

  it('makes a spec of a command, and says what it left out', async () => {
    const command = 'aliyun hbr CreateRestoreJob --RestoreType OSS --VaultId v-1 --Colour red';
    const { code, out, err } = await runCli(['import'], command);
    assert.equal(code, 0);
    assert.deepEqual(toRequest(readSpec(out)).query, { RestoreType: 'OSS', VaultId: 'v-1' });
    assert.match(err, /Not carried over: Colour: /);
  });

  it('says how a command was read that the shells read differently, and how else it could be', async () => {
    const command = String.raw`aliyun hbr CreateRestoreJob --VaultId v --TargetPath C:\restore`;
    const { code, out, err } = await runCli(['import'], command);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out), { VaultId: 'v', TargetPath: 'C:\\restore' });
    assert.match(err, /Read as cmd\.exe, PowerShell reads it: TargetPath = C:\\restore/);
    assert.match(err, /As sh reads it: TargetPath = C:restore/);
  });

  it('ends with 1 where a text is no request', async () => {
    const { code, out, err } = await runCli(['import', '-'], 'ls -l');
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, /Nothing was imported from standard input\./);
  });

  it('ends with 2 where a file is missing or is a folder, and names it', async () => {
    const missing = await runCli(['validate', sample('oss'), join(root, 'no such.restore.json')]);
    assert.equal(missing.code, 2);
    assert.match(missing.err, /no such\.restore\.json can't be read: there is no such file\./);
    const folder = await runCli(['preview', root]);
    assert.equal(folder.code, 2);
    assert.match(folder.err, /it is a folder/);
  });

  it('says what it found in the others, then which files could not be read, in each format', async () => {
    const path = await files({ 'a.restore.json': '{', 'b.restore.json': '[]' });
    const names = ['none', 'a.restore.json', 'missing', 'b.restore.json'].map(path);
    for (const format of ['text', 'json', 'github', 'sarif']) {
      const { code, out, err } = await runCli(['validate', '--format', format, ...names]);
      assert.equal(code, 2);
      assert.match(out, /a\.restore\.json[^]*b\.restore\.json/, format);
      assert.match(err, /none can't be read: .*\n.*missing can't be read: there is no such file\.$/);
    }
    assert.equal((await runCli(['validate', path('none')])).out, '');
  });

  it('names a file by its path in the checkout that GITHUB_WORKSPACE says', async () => {
    const path = await files({ 'a.restore.json': '{' });
    const args = ['validate', '--format', 'github', path('a.restore.json')];
    const { out } = await runCli(args, '', { env: { GITHUB_WORKSPACE: path('.') } });
    assert.match(out, /^::error file=a\.restore\.json,/);
  });

  it('prints a whole document where no file could be read, with these files in it', async () => {
    const [name, message] = ['no such.restore.json', /^no such\.restore\.json can't be read: there is no such file\.$/];
    const documentIn = async (format: string) => {
      const { code, out, err } = await runCli(['validate', '--format', format, name]);
      assert.equal(code, 2);
      assert.match(err, message);
      return JSON.parse(out) as unknown;
    };
    const { files: read, unreadable, ...rest } = (await documentIn('json')) as Record<string, { message: string }[]>;
    assert.deepEqual([read, unreadable?.length, rest], [[], 1, { errors: 0 }]);
    assert.match(unreadable?.[0]?.message ?? '', message);

    interface Invocation {
      executionSuccessful: boolean;
      toolExecutionNotifications: { message: { text: string }; locations: object[] }[];
    }
    const { runs } = (await documentIn('sarif')) as { runs: { invocations: Invocation[]; results: object[] }[] };
    const [{ executionSuccessful, toolExecutionNotifications: told } = assert.fail()] = runs[0]?.invocations ?? [];
    assert.deepEqual([runs.length, runs[0]?.results, executionSuccessful, told.length], [1, [], false, 1]);
    assert.match(told[0]?.message.text ?? '', message);
    assert.deepEqual(told[0]?.locations, [
      { physicalLocation: { artifactLocation: { uri: 'no%20such.restore.json' } } },
    ]);
  });

  it('ends with 2 and says how it is used where the arguments are wrong', async () => {
    const { code, out, err } = await runCli(['submit', sample('oss')]);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /There is no command "submit"[^]*validate \[--format/);
  });

  it('prints how it is used where it is asked', async () => {
    const { code, out } = await runCli(['--help']);
    assert.equal(code, 0);
    assert.match(out, /It never submits a restore/);
  });

  it('prints no secret that this machine knows, and no control character of a file', async () => {
    const secret = 'LTAIsecretOfTheEnvironment0123456789';
    registerSecrets(secret);
    const spec = JSON.stringify({ RestoreType: secret, [`\u001b[31m${secret}`]: 1 });
    for (const format of ['text', 'json', 'github', 'sarif']) {
      const { out } = await runCli(['validate', '--format', format, '-'], spec);
      assert.ok(!out.includes(secret) && !out.includes('\u001b'), format);
    }
    const { out } = await runCli(['import'], `aliyun hbr CreateRestoreJob --RestoreType OSS --VaultId ${secret}`);
    assert.ok(!out.includes(secret));
  });

  it('says of a text that no spec can be that it is too long', async () => {
    const { code, out } = await runCli(['validate', '-'], Buffer.alloc(20_000_000, ' '));
    assert.equal(code, 1);
    assert.match(out, /error (tooLarge|empty)/);
  });

  it('runs as a program', async () => {
    const program = [join(root, 'src/cli/index.ts'), 'validate', sample('oss')];
    const { stdout } = await promisify(execFile)(process.execPath, program);
    assert.match(stdout, /1 file: 0 errors/);
  });
});
