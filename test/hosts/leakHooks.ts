/**
 * Hooks for suites in plain Node. They fail a run in which a secret of the tests was printed or was sent to a server of this process.
 * They also fail it where a file contained one when it was deleted or overwritten, or at the end of the run.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findLeak } from './testSecrets.ts';
import { watchLeaks } from './watchLeaks.ts';

/** All temporary folders of the run are created in here. */
const folder = mkdtempSync(join(realpathSync(tmpdir()), 'cloud-backup-restore-suite-'));
for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;

const leaks = watchLeaks();

/** The end of the output that is kept, to find a mark that is written in two pieces. */
const keptBytes = 1000;

function watch(stream: NodeJS.WriteStream, file: string): void {
  let before = Buffer.alloc(0);
  let written = 0;
  const write = stream.write.bind(stream) as (...all: unknown[]) => boolean;
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    const bytes = Buffer.concat([before, Buffer.from(chunk as string)]);
    const leak = findLeak(bytes);
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
