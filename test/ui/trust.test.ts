import assert from 'node:assert/strict';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sessionFor } from '../../scripts/service.ts';
import { encodeRecord } from '../../src/jobs/storage/recordFile.ts';
import type { JobRecord } from '../../src/jobs/record.ts';
import { isVisibleWithin } from '../hosts/visibility.ts';
import { testSecret, writeSecretFile } from '../hosts/testSecrets.ts';
import { startSandbox, type Sandbox } from '../hosts/testSandbox.ts';
import { root, temporaryFolder } from '../hosts/paths.ts';
import { until } from '../hosts/until.ts';
import { requestOf } from '../unit/jobs/jobFixtures.ts';
import { barOf, hasStatus, notification, submitAndConfirm } from './job.ts';
import { useSession } from './useSession.ts';
import { untilWelcomed } from './welcome.ts';

type Folder = Awaited<ReturnType<typeof temporaryFolder>>;

describe('in a folder that is not trusted', () => {
  let sandbox: Sandbox;
  let elsewhere: Sandbox;
  let home: Folder;
  let files: Folder;
  const keys = () => ({ access_key_id: sandbox.accessKeyId, access_key_secret: sandbox.accessKeySecret });
  const writeProfiles = (current: string, ...profiles: object[]) =>
    writeSecretFile(join(home.path, '.aliyun/config.json'), JSON.stringify({ current, profiles }));

  const jobsFolder = () => join(session().dataDir, 'User/globalStorage/restore-authoring.cloud-backup-restore/jobs');

  /** Jobs of the profile, all of them due as soon as a window reads them. */
  async function writeJobs(): Promise<void> {
    const account = { signer: 'cliProfile', profile: 'p', region: 'cn-hangzhou', endpoint: sandbox.endpoint } as const;
    const base = { account, spec: 'file:///a.restore.json', createdAt: Date.now() - 3_600_000, pid: 1 };
    const runs: JobRecord = {
      ...{ ...base, id: 'runs', state: 'submitted', request: requestOf('NAS'), restoreId: 'r-000runs' },
    };
    const seen = { RestoreId: 'r-000ended', Status: 'COMPLETE', other: {} };
    const ended: JobRecord = { ...runs, id: 'ended', restoreId: 'r-000ended', seen };
    const unclear: JobRecord = { ...base, id: 'unclear', state: 'unclear', request: requestOf('OSS') };
    await mkdir(jobsFolder(), { recursive: true });
    for (const record of [runs, ended, unclear])
      await writeFile(join(jobsFolder(), `${record.id}.json`), encodeRecord(record));
  }

  async function removeJobs(): Promise<void> {
    for (const id of ['runs', 'ended', 'unclear']) await rm(join(jobsFolder(), `${id}.json`));
    await until('the list to be empty', async () => (await session().workbench.jobRows()).length === 0);
  }

  before(async () => {
    [sandbox, elsewhere] = [await startSandbox({ queuedSeconds: 0 }), await startSandbox()];
    // Whoever reads it can sign for the jobs below, and the sandbox takes it.
    home = await temporaryFolder('home');
    await mkdir(join(home.path, '.aliyun'));
    writeProfiles('p', { name: 'p', mode: 'AK', ...keys() });
    // What a stranger's folder would like.
    files = await temporaryFolder('files');
    await cp(join(root, 'samples'), files.path, { recursive: true });
    await mkdir(join(files.path, '.vscode'));
    const settings = {
      'cloudBackupRestore.profile': 'evil',
      'cloudBackupRestore.endpoint': elsewhere.endpoint,
      'cloudBackupRestore.confirmSubmit': 'never',
      'cloudBackupRestore.region': 'eu-central-1',
      'security.workspace.trust.enabled': false,
    };
    await writeFile(join(files.path, '.vscode/settings.json'), JSON.stringify(settings));
  });
  after(async () => {
    await sandbox.close();
    await elsewhere.close();
    await home.remove();
    await files.remove();
  });
  const session = useSession(() => {
    const { settings } = sessionFor({ ...sandbox, ownSandbox: true });
    // The settings of a container are its folder's to say.
    const ofMachine = { ...settings, 'cloudBackupRestore.confirmSubmit': 'never' };
    return { files: files.path, env: { HOME: home.path }, settings: ofMachine, workspaceTrust: true };
  });

  it('checks, completes, explains and shows specs as anywhere', async () => {
    const { workbench } = session();
    await workbench.command('Cloud Backup: New Restore Spec');
    await workbench.pick('NAS');
    const made = workbench.page.locator('.tab[data-resource-name="untitled-1.restore.json"]');
    await until('a new spec', async () => {
      await workbench.page.keyboard.press('Enter');
      return isVisibleWithin(made, 300);
    });
    await writeFile(join(session().workspace, 'wrong.restore.json'), '{\n  "RestoreType": "NAS",\n  \n}\n');
    await workbench.openFile('wrong.restore.json');
    await until('a problem', async () => /[1-9]/.test(await workbench.problems()));
    await workbench.page.keyboard.press('Control+End');
    await workbench.page.keyboard.press('ArrowUp');
    await workbench.page.keyboard.press('ArrowUp');
    await workbench.page.keyboard.press('End');
    await workbench.untilSuggested('VaultId');
    await workbench.page.keyboard.press('Escape');
    const word = workbench.page.locator('.view-line span', { hasText: '"RestoreType"' }).last();
    await word.hover();
    await workbench.page
      .locator('.monaco-hover:visible', { hasText: /RestoreType|restore/i })
      .first()
      .waitFor();
    await workbench.openFile('nas.restore.json');
    await workbench.command('Cloud Backup: Preview Request');
    await workbench.page.locator('.tab[data-resource-name="nas.request.ini"]').waitFor();
    assert.deepEqual(await workbench.notifications(), []);
    await workbench.screenshot('restricted-authoring');
  });

  it('says so in the empty list, and leads to where it can be trusted', async () => {
    const { workbench } = session();
    const welcome = await untilWelcomed(workbench, /This workspace is not trusted/, 'Manage Workspace Trust');
    await workbench.screenshot('welcome-untrusted');
    await welcome.press();
    await workbench.page.locator('.workspace-trust-editor').waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('says so in the status bar', async () => {
    const { workbench } = session();
    await workbench.openFile('nas.restore.json');
    await until('the status bar', async () => /no account in Restricted Mode/.test(await barOf(workbench)));
  });

  it('refuses whatever reads credentials, signs or sends, and says how to trust', async () => {
    const { workbench } = session();
    await writeJobs();
    await workbench.openView();
    await until('the jobs', async () => (await workbench.jobRows()).length === 3);
    const refused: [command: string, picks?: string][] = [
      ['Submit Restore Job'],
      ['Select Profile'],
      ['Add AccessKey…'],
      ['Refresh Jobs'],
      ['Cancel Restore Job', 'r-000runs'],
      ['Submit Job Again', 'r-000ended'],
      ['Check Whether It Started', 'OSS objects'],
      ['Start Sandbox'],
      ['Show Jobs Started Elsewhere'],
    ];
    for (const [command, picks] of refused) {
      await workbench.clearNotifications();
      await workbench.openFile('nas.restore.json');
      await workbench.command(`Cloud Backup: ${command}`);
      if (picks) await workbench.pick(picks);
      const text = await notification(workbench, /not trusted/);
      assert.match(text, /Manage Workspace Trust/, command);
      if (command === 'Submit Restore Job') await workbench.screenshot('not-trusted');
    }
    await workbench.clearNotifications();
    assert.match(await barOf(workbench), /no account in Restricted Mode/);
    // A window that follows jobs would have asked about them as soon as they were in its list.
    const asItWas = (row: string) => /r-000runs/.test(row) && hasStatus(row, 'SUBMITTED');
    await until('the job as it was', async () => (await workbench.jobRows()).some(asItWas));
    assert.deepEqual([sandbox.requests(), elsewhere.requests()], [[], []]);
    await removeJobs();
  });

  it('shows the list of regions, and asks nobody for more', async () => {
    const { workbench } = session();
    await workbench.command('Cloud Backup: Select Region');
    await workbench.page.locator('.quick-input-widget input[placeholder*="not trusted"]').waitFor();
    assert.ok((await workbench.quickPickRows()).some((row) => row.startsWith('cn-hangzhou')));
    await workbench.screenshot('restricted-regions');
    await workbench.page.keyboard.press('Escape');
    assert.deepEqual([sandbox.requests(), elsewhere.requests()], [[], []]);
  });

  // Trust is not taken back: tests of an inner suite come after those of the outer one.
  describe('until a person trusts it', () => {
    it('works as soon as it is trusted, and then too neither the folder nor its machine takes the question away', async () => {
      const { workbench } = session();
      await writeJobs();
      await workbench.command('Workspaces: Manage Workspace Trust');
      await workbench.page.locator('.workspace-trust-editor').getByText('Trust', { exact: true }).first().click();
      // The profile was not touched until now. What runs and what is unclear is asked about at once.
      const asked = () =>
        sandbox.requests().filter(({ action, code }) => action === 'DescribeRestoreJobs2' && code === '200');
      await until('both jobs to be looked for', () =>
        Promise.resolve(
          ['NAS', 'OSS'].every((type) => asked().some(({ parameters }) => parameters['RestoreType'] === type)),
        ),
      );
      await until('the status bar to have read it', async () => /p · eu-central-1/.test(await barOf(workbench)));

      const evil = { access_key_id: 'LTAI5tEvil00000000001', access_key_secret: testSecret('evil') };
      writeProfiles('own', { name: 'own', mode: 'AK', ...keys() }, { name: 'evil', mode: 'AK', ...evil });
      // The region is the folder's to say; who signs and where to is not.
      await until('the new file', async () => /own · eu-central-1/.test(await barOf(workbench)));
      // The editor of the trust stands in front of the others.
      await workbench.page.keyboard.press('Escape');
      await workbench.openFile('nas.restore.json');
      await submitAndConfirm(workbench);
      assert.equal(sandbox.jobs().length, 1);
      assert.deepEqual(elsewhere.requests(), []);
    });
  });
});
