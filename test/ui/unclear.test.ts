import assert from 'node:assert/strict';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sessionFor } from '../../scripts/service.ts';
import { createClient } from '../../src/cloud/client.ts';
import { startSandbox, type Sandbox } from '../hosts/markedSandbox.ts';
import { readSpec } from '../../src/spec/document.ts';
import { toRequest } from '../../src/spec/request.ts';
import { until } from '../hosts/until.ts';
import { openWorkbench, type Workbench } from '../hosts/workbench.ts';
import { hasStatus, notification, rowWith, submitAndConfirm } from './job.ts';
import { useSession } from './useSession.ts';

describe('a submission that is never lost and never doubled', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());
  const session = useSession(() => sessionFor({ ...sandbox, ownSandbox: true }));
  const created = () => sandbox.requests().filter(({ action }) => action === 'CreateRestoreJob').length;

  /** Says yes to the confirmation, and waits for the question that follows it. */
  async function confirmTwice(workbench: Workbench) {
    await workbench.command('Cloud Backup: Submit Restore Job');
    await workbench.dialog();
    await workbench.page.locator('.dialog-buttons .monaco-button').getByText('Start Restore', { exact: true }).click();
    return until('the question about the same restore', async () => {
      const dialog = await workbench.dialog();
      return /The same restore was submitted already/.test(dialog.message) && dialog;
    });
  }

  it('is shown as unclear, then finds its RestoreId by itself', async () => {
    const { workbench } = session();
    sandbox.inject({ kind: 'resetAfterExecute', action: 'CreateRestoreJob' });
    await workbench.openView();
    await workbench.openFile('nas.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    await (await workbench.dialog()).press('Start Restore');
    await until('a row that says UNCLEAR', async () =>
      (await workbench.jobRows()).some((row) => hasStatus(row, 'UNCLEAR')),
    );
    await workbench.screenshot('unclear');
    assert.match(await notification(workbench, /It is not known/), /you will be told/);
    const id = sandbox.jobs()[0]?.restoreId ?? '';
    await notification(workbench, new RegExp(`The unclear restore was started: its job is ${id}`));
    await workbench.screenshot('unclear-adopted');
    await rowWith(workbench, id, 'COMPLETE');
    assert.equal(created(), 1);
  });

  it('is asked about once more where the same was just submitted, with the safe answer as the default', async () => {
    const { workbench } = session();
    const id = sandbox.jobs()[0]?.restoreId ?? '';
    await workbench.clearNotifications();
    await workbench.openFile('nas.restore.json');
    const { detail, buttons, press } = await confirmTwice(workbench);
    assert.deepEqual(buttons.sort(), ['Cancel', 'Show Existing Job', 'Submit Again Anyway']);
    for (const line of [/submitted by this window at/, new RegExp(`RestoreId: ${id}`), /Status: COMPLETE/]) {
      assert.match(detail, line);
    }
    await workbench.screenshot('duplicate');
    const focused = workbench.page.locator('.dialog-buttons .monaco-button:focus');
    assert.equal(await focused.innerText(), 'Show Existing Job');
    await press('Cancel');
    assert.equal(created(), 1);
  });

  it('is seen by another window, which asks too, and the other way round', async () => {
    const first = session();
    const page = await first.browser.newPage();
    try {
      const second = await openWorkbench(page, { origin: first.origin, folder: first.workspace });
      const id = sandbox.jobs()[0]?.restoreId ?? '';
      await rowWith(second, id, 'COMPLETE');
      await second.openFile('nas.restore.json');
      const { detail, press } = await confirmTwice(second);
      assert.match(detail, /submitted by another window, or before a restart/);
      await press('Cancel');
      assert.equal(created(), 1);

      await second.openFile('ots-table.restore.json');
      const other = await submitAndConfirm(second);
      const seen = async () => (await first.workbench.treeRows()).some((row) => row.includes(other));
      await first.workbench.openView();
      await until('the job of the other window', seen, { seen: () => first.workbench.treeRows() });
      await first.workbench.screenshot('two-windows');
    } finally {
      await page.close();
      await first.workbench.page.bringToFront();
    }
  });

  it('is sent again after a countdown where it surely did not run, and no more once that is canceled', async () => {
    const { workbench } = session();
    await workbench.clearNotifications();
    sandbox.inject({ kind: 'throttle', action: 'CreateRestoreJob', times: 9 });
    const before = created();
    await workbench.openFile('oss.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    await (await workbench.dialog()).press('Start Restore');
    await notification(workbench, /Trying again in \d+ s \(attempt \d of 5\)/);
    await workbench.screenshot('countdown');
    const cancel = workbench.page.locator('.notifications-toasts .monaco-button').getByText('Cancel', { exact: true });
    await cancel.click();
    await notification(workbench, /The restore was not started\./);
    assert.ok(created() - before < 5);
    sandbox.clearFaults();
  });

  it('is for the person to pick where several jobs fit', async () => {
    const { workbench, workspace } = session();
    await workbench.clearNotifications();
    await workbench.openFile('oss.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    // Somebody else starts the same meanwhile.
    const request = toRequest(readSpec(await readFile(join(workspace, 'oss.restore.json'), 'utf8')));
    const { accessKeyId, accessKeySecret, endpoint } = sandbox;
    const account = { signer: 'environment', profile: 'other', region: 'cn-hangzhou', endpoint } as const;
    const other = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });
    const { restoreId } = await other.createRestoreJob(request);
    sandbox.inject({ kind: 'resetAfterExecute', action: 'CreateRestoreJob' });
    await (await workbench.dialog()).press('Start Restore');
    await notification(workbench, /The service lists jobs that may be the unclear restore/);
    const mine = sandbox.jobs().at(-1)?.restoreId ?? '';
    const choose = workbench.page
      .locator('.notifications-toasts .monaco-button')
      .getByText('Choose Job', { exact: false });
    await choose.click();
    const rows = await workbench.quickPickRows();
    assert.equal(rows.length, 3);
    assert.ok(
      [mine, restoreId].every((id) => rows.some((row) => row.startsWith(id))),
      String(rows),
    );
    await workbench.screenshot('choose-job');
    await workbench.pick(mine);
    await rowWith(workbench, mine, 'COMPLETE');
  });

  it('is found at the next start where the window died between the request and its answer', async () => {
    sandbox.inject({ kind: 'hang', execute: true, action: 'CreateRestoreJob' });
    const before = created();
    const { workbench, restart } = session();
    await workbench.openFile('ecs-file.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    await (await workbench.dialog()).press('Start Restore');
    await until('the request', () => Promise.resolve(created() > before));
    await restart();
    const id = sandbox.jobs().at(-1)?.restoreId ?? '';
    await rowWith(session().workbench, id, 'COMPLETE');
    assert.equal(created(), before + 1);
  });

  it('is not sent where it can not be written down, and says why', async () => {
    const { workbench, dataDir } = session();
    const jobs = join(dataDir, 'User/globalStorage/restore-authoring.cloud-backup-restore/jobs');
    await rename(jobs, `${jobs}.away`);
    await writeFile(jobs, '');
    const before = created();
    await workbench.clearNotifications();
    await workbench.openFile('oss.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    await (await workbench.dialog()).press('Start Restore');
    const text = await notification(workbench, /Nothing was sent/);
    assert.match(text, /could not be (read|written).*jobs/);
    assert.equal(created(), before);
    await workbench.screenshot('unwritable');
  });
});
