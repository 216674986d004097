/**
 * The language of specs stands in the package once. A browser needs it in the one file that it can load, `dist/web.cjs`. So that file
 * exports it too, and the chunks for Node take it from there.
 */
import { join } from 'node:path';
import * as esbuild from 'esbuild';

const heavy = /^schemas\/|^node_modules\/jsonc-parser\//;

/**
 * What the two share: the parts about specs that know the schema or read JSON. The others are small, and the list of jobs and the
 * client use some of them without ever looking at a spec.
 *
 * @param inputs of the web build, as esbuild tells of them
 */
export function shareableSources(inputs: esbuild.Metafile['inputs']): Set<string> {
  const known = new Map<string, boolean>();
  const isHeavy = (source: string): boolean => {
    const before = known.get(source);
    if (before !== undefined) return before;
    // Files that import each other don't end.
    known.set(source, heavy.test(source));
    const found = heavy.test(source) || (inputs[source]?.imports ?? []).some(({ path }) => isHeavy(path));
    known.set(source, found);
    return found;
  };
  const aboutSpecs = Object.keys(inputs).filter((source) => /^src\/(restoreSpec|editor)\/.*\.ts$/.test(source));
  return new Set(aboutSpecs.filter(isHeavy));
}

/** Has chunks take what is in `shareable` from the web build, and adds what they take to `taken`. */
export const takeFromWeb = (
  shareable: ReadonlySet<string>,
  taken: Set<string>,
  sourceOf: (args: esbuild.OnResolveArgs) => string,
): esbuild.Plugin => ({
  name: 'take from the web build',
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\// }, (args) => {
      const source = sourceOf(args);
      if (args.kind !== 'import-statement' || !shareable.has(source)) return undefined;
      taken.add(source);
      return { path: './web.cjs', external: true };
    });
  },
});

/** The source of the web build: the extension itself, and the files that chunks take from it. */
export const webSource = (web: string, taken: Iterable<string>): string =>
  [web, ...[...taken].sort()].map((source) => `export * from './${source}';\n`).join('');

/**
 * Has the web build use the state of the other files of `dist` where it is loaded by Node, and a copy of its own in a browser.
 *
 * @param files the modules that keep state, with their files
 */
export const shareStateInNode = (
  root: string,
  files: ReadonlyMap<string, string>,
  sourceOf: (args: esbuild.OnResolveArgs) => string,
): esbuild.Plugin => ({
  name: 'share state in Node',
  setup(build) {
    const namespace = 'state';
    build.onResolve({ filter: /^(\.{1,2}\/|@)/ }, (args) => {
      if (args.namespace === namespace)
        return args.path.endsWith('.cjs') ? { path: args.path, external: true } : undefined;
      const source = sourceOf(args);
      return files.has(source) ? { path: source, namespace } : undefined;
    });
    build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents:
        `module.exports = typeof process === 'object' && process.versions?.node ? require('./${files.get(path)}') : ` +
        `require(${JSON.stringify(path.startsWith('@') ? path : `./${path}`)});`,
      resolveDir: join(root),
    }));
  },
});

/**
 * @param bundled the exports of a bundle of all sources; a name that two of them give to different things is missing there
 * @throws where a name is missing
 */
export async function requireAllExports(
  root: string,
  sources: Iterable<string>,
  bundled: readonly string[],
): Promise<void> {
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [...sources],
    outdir: 'dist',
    format: 'esm',
    metafile: true,
    write: false,
  });
  const missing = Object.values(metafile.outputs).flatMap(({ entryPoint = '', exports }) =>
    exports.filter((name) => !bundled.includes(name)).map((name) => `${name} of ${entryPoint}`),
  );
  if (missing.length > 0) throw new Error(`web.cjs can't export ${missing.join()}: another file exports that name too`);
}
