import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from '../../scripts/build.ts';
import type { Built } from '../../scripts/builtFiles.ts';
import { allowed, licenceOf } from '../../scripts/licences.ts';
import { root, temporaryFolder } from '../hosts/paths.ts';

const read = (path: string) => readFile(join(root, path), 'utf8');

interface Locked {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

describe('what is bundled', () => {
  let bundled: Built;
  let packages: Built['packages'];
  let imports: Built['imports'];
  before(async () => {
    bundled = await bundle({ write: false });
    ({ packages, imports } = bundled);
  });

  it('is the same each time', async () => {
    // The names of the files that chunks share are made of their contents.
    const names = ({ sizes }: { sizes: ReadonlyMap<string, number> }) =>
      [...sizes].map(([path, size]) => `${path} ${size}`);
    assert.deepEqual(names(await bundle({ write: false })).sort(), names(bundled).sort());
  });

  it("gets to the network by require('http') and require('https') alone, which VS Code gives its own proxies", () => {
    const others = ['net', 'tls', 'http2', 'dgram', 'dns', 'dns/promises', 'undici', 'inspector'];
    const byHttp: string[] = [];
    for (const [file, imported] of imports) {
      assert.deepEqual(
        others.filter((module) => imported.has(module)),
        [],
        file,
      );
      if (imported.has('http') || imported.has('https')) byHttp.push(file);
    }
    // The sandbox listens, and the command line is no part of the extension.
    const commandLine = 'dist/cli/cloud-backup-restore.cjs';
    assert.deepEqual(byHttp.sort(), [commandLine, 'dist/network.cjs', 'dist/sandbox.cjs']);
  });

  it('has a licence that is allowed, and its text', () => {
    assert.ok(packages.size > 10);
    for (const path of packages) {
      const { ids, text } = licenceOf(path);
      assert.ok(ids.length > 0 && ids.every((id) => allowed.has(id)), `${path}: ${ids.join()}`);
      assert.match(text, /WITHOUT WARRANT(Y|IES)|PROVIDED "AS IS"|AS IS/i, path);
    }
  });

  it('is listed in SECURITY.md, in the version that is locked', async () => {
    const { packages: locked } = JSON.parse(await read('package-lock.json')) as { packages: Record<string, Locked> };
    const listed = [...(await read('SECURITY.md')).matchAll(/^\| `([^`]+)` +\| ([\d.]+)/gm)];
    const expected = [...packages].sort().map((path) => `${path} ${locked[`node_modules/${path}`]?.version}`);
    assert.deepEqual(listed.map(([, name, version]) => `${name} ${version}`).sort(), expected);
  });

  it('runs nothing when it is installed', async () => {
    const { packages: locked } = JSON.parse(await read('package-lock.json')) as { packages: Record<string, Locked> };
    for (const path of packages) assert.notEqual(locked[`node_modules/${path}`]?.hasInstallScript, true, path);
  });
});

describe('a package to be bundled', () => {
  const mit = { name: 'x', version: '1.0.0', license: 'MIT', author: 'Ann Example' };
  const made = async (manifest: object, files: Record<string, string> = {}) => {
    const { path, remove } = await temporaryFolder('licence');
    try {
      await mkdir(join(path, 'x'));
      await writeFile(join(path, 'x/package.json'), JSON.stringify(manifest));
      for (const [name, text] of Object.entries(files)) await writeFile(join(path, 'x', name), text);
      return licenceOf('x', path);
    } finally {
      await remove();
    }
  };

  it('comes with its own licence file', async () => {
    assert.equal((await made(mit, { 'LICENCE.md': 'Mine\n' })).text, 'Mine');
  });

  it('without one comes with the rights holder, what its README says, and the text of what it names', async () => {
    const readme = '# x\n\n## License\n\n[Apache-2.0](http://example.com)\n\nCopyright Ann\n\n## More\n\nno';
    const { ids, text } = await made(mit, { 'README.md': readme });
    assert.deepEqual(ids, ['MIT', 'Apache-2.0']);
    assert.match(text, /Copyright \(c\) Ann Example[^]*Copyright Ann[^]*Permission is hereby[^]*Apache License/);
    assert.doesNotMatch(text, /More/);
  });

  const refused: [string, object, Record<string, string>, RegExp][] = [
    ['no licence', { ...mit, license: undefined }, { LICENSE: 'text' }, /declares none/],
    ['a licence that is not allowed', { ...mit, license: 'GPL-3.0-only' }, { LICENSE: 'text' }, /GPL-3\.0-only/],
    ['no text', { ...mit, license: '0BSD' }, {}, /no licence file/],
  ];
  for (const [what, manifest, files, says] of refused) {
    it(`is refused with ${what}`, () => assert.rejects(made(manifest, files), says));
  }
});

describe('package-lock.json', () => {
  it('has for each package the hash of what npm gets, and no other place than the npm registry', async () => {
    const { packages } = JSON.parse(await read('package-lock.json')) as { packages: Record<string, Locked> };
    const locked = Object.entries(packages).filter(([path]) => path !== '');
    assert.ok(locked.length > 100);
    for (const [path, { resolved, integrity, link }] of locked) {
      assert.match(integrity ?? '', /^sha512-[A-Za-z0-9+/]{86}==$/, path);
      assert.notEqual(link, true, path);
      // Without it, npm asks the registry that it is set to; the hash holds all the same.
      if (resolved !== undefined) assert.match(resolved, /^https:\/\/registry\.npmjs\.org\//, path);
    }
  });

  it('has five packages with install scripts, of which package.json lets two run', async () => {
    const { packages } = JSON.parse(await read('package-lock.json')) as { packages: Record<string, Locked> };
    const { allowScripts } = JSON.parse(await read('package.json')) as { allowScripts: Record<string, boolean> };
    const scripts = Object.entries(packages).flatMap(([path, { hasInstallScript }]) =>
      hasInstallScript ? [path.replace(/^.*node_modules\//, '')] : [],
    );
    const mayRun = { '@vscode/vsce-sign': false, esbuild: true, keytar: false, node: true, 'unrs-resolver': false };
    assert.deepEqual(scripts.sort(), Object.keys(mayRun).sort());
    // npm runs those that it finds no word of.
    assert.deepEqual(allowScripts, mayRun);
    const security = await read('SECURITY.md');
    for (const name of scripts) assert.ok(security.includes(`\`${name}\``), name);
  });
});
