import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of Linux about a process; nothing where the process is gone or another user's. */
const readProcessFile = (pid: string, name: string) => readFile(join('/proc', pid, name), 'utf8').catch(() => '');

/**
 * Kills the extension host of a server, as a crash or a lack of memory does. VS Code then starts another one by itself.
 *
 * @param dataDir of the server, whose HOME stands in it
 * @throws {Error} unless exactly one was found
 */
export async function killExtensionHost(dataDir: string): Promise<void> {
  const hosts: number[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (!(await readProcessFile(pid, 'cmdline')).includes('--type=extensionHost')) continue;
    const environment = (await readProcessFile(pid, 'environ')).split('\0');
    if (environment.includes(`HOME=${join(dataDir, 'home')}`)) hosts.push(Number(pid));
  }
  const [host] = hosts;
  if (host === undefined || hosts.length > 1) throw new Error(`${hosts.length} extension hosts of ${dataDir} run.`);
  process.kill(host, 'SIGKILL');
}
