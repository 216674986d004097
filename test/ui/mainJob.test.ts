import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseService, sessionFor, type Service } from '../../scripts/service.ts';
import { until, untilIs } from '../hosts/until.ts';
import { notification, rowWith, submitAndConfirm } from './job.ts';
import { useSession } from './useSession.ts';

describe('the main job', () => {
  let service: Service;
  before(async () => {
    service = await chooseService();
  });
  after(() => service.close());
  const session = useSession(() => sessionFor(service));

  it('says in the empty view how to begin', async () => {
    const { workbench } = session();
    await workbench.openView();
    const welcome = workbench.page.locator('.part.sidebar .welcome-view-content');
    await welcome.waitFor();
    const buttons = await welcome.locator('.monaco-button').allInnerTexts();
    assert.deepEqual(buttons, ['New Restore Spec', 'Set Up Credentials', 'Start Sandbox']);
    await workbench.screenshot('welcome');
  });

  it('sends nothing when the person says no', async () => {
    const { workbench } = session();
    await workbench.openFile('nas.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    const { message, detail, press } = await workbench.dialog();
    assert.equal(message, 'Restore NAS files to 005494?');
    for (const line of [
      'Restores: everything in the snapshot',
      'From: snapshot s-000dh2pq1jk38s4k9x2q in vault v-0008w4xx7pkg2e4zt1t0',
      'To: file system 005494 (created 2019-04-04 03:08:33 UTC)',
      'Region: cn-hangzhou',
      `Endpoint: ${service.endpoint}`,
      'Profile: environment',
      'Overwrites: Files of the same names on the target are overwritten.',
    ]) {
      assert.ok(detail.includes(line), `${line}\n---\n${detail}`);
    }
    await press('Cancel');
    await workbench.openView();
    await untilIs('no jobs', [], () => workbench.treeRows());
  });

  it('says in the question what it warns of', async () => {
    const { workbench, workspace } = session();
    const sample = await readFile(join(workspace, 'ecs-instance.restore.json'), 'utf8');
    const forced = sample.replace('"bootAfterRestore": false', '"forceRestore": true');
    await writeFile(join(workspace, 'forced.restore.json'), forced);
    await workbench.openFile('forced.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    const { detail, press } = await workbench.dialog();
    assert.match(detail, /Warning: forceRestore overwrites the disk even if/);
    await workbench.screenshot('warned');
    await press('Cancel');
  });

  it('refuses a wrong spec, and says which line', async () => {
    const { workbench } = session();
    await writeFile(
      join(session().workspace, 'wrong.restore.json'),
      '{\n  "RestoreType": "OSS",\n  "SourceType": "NAS"\n}',
    );
    await workbench.openFile('wrong.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    const text = await notification(workbench, /Nothing was sent/);
    assert.match(text, /line 1 of the spec is wrong\. Missing property "\w+"\. There are 5 problems in all\./);
    assert.equal(await workbench.page.locator('.monaco-dialog-box').count(), 0);
    await workbench.clearNotifications();
  });

  it('submits after a yes, shows the RestoreId, follows the job to COMPLETE, and has it after a restart', async () => {
    await session().workbench.openFile('nas.restore.json');
    const id = await submitAndConfirm(session().workbench);
    const row = await rowWith(session().workbench, id, 'COMPLETE');
    assert.match(row, /NAS files to 005494/);
    await session().workbench.screenshot('complete');

    await session().restart();
    const { workbench } = session();
    await rowWith(workbench, id, 'COMPLETE');
    await workbench.screenshot('after-restart');
  });

  it('goes on following after a restart in the middle', async () => {
    await session().workbench.openFile('ecs-file.restore.json');
    const id = await submitAndConfirm(session().workbench);
    await session().restart();
    await rowWith(session().workbench, id, 'COMPLETE');
  });

  it('lists the newest first, copies a RestoreId and opens the spec of a row', async () => {
    const { workbench } = session();
    await workbench.openView();
    await untilIs('the newest first', ['ECS files', 'NAS files'], async () =>
      (await workbench.jobRows()).map((row) => /^\w+ files/.exec(row)?.[0] ?? row),
    );
    const row = workbench.page.locator('.part.sidebar .customview-tree .monaco-list-row[aria-level="2"]').nth(1);
    await row.hover();
    await row.locator('[aria-label="Copy RestoreId"]').click();
    const status = workbench.page.locator('.part.statusbar');
    await until('the status bar to say so', async () => (await status.innerText()).includes('Copied r-'));
    await workbench.command('Cloud Backup: Open Spec');
    await workbench.pick((await workbench.quickPickRows())[1] ?? '');
    await workbench.page.locator('.tab.active[data-resource-name="nas.restore.json"]').waitFor();
  });
});
