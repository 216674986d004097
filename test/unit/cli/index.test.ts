import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../../hosts/paths.ts';

const main = join(root, 'src/cli/index.ts');

describe('the program, where nobody reads what it prints', () => {
  /** Runs it on a text whose end comes only once a stream of its output is closed. */
  async function runClosed(closed: 'stdout' | 'stderr', args: readonly string[], input: string) {
    const child = spawn(process.execPath, [main, ...args, '-']);
    const other = text(closed === 'stdout' ? child.stderr : child.stdout);
    const ended = once(child, 'close');
    const stream = child[closed];
    const isClosed = once(stream, 'close');
    stream.destroy();
    await isClosed;
    child.stdin.end(input);
    const [code, signal] = (await ended) as [number | null, string | null];
    return { code, signal, other: await other };
  }

  it('ends quietly, with the code of what it found', async () => {
    const valid = await readFile(join(root, 'samples/oss.restore.json'), 'utf8');
    assert.deepEqual(await runClosed('stdout', ['validate'], valid), { code: 0, signal: null, other: '' });
    assert.deepEqual(await runClosed('stdout', ['validate'], '{'), { code: 1, signal: null, other: '' });
    assert.deepEqual(await runClosed('stderr', ['preview'], '{'), { code: 1, signal: null, other: '' });
  });
});
