/** Writes an export into a file that a person chose: piece by piece, since an export may have many megabytes. */
import { createWriteStream, type Stats } from 'node:fs';
import { chmod, realpath, rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as l10n from '@vscode/l10n';
import { ignoreMissing } from './files.ts';

/** What a path leads to; undefined where it leads to nothing. */
export const statIfThere = (path: string): Promise<Stats | undefined> => ignoreMissing(stat(path));

/** The file is whole afterwards, or as it was before. A file that is replaced keeps its permissions, and its link where it has one. */
export async function writePieces(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const before = await statIfThere(path);
  // A rename would put a file in the place of a device or a pipe.
  if (before && !before.isFile()) throw new Error(l10n.t('it is not a file.'));
  const target = before ? await realpath(path) : path;
  const temporary = `${target}.${process.pid}-${Date.now()}.tmp`;
  try {
    // Nobody else may read it before it has the permissions of the file that it replaces.
    const mode = before ? 0o600 : 0o666;
    await pipeline(Readable.from(pieces), createWriteStream(temporary, { flags: 'wx', mode }));
    if (before) await chmod(temporary, before.mode & 0o7777);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
