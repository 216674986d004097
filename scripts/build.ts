/**
 * Builds the extension into `dist`: first the code that comes from the schema, then the bundles.
 *
 * `extension.cjs` holds what activation needs. Each file that is imported by a dynamic `import()` is a chunk of its own,
 * loaded on its first use. What several chunks need stands in files that they share.
 *
 * `--generate` stops after the generated code. `--watch` builds again after each change, until Ctrl+C, and for a debugger:
 * with source maps, and not minified.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { describeBuilt, printSizes, type Built, type Output } from './builtFiles.ts';
import { importApiOnce, withoutDeprecatedUrls, withoutUnusedProviders } from './buildPlugins.ts';
import { commonJs, interopFile, interopText, toCommonJs } from './commonJs.ts';
import { editorSchemas } from './editorSchema.ts';
import { generate } from './generate.ts';
import { requireAllExports, shareableSources, shareStateInNode, takeFromWeb, webSource } from './webSharing.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** What VS Code loads when it activates the extension. */
const entry = 'src/extension.ts';

/**
 * The same in a browser. It is one file, since a browser's extension host can't load another one later. The chunks take from it
 * what they share with it, see `webSharing.ts`.
 */
const web = 'src/web.ts';

/** What the source of the web build imports by `import()`, and a browser never does: it needs an account. */
const withoutBrowser: ReadonlySet<string> = new Set(['src/live/newSpecDraft.ts', 'src/ui/newSpecSteps.ts']);

/** The checks on a command line. It stands in a folder of its own, since the extension doesn't carry it. */
const commandLine = { in: 'src/cli/index.ts', out: 'cli/cloud-backup-restore' };

/**
 * Modules that keep process-wide state. The entry and the chunks must share one copy, so each is a file of its own.
 * The translations are set at activation. The redactor knows every secret that this process has read.
 */
const stateful: readonly string[] = ['@vscode/l10n', 'src/cloud/redaction/secrets.ts', 'src/askModal.ts'];

/** The file of `dist` that a source becomes. It has the source's name, or its folder's where the source is an index. */
export const builtFile = (source: string): string => `${basename(source.replace(/\/index\.ts$/, ''), '.ts')}.cjs`;

const options = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  external: ['vscode'],
  legalComments: 'none',
  metafile: true,
  // The other form of jsonc-parser requires its parts in a way that no bundler sees.
  mainFields: ['module', 'main'],
  alias: { debug: './scripts/stubs/debug.cjs', '@alicloud/tea-xml': './scripts/stubs/xml.cjs' },
  logLevel: 'warning',
  write: false,
} satisfies esbuild.BuildOptions;

const sourceOf = (args: esbuild.OnResolveArgs): string =>
  args.path.startsWith('.') ? relative(root, resolve(args.resolveDir, args.path)) : args.path;

/** Leaves the stateful modules in files of their own; `self` is the one that is being built. */
const keepStatefulApart = (self?: string): esbuild.Plugin => ({
  name: 'keep stateful modules apart',
  setup(build) {
    build.onResolve({ filter: /^(\.{1,2}\/|@vscode\/l10n$)/ }, (args) => {
      const source = sourceOf(args);
      return source !== self && stateful.includes(source)
        ? { path: `./${builtFile(source)}`, external: true }
        : undefined;
    });
  },
});

/** Leaves dynamic imports to the run time, and adds each source that is imported so to `found`. */
const collectChunks = (found: Set<string>): esbuild.Plugin => ({
  name: 'collect chunks',
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\// }, (args) => {
      if (args.kind !== 'dynamic-import') return undefined;
      const source = sourceOf(args);
      found.add(source);
      return { path: `./${builtFile(source)}`, external: true };
    });
  },
});

/** How the files of `dist` are written: as small as can be, or to be read and debugged. */
type Style = Pick<esbuild.BuildOptions, 'minify' | 'sourcemap'>;
const released: Style = { minify: true };
const debuggable: Style = { minify: false, sourcemap: 'inline' };

async function outputsOf(more: esbuild.BuildOptions): Promise<Output[]> {
  const plugins = [withoutUnusedProviders, withoutDeprecatedUrls, ...(more.plugins ?? [])];
  const { outputFiles = [], metafile } = await esbuild.build({ ...options, outdir: 'dist', ...more, plugins });
  return outputFiles.map(({ path, text }) => {
    const file = relative(root, path);
    const meta = metafile?.outputs[file];
    if (!meta) throw new Error(`esbuild says nothing of ${file}`);
    return { path: file, text, meta };
  });
}

const named = (source: string) => ({ in: source, out: builtFile(source).replace(/\.cjs$/, '') });

/** One file by itself, such as the entry. */
const alone = (source: string, plugins: esbuild.Plugin[], more: esbuild.BuildOptions = {}) =>
  outputsOf({ format: 'cjs', entryPoints: [named(source)], outExtension: { '.js': '.cjs' }, plugins, ...more });

/** @throws where two chunks would be one file */
function requireOwnNames(sources: Iterable<string>): void {
  const names = new Map<string, string>();
  for (const source of sources) {
    const other = names.get(builtFile(source));
    if (other) throw new Error(`${source} and ${other} would both be dist/${builtFile(source)}: rename one of them`);
    names.set(builtFile(source), source);
  }
}

/** The entry, and the chunks that are imported from it or from another chunk. @throws where the entry holds a chunk */
async function bundleEntry(style: Style): Promise<{ files: Output[]; chunks: Set<string> }> {
  const chunks = new Set<string>();
  const files = await alone(entry, [importApiOnce, keepStatefulApart(), collectChunks(chunks)], style);
  for (let before = -1; before !== chunks.size;) {
    before = chunks.size;
    await outputsOf({ format: 'esm', entryPoints: [...chunks], plugins: [importApiOnce, collectChunks(chunks)] });
  }
  requireOwnNames([entry, web, ...stateful, ...chunks]);
  const loaded = files.flatMap(({ meta }) => Object.keys(meta.inputs)).filter((source) => chunks.has(source));
  // They were found in the order in which their files were read, which is never the same. The names of shared files hang on the order.
  if (loaded.length === 0) return { files, chunks: new Set([...chunks].sort()) };
  throw new Error(
    `Activation would load ${loaded.join(' and ')}: a file of the entry imports it, though it is imported by import() ` +
      'elsewhere. Import it by import() everywhere, or nowhere.',
  );
}

/**
 * The web build.
 *
 * @param taken the sources that chunks take from it
 * @throws where it would need a second file, which a browser's extension host can't load
 */
async function bundleWeb(style: Style, taken: ReadonlySet<string>): Promise<Output[]> {
  const later = new Set<string>();
  const states = new Map(stateful.map((source) => [source, builtFile(source)]));
  const whole = {
    platform: 'browser',
    stdin: { contents: webSource(web, taken), resolveDir: root },
    entryNames: 'web',
    outExtension: { '.js': '.cjs' },
    plugins: [importApiOnce, shareStateInNode(root, states, sourceOf), collectChunks(later)],
  } satisfies esbuild.BuildOptions;
  const modules = await outputsOf({ ...whole, format: 'esm' });
  await requireAllExports(
    root,
    taken,
    modules.flatMap(({ meta }) => meta.exports),
  );
  const files = await outputsOf({ ...whole, ...style, format: 'cjs' });
  const missing = [...later].filter((source) => !withoutBrowser.has(source));
  if (missing.length === 0) return files;
  throw new Error(
    `The web build imports ${missing.join(' and ')} by import(), which a browser can't: see withoutBrowser`,
  );
}

/** The chunks with the files that they share. esbuild splits ES modules alone, so each is made CommonJS afterwards. */
async function bundleChunks(chunks: Iterable<string>, style: Style, fromWeb: esbuild.Plugin): Promise<Output[]> {
  const files = await outputsOf({
    ...style,
    format: 'esm',
    splitting: true,
    entryPoints: [...chunks].map(named),
    outExtension: { '.js': '.cjs' },
    chunkNames: 'shared-[hash]',
    plugins: [importApiOnce, fromWeb, keepStatefulApart()],
  });
  if (!style.minify) {
    return Promise.all(
      files.map(async (file) => ({
        ...file,
        text: (await esbuild.transform(file.text, { ...style, ...commonJs })).code,
      })),
    );
  }
  const interop = { path: `./${interopFile}`, kind: 'require-call', external: true } as const;
  const converted = files.map(async ({ path, text, meta }) => ({
    path,
    text: meta.exports.length > 0 ? await toCommonJs(text, meta.entryPoint !== undefined) : text,
    meta: { ...meta, imports: [...meta.imports, interop] },
  }));
  const noMeta = { bytes: 0, inputs: {}, imports: [], exports: [] };
  return [{ path: `dist/${interopFile}`, text: await interopText(), meta: noMeta }, ...(await Promise.all(converted))];
}

/** The checks on a command line, in one file. */
export const bundleCommandLine = (style = released): Promise<Output[]> =>
  alone(commandLine.in, [], { ...style, entryPoints: [commandLine] });

/** Bundles what is generated already. With `write: false` it only tells what would be in `dist`. */
export async function bundle({ write = true, style = released } = {}): Promise<Built> {
  const { files, chunks } = await bundleEntry(style);
  const inEntry = new Set(files.flatMap(({ meta }) => Object.keys(meta.inputs)));
  const { metafile } = await esbuild.build({
    ...options,
    entryPoints: [web],
    outdir: 'dist',
    plugins: [importApiOnce],
  });
  const shareable = new Set(
    [...shareableSources(metafile.inputs)].filter((source) => !inEntry.has(source) && !chunks.has(source)),
  );
  const taken = new Set<string>();
  const chunkFiles = await bundleChunks(chunks, style, takeFromWeb(shareable, taken, sourceOf));
  const others = await Promise.all([
    Promise.resolve(chunkFiles),
    ...stateful.map((source) => alone(source, [importApiOnce, keepStatefulApart(source)], style)),
    bundleWeb(style, taken),
    bundleCommandLine(style),
  ]);
  const all = [...files, ...others.flat()];
  if (write) {
    for (const { path, text } of all) {
      await writeFile(join(root, path), text, { mode: text.startsWith('#!') ? 0o755 : 0o644 });
    }
  }
  return describeBuilt(all);
}

/** Builds everything into `dist`. */
export async function build(style = released): Promise<Built> {
  await generate(root);
  await rm(join(root, 'dist'), { recursive: true, force: true });
  await mkdir(join(root, dirname('dist/' + commandLine.out)), { recursive: true });
  for (const [name, text] of Object.entries(await editorSchemas(root))) await writeFile(join(root, 'dist', name), text);
  return bundle({ style });
}

/** Builds after each change of a file that is bundled. A build that fails is told, and the next change tries again. */
async function watch(): Promise<void> {
  const rebuild: esbuild.Plugin = {
    name: 'rebuild',
    setup(context) {
      // Before the errors, since what an editor lists of the last build ends with this line.
      context.onStart(() => console.log('Building'));
      context.onEnd(async ({ errors }) => {
        try {
          // esbuild has printed its errors.
          if (errors.length === 0) printSizes(await build(debuggable));
        } catch (error) {
          console.error(error instanceof Error ? error.message : error);
        }
        console.log('Watching for changes');
      });
    },
  };
  await generate(root);
  const everything = {
    ...options,
    external: ['vscode'],
    entryPoints: [entry, web],
    outdir: 'dist',
    plugins: [rebuild],
  };
  await (await esbuild.context(everything)).watch();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--generate')) await generate(root);
  else if (process.argv.includes('--watch')) await watch();
  else printSizes(await build());
}
