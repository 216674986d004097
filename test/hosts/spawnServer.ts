/** A server of a workbench, in a process of its own. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { endGroup, signalGroup, tailOf } from './process.ts';

export interface ServerProcess {
  /** On loopback. */
  readonly port: number;
  /** Ends it and all that it started. It ends with this process, too, also where a test is stopped. */
  readonly stop: () => Promise<void>;
}

export interface ServerCommand {
  /** What the server is called in errors. */
  readonly name: string;
  /** The script for Node, and its arguments. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** What the server prints once it listens, with the port as its first group. */
  readonly saying: RegExp;
}

/**
 * Starts a server and waits until it listens.
 * @throws {Error} with the end of the server's log when it stops before that or takes over a minute
 */
export async function spawnServer({ name, args, cwd, env, saying }: ServerCommand): Promise<ServerProcess> {
  const child = spawn(process.execPath, args, {
    ...{ cwd, env },
    // A group of its own: it starts hosts of extensions, and all of them have to end with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const endWithUs = () => signalGroup(child, 'SIGKILL');
  process.once('exit', endWithUs);
  const stop = async () => {
    await endGroup(child);
    process.off('exit', endWithUs);
  };
  try {
    return { port: await listening(child, name, saying), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function listening(child: ChildProcess, name: string, saying: RegExp): Promise<number> {
  const tail = tailOf(child);
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${name} ${why}. The end of its log:\n${tail()}`));
    const late = setTimeout(() => fail('did not listen within a minute'), 60_000);
    child.once('error', (error) => fail(`can't be started: ${error.message}`));
    child.once('exit', (code, signal) => fail(`stopped with ${signal ?? code} before it listened`));
    let seen = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      if (seen === 'done') return;
      seen += chunk.toString();
      const port = saying.exec(seen)?.[1];
      if (port === undefined) return;
      seen = 'done';
      clearTimeout(late);
      resolve(Number(port));
    });
  });
}
