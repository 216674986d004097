import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sessionFor } from '../../scripts/service.ts';
import { createClient } from '../../src/cloud/client.ts';
import { startSandbox, type Sandbox } from '../hosts/markedSandbox.ts';
import { readSpec } from '../../src/spec/document.ts';
import { toRequest } from '../../src/spec/request.ts';
import { until, untilIs } from '../hosts/until.ts';
import { openWorkbench, type Workbench } from '../hosts/workbench.ts';
import { hasStatus, notification, rowWith, submitAndConfirm } from './job.ts';
import { useSession } from './useSession.ts';

/** Long enough that a job ends only when a test says so. */
const longSeconds = 36_000;
/** Long enough to be seen, and so short that the day of a job's end is today. */
const cancelingSeconds = 60;

describe('a job that is followed', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ queuedSeconds: 1, runningSeconds: longSeconds, cancelingSeconds });
  });
  after(() => sandbox.close());
  const session = useSession(() => sessionFor({ ...sandbox, ownSandbox: true }));

  /** Submits a NAS restore that equals none before it; all of them are in one list of the service. */
  let made = 0;
  async function submitNas(workbench: Workbench): Promise<string> {
    const { workspace } = session();
    const sample = await readFile(join(workspace, 'nas.restore.json'), 'utf8');
    const name = `nas-${++made}.restore.json`;
    await writeFile(join(workspace, name), sample.replace(/"s-\w+"/, `"s-000dh2pq1jk38s4k9${100 + made}"`));
    await workbench.openFile(name);
    const id = await submitAndConfirm(workbench);
    await workbench.clearNotifications();
    return id;
  }

  const button = ({ page }: Workbench, name: string) =>
    page.locator('.notifications-toasts .monaco-button').getByText(name, { exact: true }).first();

  const textsLike = async (workbench: Workbench, pattern: RegExp) =>
    (await workbench.notifications()).filter((text) => pattern.test(text));

  /** Waits until a progress has ended. */
  const noneLike = (workbench: Workbench, pattern: RegExp) =>
    until(`no notification like ${pattern}`, async () => (await textsLike(workbench, pattern)).length === 0);

  const cancelCommand = 'Cloud Backup: Cancel Restore Job';

  /** Picks a job to cancel from the palette; the question is then open. */
  async function chooseToCancel(workbench: Workbench, id: string) {
    await workbench.command(cancelCommand);
    await workbench.pick(id);
    return workbench.dialog();
  }

  it('goes to its end without a touch, and its end is told once, with the report at hand', async () => {
    const { workbench } = session();
    const id = await submitNas(workbench);
    await rowWith(workbench, id, 'RUNNING');
    sandbox.finish(id, 'COMPLETE');
    const text = await notification(workbench, /COMPLETE after/);
    assert.match(text, /^Restore of NAS files to 005494: COMPLETE after \d+ s\.$/);
    await rowWith(workbench, id, 'COMPLETE');
    await workbench.screenshot('ended');
    assert.equal((await textsLike(workbench, /COMPLETE/)).length, 1);
    await button(workbench, 'Open Report').click();
    await workbench.page.locator('.tab.active').getByText(id).first().waitFor();
    await workbench.page.locator('.view-lines').getByText('Restore of').first().waitFor();
    await workbench.screenshot('report');
  });

  it('is told in one message with others that end at the same time, and one of them is for the person to open', async () => {
    const { workbench } = session();
    const [bad, good] = [await submitNas(workbench), await submitNas(workbench)];
    sandbox.finish(good, 'COMPLETE');
    sandbox.finish(bad, 'FAILED', { ErrorMessage: 'No space left on the target.' });
    const text = await notification(workbench, /restore jobs ended/);
    assert.match(text, /^2 restore jobs ended: .*1 COMPLETE/);
    assert.match(text, /1 FAILED.* Not complete: NAS files to 005494\.$/);
    await workbench.screenshot('ended-two');
    assert.deepEqual(await textsLike(workbench, / after /), []);
    await button(workbench, 'Open Report').click();
    await untilIs('both', 2, async () => (await workbench.quickPickRows()).length);
    await workbench.pick(bad);
    await workbench.page.locator('.tab.active').getByText(bad).first().waitFor();
    await workbench.clearNotifications();
  });

  it('says why it failed, in words that are no link', async () => {
    const { workbench } = session();
    const id = await submitNas(workbench);
    const ErrorMessage = 'Disk full. [Mend it](command:workbench.action.quit) <b>now</b>';
    sandbox.finish(id, 'FAILED', { ErrorMessage });
    const text = await notification(workbench, /FAILED after/);
    assert.match(text, /Disk full\. \[Mend it\] \(command:workbench\.action\.quit\) <b>now<\/b>$/);
    await workbench.screenshot('ended-failed');
    assert.equal(await workbench.page.locator('.notifications-toasts .notification-list-item-message a').count(), 0);
    await workbench.clearNotifications();
  });

  it('is told in one of two windows', async () => {
    const first = session();
    const page = await first.browser.newPage();
    try {
      const second = await openWorkbench(page, { origin: first.origin, folder: first.workspace });
      const windows = [first.workbench, second];
      const told = async () => (await Promise.all(windows.map((each) => textsLike(each, /COMPLETE after/)))).flat();
      for (const count of [1, 2]) {
        const id = await submitNas(second);
        await first.workbench.openView();
        await rowWith(first.workbench, id, 'RUNNING');
        sandbox.finish(id, 'COMPLETE');
        await Promise.all(windows.map((each) => rowWith(each, id, 'COMPLETE')));
        // The second message comes after all that could have been said about the first job.
        await until(`message ${count}`, async () => (await told()).length > 0, { seen: told });
        assert.equal((await told()).length, 1);
        await first.workbench.screenshot(`ended-windows-${count}`);
      }
    } finally {
      await page.close();
      await first.workbench.page.bringToFront();
    }
  });

  it('is looked at by one of two windows, however many are open', async () => {
    const first = session();
    const page = await first.browser.newPage();
    try {
      const second = await openWorkbench(page, { origin: first.origin, folder: first.workspace });
      const id = await submitNas(second);
      await first.workbench.openView();
      const since = Date.now();
      await Promise.all([first.workbench, second].map((each) => rowWith(each, id, 'RUNNING')));
      const looks = () =>
        sandbox.requests().filter(({ action, time }) => action === 'DescribeRestoreJobs2' && time >= since);
      await until('six looks', () => Promise.resolve(looks().length >= 6 || undefined), { withinMs: 90_000 });
      // Every two seconds, but for one at once as a window comes to the front: each for itself, they'd ask twice as often.
      const times = looks().map(({ time }) => time);
      const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
      assert.ok(span >= (times.length - 2) * 1800, `${times.length} looks in ${span} ms`);
      sandbox.finish(id, 'COMPLETE');
      await Promise.all([first.workbench, second].map((each) => rowWith(each, id, 'COMPLETE')));
    } finally {
      await page.close();
      await first.workbench.page.bringToFront();
      await first.workbench.clearNotifications();
    }
  });

  it('is told only where it failed, where the setting says so', async () => {
    const { workbench, workspace } = session();
    await mkdir(join(workspace, '.vscode'), { recursive: true });
    const settings = join(workspace, '.vscode/settings.json');
    const say = async (values: object, title: string) => {
      await writeFile(settings, JSON.stringify({ ...values, 'window.title': title }));
      await until('the settings to be read', async () => (await workbench.page.title()).includes(title));
    };
    await say({ 'cloudBackupRestore.notifications': 'failures' }, 'failures are told');
    const [good, bad] = [await submitNas(workbench), await submitNas(workbench)];
    sandbox.finish(good, 'COMPLETE');
    await rowWith(workbench, good, 'COMPLETE');
    sandbox.finish(bad, 'EXPIRED');
    const text = await notification(workbench, /after/);
    assert.match(text, /EXPIRED after/);
    assert.deepEqual(await textsLike(workbench, /COMPLETE/), []);
    await say({}, 'all is told');
    await workbench.clearNotifications();
  });

  it('is canceled after a yes: CANCELING until the service says CANCELED', async () => {
    const { workbench } = session();
    const id = await submitNas(workbench);
    await rowWith(workbench, id, 'RUNNING');
    const { message, detail, buttons, press } = await chooseToCancel(workbench, id);
    assert.equal(message, 'Cancel the restore of NAS files to 005494?');
    assert.match(detail, /Files that were written so far stay: the target may be a mix of old and restored files/);
    assert.match(detail, new RegExp(`RestoreId: ${id}\\s+Status: RUNNING`));
    assert.deepEqual(buttons.sort(), ['Cancel Restore', 'Keep It Running']);
    await workbench.screenshot('cancel');
    await press('Cancel Restore');
    await rowWith(workbench, id, 'CANCELING');
    await workbench.screenshot('canceling');
    await noneLike(workbench, /^Canceling/);
    await workbench.command(cancelCommand);
    await notification(workbench, /No restore job is running/);
    sandbox.advance(cancelingSeconds);
    await rowWith(workbench, id, 'CANCELED');
    assert.match(await notification(workbench, /CANCELED after/), /NAS files to 005494/);
    await workbench.clearNotifications();
  });

  it('goes on where the person says no', async () => {
    const { workbench } = session();
    const before = sandbox.requests().filter(({ action }) => action === 'CancelRestoreJob').length;
    const id = await submitNas(workbench);
    await (await chooseToCancel(workbench, id)).press('Keep It Running');
    await rowWith(workbench, id, 'RUNNING');
    assert.equal(sandbox.requests().filter(({ action }) => action === 'CancelRestoreJob').length, before);
    sandbox.finish(id, 'COMPLETE');
    await notification(workbench, /COMPLETE after/);
    await workbench.clearNotifications();
  });

  it('is not called an error where it ended before it could be canceled', async () => {
    const { workbench } = session();
    const id = await submitNas(workbench);
    const { press } = await chooseToCancel(workbench, id);
    sandbox.finish(id, 'COMPLETE');
    await press('Cancel Restore');
    const text = await notification(workbench, /nothing to cancel/);
    assert.equal(text, `${id} has ended already, as COMPLETE: there is nothing to cancel.`);
    await workbench.screenshot('cancel-ended');
    await button(workbench, 'Open Report').waitFor();
    await workbench.clearNotifications();
  });

  it('is said to be perhaps canceled where no answer came, and why not where the service refuses', async () => {
    const { workbench } = session();
    const id = await submitNas(workbench);
    sandbox.inject({ kind: 'resetAfterRead', action: 'CancelRestoreJob' });
    await (await chooseToCancel(workbench, id)).press('Cancel Restore');
    assert.match(await notification(workbench, /may or may not have taken/), /Watch its status/);
    await workbench.screenshot('cancel-unclear');
    await noneLike(workbench, /^Canceling/);
    await workbench.clearNotifications();
    sandbox.inject({ kind: 'error', status: 403, code: 'NoPermission', action: 'CancelRestoreJob' });
    await (await chooseToCancel(workbench, id)).press('Cancel Restore');
    await notification(workbench, /NoPermission/);
    await workbench.clearNotifications();
    await rowWith(workbench, id, 'RUNNING');
    sandbox.finish(id, 'COMPLETE');
    await notification(workbench, /COMPLETE after/);
    await workbench.clearNotifications();
  });

  it('was started elsewhere: it is shown on wish, marked as such, can be canceled, and goes again', async () => {
    const { workbench, workspace } = session();
    const { accessKeyId, accessKeySecret, endpoint } = sandbox;
    const account = { signer: 'environment', profile: 'other', region: 'cn-hangzhou', endpoint } as const;
    const other = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });
    const spec = await readFile(join(workspace, 'oss.restore.json'), 'utf8');
    const { restoreId } = await other.createRestoreJob(toRequest(readSpec(spec)));
    const show = 'Cloud Backup: Show Jobs Started Elsewhere';

    sandbox.inject({ kind: 'error', status: 403, code: 'NoPermission', action: 'DescribeRestoreJobs2' });
    await workbench.command(show);
    await notification(workbench, /NoPermission/);
    await workbench.clearNotifications();

    await workbench.command(show);
    await until(
      'the job, and no other one',
      async () => {
        const rows = (await workbench.treeRows()).filter((row) => row.includes('started elsewhere'));
        return rows.length === 1 && rows[0]?.includes(restoreId);
      },
      { seen: () => workbench.treeRows() },
    );
    await workbench.screenshot('elsewhere');
    await noneLike(workbench, /Looking for/);

    await (await chooseToCancel(workbench, restoreId)).press('Cancel Restore');
    await until(
      'CANCELING',
      async () => (await workbench.treeRows()).some((row) => row.includes(restoreId) && hasStatus(row, 'CANCELING')),
      { seen: () => workbench.treeRows() },
    );
    sandbox.advance(cancelingSeconds);
    await workbench.command('Cloud Backup: Refresh Jobs');
    await until(
      'CANCELED',
      async () => (await workbench.treeRows()).some((row) => row.includes(restoreId) && hasStatus(row, 'CANCELED')),
      { seen: () => workbench.treeRows() },
    );
    await workbench.command('Cloud Backup: Hide Jobs Started Elsewhere');
    await until('it to go', async () => !(await workbench.treeRows()).some((row) => row.includes(restoreId)));
  });

  it('says what happened where a refresh fails', async () => {
    const { workbench } = session();
    const id = await submitNas(workbench);
    sandbox.inject({
      kind: 'error',
      status: 503,
      code: 'ServiceUnavailable',
      action: 'DescribeRestoreJobs2',
      times: 3,
    });
    await workbench.command('Cloud Backup: Refresh Jobs');
    await notification(workbench, /ServiceUnavailable/);
    sandbox.clearFaults();
    await workbench.clearNotifications();
    await workbench.command('Cloud Backup: Refresh Jobs');
    await rowWith(workbench, id, 'RUNNING');
    await until('the progress in the view to end', async () => {
      return (await workbench.page.locator('.part.sidebar .monaco-progress-container.active').count()) === 0;
    });
  });
});
