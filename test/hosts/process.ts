import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { delimiter, dirname } from 'node:path';

/** The variables of `npm_*` that npm itself needs. The others describe this project, not the folder in which the child runs. */
const npmKeeps = /^npm_config_(registry|userconfig|globalconfig|cache|cafile|proxy|https_proxy|noproxy)$/i;

/** The environment for an npm that works in another folder, on the same Node as this process. */
export function npmEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key) || npmKeeps.test(key));
  return { ...Object.fromEntries(kept), PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}` };
}

/** Keeps the last `limit` characters of what a process wrote, for the error that needs them. */
export function tailOf(child: ChildProcess, limit = 4000): () => string {
  let text = '';
  const add = (chunk: Buffer) => (text = (text + chunk.toString()).slice(-limit));
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text.trim();
}

/** Runs a command to its end, quietly. @throws {Error} with the end of its output when it can't start or fails. */
export async function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<void> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const tail = tailOf(child);
  const line = `${command} ${args.join(' ')}`;
  await new Promise<void>((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`Can't run "${line}": ${error.message}`, { cause: error })));
    child.once('close', (code, signal) => {
      if (code === 0) return resolve();
      reject(new Error(`"${line}" in ${options.cwd ?? process.cwd()} ended with ${signal ?? code}:\n${tail()}`));
    });
  });
}

/** Ends a process started with `detached: true` and all it started, and waits until it's gone. */
export async function endGroup(child: ChildProcess, graceMs = 5000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return signalGroup(child, 'SIGKILL');
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  signalGroup(child, 'SIGTERM');
  const forced = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
  await gone;
  clearTimeout(forced);
  // An extension host that ignores the signal may still run, so the group is killed too.
  signalGroup(child, 'SIGKILL');
}

/** Sends a signal to the group that a detached process leads; a group that is gone is no error. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
