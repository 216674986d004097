/** The files that a build makes: what each weighs, imports, and is loaded with. */
import { deflateRawSync } from 'node:zlib';
import type { Metafile } from 'esbuild';

/** A file of `dist`, with what esbuild says of it. */
export interface Output {
  readonly path: string;
  readonly text: string;
  readonly meta: Metafile['outputs'][string];
}

export interface Built {
  /** Bytes of each file of `dist`, by its path. */
  readonly sizes: ReadonlyMap<string, number>;
  /** The same when it is compressed. */
  readonly compressed: ReadonlyMap<string, number>;
  /** The npm packages that are bundled, by their folder below `node_modules`. */
  readonly packages: ReadonlySet<string>;
  /** What each file of `dist` imports at run time: Node's modules, VS Code's API, other files of `dist`. */
  readonly imports: ReadonlyMap<string, ReadonlySet<string>>;
  /** The files of `dist` that are loaded together with each of them. */
  readonly loadedWith: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What there is to say of the files of a build. */
export function describeBuilt(files: readonly Output[]): Built {
  const sizes = new Map<string, number>();
  const compressed = new Map<string, number>();
  const packages = new Set<string>();
  const imports = new Map<string, ReadonlySet<string>>();
  const loadedWith = new Map<string, ReadonlySet<string>>();
  for (const { path, text, meta } of files) {
    sizes.set(path, Buffer.byteLength(text));
    compressed.set(path, deflateRawSync(text).length);
    imports.set(path, new Set(meta.imports.map((each) => each.path.replace(/^node:/, ''))));
    const atOnce = meta.imports.filter(({ kind }) => kind !== 'dynamic-import');
    loadedWith.set(path, new Set(atOnce.map((each) => each.path.replace(/^\.\//, 'dist/'))));
    for (const input of Object.keys(meta.inputs)) {
      const folder = /node_modules\/((?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
      if (folder) packages.add(folder);
    }
  }
  return { sizes, compressed, packages, imports, loadedWith };
}

/** The files of `dist` that are loaded with one of them, itself among them. */
export function loadedFiles(built: Built, file: string, found = new Set<string>()): Set<string> {
  if (built.sizes.has(file) && !found.has(file)) {
    found.add(file);
    for (const path of built.loadedWith.get(file) ?? []) loadedFiles(built, path, found);
  }
  return found;
}

/** What weighs how much: each file by itself, and with all that is loaded with it. */
export function printSizes(built: Built): void {
  const { sizes } = built;
  const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  for (const [file, bytes] of sizes) {
    if (file.startsWith('dist/shared-')) continue;
    const loaded = [...loadedFiles(built, file)];
    const total = loaded.reduce((sum, each) => sum + (sizes.get(each) ?? 0), 0);
    console.log(`${file}  ${kB(bytes)}${loaded.length > 1 ? `, ${kB(total)} in ${loaded.length} files` : ''}`);
  }
}
