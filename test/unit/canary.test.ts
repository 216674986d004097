import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { assertNoCanary, canary, findCanary, holdsCanary, leakIn, marked, secretsBelong } from '../hosts/canary.ts';
import { root } from '../hosts/paths.ts';
import { folders } from './jobs/helpers.ts';

/** Another than the run's own: what is planted here must not fail the run. */
const mark = 'canary-planted-0123456789';
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('the canary', () => {
  const newFolder = folders();

  const forms: Record<string, string | Buffer> = {
    plain: `{"key":"${mark}-x"}`,
    'of a URL': `?key=${encodeURIComponent(`${mark}/+`)}`,
    'of Base64': base64(`${mark}-x`),
    'of Base64 behind one sign': base64(`u${mark}-x`),
    'of Base64 behind two': base64(`u:${mark}-x`),
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
        findCanary(folder, mark).map((leak) => leak.file),
        [file],
      );
    });
  }

  it('is found by its place, and the error about it does not say it', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'x'), `12345${mark}`);
    const leaks = findCanary(folder, mark);
    assert.deepEqual(leaks, [{ file: join(folder, 'x'), offset: 5, form: 'plain' }]);
    assert.throws(
      () => assertNoCanary(leaks, 'a folder'),
      (error: Error) => /x at byte 5 \(plain\)/.test(error.message) && !error.message.includes(mark),
    );
    assertNoCanary([], 'a folder');
  });

  it('is let be where a test put it, and nowhere beside', async () => {
    const folder = await newFolder();
    await mkdir(join(folder, '.aliyun'));
    for (const name of ['.aliyun/config.json', 'env', 'env2']) await writeFile(join(folder, name), mark);
    secretsBelong(join(folder, 'env'));
    assert.deepEqual(
      findCanary(folder, mark).map(({ file }) => file),
      [join(folder, 'env2')],
    );
  });

  it('is also what a sandbox makes up for itself, but not the words before it', () => {
    assert.ok(leakIn(Buffer.from(`x sandbox-secret-${'0a'.repeat(16)}`)));
    assert.equal(leakIn(Buffer.from('`sandbox-secret-${randomBytes(16)}`')), undefined);
  });

  it('is in the secrets of the tests', () => {
    assert.ok(marked('x').startsWith(canary));
    assert.ok(holdsCanary(`a ${marked('x')}`));
    assert.ok(!holdsCanary('a'));
  });

  it('fails a run that prints it, sends it, or leaves it in a temporary folder', async () => {
    const folder = await newFolder();
    const suite = join(folder, 'suite.test.mjs');
    const text = `
      import { once } from 'node:events';
      import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
      import { rm } from 'node:fs/promises';
      import http from 'node:http';
      import https from 'node:https';
      import { connect } from 'node:net';
      import { tmpdir } from 'node:os';
      import { join } from 'node:path';
      const mark = process.env['CANARY'];
      const put = () => {
        const folder = mkdtempSync(join(tmpdir(), 'x-'));
        writeFileSync(join(folder, 'file'), mark);
        return folder;
      };
      it('prints', () => process.stdout.write(mark.slice(0, 9)) && process.stdout.write(mark.slice(9)));
      it('leaves', () => void put());
      it('deletes', async () => rm(put(), { recursive: true }));
      it('deletes at once', () => rmSync(put(), { recursive: true }));
      const send = async (text) => {
        const server = http.createServer((_, response) => response.end());
        await once(server.listen(0, '127.0.0.1'), 'listening');
        const socket = connect(server.address().port, '127.0.0.1', () => socket.end(text));
        await once(socket.resume(), 'close');
        server.close();
      };
      const head = 'POST / HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n';
      it('sends', async () => send(head + 'Content-Length: ' + mark.length + '\\r\\n\\r\\n' + mark));
      it('breaks off', async () => send(head + 'Content-Length: 999\\r\\n\\r\\n' + mark));
      it('asks STS', async () => {
        const { json, standIn } = await import(${JSON.stringify(pathToFileURL(join(root, 'test/unit/standIns.ts')))});
        const sts = await standIn({ 'https://sts.aliyuncs.com': json(200, {}) });
        const [answer] = await once(https.get('https://sts.aliyuncs.com/?Action=' + mark), 'response');
        await once(answer.resume(), 'end');
        sts.close();
      });
      it('is fine', () => undefined);
    `;
    await writeFile(suite, text);
    const run = async (grep: string) => {
      const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
      const hooks = join(root, 'test/hosts/canaryHooks.ts');
      const args = [mocha, '--no-config', '--require', hooks, '--grep', grep, suite];
      const options = { env: { ...process.env, CANARY: mark }, cwd: root };
      return promisify(execFile)(process.execPath, args, options).then(
        ({ stdout }) => ({ failed: false, said: stdout }),
        ({ stdout, stderr }: { stdout: string; stderr: string }) => ({ failed: true, said: stdout + stderr }),
      );
    };
    for (const grep of ['leaves', 'deletes$', 'deletes at once', 'prints', 'sends', 'breaks off', 'asks STS']) {
      const { failed, said } = await run(grep);
      assert.ok(failed, grep);
      assert.match(said, /A secret of the tests turned up in what the tests wrote/);
    }
    assert.equal((await run('is fine')).failed, false);
  });
});
