import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type Mocha from 'mocha';

export interface Counts {
  passed: number;
  failed: number;
  /** What failed: the full title of each, and its error. */
  failures: string[];
}

/** The environment variable that names the file in which a suite leaves its counts for `npm test`. */
export const countsVariable = 'TEST_COUNTS';

/**
 * Writes the counts of a run into a file for `npm test` when the run ends. It writes synchronously, since mocha exits right after the
 * end. Does nothing where the environment names no file.
 */
export function leaveCounts(runner: Mocha.Runner): void {
  const path = process.env[countsVariable];
  if (!path) return;
  const failures: string[] = [];
  runner.on('fail', (test, error: unknown) => {
    failures.push(`${test.fullTitle()}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  });
  runner.once('end', () => {
    const { passes = 0, failures: failed = 0 } = runner.stats ?? {};
    putCounts(path, { passed: passes, failed, failures });
  });
}

export function putCounts(path: string, counts: Counts): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(counts));
}

/** Reads the counts of the last suite and deletes their file; undefined where the suite ended without writing them. */
export function takeCounts(path: string): Counts | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Counts;
  } catch {
    return undefined;
  } finally {
    rmSync(path, { force: true });
  }
}
