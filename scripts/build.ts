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

/** The entry, and the chunks that it loads on their first use by a dynamic `import()`. */
const entry = 'src/extension.ts';
const bundles = [
  entry,
  'src/spec/spec.ts',
  'src/editor/editor.ts',
  'src/commands/requestForms.ts',
  'src/cloud/sdk.ts',
  'src/commands/unclear.ts',
  'src/sandbox/sandbox.ts',
  'src/commands/accounts.ts',
  'src/commands/submission.ts',
  'src/commands/history.ts',
  'src/commands/following.ts',
];

/** The library that translates: it keeps the strings in a variable, so all bundles must share one copy of it. */
const shared = '@vscode/l10n';
const sharedFile = 'l10n.cjs';

const chunkFile = (path: string) => `${basename(path, '.ts')}.cjs`;

/**
 * One import of VS Code's API a bundle. Each file's own would have a copy made of the whole namespace, and that of twenty
 * files is half of what activation takes.
 */
const apiOnce: esbuild.Plugin = {
  name: 'api once',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'api' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'api' },
    );
    build.onLoad({ filter: /.*/, namespace: 'api' }, () => ({ contents: "export * from 'vscode';" }));
  },
};

/** Leaves an import of a chunk from outside it to the run time, under its built name. */
const chunks = (bundle: string): esbuild.Plugin => ({
  name: 'chunks',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^${shared}$`) }, () =>
      bundle === shared ? undefined : { path: `./${sharedFile}`, external: true },
    );
    build.onResolve({ filter: /^\.{1,2}\// }, (args) => {
      const target = resolve(args.resolveDir, args.path);
      const isChunk = bundles.some((path) => path !== bundle && resolve(root, path) === target);
      const dynamic = args.kind === 'dynamic-import';
      if (dynamic !== isChunk && (dynamic || bundle === entry)) {
        const text = dynamic ? 'is imported dynamically and is no chunk' : 'is a chunk: activation must not load it';
        return { errors: [{ text: `${args.path} ${text} (scripts/build.ts has the chunks)` }] };
      }
      return isChunk ? { path: `./${chunkFile(target)}`, external: true } : undefined;
    });
  },
});

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
  for (const path of [...bundles, shared]) {
    const outfile = path === shared ? `dist/${sharedFile}` : `dist/${chunkFile(path)}`;
    const result = await esbuild.build({ ...options, entryPoints: [path], outfile, plugins: [apiOnce, chunks(path)] });
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
