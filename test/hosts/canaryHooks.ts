/**
 * For suites in plain Node: fails a run in which a secret of the tests was printed, was sent to a server of this process,
 * or stood in a temporary folder when that was deleted or when the run ended.
 */
import fs from 'node:fs';
import { mkdtempSync, realpathSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertNoCanary, findCanary, leakIn, type Leak } from './canary.ts';
import { watchRequests } from './requestCanary.ts';

/** Every temporary folder of the run is made in here. */
const folder = mkdtempSync(join(realpathSync(tmpdir()), 'cloud-backup-restore-suite-'));
for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;

const leaks: Leak[] = [];
const isOwn = (path: fs.PathLike): path is string => typeof path === 'string' && path.startsWith(folder);
const look = (path: fs.PathLike) => {
  if (isOwn(path)) leaks.push(...findCanary(path));
};

// Tests delete what they made; before that it is looked through.
const { rm } = fs.promises;
const { rmSync } = fs;
fs.promises.rm = async (path, options) => {
  look(path);
  return rm(path, options);
};
fs.rmSync = (path, options) => {
  look(path);
  rmSync(path, options);
};
syncBuiltinESMExports();

/** Long enough for a mark that is written in two pieces. */
const keptBytes = 1000;

function watch(stream: NodeJS.WriteStream, file: string): void {
  let before = Buffer.alloc(0);
  let written = 0;
  const write = stream.write.bind(stream) as (...all: unknown[]) => boolean;
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    const bytes = Buffer.concat([before, Buffer.from(chunk as string)]);
    const leak = leakIn(bytes);
    if (leak) leaks.push({ file, ...leak, offset: written - before.length + leak.offset });
    written += bytes.length - before.length;
    before = leak ? Buffer.alloc(0) : bytes.subarray(-keptBytes);
    return write(chunk, ...rest);
  };
}
watch(process.stdout, 'standard output');
watch(process.stderr, 'standard error');
watchRequests((found) => leaks.push(...found));

export const mochaHooks = {
  afterAll() {
    look(folder);
    rmSync(folder, { recursive: true, force: true });
    assertNoCanary(leaks, 'what the tests wrote');
  },
};
