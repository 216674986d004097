import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFromAccount } from '../../scripts/demoAccount.ts';
import { follow, showJobs, submit, watch, writeSpec } from '../../scripts/demoSteps.ts';
import { chooseService, sessionFor, type Service } from '../../scripts/service.ts';
import { until, untilEqual } from '../hosts/until.ts';
import { notification, rowWith, submitAndConfirm } from './job.ts';
import { extensionId } from '../../src/ids.ts';
import { temporaryFolder } from '../hosts/paths.ts';
import { installVsix, packVersion, uninstallExtension } from '../hosts/vsix.ts';
import { Workbench } from '../hosts/workbench.ts';
import { workbenchUrl } from '../hosts/workbenchUrl.ts';
import { useSession } from './useSession.ts';

describe('the main job', () => {
  let service: Service;
  before(async () => {
    service = await chooseService();
  });
  after(() => service.close());
  let packages: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    packages = await temporaryFolder('packages');
  });
  after(() => packages.remove());
  /** Packs the extension under a version. @returns the path of the package */
  const packed = async (version: string) => {
    const path = join(packages.path, `${version}.vsix`);
    await packVersion(version, path);
    return path;
  };
  // As people get it: what is not in the package is missing here.
  const session = useSession(async () => ({ ...sessionFor(service), vsix: await packed('0.0.1') }));

  it('has a place in the activity bar', async () => {
    const { workbench } = session();
    await workbench.openView();
    const title = await workbench.page.locator('.part.sidebar .title-label').innerText();
    assert.match(title, /Cloud Backup/i);
  });

  it('says in the empty view how to begin', async () => {
    const { workbench } = session();
    await workbench.openView();
    const welcome = workbench.page.locator('.part.sidebar .welcome-view-content');
    await welcome.waitFor();
    await untilEqual('one button', ['Try a Sample Restore'], () => welcome.locator('.monaco-button').allInnerTexts());
    await workbench.screenshot('welcome');
  });

  it('sends nothing when the person says no', async () => {
    const { workbench } = session();
    await workbench.openFile('nas.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    const { message, detail, press } = await workbench.dialog();
    assert.equal(message, 'Restore NAS files to “005494”?');
    for (const line of [
      'Restores: everything in the snapshot',
      'From: snapshot “s-000dh2pq1jk38s4k9x2q” in vault “v-0008w4xx7pkg2e4zt1t0”',
      'To: file system “005494” (created 2019-04-04 03:08:33 UTC)',
      'Region: “cn-hangzhou”',
      `Endpoint: “${service.endpoint}”`,
      'Profile: “environment”',
      'Existing files: not stated. The service decides; expect those of the same names to be overwritten.',
    ]) {
      assert.ok(detail.includes(line), `${line}\n---\n${detail}`);
    }
    await press('Cancel');
    await workbench.openView();
    await untilEqual('no jobs', [], () => workbench.treeRows());
  });

  it('says in the question what is lost, and starts nothing by its default button', async () => {
    const { workbench, workspace } = session();
    const sample = await readFile(join(workspace, 'ecs-instance.restore.json'), 'utf8');
    const forced = sample.replace('"bootAfterRestore": false', '"forceRestore": true');
    await writeFile(join(workspace, 'forced.restore.json'), forced);
    await workbench.openFile('forced.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    const { message, detail, buttons, press } = await workbench.dialog();
    assert.match(message, /^Roll back “i-.*”\? Everything on its disks since the snapshot is lost\.$/);
    assert.match(detail, /^forceRestore: even disks that were moved to another instance are overwritten\./);
    assert.deepEqual(buttons.sort(), ['Cancel', 'Preview Request', 'Roll Back Instance']);
    const focused = workbench.page.locator('.dialog-buttons .monaco-button:focus');
    await untilEqual('the default button', 'Preview Request', () => focused.innerText());
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
    const text = await notification(workbench, /can't be sent/);
    assert.match(
      text,
      /wrong\.restore\.json\S+ can't be sent: 5 problems\. Line 1: Missing property \S+\w+\S+\. Correct it/,
    );
    assert.equal(await workbench.page.locator('.monaco-dialog-box').count(), 0);
    await workbench.page.locator('.notification-toast').getByRole('button', { name: 'Show Problems' }).click();
    await workbench.page.locator('.markers-panel .monaco-list-row', { hasText: 'Missing property' }).first().waitFor();
    await workbench.screenshot('show-problems');
    await workbench.clearNotifications();
  });

  // Tests of an inner suite come after those of the outer one, which need an empty list.
  describe('that is submitted', () => {
    it('goes from an empty file to COMPLETE as in the demo, has its job after a restart, and follows on what runs then and leads from a row to its spec, with a newer version in place of the older', async () => {
      const lines: string[] = [];
      const output = { print: (line: string) => void lines.push(line), picture: () => Promise.resolve() };
      const first = session().workbench;
      // Their problems are counted too.
      await first.command('View: Close All Editors');
      await writeSpec(first, join(session().workspace, 'demo.restore.json'), output);
      const ended = await submit(first, output);
      await follow(first, ended, output);
      assert.match(lines.join('\n'), /^VS Code asks: Restore NAS files/m);
      assert.equal(lines.at(-1), 'status: COMPLETE');
      assert.match(await rowWith(first, ended, 'COMPLETE'), /NAS files to/);
      await first.screenshot('complete');

      await first.openFile('ecs-file.restore.json');
      const running = await submitAndConfirm(first);
      const newer = await packed('0.0.2');
      await session().restart(() => installVsix(session(), newer));
      const { workbench } = session();
      await rowWith(workbench, ended, 'COMPLETE');
      await rowWith(workbench, running, 'COMPLETE');
      await workbench.screenshot('after-restart');

      await workbench.openView();
      const both = [running, ended];
      await untilEqual('the newest first', both, async () =>
        (await workbench.jobRows()).flatMap((row) => both.find((id) => row.includes(id)) ?? []),
      );
      await workbench.page.locator(`.part.sidebar .monaco-list-row[aria-label*="${ended}"]`).click({ button: 'right' });
      // VS Code takes no click in the first moment of a menu, in which the button that opened it may still be held.
      const copy = workbench.page.getByRole('menuitem', { name: 'Copy RestoreId' });
      await copy.waitFor();
      await until('the menu to take a click', async () => {
        // It may be going from the click before.
        if ((await copy.count()) > 0) await copy.click({ timeout: 1000 }).catch(() => undefined);
        return (await copy.count()) === 0;
      });
      const status = workbench.page.locator('.part.statusbar');
      await until('the status bar to say so', async () => (await status.innerText()).includes(ended));
      await workbench.command('Cloud Backup: Open Spec');
      await workbench.pick(ended);
      await workbench.page.locator('.tab.active[data-resource-name="demo.restore.json"]').waitFor();
    }).timeout(240_000);

    it('makes a spec of what the account holds as in the demo, which is checked, and restored once it is submitted', async () => {
      const { workbench } = session();
      const lines: string[] = [];
      const output = { print: (line: string) => void lines.push(line), picture: () => Promise.resolve() };
      await showJobs(workbench);
      await writeFromAccount(workbench, output);
      assert.match(lines.join('\n'), /^Preflight Checks: [12] failed, \d+ passed, 0 not checked$/m);
      await watch(workbench, await submit(workbench, output), () => undefined);
      assert.match(lines.join('\n'), /^VS Code asks: Restore ECS files to/m);
    }).timeout(120_000);

    describe('where the extension goes in the end', () => {
      it('leaves VS Code as it was where it is uninstalled, and its jobs on the disk', async () => {
        const folder = join(session().dataDir, 'User/globalStorage', extensionId, 'jobs');
        // Beside the records lie what is being written, and what was to be sent, which go by themselves.
        const records = async () => (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
        const { workbench } = session();
        await workbench.openFile('oss.restore.json');
        // What still runs would change its record.
        await rowWith(workbench, await submitAndConfirm(workbench), 'COMPLETE');
        const before = await records();
        const { context, origin, token, workspace } = session();
        for (const page of context.pages()) await page.close();
        await uninstallExtension(session(), extensionId);
        const page = await context.newPage();
        session().workbench = new Workbench(page);
        await page.goto(workbenchUrl({ origin, token, folder: workspace }));
        await page.locator('.explorer-viewlet').getByText('nas.restore.json').waitFor();
        // VS Code draws the bar as it was last time, until it knows what is installed.
        await untilEqual('its place to go', 0, () =>
          page.locator('.part.activitybar [aria-label^="Cloud Backup"]').count(),
        );
        assert.deepEqual(await records(), before);
        assert.ok(before.length > 0);
      });
    });
  });
});
