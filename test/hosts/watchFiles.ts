/** Observes which files this process writes, overwrites or deletes: see `watchFiles`. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** By function of `fs`: the indexes of the arguments that are paths of files which it deletes or overwrites. */
const losing: Readonly<Record<string, readonly number[]>> = {
  ...{ rm: [0], rmdir: [0], unlink: [0], rename: [1], copyFile: [1], cp: [1], truncate: [0] },
  ...{ writeFile: [0], appendFile: [0], open: [0], createWriteStream: [0] },
};

type Call = (...args: unknown[]) => unknown;
type Functions = Record<string, Call | undefined>;

/** Whether a call of `open` only reads. Its flags are the second argument; without flags it reads. */
const onlyReads = (name: string, flags: unknown): boolean =>
  name.startsWith('open') &&
  (typeof flags === 'number'
    ? (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) === 0
    : /^rs?$/.test(flagsOf(flags)));

const flagsOf = (flags: unknown): string => (typeof flags === 'string' ? flags : 'r');

/** The path in an argument; undefined for a descriptor or a handle, whose file was opened by its path before. */
function pathOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return resolve(argument);
  if (argument instanceof URL) return fileURLToPath(argument);
  return Buffer.isBuffer(argument) ? resolve(argument.toString()) : undefined;
}

/**
 * From now on, calls `before` with each path that this process is about to delete, overwrite or append to. This also covers modules
 * that imported `node:fs` earlier, but not those that copied a function out of it.
 */
export function watchFiles(before: (path: string) => void): void {
  /** The folders that are being deleted. They were reported as a whole, so the calls for their files are not reported again. */
  const beingDeleted = new Set<string>();
  const report = (path: string) => {
    if (![...beingDeleted].some((folder) => path.startsWith(folder + sep))) before(path);
  };
  const watch = (functions: Functions, name: string, places: readonly number[]) => {
    const original = functions[name];
    if (!original) return;
    functions[name] = (...args) => {
      if (!onlyReads(name, args[1])) {
        for (const path of places.map((place) => pathOf(args[place]))) if (path !== undefined) report(path);
      }
      const folder = name === 'rm' ? pathOf(args[0]) : undefined;
      if (folder === undefined) return original.apply(functions, args);
      beingDeleted.add(folder);
      const done = original.apply(functions, args);
      if (!(done instanceof Promise)) beingDeleted.delete(folder);
      return done instanceof Promise ? done.finally(() => beingDeleted.delete(folder)) : done;
    };
    // Such as the variant that promisify uses.
    Object.defineProperties(functions[name], Object.getOwnPropertyDescriptors(original));
  };
  for (const [name, places] of Object.entries(losing)) {
    watch(fs as unknown as Functions, name, places);
    watch(fs as unknown as Functions, `${name}Sync`, places);
    watch(fs.promises as unknown as Functions, name, places);
  }
  syncBuiltinESMExports();
}
