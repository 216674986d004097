/** Watches, inside VS Code, how an extension's entry is loaded and what its `activate` does until the extension host is idle again. */
import fs from 'node:fs';
import Module from 'node:module';
import { performance } from 'node:perf_hooks';

export interface WatchedEntry {
  /** Time until the entry and what it requires at once are loaded. */
  readonly loadMs: number;
  /** Time from the call of `activate` until the event loop goes on. */
  readonly untilIdleMs: number;
  /** What its code has read so far besides code, as the function's name, the path and when it was, from the call of `activate` on. */
  readonly reads: readonly string[];
}

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

const readers =
  /^(readdir|opendir|readFile|read|open|stat|lstat|access|exists|readlink|realpath|watch|watchFile)(Sync)?$/;

/** A reading of a file or a folder. Who did it is read from the stack later: to write a stack out takes longer than what is measured. */
interface Read {
  readonly text: string;
  readonly stack: Error;
}

/** Calls back for each reading of a file or a folder that is no code of a folder. */
function watchReads(folder: string, onRead: (name: string, path: string) => void): void {
  for (const holder of [fs, fs.promises]) {
    const functions = holder as unknown as Record<string, unknown>;
    for (const [name, original] of Object.entries(functions)) {
      if (typeof original !== 'function' || !readers.test(name)) continue;
      const watching: AnyFunction = function (...args) {
        const [path] = args;
        if (typeof path !== 'string' || !path.startsWith(folder)) onRead(name, String(path));
        return Reflect.apply(original, this, args) as unknown;
      };
      functions[name] = Object.assign(watching, original);
    }
  }
}

/**
 * To be called before the extension is activated.
 *
 * @param folder the extension's folder
 * @returns what was seen, once `activate` was called
 */
export function watchEntry(folder: string, main: string): () => WatchedEntry | undefined {
  const reads: Read[] = [];
  let from = performance.now();
  watchReads(folder, (name, path) => {
    reads.push({ text: `${name} ${path} after ${Math.round(performance.now() - from)} ms`, stack: new Error() });
  });
  let [loadMs, untilIdleMs] = [Number.NaN, Number.NaN];
  const loader = Module as unknown as { _load: AnyFunction };
  const load = loader._load;
  loader._load = function (...args) {
    const start = performance.now();
    const loaded = Reflect.apply(load, this, args);
    if (!String(args[0]).endsWith(main) || !String(args[0]).startsWith(folder)) return loaded;
    loadMs = performance.now() - start;
    const { activate, ...others } = loaded as { readonly activate: AnyFunction };
    return {
      ...others,
      activate(...context: unknown[]) {
        from = performance.now();
        setImmediate(() => (untilIdleMs = performance.now() - from));
        return activate(...context);
      },
    };
  };
  return () => {
    if (Number.isNaN(untilIdleMs)) return undefined;
    // What memory is measured afterwards holds none of them.
    const own = reads.splice(0).filter(({ stack }) => stack.stack?.includes(folder));
    return { loadMs, untilIdleMs, reads: own.map(({ text }) => text) };
  };
}
