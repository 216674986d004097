/** What any window ever showed of a submission, kept in files: a statement counts also where it was taken back, or its window was killed. */
import { appendFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobRecord, SubmissionState } from '../../src/jobs/record.ts';
import type { JobStore } from '../../src/jobs/store.ts';

export interface Statement {
  readonly spec: string;
  readonly state: SubmissionState;
  readonly restoreId?: string | undefined;
  /** Whether it is said that the job was found in the list, and by which evidence. */
  readonly adopted: boolean;
}

export function statementOf({ spec, state, restoreId, adoption }: JobRecord): Statement {
  return { spec, state, restoreId, adopted: adoption !== undefined };
}

/** Writes down whatever the store shows from now on, at once. */
export function recordStatements(store: JobStore, folder: string): void {
  const last = new Map<string, string>();
  store.onDidChange((ids) => {
    for (const id of ids) {
      const record = store.get(id);
      const line = record && JSON.stringify(statementOf(record));
      if (line === undefined || last.get(id) === line) continue;
      last.set(id, line);
      appendFileSync(join(folder, `${process.pid}.jsonl`), `${line}\n`);
    }
  });
}

export async function readStatements(folder: string): Promise<Statement[]> {
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
  // A process may have been killed in the middle of its last line.
  const lines = texts.flatMap((text) => text.split('\n').slice(0, -1));
  return lines.map((line) => JSON.parse(line) as Statement);
}
