import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { run } from '../../../src/cli/run.ts';

/** Runs the program. @returns its exit code, and what it printed */
export async function runCli(
  args: readonly string[],
  stdin: string | Buffer = '',
  place: { env?: Record<string, string>; home?: string } = {},
): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: string[][] = [[], []];
  const code = await run(args, {
    stdin: Readable.from([Buffer.from(stdin)]),
    out: (text) => out?.push(text),
    err: (text) => err?.push(text),
    ...place,
  });
  return { code, out: out?.join('\n') ?? '', err: err?.join('\n') ?? '' };
}

/** Writes files into a folder that is gone after the test. @returns the path of a name in it */
export function useFiles(): (files: Readonly<Record<string, string | Buffer>>) => Promise<(name: string) => string> {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });
  return async (files) => {
    const folder = await mkdtemp(join(tmpdir(), 'cli-'));
    folders.push(folder);
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return (name) => join(folder, name);
  };
}
