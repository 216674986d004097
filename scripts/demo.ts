/**
 * `npm run demo`: the main job by itself, in a real VS Code: writes a restore spec with completions, submits it from
 * the palette and follows it in the sidebar until it's COMPLETE. Prints what it sees; pictures are in artifacts/demo.
 */
import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { artifacts } from '../test/hosts/paths.ts';
import { openSession } from '../test/hosts/session.ts';
import { until } from '../test/hosts/until.ts';
import type { Workbench } from '../test/hosts/workbench.ts';
import { build } from './build.ts';
import { chooseService, sessionFor } from './service.ts';

const specName = 'nas.restore.json';
const pictures = join(artifacts, 'demo');

/** A key with the suggestion to take for its value, or what to type after what the key's own suggestion wrote. */
const steps: { key: string; pick?: string; type?: string }[] = [
  { key: 'RestoreType', pick: '"NAS"' },
  { key: 'SourceType', pick: '"NAS"' },
  { key: 'VaultId', type: '0008w4xx7pkg2e4zt1t0' },
  { key: 'SnapshotId', type: '000dh2pq1jk38s4k9x2q' },
  { key: 'TargetFileSystemId', type: '005494' },
  { key: 'TargetCreateTime', type: '1554347313' },
];

const written = {
  RestoreType: 'NAS',
  SourceType: 'NAS',
  VaultId: 'v-0008w4xx7pkg2e4zt1t0',
  SnapshotId: 's-000dh2pq1jk38s4k9x2q',
  TargetFileSystemId: '005494',
  TargetCreateTime: 1554347313,
};

let taken = 0;
async function picture(workbench: Workbench, name: string): Promise<void> {
  taken += 1;
  await workbench.screenshot(join(pictures, `${String(taken).padStart(2, '0')}-${name}.png`));
}

async function writeSpec(workbench: Workbench, file: string): Promise<void> {
  await writeFile(file, '');
  await workbench.openFile(specName);
  await workbench.type('{\n');
  for (const [index, { key, pick, type }] of steps.entries()) {
    if (index > 0) await workbench.type(',\n');
    if (index === 2) {
      await workbench.untilSuggested(key);
      await picture(workbench, 'completion');
    }
    await workbench.acceptSuggestion(key);
    if (pick) await workbench.acceptSuggestion(pick);
    if (type) await workbench.type(type);
    await workbench.page.keyboard.press('End');
  }
  await workbench.save();
  const problems = () => workbench.problems();
  await until('the spec to have no problems', async () => (await problems()) === 'No Problems', { seen: problems });
  await picture(workbench, 'spec');
  assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), written, `${specName} isn't what was meant`);
  console.log(`${specName} is written; VS Code sees no problems in it`);
}

async function submit(workbench: Workbench): Promise<string> {
  await workbench.command('Cloud Backup: Submit Restore Job');
  const { message, detail, press } = await workbench.dialog();
  console.log(`VS Code asks: ${message}\n${detail.replaceAll(/^/gm, '  ')}`);
  await picture(workbench, 'confirmation');
  await press('Start Restore');
  return until('a notification with the RestoreId', async () => {
    const id = /\br-[\w-]+/.exec((await workbench.notifications()).join('\n'))?.[0];
    if (id) await picture(workbench, 'submitted');
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
  // What to where, the status, then the rest.
  return row?.split(', ')[1] ?? '';
}

/** Reads the tree as it changes. @throws {Error} when the job ends otherwise than COMPLETE, or not in 2 minutes */
async function follow(workbench: Workbench, restoreId: string): Promise<void> {
  await workbench.openView();
  await workbench.widenSidebar(480);
  let last = '';
  await until(
    'the restore job to be COMPLETE',
    async () => {
      const status = await statusIn(workbench, restoreId);
      if (status === last || status === '') return false;
      last = status;
      console.log(`status: ${status}`);
      const shown = await agree(workbench, restoreId);
      await picture(workbench, shown.split(' ')[0] ?? '');
      if (/FAILED|CANCELED|EXPIRED|PARTIAL/.test(status)) throw new Error(`The restore job ended as ${status}.`);
      return status === 'COMPLETE';
    },
    { withinMs: 120_000, seen: () => workbench.treeRows() },
  );
}

async function demo(): Promise<void> {
  await rm(pictures, { recursive: true, force: true });
  const service = await chooseService();
  try {
    await build();
    console.log(`The service is ${service.ownSandbox ? 'a sandbox' : 'HBR_ENDPOINT'} at ${service.endpoint}`);
    const session = await openSession(sessionFor(service));
    try {
      await writeSpec(session.workbench, join(session.workspace, specName));
      const restoreId = await submit(session.workbench);
      console.log(`RestoreId: ${restoreId}`);
      await follow(session.workbench, restoreId);
      await picture(session.workbench, 'done');
    } catch (error) {
      await picture(session.workbench, 'failed');
      throw error;
    } finally {
      await session.stop();
    }
  } finally {
    await service.close();
    console.log(`Pictures: ${pictures}`);
  }
}

await demo();
