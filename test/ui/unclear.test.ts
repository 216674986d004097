import assert from 'node:assert/strict';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sessionFor } from '../../scripts/service.ts';
import { createClient } from '../../src/cloud/hbrClient.ts';
import { startSandbox, type Sandbox } from '../hosts/testSandbox.ts';
import { readSpec } from '../../src/restoreSpec/specDocument.ts';
import { toRequest } from '../../src/restoreSpec/restoreRequest.ts';
import { killExtensionHost } from '../hosts/killExtensionHost.ts';
import { until, untilEqual } from '../hosts/until.ts';
import { askToSubmit, hasStatus, notification, rowWith, submitAndConfirm, writeNasSpec } from './job.ts';
import { useSession } from './useSession.ts';

describe('a submission that is never lost and never doubled', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.clearFaults());
  after(() => sandbox.close());
  const session = useSession(() => sessionFor({ ...sandbox, ownSandbox: true }));
  const openOwnSpec = async () => session().workbench.openFile(await writeNasSpec(session().workspace));
  const created = () => sandbox.requests().filter(({ action }) => action === 'CreateRestoreJob').length;

  it('is shown as unclear, then finds its RestoreId by itself', async () => {
    const { workbench } = session();
    const before = created();
    sandbox.inject({ kind: 'resetAfterExecute', action: 'CreateRestoreJob' });
    await workbench.openView();
    await openOwnSpec();
    await workbench.command('Cloud Backup: Submit Restore Job');
    await (await workbench.dialog()).press('Start Restore');
    await until('a row that says UNCLEAR', async () =>
      (await workbench.jobRows()).some((row) => hasStatus(row, 'UNCLEAR')),
    );
    await workbench.screenshot('unclear');
    assert.match(await notification(workbench, /The restore may have started/), /will tell you/);
    const id = sandbox.jobs().at(-1)?.restoreId ?? '';
    const text = await notification(
      workbench,
      new RegExp(`The unclear restore .* did start: job “${id}” has exactly its parameters`),
    );
    assert.match(text, /the only new job with all its parameters, created \d+ s after it was sent/);
    await workbench.screenshot('unclear-adopted');
    await rowWith(workbench, id, 'COMPLETE');
    assert.equal(created(), before + 1);
  });

  it('is told in the question where the same was just submitted, with the safe answer as the default', async () => {
    const { workbench } = session();
    await openOwnSpec();
    const id = await submitAndConfirm(workbench);
    await rowWith(workbench, id, 'COMPLETE');
    const before = created();
    const { message, detail, buttons, press } = await askToSubmit(workbench);
    assert.equal(message, 'Restore NAS files to “005494”? The same restore was submitted already.');
    assert.deepEqual(buttons.sort(), ['Cancel', 'Open Job', 'Restore Again']);
    const when = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d\\d:\\d\\d';
    assert.match(detail, new RegExp(`Submitted already: “${id}”, “COMPLETE”, at ${when}, by this window`));
    await workbench.screenshot('duplicate');
    const focused = workbench.page.locator('.dialog-buttons .monaco-button:focus');
    await untilEqual('the default button', 'Open Job', () => focused.innerText());
    await press('Cancel');
    assert.equal(created(), before);
  });

  it('is sent again after a countdown where it surely did not run, and no more once that is canceled', async () => {
    const { workbench } = session();
    await workbench.clearNotifications();
    sandbox.inject({ kind: 'throttle', action: 'CreateRestoreJob', times: 9 });
    const before = created();
    await openOwnSpec();
    await workbench.command('Cloud Backup: Submit Restore Job');
    await (await workbench.dialog()).press('Start Restore');
    await notification(workbench, /Trying again in \d+ s \(attempt \d of 5\)/);
    await workbench.screenshot('countdown');
    const cancel = workbench.page.locator('.notifications-toasts .monaco-button').getByText('Cancel', { exact: true });
    await cancel.click();
    await notification(workbench, /The restore was not started\./);
    assert.ok(created() - before < 5);
  });

  it('is no longer waited for where the person says so, is told that it may run, and is found', async () => {
    const { workbench } = session();
    await workbench.clearNotifications();
    sandbox.inject({ kind: 'hang', execute: true, action: 'CreateRestoreJob' });
    await openOwnSpec();
    await workbench.command('Cloud Backup: Submit Restore Job');
    await (await workbench.dialog()).press('Start Restore');
    await notification(workbench, /It was sent, so it may run even if you stop waiting\./);
    await workbench.screenshot('stop-waiting');
    const buttons = workbench.page.locator('.notifications-toasts .monaco-button');
    await buttons.getByText('Stop Waiting', { exact: true }).click();
    await notification(workbench, /The restore may have started\./);
    const id = sandbox.jobs().at(-1)?.restoreId ?? '';
    await notification(workbench, new RegExp(`did start: job “${id}”`));
  });

  it('is for the person to pick where several jobs fit', async () => {
    const { workbench, workspace } = session();
    await workbench.clearNotifications();
    await workbench.openFile('oss.restore.json');
    const since = Date.now();
    await workbench.command('Cloud Backup: Submit Restore Job');
    const { press } = await workbench.dialog();
    // While the question is open, it is looked at what is listed before. Then somebody else starts the same.
    await until('the look at the list', () => {
      const looks = sandbox.requests().filter(({ action, time }) => action === 'DescribeRestoreJobs2' && time >= since);
      return Promise.resolve(looks.length > 0);
    });
    const request = toRequest(readSpec(await readFile(join(workspace, 'oss.restore.json'), 'utf8')));
    const { accessKeyId, accessKeySecret, endpoint } = sandbox;
    const account = { signer: 'environment', profile: 'other', region: 'cn-hangzhou', endpoint } as const;
    const other = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });
    const { restoreId } = await other.createRestoreJob(request);
    sandbox.inject({ kind: 'resetAfterExecute', action: 'CreateRestoreJob' });
    await press('Start Restore');
    await notification(workbench, /The service lists jobs that may be the unclear restore/);
    const mine = sandbox.jobs().at(-1)?.restoreId ?? '';
    const choose = workbench.page
      .locator('.notifications-toasts .monaco-button')
      .getByText('Choose Job', { exact: false });
    await choose.click();
    const rows = await workbench.quickPickRows();
    // Beside the two, it can stay unclear, or be none of them.
    assert.equal(rows.length, 4);
    assert.ok(
      [mine, restoreId].every((id) => rows.some((row) => row.startsWith(id))),
      String(rows),
    );
    await workbench.screenshot('choose-job');
    await workbench.pick(mine);
    await rowWith(workbench, mine, 'COMPLETE');
  });

  it('is found by itself where the extension host dies between the request and its answer', async () => {
    sandbox.inject({ kind: 'hang', execute: true, action: 'CreateRestoreJob' });
    const before = created();
    const { workbench, dataDir } = session();
    await workbench.openFile('ecs-file.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    await (await workbench.dialog()).press('Start Restore');
    await until('the request', () => Promise.resolve(created() > before));
    await killExtensionHost(dataDir);
    const id = sandbox.jobs().at(-1)?.restoreId ?? '';
    await rowWith(workbench, id, 'COMPLETE');
    assert.equal(created(), before + 1);
  });

  it('is not sent where it can not be written down, and says why', async () => {
    const { workbench, dataDir } = session();
    const jobs = join(dataDir, 'User/globalStorage/restore-authoring.cloud-backup-restore/jobs');
    await mkdir(jobs, { recursive: true });
    await rename(jobs, `${jobs}.away`);
    await writeFile(jobs, '');
    const before = created();
    await workbench.clearNotifications();
    await workbench.openFile('oss.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    const text = await notification(workbench, /Nothing was sent/);
    assert.match(text, /could not be (read|written).*jobs/);
    assert.equal(created(), before);
    await workbench.screenshot('unwritable');
    await rm(jobs);
    await rename(`${jobs}.away`, jobs);
  });
});
