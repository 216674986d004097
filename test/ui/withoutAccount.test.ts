import assert from 'node:assert/strict';
import { startProxy, type Proxy } from '../hosts/proxy.ts';
import { startSandbox, type Sandbox } from '../hosts/testSandbox.ts';
import { until } from '../hosts/until.ts';
import { barOf, notification, rowWith, submitAndConfirm } from './job.ts';
import { useSession } from './useSession.ts';

describe('without an account', () => {
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

  it('says what is missing and what to do, and sends nothing', async () => {
    const { workbench } = session();
    await workbench.openFile('nas.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    const text = await notification(workbench, /No Alibaba Cloud credentials were found/);
    assert.match(text, /aliyun configure/);
    await workbench.clearNotifications();
  });

  it('goes to the sandbox once it is started, says so, and follows the job there', async () => {
    const { workbench } = session();
    await workbench.command('Cloud Backup: Start Sandbox');
    await notification(workbench, /sandbox is running/);
    await workbench.openFile('nas.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    const { detail, press } = await workbench.dialog();
    assert.match(detail, /This goes to the sandbox: nothing real is restored\./);
    assert.match(detail, /Profile: “sandbox”/);
    await workbench.screenshot('sandbox-confirm');
    await press('Cancel');
    const id = await submitAndConfirm(workbench);
    await rowWith(workbench, id, 'COMPLETE');
  });

  it('goes nowhere once the sandbox is stopped', async () => {
    const { workbench } = session();
    await workbench.clearNotifications();
    await workbench.command('Cloud Backup: Stop Sandbox');
    await notification(workbench, /sandbox was stopped/);
    await workbench.openFile('nas.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    await notification(workbench, /No Alibaba Cloud credentials were found/);
  });
});
