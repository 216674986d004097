import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Counts {
  passed: number;
  failed: number;
}

/** The environment variable that names the file in which a suite leaves its counts for `npm test`. */
export const countsVariable = 'TEST_COUNTS';

/** Written in one go, synchronously: mocha exits right after its end. Does nothing when nobody asked. */
export function leaveCounts(stats: { passes: number; failures: number } | undefined): void {
  const path = process.env[countsVariable];
  if (!path || !stats) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify({ passed: stats.passes, failed: stats.failures } satisfies Counts));
}

/** What the last suite left, or undefined when it ended before it could; the file is taken away. */
export function takeCounts(path: string): Counts | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Counts;
  } catch {
    return undefined;
  } finally {
    rmSync(path, { force: true });
  }
}
