import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isVisibleWithin } from '../hosts/visibility.ts';
import { secretMark, testSecret, writeSecretFile } from '../hosts/testSecrets.ts';
import { startSandbox, type Sandbox } from '../hosts/testSandbox.ts';
import { temporaryFolder } from '../hosts/paths.ts';
import { until, untilEqual } from '../hosts/until.ts';
import { openWorkbench, type Workbench } from '../hosts/workbench.ts';
import { notification, submitAndConfirm } from './job.ts';
import { useSession } from './useSession.ts';

const hostile = '$(trash) [x](command:workbench.action.quit) <b>';

/** The text of the status bar's account. */
function barText({ page }: Workbench): Promise<string> {
  const item = page.locator('.statusbar-item[id$="cloudBackupRestore.account"]');
  return item.count().then((count) => (count === 0 ? '' : item.first().innerText()));
}

const barSays = (workbench: Workbench, text: string) =>
  until(`the status bar to say ${text}`, async () => (await barText(workbench)).trim() === text, {
    seen: () => barText(workbench),
  });

/** Waits until the tooltip of the status bar's account says something. */
async function barTooltip({ page }: Workbench, pattern: RegExp): Promise<string> {
  const hovers = page.locator('.monaco-hover:visible');
  const find = async () => (await hovers.allInnerTexts()).find((text) => pattern.test(text));
  return until(
    `a tooltip like ${pattern}`,
    async () => {
      await page.mouse.move(600, 300);
      await page.locator('.statusbar-item[id$="cloudBackupRestore.account"] a').first().hover();
      await isVisibleWithin(hovers.first(), 2000);
      return find();
    },
    { seen: () => hovers.allInnerTexts() },
  );
}

/** The input box that is open, with what it says below. */
function inputBox({ page }: Workbench) {
  const widget = page.locator('.quick-input-widget');
  return {
    box: widget.locator('input').first(),
    says: () => widget.locator('.quick-input-message').first().innerText(),
    title: () => widget.locator('.quick-input-title').first().innerText(),
  };
}

/** Answers one question of several, and waits until another one stands in its place. */
async function answerStep(workbench: Workbench, title: RegExp, text: string): Promise<void> {
  const { box, title: now } = inputBox(workbench);
  await until(`the question ${title}`, async () => title.test((await now().catch(() => '')) || ''));
  await box.fill(text);
  await workbench.page.keyboard.press('Enter');
}

const shot = (name: string) => `account-${name}`;

describe('accounts', () => {
  let sandbox: Sandbox;
  let home: Awaited<ReturnType<typeof temporaryFolder>>;
  const config = () => join(home.path, '.aliyun/config.json');
  const keys = (name: string) => ({
    access_key_id: `LTAI5t${name.replace(/\W/g, '').padEnd(14, '0')}`,
    access_key_secret: testSecret(name.replace(/\W/g, '')),
  });
  const trace = () => join(home.path, 'ran');
  const command = () => `touch ${trace()}${' '.repeat(400)}; echo $(account) ${'x'.repeat(4000)} END`;
  const profiles = () => [
    {
      name: 'daily',
      mode: 'AK',
      access_key_id: sandbox.accessKeyId,
      access_key_secret: sandbox.accessKeySecret,
      region_id: 'cn-hangzhou',
    },
    { name: 'wrong', mode: 'AK', ...keys('wrong'), region_id: 'eu-central-1' },
    { name: 'token', mode: 'StsToken', ...keys('token'), sts_token: testSecret('sts'), region_id: 'cn-beijing' },
    {
      name: 'role',
      mode: 'RamRoleArn',
      ...keys('role'),
      ram_role_arn: 'acs:ram::1234567890123456:role/restore',
      ram_session_name: 'night',
      region_id: 'cn-shanghai',
    },
    {
      name: 'sso',
      mode: 'CloudSSO',
      cloud_sso_sign_in_url: 'https://signin.example',
      cloud_sso_account_id: '1234567890123456',
      cloud_sso_access_config: 'ac-1',
      access_token: testSecret('sso'),
      cloud_sso_access_token_expire: Math.floor(Date.now() / 1000) - 7200,
      region_id: 'cn-beijing',
    },
    { name: 'program', mode: 'External', process_command: command(), region_id: 'cn-beijing' },
    { name: hostile, mode: 'AK', ...keys('hostile'), region_id: 'cn-beijing' },
  ];
  const writeConfig = (current: string) => writeSecretFile(config(), JSON.stringify({ current, profiles: profiles() }));

  before(async () => {
    sandbox = await startSandbox({ queuedSeconds: 0, runningSeconds: 900 });
    home = await temporaryFolder('home');
    await mkdir(join(home.path, '.aliyun'));
    writeConfig('daily');
  });
  after(async () => {
    await sandbox.close();
    await home.remove();
  });
  const session = useSession(() => ({
    env: { HOME: home.path },
    settings: { 'cloudBackupRestore.endpoint': sandbox.endpoint },
  }));

  /** Whether a test before may have chosen an account or a region. */
  let hasChosen = false;
  /** How many requests the service had before the test. */
  let requestsBefore = 0;

  /** Adds the sandbox's AccessKey, which is then the one that signs. Neither it nor anything else says a region. */
  async function addAccessKey(workbench: Workbench, name: string): Promise<void> {
    await workbench.command('Cloud Backup: Add AccessKey…');
    await answerStep(workbench, /1\/4/, name);
    await answerStep(workbench, /2\/4/, sandbox.accessKeyId);
    await answerStep(workbench, /3\/4/, sandbox.accessKeySecret);
    await answerStep(workbench, /4\/4/, '');
    await notification(workbench, new RegExp(`“${name}” signs`));
    await workbench.pick('cn-hangzhou');
    await barSays(workbench, `${name} · cn-hangzhou`);
    await workbench.clearNotifications();
  }

  // Each test begins with a spec in front, and with no account and no region chosen.
  beforeEach(async () => {
    const { workbench } = session();
    requestsBefore = sandbox.requests().length;
    await workbench.openFile('nas.restore.json');
    if (hasChosen) {
      await workbench.command('Cloud Backup: Select Profile');
      await workbench.pick('Automatic');
      await until('the profile', async () => (await barText(workbench)).trim().startsWith('daily'));
      await workbench.command('Cloud Backup: Select Region');
      await workbench.pick('Default');
      requestsBefore = sandbox.requests().length;
    }
    hasChosen = true;
    await barSays(workbench, 'daily · cn-hangzhou');
    await workbench.clearNotifications();
  });

  it('show who would sign once a spec is open, and where that spec would go', async () => {
    const { workbench } = session();
    const tooltip = await barTooltip(workbench, /on the remote \(/);
    assert.match(tooltip, /http:\/\/127\.0\.0\.1:\d+, which is NOT an Alibaba Cloud endpoint/);
    await workbench.screenshot(shot('bar'));
    // The account of what is typed, without a word said.
    for (const key of ['Control+Home', 'End', 'Enter']) await workbench.page.keyboard.press(key);
    await workbench.type('"$region": "eu-west-1",');
    await barSays(workbench, 'daily · eu-west-1');
    await workbench.page.keyboard.press('Control+Shift+K');
    await barSays(workbench, 'daily · cn-hangzhou');
    assert.deepEqual(await workbench.notifications(), []);
    assert.deepEqual(sandbox.requests().slice(requestsBefore), []);
  });

  it('name what is not the vendor’s before a restore is sent', async () => {
    const { workbench } = session();
    await workbench.command('Cloud Backup: Submit Restore Job');
    const { detail, press } = await workbench.dialog();
    assert.match(detail, /Profile: “daily”/);
    assert.match(detail, /Endpoint: “http:\/\/127\.0\.0\.1:\d+”, which is NOT an Alibaba Cloud endpoint/);
    await workbench.screenshot(shot('confirm'));
    await press('Cancel');
  });

  it('are chosen from a list that shows what is known of each', async () => {
    const { workbench } = session();
    await workbench.command('Cloud Backup: Select Profile');
    const rows = await until('the profiles', async () => {
      const found = await workbench.quickPickRows();
      return found.some((row) => row.startsWith('role')) && found;
    });
    await workbench.screenshot(shot('profiles'));
    assert.match(rows.join('\n'), /Automatic, now: daily/);
    assert.match(rows.find((row) => row.startsWith('role')) ?? '', /RamRoleArn · account 1234567890123456/);
    assert.match(rows.find((row) => row.startsWith('sso')) ?? '', /expired 2 h/);
    // Whose one is, is asked without choosing it, and the list stays.
    const daily = workbench.page.locator('.quick-input-widget .monaco-list-row[aria-label^="daily"]').first();
    await daily.hover();
    await daily.locator('.codicon-verified').click();
    await notification(workbench, /“daily” signs/);
    await workbench.pick('token');
    await barSays(workbench, 'token · cn-beijing');
    await notification(workbench, /AccessKey of the profile \S+token/);
    await workbench.clearNotifications();
  });

  it('are asked about before a program is run', async () => {
    const { workbench } = session();
    await workbench.command('Cloud Backup: Select Profile');
    await workbench.pick('program');
    const { message, detail, press } = await workbench.dialog();
    const before = sandbox.requests().length;
    assert.match(message, /“program” gets its credentials by running a program/);
    assert.ok(detail.endsWith(`\n“touch ${trace()}⟨400 spaces⟩; echo $(account) ${'x'.repeat(4000)} END”`));
    await workbench.screenshot(shot('consent'));
    await press('Cancel');
    // What was chosen stays, and nothing was run.
    await barSays(workbench, 'program · cn-beijing');
    assert.equal(sandbox.requests().length, before);
    assert.ok(!existsSync(trace()));
  });

  it('make no symbols or links of names', async () => {
    const { workbench } = session();
    await workbench.command('Cloud Backup: Select Profile');
    await workbench.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'workbench.action.quit' }).click();
    await notification(workbench, /AccessKey/);
    await workbench.screenshot(shot('hostile'));
    assert.equal(await workbench.page.locator('.notifications-toasts a[href*="command"]').count(), 0);
    await workbench.clearNotifications();
  });

  it('are added after a check, of which only what was wrong is asked again', async () => {
    const { workbench } = session();
    await workbench.command('Cloud Backup: Add AccessKey…');
    await answerStep(workbench, /1\/4/, 'night shift');
    await answerStep(workbench, /2\/4/, `  ${sandbox.accessKeyId} `);
    await answerStep(workbench, /3\/4/, testSecret('mistyped'));
    await workbench.screenshot(shot('add'));
    await answerStep(workbench, /4\/4/, '');
    const { says, box } = inputBox(workbench);
    await until('the secret to be asked for again', async () =>
      /signature is wrong/.test(await says().catch(() => '')),
    );
    await untilEqual('hidden letters', 'password', () => box.getAttribute('type'));
    await workbench.screenshot(shot('add-wrong'));
    await answerStep(workbench, /3\/4/, sandbox.accessKeySecret);
    await notification(workbench, /“night shift” signs/);
    // It says no region of its own, and neither does anything else.
    await barSays(workbench, 'night shift · no region');
    await workbench.screenshot(shot('added'));
    await workbench.pick('cn-hangzhou');
    await barSays(workbench, 'night shift · cn-hangzhou');
    await workbench.clearNotifications();
  });

  it('stay with the jobs that were submitted with them, which say so where the key was removed', async () => {
    const { workbench } = session();
    await addAccessKey(workbench, 'late shift');
    const id = await submitAndConfirm(workbench);
    await workbench.openView();
    const running = async () => (await workbench.jobRows()).some((row) => row.includes(id) && /RUNNING/.test(row));
    await until('the job to run', running);
    await workbench.clearNotifications();
    await workbench.command('Cloud Backup: Cancel Restore Job');
    await workbench.pick(id);
    const { detail, press } = await workbench.dialog();
    assert.match(detail, /Profile: “late shift” \(AccessKey added here\)/);
    assert.match(detail, /which is NOT an Alibaba Cloud endpoint/);
    await workbench.screenshot(shot('cancel'));
    await press('Keep It Running');
    // Another one is selected, and the job is still asked about with its own.
    await workbench.command('Cloud Backup: Select Profile');
    await workbench.pick('wrong');
    await notification(workbench, /AccessKey of the profile \S+wrong/);
    await workbench.clearNotifications();
    const before = sandbox.requests().length;
    sandbox.advance(450);
    const looks = () => sandbox.requests().slice(before);
    await until('another look', () => Promise.resolve(looks().some(({ code }) => code === '200')));
    assert.ok(looks().every(({ action, code }) => action !== 'DescribeRestoreJobs2' || code === '200'));
    await workbench.command('Cloud Backup: Open Job Report');
    await workbench.pick(id);
    const rendered = workbench.page.frameLocator('iframe.webview.ready').frameLocator('iframe');
    await rendered.getByText('late shift').first().waitFor();
    await workbench.screenshot(shot('report'));

    await workbench.command('Cloud Backup: Select Profile');
    const row = workbench.page.locator('.quick-input-widget .monaco-list-row[aria-label^="late shift"]').first();
    await row.hover();
    await row.locator('.codicon-trash').click();
    await (await workbench.dialog()).press('Remove');
    await row.waitFor({ state: 'hidden' });
    await workbench.page.keyboard.press('Escape');
    // Nobody has to ask: the list says it, and counts the job no more.
    await workbench.openView();
    const rows = () => workbench.jobRows();
    const isUnfollowed = (text: string) => /^RUNNING \(not followed\), .*late shift\S+ was removed/.test(text);
    await until('the row to say so', async () => (await rows()).some(isUnfollowed), { seen: rows });
    const bar = workbench.page.locator('.statusbar-item[id$="cloudBackupRestore.restores"]:visible');
    await bar.waitFor({ state: 'detached' });
    await workbench.screenshot(shot('not-followed'));
    await workbench.command('Cloud Backup: Refresh Jobs');
    await notification(workbench, /AccessKey \S+late shift\S+ was removed/);
    await workbench.clearNotifications();
    await workbench.command('Cloud Backup: Remove from List');
    await workbench.pick('r-');
    const removal = await workbench.dialog();
    assert.match(removal.message, /Remove a job that may still run\?/);
    await removal.press('Remove');
    await until('the job to be gone', async () => (await rows()).length === 0, { seen: rows });
  });

  it('have a region that is chosen for the workspace, kept for it alone, and taken back', async () => {
    const { workbench } = session();
    await workbench.command('Cloud Backup: Select Profile');
    await workbench.pick('daily');
    await notification(workbench, /“daily” signs/);
    await workbench.clearNotifications();
    await workbench.command('Cloud Backup: Select Region');
    await until('the service’s own', async () => (await workbench.quickPickRows()).some((row) => /Hangzhou/.test(row)));
    await workbench.screenshot(shot('regions'));
    await workbench.pick('cn-shanghai');
    await workbench.openFile('oss.restore.json');
    await barSays(workbench, 'daily · cn-shanghai');

    const { context, folder, origin, workspace } = session();
    const other = join(folder, 'other');
    await cp(workspace, other, { recursive: true });
    const page = await context.newPage();
    try {
      const elsewhere = await openWorkbench(page, { origin, folder: other });
      // It isn't said before there is a spec.
      assert.equal(await barText(elsewhere), '');
      await elsewhere.openFile('oss.restore.json');
      await barSays(elsewhere, 'daily · cn-hangzhou');
      const again = await openWorkbench(page, { origin, folder: workspace });
      await again.openFile('oss.restore.json');
      await barSays(again, 'daily · cn-shanghai');
    } finally {
      await page.close();
      await workbench.page.bringToFront();
    }

    await workbench.command('Cloud Backup: Select Region');
    await workbench.page.locator('.quick-input-widget input').first().fill('cn-nowhere-7');
    await workbench.pick('Another region');
    await workbench.page.keyboard.press('Enter');
    const { detail, press } = await workbench.dialog();
    assert.match(detail, /Requests will go to “127\.0\.0\.1:\d+”/);
    await workbench.screenshot(shot('unknown-region'));
    await press('Use It');
    await barSays(workbench, 'daily · cn-nowhere-7');
    await workbench.command('Cloud Backup: Submit Restore Job');
    const question = await workbench.dialog();
    assert.match(question.detail, /“cn-nowhere-7” is in no list of regions/);
    await question.press('Cancel');
    await workbench.command('Cloud Backup: Select Region');
    await workbench.pick('Default: cn-hangzhou');
    await barSays(workbench, 'daily · cn-hangzhou');
  }).timeout(240_000);

  it('follow the sandbox, the CLI’s file and a selection that is gone', async () => {
    const { workbench } = session();
    await workbench.command('Cloud Backup: Select Profile');
    await workbench.pick('daily');
    await notification(workbench, /“daily” signs/);
    await workbench.command('Cloud Backup: Start Sandbox');
    await barSays(workbench, 'sandbox · cn-hangzhou');
    await workbench.screenshot(shot('sandbox'));
    await workbench.command('Cloud Backup: Stop Sandbox');
    await barSays(workbench, 'daily · cn-hangzhou');
    const others = profiles().filter(({ name }) => name !== 'daily');
    writeSecretFile(config(), JSON.stringify({ current: 'wrong', profiles: others }));
    await barSays(workbench, 'no profile');
    await barTooltip(workbench, /no profile \S+daily/);
    await workbench.screenshot(shot('gone'));
    await workbench.clearNotifications();
    await workbench.command('Cloud Backup: Submit Restore Job');
    await notification(workbench, /no profile \S+daily/);
    writeConfig('daily');
    await barSays(workbench, 'daily · cn-hangzhou');
    assert.ok(!(await workbench.page.content()).includes(secretMark));
  });
});
