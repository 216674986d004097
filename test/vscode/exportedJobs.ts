import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { command } from './support.ts';

export interface ExportedJob {
  id: string;
  restoreId: string | null;
  status: string;
  seen: unknown;
  spec: string;
}

/** The jobs in the extension's list, as it exports them. */
export async function exportedJobs(): Promise<ExportedJob[]> {
  const folder = await mkdtemp(join(tmpdir(), 'export-'));
  try {
    const file = join(folder, 'jobs.json');
    await command('exportJobs', vscode.Uri.file(file));
    // Where there are no jobs there is nothing to export.
    if (!existsSync(file)) return [];
    return JSON.parse(await readFile(file, 'utf8')) as ExportedJob[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
