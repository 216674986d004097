import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Fault } from '../hosts/testSandbox.ts';
import { until } from '../hosts/until.ts';
import { exportedJobs } from './exportedJobs.ts';
import { useSandbox } from './useService.ts';
import { answering, clearNotifications, closeAll, command, folder, open } from './support.ts';

describe('what the service says', () => {
  const restores: (() => void)[] = [];

  afterEach(async () => {
    sandbox().clearFaults();
    restores.splice(0).forEach((restore) => restore());
    await closeAll();
    await clearNotifications();
  });
  // A job ends only when a test says so, however slow the machine is.
  const sandbox = useSandbox('all tests', { runningSeconds: 36_000 });

  /** Answers the messages of this kind. @returns what they said */
  function answer(...args: Parameters<typeof answering>): readonly string[] {
    const { asked, restore } = answering(...args);
    restores.push(restore);
    return asked;
  }

  let made = 0;
  /** Submits an ECS restore that equals none before it. @returns the URI of its spec */
  async function submit(): Promise<string> {
    const sample = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder(), 'ecs-file.restore.json'));
    const text = new TextDecoder().decode(sample).replace(/"s-\w+"/, `"s-000dh2pq1jk38s4k8${100 + ++made}"`);
    const { uri } = await open(`answer-${made}.restore.json`, text);
    await command('submit');
    return uri.toString();
  }

  const jobOf = async (spec: string) => (await exportedJobs()).find((job) => job.spec === spec);

  /** The first message that matches. */
  const message = (told: readonly string[], pattern: RegExp) =>
    until(`a message like ${pattern}`, () => Promise.resolve(told.find((text) => pattern.test(text))), {
      seen: () => Promise.resolve(told),
    });

  const cases: [what: string, fault: Fault, says: [RegExp, ...RegExp[]], status: string][] = [
    [
      'a refusal in a 200',
      { kind: 'successFalse', code: 'InDebt', message: 'no more jobs' },
      [/The restore was not started\./, /InDebt: \S+no more jobs\S+ RequestId: /, /RequestId: [0-9A-F-]{36}/],
      'REFUSED',
    ],
    [
      'a missing permission',
      { kind: 'error', status: 403, code: 'Forbidden.RAM', message: 'denied' },
      [/The restore was not started\./, /Forbidden\.RAM/, /hbr:CreateRestoreJob/, /RequestId/],
      'REFUSED',
    ],
    [
      'a gateway that is down',
      { kind: 'html502' },
      [/^The restore may have started\./, /HTTP 502/, /Don't submit it again/],
      'UNCLEAR',
    ],
  ];
  for (const [what, fault, says, status] of cases) {
    it(`explains ${what}, and keeps the submission in the list`, async () => {
      const told = answer('showErrorMessage');
      sandbox().inject({ ...fault, action: 'CreateRestoreJob' });
      const spec = await submit();
      const text = await message(told, says[0]);
      for (const pattern of says) assert.match(text, pattern);
      assert.equal((await jobOf(spec))?.status, status);
    });
  }

  it('explains an answer that never came, and finds the job meanwhile', async () => {
    const told = answer('showErrorMessage');
    sandbox().inject({ kind: 'resetAfterExecute', action: 'CreateRestoreJob' });
    const spec = await submit();
    await message(told, /The restore may have started\./);
    const executed = sandbox().jobs().at(-1)?.restoreId;
    assert.ok(executed);
    await until('the job to be found', async () => (await jobOf(spec))?.restoreId === executed);
  });

  const denied = { kind: 'error', status: 403, code: 'NoPermission', message: 'denied' } as const;
  const buttonsOf = (text: string) => /\[([^[\]]*)\]$/.exec(text)?.[1]?.split('|');

  /** Has every page that would be opened be noted instead. */
  function openedPages(): string[] {
    const opened: string[] = [];
    const { openExternal } = vscode.env;
    Object.assign(vscode.env, {
      openExternal: (target: vscode.Uri) => {
        opened.push(target.toString(true));
        return Promise.resolve(true);
      },
    });
    restores.push(() => Object.assign(vscode.env, { openExternal }));
    return opened;
  }

  it('offers the RAM policy for a missing permission', async () => {
    await vscode.env.clipboard.writeText('');
    const told = answer('showErrorMessage', 'Copy RAM Policy');
    sandbox().inject({ ...denied, action: 'CreateRestoreJob' });
    await submit();
    const text = await message(told, /lacks the permission hbr:CreateRestoreJob/);
    assert.deepEqual(buttonsOf(text), ['Copy RAM Policy', 'Open Help Page', 'Show Log']);
    const policy = await until('the policy', async () => (await vscode.env.clipboard.readText()) || undefined);
    assert.deepEqual(JSON.parse(policy), {
      Version: '1',
      Statement: [{ Effect: 'Allow', Action: ['hbr:CreateRestoreJob', 'hbr:DescribeRestoreJobs2'], Resource: '*' }],
    });
  });

  it('offers the page about an error', async () => {
    const opened = openedPages();
    const told = answer('showErrorMessage', 'Open Help Page');
    sandbox().inject({ ...denied, action: 'CreateRestoreJob' });
    await submit();
    await message(told, /lacks the permission/);
    const page = await until('the page', () => Promise.resolve(opened[0]));
    assert.match(
      page,
      /^https:\/\/api\.aliyun\.com\/troubleshoot\?q=NoPermission&product=hbr&requestId=[0-9A-F-]{36}$/,
    );
  });

  it('offers no policy where one denies outright, and says what the service recommends', async () => {
    const opened = openedPages();
    const told = answer('showErrorMessage', 'Open Help Page');
    const AccessDeniedDetail = {
      AuthAction: 'hbr:CreateRestoreJob',
      NoPermissionType: 'ExplicitDeny',
      PolicyType: 'ControlPolicy',
    };
    const fields = { Recommend: 'https://evil.example/x', AccessDeniedDetail };
    sandbox().inject({ ...denied, fields, action: 'CreateRestoreJob' });
    await submit();
    const text = await message(told, /outright.*Adding a policy doesn't help.*\(ControlPolicy\)/s);
    assert.deepEqual(buttonsOf(text), ['Open Help Page', 'Show Log']);
    assert.match(text, /The service recommends: \S+https:\/\/evil\.example\/x/);
    const page = await until('the page', () => Promise.resolve(opened[0]));
    assert.match(page, /^https:\/\/api\.alibabacloud\.com\/troubleshoot\?q=NoPermission&product=hbr&/);
  });

  it('keeps a status that nobody knows as it came, and follows on', async () => {
    const spec = await submit();
    const id = sandbox().jobs().at(-1)?.restoreId ?? '';
    const statusIs = (status: string) =>
      until(`the status ${status}`, async () => {
        await command('refreshJobs');
        return (await jobOf(spec))?.status === status;
      });
    sandbox().finish(id, 'PAUSED_BY_MARS');
    await statusIs('PAUSED_BY_MARS');
    sandbox().finish(id, 'PARTIAL_COMPLETE');
    await statusIs('PARTIAL_COMPLETE');
  });

  it('is told where a refresh fails', async () => {
    const told = answer('showErrorMessage');
    const spec = await submit();
    sandbox().inject({
      kind: 'error',
      status: 503,
      code: 'ServiceUnavailable',
      action: 'DescribeRestoreJobs2',
      times: 3,
    });
    await command('refreshJobs');
    await message(told, /ServiceUnavailable/);
    sandbox().clearFaults();
    await command('refreshJobs');
    assert.match((await jobOf(spec))?.status ?? '', /QUEUED|CREATED|RUNNING/);
  });

  describe('of a job that is to be canceled', () => {
    let id: string;
    let restoreId: string;
    const asked = (): number =>
      sandbox()
        .requests()
        .filter(({ action }) => action === 'CancelRestoreJob').length;
    beforeEach(async () => {
      const spec = await submit();
      const job = await jobOf(spec);
      id = job?.id ?? '';
      restoreId = job?.restoreId ?? '';
      assert.match(restoreId, /^r-/);
    });
    afterEach(() => sandbox().finish(restoreId, 'COMPLETE'));

    it('nothing is asked where the person says no, and the job goes on', async () => {
      const before = asked();
      const questions = answer('showWarningMessage', 'Keep It Running');
      await command('cancelJob', id);
      assert.match(questions[0] ?? '', /^Cancel the restore of ECS files/);
      assert.equal(asked(), before);
      await command('refreshJobs');
      assert.match((await exportedJobs()).find((job) => job.id === id)?.status ?? '', /QUEUED|CREATED|RUNNING/);
    });

    it('an end before the cancellation is no error', async () => {
      const before = asked();
      answer('showWarningMessage', 'Cancel Restore');
      const told = answer('showInformationMessage');
      const real = vscode.window.showWarningMessage;
      Object.assign(vscode.window, {
        showWarningMessage: (...args: Parameters<typeof real>) => {
          sandbox().finish(restoreId, 'COMPLETE');
          return real(...args);
        },
      });
      await command('cancelJob', id);
      const text = await message(told, /nothing to cancel/);
      assert.equal(
        text,
        `“\u2068${restoreId}\u2069” has ended already, as “\u2068COMPLETE\u2069”: there is nothing to cancel.\n[Open Report]`,
      );
      assert.equal(asked(), before);
    });

    it('an answer that never came leaves it open, and a refusal is said', async () => {
      answer('showWarningMessage', 'Cancel Restore');
      const told = answer('showErrorMessage');
      sandbox().inject({ kind: 'resetAfterRead', action: 'CancelRestoreJob' });
      await command('cancelJob', id);
      assert.match(await message(told, /may or may not have taken/), /Watch its status/);
      sandbox().inject({ kind: 'error', status: 403, code: 'NoPermission', action: 'CancelRestoreJob' });
      await command('cancelJob', id);
      await message(told, /NoPermission/);
      await command('refreshJobs');
      assert.match((await exportedJobs()).find((job) => job.id === id)?.status ?? '', /QUEUED|CREATED|RUNNING/);
    });
  });
});
