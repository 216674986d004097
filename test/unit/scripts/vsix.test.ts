import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { normalizedZip } from '../../../scripts/vsix.ts';
import { temporaryFolder } from '../../hosts/paths.ts';

const script = resolve(import.meta.dirname, '../../../scripts/vsix.ts');
const manifest = { name: 'x', publisher: 'y', version: '1.0.0', engines: { vscode: '^1.100.0' } };
const contents: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify(manifest),
  'README.md': '# X\n',
  LICENSE: 'MIT\n',
  'Z.cjs': 'module.exports = {};\n'.repeat(100),
  'a-b.cjs': 'a-b',
  'a.cjs': 'a',
};

/** Packs a folder in a process of its own, which then goes on with a statement. */
function runPacking(folder: string, path: string, statement: string, env: Readonly<Record<string, string>> = {}) {
  const call = `(await import(${JSON.stringify(pathToFileURL(script))})).packFolder(${JSON.stringify(folder)}, ${JSON.stringify(path)})`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', `await ${call}; ${statement}`], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
}

/** A package of the same files, made by a process of its own. */
function pack(root: string, mode: number, env: Readonly<Record<string, string>>): Buffer {
  mkdirSync(root);
  for (const [name, text] of Object.entries(contents)) {
    writeFileSync(join(root, name), text);
    chmodSync(join(root, name), mode);
  }
  const path = `${root}.vsix`;
  const { status, stderr } = runPacking(root, path, '', env);
  assert.equal(status, 0, stderr);
  assert.ok(statSync(path).size > 0);
  return readFileSync(path);
}

describe('the package', () => {
  it('has the same bytes whatever the time zone, the language and the permissions of its files', async () => {
    const { path, remove } = await temporaryFolder('vsix');
    try {
      const one = pack(join(path, 'one'), 0o600, { TZ: 'Pacific/Kiritimati', LC_ALL: 'et_EE.UTF-8' });
      const two = pack(join(path, 'two'), 0o775, { TZ: 'America/New_York', LC_ALL: 'C' });
      assert.ok(one.equals(two));
      assert.ok(normalizedZip(one).equals(one));
      // Each file is where the list says, and whole.
      const list = one.toString('latin1');
      // vsce gives the others names of its own, or changes them.
      for (const [name, text] of Object.entries(contents).filter(([each]) => each.endsWith('.cjs'))) {
        const listed = list.lastIndexOf(`extension/${name}`) - 46;
        assert.equal(one.readUInt32LE(listed + 38) >>> 16, 0o100644);
        const header = one.readUInt32LE(listed + 42);
        const [nameLength, extra] = [one.readUInt16LE(header + 26), one.readUInt16LE(header + 28)];
        const data = header + 30 + nameLength + extra;
        const bytes = one.subarray(data, data + one.readUInt32LE(listed + 20));
        const whole = one.readUInt16LE(listed + 10) === 8 ? inflateRawSync(bytes) : bytes;
        assert.equal(whole.toString(), text, name);
      }
    } finally {
      await remove();
    }
  });

  it('is made without taking over what is thrown in the process', async () => {
    const { path, remove } = await temporaryFolder('vsix');
    try {
      writeFileSync(join(path, 'package.json'), contents['package.json'] ?? '');
      writeFileSync(join(path, 'LICENSE'), 'MIT\n');
      const count = `console.log(['uncaughtException', 'unhandledRejection'].map((name) => process.listenerCount(name)))`;
      const { stdout, stderr } = runPacking(path, join(path, 'x.vsix'), count);
      assert.match(stdout, /\[ 0, 0 \]\s*$/, stderr);
    } finally {
      await remove();
    }
  });
});
