/**
 * Builds the extension: generated code from the schema, then one bundle for the extension host and a chunk for each
 * part that loads on its first use. `--generate` stops after the generated code; `--watch` rebuilds on change.
 */
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { generate } from './generate.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** The entry first; every other file is reached by a dynamic `import()` and becomes a chunk of that name. */
const bundles = ['src/extension.ts', 'src/spec/spec.ts', 'src/cloud/sdk.ts', 'src/sandbox/sandbox.ts'];

const chunkFile = (path: string) => `${basename(path, '.ts')}.cjs`;

/** Leaves a dynamic import of one of our chunks to the run time, under its built name. */
const chunks: esbuild.Plugin = {
  name: 'chunks',
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\// }, (args) => {
      if (args.kind !== 'dynamic-import') return undefined;
      const target = resolve(args.resolveDir, args.path);
      if (!bundles.some((path) => resolve(root, path) === target)) {
        return {
          errors: [{ text: `${args.path} is imported dynamically and is no chunk: add it to scripts/build.ts` }],
        };
      }
      return { path: `./${chunkFile(target)}`, external: true };
    });
  },
};

const options: esbuild.BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  external: ['vscode'],
  minify: true,
  legalComments: 'none',
  metafile: true,
  // jsonc-parser's other form asks for its parts at run time, where no bundler sees it.
  mainFields: ['module', 'main'],
  alias: { debug: './scripts/stubs/debug.cjs', '@alicloud/tea-xml': './scripts/stubs/xml.cjs' },
  plugins: [chunks],
  logLevel: 'warning',
};

export interface Built {
  /** Bytes of each file of `dist`, by its path. */
  readonly sizes: ReadonlyMap<string, number>;
  /** The npm packages that are bundled. */
  readonly packages: ReadonlySet<string>;
}

/** Builds everything into `dist`. */
export async function build(): Promise<Built> {
  await generate(root);
  await rm(resolve(root, 'dist'), { recursive: true, force: true });
  await mkdir(resolve(root, 'dist'));
  const sizes = new Map<string, number>();
  const packages = new Set<string>();
  for (const path of bundles) {
    const outfile = `dist/${chunkFile(path)}`;
    const result = await esbuild.build({ ...options, entryPoints: [path], outfile });
    for (const [file, { bytes, inputs }] of Object.entries(result.metafile?.outputs ?? {})) {
      sizes.set(file, bytes);
      for (const input of Object.keys(inputs)) {
        const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
        if (name) packages.add(name);
      }
    }
  }
  return { sizes, packages };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--generate')) {
    await generate(root);
  } else {
    for (const [file, bytes] of (await build()).sizes) console.log(`${file}  ${(bytes / 1000).toFixed(1)} kB`);
  }
}
