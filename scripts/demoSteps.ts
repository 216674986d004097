/**
 * The steps of the demo: the main job in a real workbench. A test of test/ui walks through them too, since nothing else would notice
 * that the demo broke.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseJsonValue } from '../src/cloud/json.ts';
import { until, untilEqual } from '../test/hosts/until.ts';
import type { Workbench } from '../test/hosts/workbench.ts';

/** A key with the suggestion to take for its value, or what to paste over what the key's own suggestion selects. */
const steps: { key: string; pick?: string; paste?: string }[] = [
  // It writes the SourceType that goes with it, too.
  { key: 'RestoreType', pick: '"NAS"' },
  { key: 'VaultId', paste: 'v-0008w4xx7pkg2e4zt1t0' },
  { key: 'SnapshotId', paste: 's-000dh2pq1jk38s4k9x2q' },
  { key: 'TargetFileSystemId', paste: '005494' },
  { key: 'TargetCreateTime', paste: '1554347313' },
];

const written = {
  RestoreType: 'NAS',
  SourceType: 'NAS',
  VaultId: 'v-0008w4xx7pkg2e4zt1t0',
  SnapshotId: 's-000dh2pq1jk38s4k9x2q',
  TargetFileSystemId: '005494',
  TargetCreateTime: 1554347313,
};

/** What the steps show on their way. */
export interface DemoOutput {
  readonly print: (line: string) => void;
  /** Takes a picture of the workbench. */
  readonly picture: (name: string) => Promise<void>;
}

/** Writes a spec with completions into a new file of the workspace. @throws {Error} where the file isn't as meant, or has problems */
export async function writeSpec(workbench: Workbench, file: string, { print, picture }: DemoOutput): Promise<void> {
  const specName = basename(file);
  await writeFile(file, '');
  await workbench.openFile(specName);
  await workbench.type('{\n');
  for (const [index, { key, pick, paste }] of steps.entries()) {
    if (index > 0) await workbench.type(',\n');
    if (index === 1) {
      await workbench.untilSuggested(key);
      await picture('completion');
    }
    await workbench.acceptSuggestion(key);
    if (pick) await workbench.acceptSuggestion(pick);
    // As one pastes it.
    if (paste) await workbench.page.keyboard.insertText(paste);
    await workbench.page.keyboard.press('End');
  }
  await workbench.save();
  // VS Code for the web saves by itself while one types, so the tab may say "saved" before all of it is.
  await untilEqual(
    `${specName} to be as it is meant`,
    written,
    // It may have saved half a spec.
    async () => parseJsonValue(await readFile(file, 'utf8')),
  );
  const problems = () => workbench.problems();
  await until('the spec to have no problems', async () => (await problems()) === 'No Problems', { seen: problems });
  await picture('spec');
  print(`${specName} is written; VS Code sees no problems in it`);
}

/** Submits the spec in the active editor, and says yes. @returns the RestoreId */
export async function submit(workbench: Workbench, { print, picture }: DemoOutput): Promise<string> {
  // An earlier job may still be told of.
  await workbench.clearNotifications();
  await workbench.command('Cloud Backup: Submit Restore Job');
  const { message, detail, press } = await workbench.dialog();
  print(`VS Code asks: ${message}\n${detail.replaceAll(/^/gm, '  ')}`);
  await picture('confirmation');
  await press('Start Restore');
  return until('a notification with the RestoreId', async () => {
    const told = (await workbench.notifications()).find((text) => text.includes('was submitted'));
    const id = /\br-[\w-]+/.exec(told ?? '')?.[0];
    if (id) await picture('submitted');
    return id;
  });
}

/**
 * Waits until the lens above the spec and the row say the same: VS Code draws the lens later, and a picture in between shows two
 * percents of one job. @returns what both say
 */
async function agree(workbench: Workbench, restoreId: string): Promise<string> {
  const plain = (text: string) => text.replaceAll(/\s/g, ' ');
  const lens = () => workbench.page.locator('.codelens-decoration').first().innerText();
  const said = async () => ({ lens: plain(await lens()), row: plain(await statusIn(workbench, restoreId)) });
  return until(
    'the lens and the row to say the same',
    async () => {
      const { lens, row } = await said();
      return lens.endsWith(row) ? row : undefined;
    },
    { seen: said },
  );
}

/** The status that the row of a job says; empty where it has none yet. */
async function statusIn(workbench: Workbench, restoreId: string): Promise<string> {
  const row = (await workbench.jobRows()).find((label) => label.includes(restoreId));
  // The status comes first.
  return row?.split(', ')[0] ?? '';
}

/**
 * Reads the tree as it changes.
 *
 * @param seen told of each status
 * @throws {Error} when the job ends otherwise than COMPLETE, or not in 2 minutes
 */
export async function watch(
  workbench: Workbench,
  restoreId: string,
  seen: (status: string) => Promise<void> | void,
): Promise<void> {
  let last = '';
  await until(
    'the restore job to be COMPLETE',
    async () => {
      const status = await statusIn(workbench, restoreId);
      if (status === last || status === '') return false;
      last = status;
      await seen(status);
      if (/FAILED|CANCELED|EXPIRED|PARTIAL/.test(status)) throw new Error(`The restore job ended as ${status}.`);
      return status === 'COMPLETE';
    },
    { withinMs: 120_000, seen: () => workbench.treeRows() },
  );
}

/** Shows the list of jobs, as wide as a row that is read whole. */
export async function showJobs(workbench: Workbench): Promise<void> {
  await workbench.openView();
  await workbench.widenSidebar(480);
}

/** Follows the job of the spec in the active editor, with a picture of each status. @throws {Error} as `watch` */
export async function follow(workbench: Workbench, restoreId: string, { print, picture }: DemoOutput): Promise<void> {
  await showJobs(workbench);
  await watch(workbench, restoreId, async (status) => {
    print(`status: ${status}`);
    const shown = await agree(workbench, restoreId);
    await picture(shown.split(' ')[0] ?? '');
  });
}
