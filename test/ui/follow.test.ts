import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sessionFor } from '../../scripts/service.ts';
import { createClient } from '../../src/cloud/hbrClient.ts';
import { startSandbox, type Sandbox } from '../hosts/testSandbox.ts';
import { readSpec } from '../../src/restoreSpec/specDocument.ts';
import { toRequest } from '../../src/restoreSpec/restoreRequest.ts';
import { until, untilEqual } from '../hosts/until.ts';
import { openWorkbench, type Workbench } from '../hosts/workbench.ts';
import { askToSubmit, hasStatus, notification, rowWith, submitAndConfirm, writeNasSpec } from './job.ts';
import { useSession } from './useSession.ts';

/** Long enough that a job ends only when a test says so: ends that come together are told in one message. */
const longSeconds = 36_000;

describe('a job that is followed', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ queuedSeconds: 1, runningSeconds: longSeconds, cancelingSeconds: longSeconds });
  });
  after(() => sandbox.close());
  const session = useSession(() => sessionFor({ ...sandbox, ownSandbox: true }));

  /** Submits a NAS restore that equals none before it; all of them are in one list of the service. */
  async function submitNas(workbench: Workbench): Promise<string> {
    const { workspace, folder } = session();
    const isFirst = workbench === session().workbench;
    await workbench.openFile(await writeNasSpec(isFirst ? workspace : join(folder, 'other')));
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
    until(`no notification like ${pattern}`, async () => (await textsLike(workbench, pattern)).length === 0, {
      seen: () => workbench.notifications(),
    });

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
    assert.match(text, /^Restore of NAS files to “005494”: COMPLETE after \d+ s\.$/);
    await rowWith(workbench, id, 'COMPLETE');
    await workbench.screenshot('ended');
    assert.equal((await textsLike(workbench, /COMPLETE/)).length, 1);
    await button(workbench, 'Open Report').click();
    await workbench.page.locator('.tab.active').getByText(id).first().waitFor();
    const rendered = workbench.page.frameLocator('iframe.webview.ready').frameLocator('iframe');
    await rendered.getByRole('heading', { name: 'Restore of' }).waitFor();
    await workbench.screenshot('report');
  });

  it('is told in one message with others that end at the same time, and one of them is for the person to open', async () => {
    const { workbench } = session();
    const [bad, good] = [await submitNas(workbench), await submitNas(workbench)];
    sandbox.finish(good, 'COMPLETE');
    sandbox.finish(bad, 'FAILED', { ErrorMessage: 'No space left on the target.' });
    const text = await notification(workbench, /restore jobs ended/);
    assert.match(text, /^2 restore jobs ended: .*1 COMPLETE/);
    assert.match(text, /1 FAILED.* Not complete: NAS files to “005494”\.$/);
    await workbench.screenshot('ended-two');
    assert.deepEqual(await textsLike(workbench, / after /), []);
    await button(workbench, 'Open Report').click();
    await untilEqual('both', 2, async () => (await workbench.quickPickRows()).length);
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
    assert.match(text, /Disk full\. \[Mend it\] \(command:workbench\.action\.quit\) <b>now<\/b>\u2069?”$/);
    await workbench.screenshot('ended-failed');
    assert.equal(await workbench.page.locator('.notifications-toasts .notification-list-item-message a').count(), 0);
    await workbench.clearNotifications();
  });

  it('is told only where it failed, where the user says so, whatever the folder says', async () => {
    const { workbench, workspace, dataDir } = session();
    const { page } = workbench;
    const userFile = join(dataDir, 'User/settings.json');
    const folderFile = join(workspace, '.vscode/settings.json');
    await mkdir(join(workspace, '.vscode'), { recursive: true });
    /** The window's title shows when VS Code has read a file. The folder's one counts before the user's. */
    const hasRead = (title: string) =>
      until('the settings to be read', async () => (await workbench.page.title()).includes(title));
    const sayInFolder = async (values: object) => {
      await writeFile(folderFile, JSON.stringify(values));
    };
    /** Writes the user's settings as a person does, in their editor. @returns what stood there before */
    const sayAsUser = async (change: (before: string) => string) => {
      await workbench.command('Preferences: Open User Settings (JSON)');
      // It stands in front of the editors, in a window of its own.
      const editor = page.locator('.monaco-editor.focused').filter({ hasText: 'workbench.startupEditor' });
      await editor.waitFor();
      const before = await readFile(userFile, 'utf8');
      await page.keyboard.press('Control+A');
      // Pasted, since VS Code adds brackets to what is typed.
      await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(change(before))})`);
      await page.keyboard.press('Control+V');
      await page.keyboard.press('Control+S');
      await until('the settings to be saved', async () => (await readFile(userFile, 'utf8')) === change(before));
      await until('the settings to be closed', async () => {
        await page.keyboard.press('Escape');
        return !(await editor.isVisible());
      });
      return before;
    };
    const before = await sayAsUser((text) => {
      const all = { ...(JSON.parse(text) as object), 'cloudBackupRestore.notifications': 'failures' };
      return JSON.stringify({ ...all, 'window.title': 'failures are told' });
    });
    await hasRead('failures are told');
    await sayInFolder({ 'cloudBackupRestore.notifications': 'none', 'window.title': 'the folder wants silence' });
    await hasRead('the folder wants silence');
    const [good, bad] = [await submitNas(workbench), await submitNas(workbench)];
    sandbox.finish(good, 'COMPLETE');
    await rowWith(workbench, good, 'COMPLETE');
    sandbox.finish(bad, 'EXPIRED');
    const text = await notification(workbench, /after/);
    assert.match(text, /EXPIRED after/);
    assert.deepEqual(await textsLike(workbench, /COMPLETE/), []);
    await sayInFolder({});
    await hasRead('failures are told');
    await sayAsUser(() => before);
    await workbench.clearNotifications();
  });

  it('is canceled after a yes: CANCELING until the service says CANCELED', async () => {
    const { workbench } = session();
    const id = await submitNas(workbench);
    await rowWith(workbench, id, 'RUNNING');
    const { message, detail, buttons, press } = await chooseToCancel(workbench, id);
    assert.equal(message, 'Cancel the restore of NAS files to “005494”?');
    assert.match(detail, /Files that were written so far stay: the target may be a mix of old and restored files/);
    assert.match(detail, new RegExp(`RestoreId: “${id}”\\s+Status: “RUNNING`));
    assert.deepEqual(buttons.sort(), ['Cancel Restore', 'Keep It Running', 'Open Report']);
    const focused = workbench.page.locator('.dialog-buttons .monaco-button:focus');
    await untilEqual('the default button', 'Open Report', () => focused.innerText());
    await workbench.screenshot('cancel');
    await press('Cancel Restore');
    await rowWith(workbench, id, 'CANCELING');
    await workbench.screenshot('canceling');
    await noneLike(workbench, /^Canceling/);
    await workbench.command(cancelCommand);
    await notification(workbench, /No restore job is running/);
    sandbox.finish(id, 'CANCELED');
    await rowWith(workbench, id, 'CANCELED');
    assert.match(await notification(workbench, /CANCELED after/), /NAS files to “005494”/);
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
    await workbench.openView();
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
    sandbox.finish(restoreId, 'CANCELED');
    await workbench.command('Cloud Backup: Refresh Jobs');
    await until(
      'CANCELED',
      async () => (await workbench.treeRows()).some((row) => row.includes(restoreId) && hasStatus(row, 'CANCELED')),
      { seen: () => workbench.treeRows() },
    );
    await workbench.command('Cloud Backup: Hide Jobs Started Elsewhere');
    await until('it to go', async () => !(await workbench.treeRows()).some((row) => row.includes(restoreId)));
  });

  it('of a rollback is started once its instance is typed, and canceled', async () => {
    const { workbench } = session();
    await workbench.openFile('ecs-instance.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    const { message, press } = await workbench.dialog();
    assert.match(message, /^Roll back .* Everything on its disks since the snapshot is lost\.$/);
    await press('Roll Back Instance');
    // The last six characters of the instance.
    await workbench.answer('xyz66q');
    await notification(workbench, /was submitted/);
    const id = sandbox.jobs().at(-1)?.restoreId ?? '';
    await (await chooseToCancel(workbench, id)).press('Cancel Restore');
    await rowWith(workbench, id, 'CANCELING');
    // A job that goes on would be looked at in tests of others.
    sandbox.finish(id, 'CANCELED');
    await notification(workbench, /CANCELED after/);
    await workbench.clearNotifications();
  });

  it('that is refused leads to a page about the error, which VS Code asks about, and to the line of the call in the log', async () => {
    const { workbench } = session();
    const { page } = workbench;
    const fields = { Recommend: 'https://evil.example/x' };
    sandbox.inject({ kind: 'error', status: 403, code: 'NoPermission', action: 'CreateRestoreJob', fields });
    await workbench.openFile('ecs-file.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    await (await workbench.dialog()).press('Start Restore');
    await notification(workbench, /lacks the permission hbr:CreateRestoreJob/);
    await noneLike(workbench, /Submitting/);
    const refusal = page.locator('.notifications-toasts .notification-list-item', { hasText: 'RequestId' });
    const press = (name: string) =>
      refusal.locator('.notification-list-item-buttons-container .monaco-button').getByText(name).click();
    assert.match(await refusal.innerText(), /The service recommends: \S+https:\/\/evil\.example\/x/);
    assert.equal(await refusal.locator('a[href], a[data-href]').count(), 0);
    await workbench.screenshot('service-permission');
    await page.evaluate(`navigator.clipboard.writeText('')`);
    await press('Open Help Page');
    await (await workbench.dialog()).press('Copy');
    const copied = async () => (await page.evaluate<string>('navigator.clipboard.readText()')) || undefined;
    assert.match(
      await until('the address on the clipboard', copied),
      /^https:\/\/api\.(aliyun|alibabacloud)\.com\/troubleshoot\?q=NoPermission&product=hbr&requestId=[0-9A-F-]{36}$/,
    );
    await workbench.clearNotifications();

    sandbox.inject({ kind: 'error', status: 403, code: 'NoPermission', action: 'CreateRestoreJob', fields });
    await workbench.command('Cloud Backup: Submit Restore Job');
    await (await workbench.dialog()).press('Start Restore');
    await notification(workbench, /lacks the permission/);
    await noneLike(workbench, /Submitting/);
    await press('Show Log');
    const text = async () => (await page.locator('.output-view .view-lines').innerText()).replaceAll(/\s+/g, ' ');
    const line =
      /\[warning\] CreateRestoreJob cn-\S+ 127\.0\.0\.1:\d+ profile=\S+ HTTP 403 refused Code=NoPermission RequestId=\S+ \d+ ms/;
    await until('the line of the call', async () => line.test(await text()), { seen: text });
    await workbench.screenshot('service-log');
    await workbench.command('View: Hide Panel');
    await workbench.clearNotifications();
  });

  describe('with two windows open', () => {
    let second: Workbench;
    const isThere = () => (second as Workbench | undefined)?.page.isClosed() === false;
    before(async () => {
      const { workspace, folder } = session();
      // Of another folder: what windows share is no folder's.
      await cp(workspace, join(folder, 'other'), { recursive: true });
    });
    beforeEach(async () => {
      const { context, origin, folder } = session();
      if (!isThere()) second = await openWorkbench(await context.newPage(), { origin, folder: join(folder, 'other') });
      for (const each of [session().workbench, second]) await each.clearNotifications();
      await session().workbench.openView();
    });
    after(async () => {
      if (isThere()) await second.page.close();
      await session().workbench.page.bringToFront();
    });

    it('is told in one of them', async () => {
      const first = session();
      const windows = [first.workbench, second];
      const shown = async () => (await Promise.all(windows.map((each) => each.notifications()))).flat();
      const told = async () => (await shown()).filter((text) => /COMPLETE after/.test(text));
      for (const count of [1, 2]) {
        const id = await submitNas(second);
        await first.workbench.openView();
        await rowWith(first.workbench, id, 'RUNNING');
        sandbox.finish(id, 'COMPLETE');
        await Promise.all(windows.map((each) => rowWith(each, id, 'COMPLETE')));
        // The second message comes after all that could have been said about the first job.
        await until(`message ${count}`, async () => (await told()).length > 0, { seen: shown });
        assert.equal((await told()).length, 1);
        await first.workbench.screenshot(`ended-windows-${count}`);
        // Whichever window told it: what comes from now on is told once more, or about the second job.
        for (const each of windows) await each.clearNotifications();
      }
    });

    it('is looked at by one of them', async () => {
      const first = session();
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
    });

    it('is asked about in each of them where it equals one of the other, which is in the list of both', async () => {
      const first = session();
      const created = () => sandbox.requests().filter(({ action }) => action === 'CreateRestoreJob').length;
      await first.workbench.openFile('ots-table.restore.json');
      const id = await submitAndConfirm(first.workbench);
      sandbox.finish(id, 'COMPLETE');
      await second.openView();
      await rowWith(second, id, 'COMPLETE');
      const before = created();
      await second.openFile('ots-table.restore.json');
      const { detail, press } = await askToSubmit(second);
      assert.match(detail, /by another window or before a restart/);
      await press('Cancel');
      assert.equal(created(), before);

      const other = await submitNas(second);
      await rowWith(first.workbench, other, 'RUNNING');
      await first.workbench.screenshot('two-windows');
      sandbox.finish(other, 'COMPLETE');
      await rowWith(first.workbench, other, 'COMPLETE');
    });

    it('is told in the one that is left where the browser of the other is gone', async () => {
      const first = session();
      const id = await submitNas(second);
      await first.workbench.openView();
      await rowWith(first.workbench, id, 'RUNNING');
      // Its extension goes on running, and takes itself to be in front.
      const crashed = second.page.waitForEvent('crash');
      await second.page.goto('chrome://crash').catch(() => undefined);
      await crashed;
      sandbox.finish(id, 'COMPLETE');
      await notification(first.workbench, /COMPLETE after/);
      await first.workbench.clearNotifications();
      await second.page.close();
    });
  });
});
