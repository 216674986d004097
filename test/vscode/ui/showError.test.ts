import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { CloudError } from '../../../src/cloud/cloudError.ts';
import { until } from '../../hosts/until.ts';
import { showErrorAndAsk } from '../../../src/ui/showError.ts';
import { UserError, withOfferedCommands } from '../../../src/userError.ts';
import { homes } from '../accountsWindow.ts';
import { useSandbox } from '../useService.ts';
import { answering, clearNotifications, closeAll, command, open } from '../support.ts';

const spec = JSON.stringify({
  ...{ RestoreType: 'OSS', SourceType: 'OSS', VaultId: 'v-1', SnapshotId: 's-1', TargetBucket: 'b', TargetPrefix: '' },
});

describe('an error', () => {
  const restores: (() => void)[] = [];
  afterEach(async () => {
    restores.splice(0).forEach((restore) => restore());
    // The log's editor counts as an active one.
    await vscode.commands.executeCommand('workbench.action.closePanel');
    await closeAll();
    await clearNotifications();
  });

  function answer(...args: Parameters<typeof answering>): readonly string[] {
    const { asked, restore } = answering(...args);
    restores.push(restore);
    return asked;
  }

  /** The buttons of the message about it. */
  async function buttonsFor(error: unknown): Promise<string[] | undefined> {
    const told = answer('showErrorMessage');
    await showErrorAndAsk(error);
    return /\[([^[\]]*)\]$/.exec(told[0] ?? '')?.[1]?.split('|');
  }

  describe('of who has no credentials', () => {
    const { window, home } = homes();

    it('offers each way to some', async () => {
      await rm(join(home(), '.aliyun/config.json'));
      const thrown = window().accounts.forRegion(undefined);
      const error: unknown = await thrown.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      assert.deepEqual(await buttonsFor(error), ['Add AccessKey', 'Start Sandbox', 'Select Profile', 'Show Log']);
    });
  });

  it('offers another profile where the keys are wrong, also once a submission failed of it', async () => {
    const wrong = { code: 'SignatureDoesNotMatch', nextStep: 'Check it.' };
    const ofCall = new CloudError({ ...wrong, outcome: 'refused', message: 'The signature is wrong.' });
    assert.deepEqual(await buttonsFor(ofCall), ['Select Profile', 'Show Log']);
    const ofSubmission = new UserError('The restore was not started.', wrong.nextStep, wrong);
    assert.deepEqual(await buttonsFor(ofSubmission), ['Select Profile', 'Show Log']);
  });

  it('runs the command whose button is chosen', async () => {
    const executed: string[] = [];
    const real = vscode.commands.executeCommand;
    Object.assign(vscode.commands, { executeCommand: (id: string) => Promise.resolve(void executed.push(id)) });
    restores.push(() => Object.assign(vscode.commands, { executeCommand: real }));
    answer('showErrorMessage', 'Try Again');
    const failed = withOfferedCommands(new UserError('No answer.', 'Wait.'), 'cloudBackupRestore.refreshJobs');
    await showErrorAndAsk(failed);
    assert.deepEqual(executed, ['cloudBackupRestore.refreshJobs']);
  });

  it('offers the problems of a spec that was to be copied', async () => {
    await open('wrong.restore.json', '{ "RestoreType": "OSS" }');
    const told = answer('showErrorMessage');
    await command('copyRequestAs');
    assert.match(told[0] ?? '', /^Line 1 of .*\[Show Problems\|Show Log\]$/s);
  });

  describe('of a service that does not answer', () => {
    const sandbox = useSandbox('all tests', { runningSeconds: 36_000 });

    it('offers to look at the jobs again', async () => {
      await open('look.restore.json', spec);
      await command('submit');
      const told = answer('showErrorMessage');
      sandbox().inject({
        kind: 'error',
        status: 403,
        code: 'NoPermission',
        message: 'no',
        action: 'DescribeRestoreJobs2',
      });
      await command('refreshJobs');
      assert.match(told.find((text) => text.includes('Try Again')) ?? '', /\[Try Again\|.*Show Log\]$/);
    });
  });

  describe('of a command that is called on nothing', () => {
    const output = () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'output');

    it('does not come where the spec in front lost the focus to the log or to the list', async () => {
      await open('front.restore.json', spec);
      const isShown = () =>
        vscode.window.visibleTextEditors.some(({ document }) => document.uri.scheme === 'cloud-backup-request');
      for (const leave of ['cloudBackupRestore.showLog', 'cloudBackupRestore.jobs.focus']) {
        const told = answer('showErrorMessage');
        await vscode.commands.executeCommand(leave);
        await command('previewRequest');
        assert.deepEqual([isShown(), told], [true, []]);
        await vscode.commands.executeCommand('workbench.action.closeEditorsInOtherGroups');
      }
    });

    it('leaves no stack in the log', async () => {
      await command('showLog');
      const text = () => output()?.getText() ?? '';
      await until('the log', () => Promise.resolve(output() !== undefined));
      answer('showErrorMessage');
      await command('submit');
      await until('the line', () => Promise.resolve(text().includes('There is no restore spec to submit.')));
      const after = text().slice(text().lastIndexOf('There is no restore spec to submit.'));
      assert.doesNotMatch(after, /^\s+at /m);
    });
  });
});
