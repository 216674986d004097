/**
 * Code that the browser's build and the chunks for Node both need stands in the package once.
 *
 * A browser's extension host loads a single file, `dist/web.cjs`, so that file must hold the schema, the validator and all else that
 * reads specs. Node's chunks need the same code. In both, it would make the package 60 kB larger, a seventh, and beyond its limit. So the
 * chunks for Node require `web.cjs` for it:
 *
 * 1. `shareableSources` says which sources both need and are worth it.
 * 2. `takeFromWeb` has a chunk that imports one of them require `./web.cjs`.
 * 3. `webSource` has the web build export them.
 * 4. `requireAllExports` fails the build where two of them export the same name, since `web.cjs` could then export neither.
 * 5. `shareStateInNode` has `web.cjs` use the process's one copy of the modules that keep state, when Node loads it.
 *
 * `test/unit/scripts/webSharing.test.ts` holds which chunks load `web.cjs`, and `packageWeight.test.ts` what the package weighs. The
 * suites of `test/vscode` run the chunks, and `test/ui/web.test.ts` the browser's build.
 */
import { join } from 'node:path';
import * as esbuild from 'esbuild';

/** What marks such a source: the schema, and the parser of JSON with comments. */
const heavy = /^schemas\/|^node_modules\/jsonc-parser\//;

/**
 * The sources about specs that import something heavy, be it by way of others. The rest is small: a chunk holds it itself, so that the
 * list of jobs and the client, which use some of it, don't load the whole language of specs.
 *
 * @param inputs of the web build, as esbuild tells of them
 */
export function shareableSources(inputs: esbuild.Metafile['inputs']): Set<string> {
  const known = new Map<string, boolean>();
  const isHeavy = (source: string): boolean => {
    const before = known.get(source);
    if (before !== undefined) return before;
    // Set before its imports are followed, since files that import each other would never end.
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
