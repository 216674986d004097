/** A program that is run without a shell, for what it prints. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const maximumBytes = 200_000;

/** How a run ended; `exit` is an exit code or the name of a signal, `code` the system's (`ENOENT`). */
export type RunEnd =
  | { readonly kind: 'ended'; readonly exit: string; readonly output: string }
  | { readonly kind: 'notRun'; readonly code: string }
  | { readonly kind: 'timeout' | 'stopped' | 'tooLarge' };

const onWindows = process.platform === 'win32';

/** Ends a program that is given up, and what it has started: a wrapper's child would hold the sign-in open for ever. */
function killTree(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (onWindows) {
    // Its number may be another's by now.
    if (child.exitCode !== null || child.signalCode !== null) return;
    const tool = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'taskkill.exe');
    spawn(tool, ['/pid', String(pid), '/t', '/f'], { windowsHide: true, stdio: 'ignore' }).on('error', () =>
      child.kill(),
    );
    return;
  }
  try {
    // Its own group, by `detached`.
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile, and all of its group.
    child.kill('SIGKILL');
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

/**
 * Runs a program in `home`, with nothing on its standard input, for `ms` at most and no longer than until `signal` is aborted: then
 * it is killed, with what it has started. Never rejects: what Node throws quotes the command line. Its standard error goes nowhere:
 * it may say as much as it likes there, and nobody knows what secrets are in it.
 */
export function run(
  [program, ...words]: readonly [string, ...string[]],
  home: string,
  ms: number,
  signal?: AbortSignal,
): Promise<RunEnd> {
  return new Promise((resolve) => {
    const env = { ...process.env };
    delete env['ELECTRON_RUN_AS_NODE'];
    let child;
    try {
      child = spawn(program, words, {
        // Windows looks there first for the program: never in a workspace.
        cwd: home,
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
        windowsHide: true,
        shell: false,
        // On Windows it would open a window.
        detached: !onWindows,
      });
    } catch (error) {
      resolve({ kind: 'notRun', code: codeOf(error) });
      return;
    }
    const started = child;
    // In a group of its own it would outlive the window.
    const onExit = () => killTree(started);
    process.once('exit', onExit);
    const end = (how: RunEnd) => {
      clearTimeout(timer);
      process.removeListener('exit', onExit);
      signal?.removeEventListener('abort', stop);
      resolve(how);
    };
    const giveUp = (kind: 'timeout' | 'stopped' | 'tooLarge') => {
      end({ kind });
      killTree(started);
      // Who has left its group may hold it open.
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
    started.on('error', (error) => end({ kind: 'notRun', code: codeOf(error) }));
    started.on('close', (code, killedBy) =>
      end({ kind: 'ended', exit: String(code ?? killedBy), output: Buffer.concat(chunks).toString() }),
    );
  });
}
