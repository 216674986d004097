import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import {
  assertNoLeaks,
  secretMark,
  findLeaks,
  containsTestSecret,
  findLeak,
  testSecret,
  allowSecretsInFile,
  allowSecretsBelow,
  writeSecretFile,
} from '../../hosts/testSecrets.ts';
import { root } from '../../hosts/paths.ts';
import { folders } from '../jobs/jobFixtures.ts';

/** Another than the run's own: what is planted here must not fail the run. */
const mark = 'canary-planted-0123456789';
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('the search for secrets of the tests', () => {
  const newFolder = folders();

  const forms: Record<string, string | Buffer> = {
    plain: `{"key":"${mark}-x"}`,
    'of a URL': `?key=${encodeURIComponent(`${mark}/+`)}`,
    'of Base64': base64(`${mark}-x`),
    'of Base64 behind one sign': base64(`u${mark}-x`),
    'of Base64 behind two': base64(`u:${mark}-x`),
    'of hexadecimals': `key ${Buffer.from(mark).toString('hex')}`,
    'of large hexadecimals': Buffer.from(mark).toString('hex').toUpperCase(),
    'of a URL with all of it escaped but the mark': `?key=${mark}%2F%2B`,
    'of JSON in JSON': JSON.stringify(JSON.stringify({ key: `"${mark}\n` })),
    'of a browser': Buffer.from(`key ${mark}`, 'utf16le'),
    'of bytes that are no text': Buffer.concat([Buffer.from([0, 255, 254]), Buffer.from(mark), Buffer.from([128])]),
  };
  for (const [form, content] of Object.entries(forms)) {
    it(`is found in the form ${form}, wherever it stands below a folder`, async () => {
      const folder = await newFolder();
      const file = join(folder, 'a', 'b.bin');
      await mkdir(join(folder, 'a'));
      await writeFile(join(folder, 'fine.txt'), 'nothing');
      await writeFile(file, content);
      assert.deepEqual(
        findLeaks(folder, mark).map((leak) => leak.file),
        [file],
      );
    });
  }

  it('is found by its place, and the error about it does not say it', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'x'), `12345${mark}`);
    const leaks = findLeaks(folder, mark);
    assert.deepEqual(leaks, [{ file: join(folder, 'x'), offset: 5, encoding: 'plain' }]);
    assert.throws(
      () => assertNoLeaks(leaks, 'a folder'),
      (error: Error) => /x at byte 5 \(plain\)/.test(error.message) && !error.message.includes(mark),
    );
    assertNoLeaks([], 'a folder');
  });

  it('is let be where a test put it, as long as nobody else writes there, and nowhere beside', async () => {
    const folder = await newFolder();
    const found = () => findLeaks(folder, mark).map(({ file }) => relative(folder, file));
    await mkdir(join(folder, '.aliyun'));
    await mkdir(join(folder, 'theirs'));
    const config = join(folder, '.aliyun/config.json');
    writeSecretFile(config, mark);
    for (const name of ['env', 'env2', '.aliyun/copy', 'theirs/x']) await writeFile(join(folder, name), mark);
    allowSecretsInFile(join(folder, 'env'));
    allowSecretsBelow(join(folder, 'theirs'));
    assert.deepEqual(found(), [join('.aliyun', 'copy'), 'env2']);
    await rm(join(folder, 'env2'));
    await rm(join(folder, '.aliyun/copy'));
    assert.deepEqual(found(), []);
    await writeFile(config, `${mark} `);
    assert.deepEqual(found(), [join('.aliyun', 'config.json')]);
    writeSecretFile(config, `${mark} again`);
    await appendFile(join(folder, 'env'), 'more');
    assert.deepEqual(found(), ['env']);
  });

  it('is also what a sandbox makes up for itself, but not the words before it', () => {
    assert.ok(findLeak(Buffer.from(`x sandbox-secret-${'0a'.repeat(16)}`)));
    assert.equal(findLeak(Buffer.from('`sandbox-secret-${randomBytes(16)}`')), undefined);
  });

  it('is in the secrets of the tests', () => {
    assert.ok(testSecret('x').startsWith(secretMark));
    assert.ok(containsTestSecret(`a ${testSecret('x')}`));
    assert.ok(!containsTestSecret('a'));
  });

  it('fails a run that prints it, sends it, or has it in a file for a while', async () => {
    const folder = await newFolder();
    const suite = join(folder, 'suite.test.mjs');
    const text = `
      import { once } from 'node:events';
      import fs, { appendFileSync, createWriteStream, mkdtempSync, rmSync, writeFileSync, writeSync } from 'node:fs';
      import { open, rename, rm, unlink, writeFile } from 'node:fs/promises';
      import http from 'node:http';
      import https from 'node:https';
      import { connect } from 'node:net';
      import { tmpdir } from 'node:os';
      import { join } from 'node:path';
      const mark = process.env['CANARY'];
      let name = '';
      beforeEach(function () {
        name = this.currentTest.title.replaceAll(' ', '-') + '.';
      });
      const put = () => {
        const folder = mkdtempSync(join(tmpdir(), name));
        writeFileSync(join(folder, 'file'), mark);
        return folder;
      };
      it('prints', () => process.stdout.write(mark.slice(0, 9)) && process.stdout.write(mark.slice(9)));
      it('leaves', () => void put());
      const fresh = () => join(mkdtempSync(join(tmpdir(), name)), 'file');
      it('unlinks', async () => unlink(join(put(), 'file')));
      it('renames another over it', async () => {
        const other = fresh();
        writeFileSync(other, 'fine');
        await rename(other, join(put(), 'file'));
      });
      it('renames it away', async () => {
        const away = join(process.env['OUTSIDE'], name);
        await rename(join(put(), 'file'), away);
      });
      it('overwrites', async () => writeFile(join(put(), 'file'), 'fine'));
      it('copies over it', async () => {
        const other = fresh();
        writeFileSync(other, 'fine');
        fs.copyFileSync(other, join(put(), 'file'));
      });
      it('truncates', async () => fs.truncateSync(join(put(), 'file')));
      it('opens anew', async () => (await open(join(put(), 'file'), 'w')).close());
      it('writes by descriptor, and overwrites', () => {
        const path = fresh();
        const file = fs.openSync(path, 'w');
        for (const part of [mark.slice(0, 9), mark.slice(9)]) writeSync(file, part);
        fs.closeSync(file);
        writeFileSync(path, 'fine');
      });
      it('appends, and unlinks', async () => {
        const path = fresh();
        for (const part of [mark.slice(0, 9), mark.slice(9)]) appendFileSync(path, part);
        fs.unlinkSync(path);
      });
      it('streams elsewhere', async () => {
        const stream = createWriteStream(join(process.env['OUTSIDE'], name));
        await once(stream.end(Buffer.from(mark).toString('hex')), 'close');
      });
      it('deletes', async () => rm(put(), { recursive: true }));
      it('deletes at once', () => rmSync(put(), { recursive: true }));
      const send = async (text) => {
        const server = http.createServer((_, response) => response.end());
        await once(server.listen(0, '127.0.0.1'), 'listening');
        const socket = connect(server.address().port, '127.0.0.1', () => socket.end(text));
        await once(socket.resume(), 'close');
        server.close();
      };
      const head = () => 'POST / HTTP/1.1\\r\\nHost: ' + name + '\\r\\nConnection: close\\r\\n';
      it('sends', async () => send(head() + 'Content-Length: ' + mark.length + '\\r\\n\\r\\n' + mark));
      it('breaks off', async () => send(head() + 'Content-Length: 999\\r\\n\\r\\n' + mark));
      it('sts', async () => {
        const { json, standIn } = await import(${JSON.stringify(pathToFileURL(join(root, 'test/unit/standIns.ts')))});
        const sts = await standIn({ 'https://sts.aliyuncs.com': json(200, {}) });
        const [answer] = await once(https.get('https://sts.aliyuncs.com/?Action=' + mark), 'response');
        await once(answer.resume(), 'end');
        sts.close();
      });
      it('is fine', () => undefined);
    `;
    await writeFile(suite, text);
    const outside = await newFolder();
    const run = async (grep: string) => {
      const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
      const hooks = join(root, 'test/hosts/leakHooks.ts');
      const args = [mocha, '--no-config', '--timeout', '20000', '--require', hooks, '--grep', grep, suite];
      const options = { env: { ...process.env, CANARY: mark, OUTSIDE: outside }, cwd: root };
      return promisify(execFile)(process.execPath, args, options).then(
        ({ stdout }) => ({ failed: false, said: stdout }),
        ({ stdout, stderr }: { stdout: string; stderr: string }) => ({ failed: true, said: stdout + stderr }),
      );
    };
    const all = [...text.matchAll(/^ {6}it\('(.+?)',/gm)].map(([, title = '']) => title.replaceAll(' ', '-'));
    const fine = all.pop();
    const { failed, said } = await run('.');
    assert.ok(failed);
    const [, places = ''] = said.split('A secret of the tests turned up in what the tests wrote:');
    const unseen = all.filter((name) => name !== 'prints' && !places.includes(`${name}.`));
    assert.deepEqual(unseen, []);
    assert.match(places, /standard output at byte/);
    assert.equal((await run(`${fine?.replaceAll('-', ' ')}$`)).failed, false);
  });
});
