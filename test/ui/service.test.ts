import assert from 'node:assert/strict';
import { sessionFor } from '../../scripts/service.ts';
import { startSandbox, type Fault, type Sandbox } from '../hosts/markedSandbox.ts';
import { until, untilIs } from '../hosts/until.ts';
import { hasStatus, notification, rowWith, submitAndConfirm } from './job.ts';
import { useSession } from './useSession.ts';

describe('what the service says', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());
  const session = useSession(() => sessionFor({ ...sandbox, ownSandbox: true }));

  const cases: [string, Fault, RegExp[], string?][] = [
    [
      'a refusal in a 200',
      { kind: 'successFalse', code: 'QuotaFull', message: 'no more jobs' },
      [/The restore was not started\./, /QuotaFull: no more jobs\. RequestId: /, /RequestId: [0-9A-F-]{36}/],
    ],
    [
      'a missing permission',
      { kind: 'error', status: 403, code: 'Forbidden.RAM', message: 'denied' },
      [/The restore was not started\./, /Forbidden\.RAM/, /hbr:CreateRestoreJob/, /RequestId/],
    ],
    [
      'a gateway that is down',
      { kind: 'html502' },
      [/It is not known whether the restore was started\./, /before you submit again/],
    ],
    [
      'an answer that never came',
      { kind: 'resetAfterExecute' },
      [/It is not known whether the restore was started\./],
      'nas.restore.json',
    ],
  ];
  for (const [what, fault, says, spec = 'oss.restore.json'] of cases) {
    it(`explains ${what}`, async () => {
      const { workbench } = session();
      sandbox.inject({ ...fault, action: 'CreateRestoreJob' });
      await workbench.openFile(spec);
      await workbench.command('Cloud Backup: Submit Restore Job');
      await (await workbench.dialog()).press('Start Restore');
      const text = await notification(workbench, says[0] ?? /./);
      for (const pattern of says) assert.match(text, pattern);
      await workbench.screenshot(`service-${fault.kind}`);
      await workbench.clearNotifications();
    });
  }

  const refusal = () =>
    session().workbench.page.locator('.notifications-toasts .notification-list-item', { hasText: 'RequestId' });
  const buttons = () => refusal().locator('.notification-list-item-buttons-container .monaco-button');

  async function refuse(fields: Extract<Fault, { kind: 'error' }>['fields'], says: RegExp) {
    const { workbench } = session();
    const fault = { kind: 'error', status: 403, code: 'NoPermission', message: 'denied' } as const;
    sandbox.inject({ ...fault, action: 'CreateRestoreJob', ...(fields && { fields }) });
    await workbench.openFile('ecs-file.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    await (await workbench.dialog()).press('Start Restore');
    await notification(workbench, says);
    const settled = async () => !(await workbench.notifications()).some((text) => /Submitting/.test(text));
    await until('the progress to go', settled, { seen: () => workbench.notifications() });
    return workbench;
  }

  /** Presses a button that puts something on the clipboard. */
  async function copied(press: () => Promise<void>): Promise<string> {
    const { page } = session().workbench;
    await page.evaluate(`navigator.clipboard.writeText('')`);
    await press();
    const read = async () => (await page.evaluate<string>('navigator.clipboard.readText()')) || undefined;
    return until('something on the clipboard', read);
  }

  /** The page that VS Code asks whether to open. */
  async function helpPage(): Promise<string> {
    await buttons().getByText('Open Help Page').click();
    const dialog = await session().workbench.dialog();
    return copied(() => dialog.press('Copy'));
  }

  it('offers the RAM policy for a missing permission, and the page about the error', async () => {
    const workbench = await refuse(undefined, /lacks the permission hbr:CreateRestoreJob/);
    assert.deepEqual(await buttons().allInnerTexts(), ['Copy RAM Policy', 'Open Help Page', 'Show Log']);
    await workbench.screenshot('service-permission');
    const policy = await copied(() => buttons().getByText('Copy RAM Policy').click());
    assert.deepEqual(JSON.parse(policy), {
      Version: '1',
      Statement: [{ Effect: 'Allow', Action: ['hbr:CreateRestoreJob', 'hbr:DescribeRestoreJobs2'], Resource: '*' }],
    });
    await workbench.clearNotifications();

    await refuse(undefined, /lacks the permission/);
    assert.match(
      await helpPage(),
      /^https:\/\/api\.aliyun\.com\/troubleshoot\?q=NoPermission&product=hbr&requestId=[0-9A-F-]{36}$/,
    );
    await workbench.clearNotifications();
  });

  it('offers no policy where one denies outright, and makes no link of what the service recommends', async () => {
    const AccessDeniedDetail = {
      AuthAction: 'hbr:CreateRestoreJob',
      NoPermissionType: 'ExplicitDeny',
      PolicyType: 'ControlPolicy',
    };
    const fields = { Recommend: 'https://evil.example/x', AccessDeniedDetail };
    const workbench = await refuse(fields, /outright.*No policy that is added helps.*\(ControlPolicy\)/s);
    assert.deepEqual(await buttons().allInnerTexts(), ['Open Help Page', 'Show Log']);
    assert.match(await refusal().innerText(), /The service recommends: https:\/\/evil\.example\/x/);
    assert.equal(await refusal().locator('a[href], a[data-href]').count(), 0);
    assert.match(await helpPage(), /^https:\/\/api\.alibabacloud\.com\/troubleshoot\?q=NoPermission&product=hbr&/);
    await workbench.clearNotifications();
  });

  it('keeps those submissions in the list', async () => {
    const { workbench } = session();
    await workbench.openView();
    const statusesInOrder = async () =>
      (await workbench.jobRows()).flatMap((row) => ['UNCLEAR', 'REFUSED'].filter((status) => hasStatus(row, status)));
    // The newest was executed, and its job is found meanwhile.
    await untilIs('a row for each', ['UNCLEAR', ...Array<string>(5).fill('REFUSED')], statusesInOrder);
  });

  it('leads to the log, with a line for the call', async () => {
    const workbench = await refuse(undefined, /lacks the permission/);
    await buttons().getByText('Show Log').click();
    const lines = workbench.page.locator('.output-view .view-lines');
    const text = async () => (await lines.innerText()).replaceAll(/\s+/g, ' ');
    const line =
      /\[warning\] CreateRestoreJob cn-\S+ 127\.0\.0\.1:\d+ profile=\S+ HTTP 403 refused Code=NoPermission RequestId=\S+ \d+ ms/;
    await until('the line of the call', async () => line.test(await text()), { seen: text });
    await workbench.screenshot('service-log');
    await workbench.command('View: Hide Panel');
    await workbench.clearNotifications();
  });

  it('shows a status that nobody knows as it came, and follows on', async () => {
    const { workbench } = session();
    await workbench.openFile('ots-table.restore.json');
    const id = await submitAndConfirm(workbench);
    sandbox.finish(id, 'PAUSED_BY_MARS');
    await rowWith(workbench, id, 'PAUSED_BY_MARS');
    sandbox.finish(id, 'PARTIAL_COMPLETE');
    await rowWith(workbench, id, 'PARTIAL_COMPLETE');
  });

  it('cancels a job after a yes', async () => {
    const { workbench } = session();
    await workbench.openFile('ecs-instance.restore.json');
    const id = await submitAndConfirm(workbench);
    await workbench.command('Cloud Backup: Cancel Restore Job');
    await workbench.pick(id);
    await (await workbench.dialog()).press('Cancel Restore');
    await rowWith(workbench, id, 'CANCELED');
  });
});
