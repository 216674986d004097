/**
 * For suites in plain Node: fails a run in which a secret of the tests was printed, was sent to a server of this process,
 * or stood in a file when that was deleted or overwritten or when the run ended.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leakIn } from './canary.ts';
import { watchLeaks } from './watchLeaks.ts';

/** Every temporary folder of the run is made in here. */
const folder = mkdtempSync(join(realpathSync(tmpdir()), 'cloud-backup-restore-suite-'));
for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;

const leaks = watchLeaks();

/** Long enough for a mark that is written in two pieces. */
const keptBytes = 1000;

function watch(stream: NodeJS.WriteStream, file: string): void {
  let before = Buffer.alloc(0);
  let written = 0;
  const write = stream.write.bind(stream) as (...all: unknown[]) => boolean;
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    const bytes = Buffer.concat([before, Buffer.from(chunk as string)]);
    const leak = leakIn(bytes);
    if (leak) leaks.add([{ file, ...leak, offset: written - before.length + leak.offset }]);
    written += bytes.length - before.length;
    before = leak ? Buffer.alloc(0) : bytes.subarray(-keptBytes);
    return write(chunk, ...rest);
  };
}
watch(process.stdout, 'standard output');
watch(process.stderr, 'standard error');

export const mochaHooks = {
  afterAll() {
    try {
      leaks.end(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
