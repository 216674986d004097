import assert from 'node:assert/strict';
import { sessionFor } from '../../scripts/service.ts';
import { startSandbox, type Fault, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { until } from '../hosts/until.ts';
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

  it('keeps those submissions in the list', async () => {
    const { workbench } = session();
    await workbench.openView();
    const statusesInOrder = async () =>
      (await workbench.jobRows()).flatMap((row) => ['UNCLEAR', 'REFUSED'].filter((status) => hasStatus(row, status)));
    // The newest was executed, and its job is found meanwhile.
    const asExpected = async () => String(await statusesInOrder()) === 'UNCLEAR,REFUSED,REFUSED';
    await until('a row for each', asExpected, { seen: () => workbench.treeRows() });
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
