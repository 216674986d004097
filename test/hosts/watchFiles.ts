/** Tells before this process loses what stands in a file, and which files it writes: see `watchFiles`. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** By function of `fs`, in each of its forms: which arguments are paths whose content it takes away, or replaces. */
const losing: Readonly<Record<string, readonly number[]>> = {
  ...{ rm: [0], rmdir: [0], unlink: [0], rename: [1], copyFile: [1], cp: [1], truncate: [0] },
  ...{ writeFile: [0], appendFile: [0], open: [0], createWriteStream: [0] },
};

type Call = (...args: unknown[]) => unknown;
type Functions = Record<string, Call | undefined>;

/** Whether a call of `open` only reads; the flags stand second, and reading is what is done without any. */
const onlyReads = (name: string, flags: unknown): boolean =>
  name.startsWith('open') &&
  (typeof flags === 'number'
    ? (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) === 0
    : /^rs?$/.test(flagsOf(flags)));

const flagsOf = (flags: unknown): string => (typeof flags === 'string' ? flags : 'r');

/** The path that an argument says; undefined for a descriptor or a handle, whose file was opened by its path before. */
function pathOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return resolve(argument);
  if (argument instanceof URL) return fileURLToPath(argument);
  return Buffer.isBuffer(argument) ? resolve(argument.toString()) : undefined;
}

/**
 * From now on tells of each path before this process deletes, overwrites or appends to what is there. Whoever asked for
 * `node:fs` before and after gets it, by `import`; who took a function out of it before does not.
 */
export function watchFiles(before: (path: string) => void): void {
  /** Folders that are being deleted, which were told of as a whole: some ways of it come back for each file. */
  const going = new Set<string>();
  const tell = (path: string) => {
    if (![...going].some((folder) => path.startsWith(folder + sep))) before(path);
  };
  const watch = (functions: Functions, name: string, places: readonly number[]) => {
    const original = functions[name];
    if (!original) return;
    functions[name] = (...args) => {
      if (!onlyReads(name, args[1])) {
        for (const path of places.map((place) => pathOf(args[place]))) if (path !== undefined) tell(path);
      }
      const folder = name === 'rm' ? pathOf(args[0]) : undefined;
      if (folder === undefined) return original.apply(functions, args);
      going.add(folder);
      const done = original.apply(functions, args);
      if (!(done instanceof Promise)) going.delete(folder);
      return done instanceof Promise ? done.finally(() => going.delete(folder)) : done;
    };
    // What promisify takes instead, and the like.
    Object.defineProperties(functions[name], Object.getOwnPropertyDescriptors(original));
  };
  for (const [name, places] of Object.entries(losing)) {
    watch(fs as unknown as Functions, name, places);
    watch(fs as unknown as Functions, `${name}Sync`, places);
    watch(fs.promises as unknown as Functions, name, places);
  }
  syncBuiltinESMExports();
}
