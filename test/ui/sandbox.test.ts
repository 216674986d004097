import assert from 'node:assert/strict';
import { notification, rowWith, submitAndConfirm } from './job.ts';
import { useSession } from './useSession.ts';

describe('without an account', () => {
  const session = useSession();

  it('says what is missing and what to do, and sends nothing', async () => {
    const { workbench } = session();
    await workbench.openFile('nas.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    const text = await notification(workbench, /no Alibaba Cloud credentials/);
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
    assert.match(detail, /Profile: sandbox/);
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
    await notification(workbench, /no Alibaba Cloud credentials/);
  });
});
