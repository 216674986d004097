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
  'src/commands/asking.ts',
  'src/views/accountItem.ts',
  'src/views/jobTooltip.ts',
];

/** The entry in a browser: all in one file, since nothing can be loaded there later. */
const web = 'src/web.ts';

/** What keeps something in a variable, so all bundles must share one copy of it: the translations, the secrets to hide. */
const shared: readonly string[] = ['@vscode/l10n', 'src/cloud/secrets.ts'];

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
    build.onResolve({ filter: /^@vscode\/l10n$/ }, ({ path }) =>
      bundle === path ? undefined : { path: `./${chunkFile(path)}`, external: true },
    );
    build.onResolve({ filter: /^\.{1,2}\// }, (args) => {
      const target = resolve(args.resolveDir, args.path);
      const isShared = shared.some((path) => path !== bundle && resolve(root, path) === target);
      if (isShared) return { path: `./${chunkFile(target)}`, external: true };
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
  /** The npm packages that are bundled, by their folder below `node_modules`. */
  readonly packages: ReadonlySet<string>;
  /** What each file of `dist` asks its host for: Node's modules, VS Code's API, other files of `dist`. */
  readonly asks: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Builds everything into `dist`. */
export async function build(): Promise<Built> {
  await generate(root);
  await rm(resolve(root, 'dist'), { recursive: true, force: true });
  await mkdir(resolve(root, 'dist'));
  return bundle();
}

/** Bundles what is generated already; with `write: false` only to know what goes in. */
export async function bundle({ write = true } = {}): Promise<Built> {
  const sizes = new Map<string, number>();
  const packages = new Set<string>();
  const asks = new Map<string, ReadonlySet<string>>();
  for (const path of [...bundles, ...shared, web]) {
    const outfile = `dist/${chunkFile(path)}`;
    const where: esbuild.BuildOptions =
      path === web ? { platform: 'browser', plugins: [apiOnce] } : { plugins: [apiOnce, chunks(path)] };
    const result = await esbuild.build({ ...options, ...where, write, entryPoints: [path], outfile });
    for (const [file, { bytes, imports, inputs }] of Object.entries(result.metafile?.outputs ?? {})) {
      sizes.set(file, bytes);
      asks.set(file, new Set(imports.map(({ path }) => path.replace(/^node:/, ''))));
      for (const input of Object.keys(inputs)) {
        const folder = /node_modules\/((?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
        if (folder) packages.add(folder);
      }
    }
  }
  return { sizes, packages, asks };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--generate')) {
    await generate(root);
  } else {
    for (const [file, bytes] of (await build()).sizes) console.log(`${file}  ${(bytes / 1000).toFixed(1)} kB`);
  }
}
