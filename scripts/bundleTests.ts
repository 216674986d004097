import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import * as esbuild from 'esbuild';
import { builtFile } from './build.ts';

const root = resolve(import.meta.dirname, '..');
const outdir = join(root, 'artifacts/vscode-tests');

/** A dynamic import of product code is a chunk that the product's own build made; tests load that very file. */
const builtChunks: esbuild.Plugin = {
  name: 'built chunks',
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\// }, (args) => {
      if (args.kind !== 'dynamic-import') return undefined;
      const source = resolve(args.resolveDir, args.path).replaceAll(sep, '/');
      const chunk = join(root, 'dist', builtFile(source));
      return { path: `./${relative(outdir, chunk)}`, external: true };
    });
  },
};

/** Bundles the suite that runs inside VS Code, one file a test file, after the product was built. @returns its entry */
export async function bundleTests(): Promise<string> {
  const folder = join(root, 'test/vscode');
  const files = (await readdir(folder, { recursive: true })).filter(
    (path) => path === 'index.ts' || path.endsWith('.test.ts'),
  );
  await rm(outdir, { recursive: true, force: true });
  await mkdir(dirname(outdir), { recursive: true });
  await esbuild.build({
    absWorkingDir: root,
    // All in one folder, since each of them requires the product's chunks by a path from there.
    entryPoints: files.map((path) => ({ in: join(folder, path), out: path.replace(/\.ts$/, '').replaceAll(sep, '-') })),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode', 'mocha'],
    // As in the product's own build: jsonc-parser's other form can't be bundled.
    mainFields: ['module', 'main'],
    sourcemap: 'inline',
    plugins: [builtChunks],
    logLevel: 'warning',
  });
  return join(outdir, 'index.cjs');
}
