import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../hosts/until.ts';
import type { Workbench } from '../hosts/workbench.ts';

let made = 0;

/** Writes a spec of NAS files that equals none before it into a folder that has the samples. @returns its name */
export async function writeNasSpec(folder: string): Promise<string> {
  const sample = await readFile(join(folder, 'nas.restore.json'), 'utf8');
  const name = `nas-${++made}.restore.json`;
  await writeFile(join(folder, name), sample.replace(/"s-\w+"/, `"s-000dh2pq1jk38s4k9${100 + made}"`));
  return name;
}

/** The first text among the notifications that matches. */
export function notification(workbench: Workbench, pattern: RegExp): Promise<string> {
  const find = async () => (await workbench.notifications()).find((text) => pattern.test(text));
  return until(`a notification like ${pattern}`, find, { seen: () => workbench.notifications() });
}

/** Submits the active spec as a person does: from the palette, saying yes. @returns the RestoreId that is shown */
export async function submitAndConfirm(workbench: Workbench): Promise<string> {
  await workbench.clearNotifications();
  await workbench.command('Cloud Backup: Submit Restore Job');
  const dialog = await workbench.dialog();
  await dialog.press('Start Restore');
  const text = await notification(workbench, /was submitted/);
  const id = /\br-[\w-]+/.exec(text)?.[0];
  assert.ok(id, text);
  return id;
}

/** Asks for the active spec to be submitted. @returns the question */
export async function askToSubmit(workbench: Workbench) {
  await workbench.command('Cloud Backup: Submit Restore Job');
  return workbench.dialog();
}

/** Whether a row, as a screen reader says it, begins with this status; how far the job got may stand behind it. */
export const hasStatus = (row: string, status: string) => new RegExp(`^${status}( [\\d.]+ %)?(,|$)`).test(row);

/** Waits for the row of a job to say a status; gives the row as a screen reader says it. */
export async function rowWith(workbench: Workbench, restoreId: string, status: string): Promise<string> {
  await workbench.openView();
  const find = async () => (await workbench.jobRows()).find((row) => row.includes(restoreId) && hasStatus(row, status));
  return until(`${restoreId} to be ${status}`, find, { withinMs: 60_000, seen: () => workbench.treeRows() });
}

/** What the status bar says of the account. */
export const barOf = ({ page }: Workbench): Promise<string> =>
  page.locator('.statusbar-item[id$="cloudBackupRestore.account"]').first().innerText();
