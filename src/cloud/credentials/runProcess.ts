/** Runs a program without a shell and reads what it prints. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { errnoOf } from '../../errorFields.ts';

/** More than keys with any token have. What is printed is kept as a secret, in each encoding that a text may have it in. */
const maximumBytes = 32_000;

/** How a run ended; `exit` is an exit code or the name of a signal, `code` the system's (`ENOENT`). */
export type ProcessEnd =
  | { readonly kind: 'ended'; readonly exit: string; readonly output: string }
  | { readonly kind: 'notRun'; readonly code: string }
  | { readonly kind: 'timeout' | 'stopped' | 'tooLarge' };

const onWindows = process.platform === 'win32';

/** Kills a program and all that it has started. The child of a wrapper script would otherwise keep the sign-in waiting for ever. */
function killTree(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (onWindows) {
    // It has ended, and another process may have its number by now.
    if (child.exitCode !== null || child.signalCode !== null) return;
    const tool = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'taskkill.exe');
    spawn(tool, ['/pid', String(pid), '/t', '/f'], { windowsHide: true, stdio: 'ignore' }).on('error', () =>
      child.kill(),
    );
    return;
  }
  try {
    // `detached` has put it into a group of its own.
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole group has ended meanwhile.
    child.kill('SIGKILL');
  }
}

/**
 * Runs a program in `home`, with an empty standard input. It is killed, with all that it has started, after `ms` or when `signal` is
 * aborted. Never rejects, since Node's errors quote the command line. Its standard error is dropped: it may be long, and nobody knows
 * what secrets are in it.
 */
export function runProcess(
  [program, ...words]: readonly [string, ...string[]],
  home: string,
  ms: number,
  signal?: AbortSignal,
): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    const env = { ...process.env };
    delete env['ELECTRON_RUN_AS_NODE'];
    let child;
    try {
      child = spawn(program, words, {
        // Windows looks for the program in this folder first, so it must not be a workspace.
        cwd: home,
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
        windowsHide: true,
        shell: false,
        // On Windows `detached` would open a window.
        detached: !onWindows,
      });
    } catch (error) {
      resolve({ kind: 'notRun', code: errnoOf(error) ?? '' });
      return;
    }
    const started = child;
    // A program in a group of its own would outlive the window.
    const onExit = () => killTree(started);
    process.once('exit', onExit);
    const end = (how: ProcessEnd) => {
      clearTimeout(timer);
      process.removeListener('exit', onExit);
      signal?.removeEventListener('abort', stop);
      resolve(how);
    };
    const giveUp = (kind: 'timeout' | 'stopped' | 'tooLarge') => {
      end({ kind });
      killTree(started);
      // A child that has left the group may hold the pipe open.
      started.stdout.destroy();
    };
    const stop = () => giveUp('stopped');
    signal?.addEventListener('abort', stop, { once: true });
    const timer = setTimeout(() => giveUp('timeout'), ms);
    const chunks: Buffer[] = [];
    let size = 0;
    started.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maximumBytes) giveUp('tooLarge');
      else chunks.push(chunk);
    });
    started.on('error', (error) => end({ kind: 'notRun', code: errnoOf(error) ?? '' }));
    started.on('close', (code, killedBy) =>
      end({ kind: 'ended', exit: String(code ?? killedBy), output: Buffer.concat(chunks).toString() }),
    );
  });
}
