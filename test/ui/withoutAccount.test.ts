import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../hosts/paths.ts';
import { startProxy, type Proxy } from '../hosts/proxy.ts';
import { startSandbox, type Sandbox } from '../hosts/testSandbox.ts';
import { until } from '../hosts/until.ts';
import { barOf, notification, rowWith, submitAndConfirm } from './job.ts';
import { useSession } from './useSession.ts';
import { untilWelcomed } from './welcome.ts';

const sample = 'Try a Sample Restore';

describe('without an account', () => {
  let titles: Readonly<Record<string, string>>;
  before(async () => {
    titles = JSON.parse(await readFile(join(root, 'package.nls.json'), 'utf8')) as typeof titles;
  });
  let proxy: Proxy;
  let service: Sandbox;
  before(async () => {
    [proxy, service] = await Promise.all([startProxy({}), startSandbox()]);
  });
  after(() => Promise.all([proxy, service].map((each) => each.close())));
  const session = useSession(() => {
    const by = `http://${proxy.host}:${proxy.port}`;
    return {
      env: { http_proxy: by, https_proxy: by },
      settings: { 'cloudBackupRestore.endpoint': service.endpoint, 'cloudBackupRestore.region': 'cn-hangzhou' },
    };
  });

  it('and without a network, specs are worked on as with one: nothing is said, and nothing is asked', async () => {
    const { workbench } = session();
    await workbench.clearNotifications();
    await workbench.openFile('oss.restore.json');
    await workbench.page.keyboard.press('Control+End');
    await workbench.type('\n// typed');
    await workbench.page.keyboard.press('Control+Home');
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.press('Enter');
    await workbench.untilSuggested('Include');
    await workbench.page.keyboard.press('Escape');
    await workbench.command('Cloud Backup: Preview Request');
    await workbench.page.locator('.tab[data-resource-name="oss.request.ini"]').waitFor();
    await workbench.openView();
    await workbench.page.locator('.part.sidebar').getByText('No restore jobs yet.').waitFor();
    await until('the status bar', async () => /no profile/.test(await barOf(workbench)));
    await workbench.screenshot('without-account');
    assert.deepEqual(await workbench.notifications(), []);
    assert.deepEqual(service.requests(), []);
    // VS Code itself looks for updates and extensions.
    assert.deepEqual(
      proxy.take().filter(({ target }) => /aliyun|alibaba|100\.100\.100\.200/i.test(target)),
      [],
    );
  });

  it('says in the empty list that no credentials were found, and leads to them', async () => {
    const { workbench } = session();
    const welcome = await untilWelcomed(workbench, /set up credentials: none were found/, 'Try a Sample Restore');
    await workbench.screenshot('welcome-no-credentials');
    await welcome.follow('set up credentials');
    await workbench.page.getByText('Requests are signed with a profile').filter({ visible: true }).first().waitFor();
    await welcome.follow('write a spec');
    assert.ok((await workbench.quickPickRows()).some((row) => row.startsWith('NAS')));
    await workbench.page.keyboard.press('Escape');
  });

  for (const name of ['jobs', 'done']) {
    it(`says in the empty list that "${name}" could not be read from the disk, until it can be`, async () => {
      const { workbench, dataDir } = session();
      const storage = join(dataDir, 'User/globalStorage/restore-authoring.cloud-backup-restore');
      await mkdir(storage, { recursive: true });
      await writeFile(join(storage, name), 'no folder');
      await workbench.command('Cloud Backup: Refresh Jobs');
      const button = 'Try Again';
      const welcome = await untilWelcomed(workbench, /The restore jobs couldn't be read from the disk/, button);
      await workbench.screenshot('welcome-failed');
      await workbench.clearNotifications();
      await welcome.press();
      await notification(workbench, /could not be read/i);
      await welcome.follow('The log');
      await workbench.page.locator('.part.panel').getByText('ENOTDIR').first().waitFor();
      await workbench.page.keyboard.press('Control+J');
      // It is seen by itself that it can be read again.
      await rm(join(storage, name));
      await untilWelcomed(workbench, /No restore jobs yet/, 'Try a Sample Restore');
      await workbench.clearNotifications();
    });
  }

  it('says what is missing and what to do, and sends nothing', async () => {
    const { workbench } = session();
    await workbench.openFile('nas.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    const text = await notification(workbench, /No Alibaba Cloud credentials were found/);
    assert.match(text, /aliyun configure/);
    await workbench.clearNotifications();
  });

  for (const place of ['the walkthrough', 'the empty list']) {
    it(`has a sample restore opened by one click in ${place}, which is left to the person to submit`, async () => {
      const { workbench } = session();
      const { page } = workbench;
      await workbench.clearNotifications();
      if (place === 'the empty list') await (await untilWelcomed(workbench, /set up credentials/, sample)).press();
      else {
        await workbench.command('Welcome: Open Walkthrough...');
        await workbench.pick(titles['walkthrough.title'] ?? '');
        await page
          .getByText(titles['walkthrough.sandbox.title'] ?? '', { exact: true })
          .first()
          .click();
        await page.getByRole('button', { name: sample }).filter({ visible: true }).first().click();
      }
      await notification(workbench, /sandbox is running/);
      await page.locator('.editor-group-container.active .view-line', { hasText: 'A sample:' }).waitFor();
      await untilWelcomed(workbench, /The sandbox is running: nothing real is restored/, sample);
      await workbench.screenshot(`sample-${place.replace('the ', '').replace(' ', '-')}`);
      await workbench.command('View: Revert and Close Editor');
      await workbench.clearNotifications();
      await workbench.command('Cloud Backup: Stop Sandbox');
      await notification(workbench, /sandbox was stopped/);
    });
  }

  // Its job stays in the list, which other tests need to be empty: tests of an inner suite come after those of the outer one.
  describe('that starts the sandbox', () => {
    it('goes to the sandbox once it is started, says so, follows the job there, and goes nowhere once it is stopped', async () => {
      const { workbench } = session();
      await workbench.command('Cloud Backup: Start Sandbox');
      await notification(workbench, /sandbox is running/);
      await untilWelcomed(workbench, /The sandbox is running: nothing real is restored/, 'Try a Sample Restore');
      await workbench.openFile('nas.restore.json');
      await workbench.command('Cloud Backup: Submit Restore Job');
      const { detail, press } = await workbench.dialog();
      assert.match(detail, /This goes to the sandbox: nothing real is restored\./);
      assert.match(detail, /Profile: “sandbox”/);
      await workbench.screenshot('sandbox-confirm');
      await press('Cancel');
      const id = await submitAndConfirm(workbench);
      await rowWith(workbench, id, 'COMPLETE');

      await workbench.clearNotifications();
      await workbench.command('Cloud Backup: Stop Sandbox');
      await notification(workbench, /sandbox was stopped/);
      await workbench.openFile('nas.restore.json');
      await workbench.command('Cloud Backup: Submit Restore Job');
      await notification(workbench, /No Alibaba Cloud credentials were found/);
    });
  });
});
