import assert from 'node:assert/strict';
import { sessionFor } from '../../scripts/service.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { notification } from './job.ts';
import { useSession } from './useSession.ts';

describe('in a folder that is not trusted', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());
  const session = useSession(() => ({ ...sessionFor({ ...sandbox, ownSandbox: true }), workspaceTrust: true }));

  it('checks specs, and signs and sends nothing', async () => {
    const { workbench } = session();
    await workbench.openFile('nas.restore.json');
    await workbench.command('Cloud Backup: Submit Restore Job');
    const text = await notification(workbench, /not trusted/);
    assert.match(text, /Manage Workspace Trust/);
    assert.deepEqual(sandbox.requests(), []);
    await workbench.screenshot('not-trusted');
  });
});
