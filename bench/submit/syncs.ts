import fs from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** How often a disk was waited for, and how long, in ms. */
export interface Syncs {
  readonly syncs: number;
  readonly syncMs: number;
}

let counted = { syncs: 0, syncMs: 0 };

function note(start: number): void {
  counted = { syncs: counted.syncs + 1, syncMs: counted.syncMs + performance.now() - start };
}

/** Counts from now on every sync of a file or a folder in this process, in whichever of the two ways it is asked for. */
export async function countSyncs(): Promise<void> {
  const { fsync } = fs;
  const counting = (fd: number, done: fs.NoParamCallback) => {
    const start = performance.now();
    fsync(fd, (error) => {
      note(start);
      done(error);
    });
  };
  fs.fsync = Object.assign(counting, { __promisify__: fsync.__promisify__ });

  const handle = await open('/', 'r');
  const kind = Reflect.getPrototypeOf(handle) as FileHandle;
  const sync: unknown = Reflect.get(kind, 'sync');
  if (typeof sync !== 'function') throw new Error('A file has no way to be synced.');
  kind.sync = async function (this: FileHandle) {
    const start = performance.now();
    await Reflect.apply(sync, this, []);
    note(start);
  };
  await handle.close();
}

/** The syncs since the last call. */
export function takeSyncs(): Syncs {
  const taken = counted;
  counted = { syncs: 0, syncMs: 0 };
  return taken;
}
