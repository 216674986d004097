import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sessionFor } from '../../scripts/service.ts';
import { createClient } from '../../src/cloud/hbrClient.ts';
import { encodeRecord } from '../../src/jobs/storage/recordFile.ts';
import type { JobRecord } from '../../src/jobs/record.ts';
import { startSandbox, type Sandbox } from '../hosts/testSandbox.ts';
import { until, untilEqual } from '../hosts/until.ts';
import { requestOf } from '../unit/jobs/jobFixtures.ts';
import { rowWith } from './job.ts';
import { useSession } from './useSession.ts';

const dayMs = 86_400_000;
const hostile = '[x](command:a) ![y](https://evil.example/y.png) https://evil.example <b>bold</b> | $(trash)';
const icon = '/$(trash)';

/** A time zone in which it is about noon: midnight, which makes a job of today one of yesterday, doesn't come while the tests run. */
function zoneOfNoon(): string {
  const ahead = 12 - new Date().getUTCHours();
  // The sign of these names says how far Greenwich is ahead.
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

describe('the list of jobs', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ runningSeconds: 3600 });
  });
  after(() => sandbox.close());
  const session = useSession(() => {
    const { env, ...options } = sessionFor({ ...sandbox, ownSandbox: true });
    return { ...options, env: { ...env, TZ: zoneOfNoon() } };
  });

  /** Starts a restore without VS Code. @returns its record, as a window would have written it */
  async function started(type: string): Promise<JobRecord> {
    const { endpoint, accessKeyId, accessKeySecret } = sandbox;
    const account = { signer: 'environment', profile: 'environment', region: 'cn-hangzhou', endpoint } as const;
    const client = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });
    const request = requestOf(type);
    const { restoreId } = await client.createRestoreJob(request);
    const spec = `file:///restores/${type}.restore.json`;
    return { id: `run-${type}`, state: 'submitted', account, request, spec, createdAt: Date.now(), pid: 1, restoreId };
  }

  /** The present of all jobs that ended, so that their order doesn't hang on how long it takes to make them. */
  const now = Date.now();

  /** A job that ended before now, in the service's words. */
  async function over(type: string, Status: string, ago: number, more: object = {}): Promise<JobRecord> {
    const at = now - ago;
    const restoreId = `r-000${type.toLowerCase().replaceAll('_', '')}${ago}`;
    const CompleteTime = Math.floor(at / 1000);
    const seen = { RestoreId: restoreId, Status, CompleteTime, other: {}, ...more };
    return { ...(await started(type)), id: `over-${type}-${ago}`, restoreId, createdAt: at - 60_000, seen };
  }

  async function write(folder: 'jobs' | 'done', ...records: JobRecord[]): Promise<void> {
    const path = join(session().dataDir, 'User/globalStorage/restore-authoring.cloud-backup-restore', folder);
    await mkdir(path, { recursive: true });
    for (const record of records) await writeFile(join(path, `${record.id}.json`), encodeRecord(record));
  }

  const groups = async () => (await session().workbench.treeRows()).filter((row) => / jobs?$/.test(row));

  before(async () => {
    const { workbench } = session();
    const first = [await started('NAS'), await started('OSS')];
    sandbox.advance(1520);
    const { restoreId, ...rest } = await started('OTS_TABLE');
    void restoreId;
    const unclear: JobRecord = {
      ...rest,
      id: 'unclear',
      // Where nobody answers, it stays unclear.
      account: { ...rest.account, endpoint: 'http://127.0.0.1:1' },
      state: 'unclear',
      failure: { message: 'The connection broke.', nextStep: 'Look at the target.' },
    };
    const failed = await over('ECS_FILE', 'FAILED', 1000, { ErrorMessage: hostile });
    await write(
      'done',
      { ...failed, request: { ...failed.request, body: { ...failed.request.body, TargetPath: icon } } },
      await over('OSS', 'COMPLETE', 2000),
      await over('UDM_ECS_ROLLBACK', 'PARTIAL_COMPLETE', 3000),
      await over('OTS_TABLE', 'EXPIRED', dayMs),
      await over('NAS', 'CANCELED', 5 * dayMs),
    );
    await write('jobs', ...first, unclear);
    await workbench.openView();
    await untilEqual('all groups', 5, async () => (await groups()).length);
  });

  it('stands in groups, with what goes on first', async () => {
    const { workbench } = session();
    await workbench.widenSidebar(620);
    const jobs = () => workbench.treeRows();
    const expected = ['Running, 2 jobs', 'Unclear, 1 job', 'Today, 3 jobs', 'Yesterday, 1 job'];
    await untilEqual('the groups', expected, async () => (await groups()).slice(0, 4));
    // Days before today are closed.
    await untilEqual('the jobs', 6, async () => (await workbench.jobRows()).length);
    await rowWith(workbench, 'r-000ecsfile1000', 'FAILED');
    const speed = async () => (await workbench.jobRows()).find((row) => /^RUNNING 4\d(\.\d)? %, .* left/.test(row));
    await until('how far and how long', speed, { seen: jobs, withinMs: 60_000 });
  });

  it('can be read in every theme', async () => {
    const { workbench } = session();
    const themes = [
      ['Light Modern', 'vs', 'light'],
      ['Dark High Contrast', 'hc-black', 'high-contrast'],
      ['Light High Contrast', 'hc-light', 'high-contrast-light'],
      ['Dark Modern', 'vs-dark', 'dark'],
    ] as const;
    for (const [theme, className, name] of themes) {
      await workbench.command('Preferences: Color Theme');
      await workbench.page.keyboard.type(theme);
      await workbench.pick(theme);
      await workbench.page.locator(`.monaco-workbench.${className}`).waitFor();
      await workbench.screenshot(`jobs-${name}`);
    }
  });

  for (const width of [300, 170]) {
    it(`shows the whole status of each job where the sidebar is ${width} wide, also under the mouse`, async () => {
      const { workbench } = session();
      const { page } = workbench;
      await workbench.widenSidebar(width);
      const rows = page.locator('.part.sidebar .customview-tree .monaco-list-row[aria-level="2"]');
      for (let index = 0; index < (await rows.count()); index++) {
        const row = rows.nth(index);
        await row.hover();
        const name = row.locator('.label-name');
        const [ofName, ofLabel] = [await name.boundingBox(), await row.locator('.monaco-icon-label').boundingBox()];
        assert.ok(ofName && ofLabel && ofName.x + ofName.width <= ofLabel.x + ofLabel.width, await name.innerText());
      }
      await workbench.screenshot(`jobs-${width}`);
    });
  }

  it('copies, removes and opens the row in focus by keys, and brings back what was removed', async () => {
    const { workbench } = session();
    const { page } = workbench;
    const rows = () => workbench.jobRows();
    const row = page.locator('.part.sidebar .monaco-list-row[aria-label*="r-000oss2000"]');
    await workbench.openView();
    await page.locator('.part.sidebar .monaco-list-row[aria-label*="r-000ecsfile1000"]').click();
    const report = (id: string) => page.locator(`.tab.active[data-resource-name^="${id}"]`);
    await report('r-000ecsfile1000').waitFor();
    await workbench.command('Cloud Backup: Focus on Restore Jobs View');
    // The row in focus is meant, not the one that was selected by the click.
    await page.keyboard.press('ArrowDown');
    await page.locator('.part.sidebar .monaco-list-row.focused[aria-label*="r-000oss2000"]').waitFor();
    await page.keyboard.press('Control+C');
    const status = page.locator('.part.statusbar');
    await until('the RestoreId', async () => /Copied \S+r-000oss2000/.test(await status.innerText()));
    await workbench.clearNotifications();
    await page.keyboard.press('Delete');
    await until('it to go', async () => !(await rows()).some((each) => each.includes('r-000oss2000')), { seen: rows });
    await page.locator('.notifications-toasts .monaco-button', { hasText: 'Undo' }).click();
    await row.waitFor();
    await workbench.command('Cloud Backup: Focus on Restore Jobs View');
    await until('the row in focus', async () => {
      await page.keyboard.press('ArrowDown');
      return page.locator('.part.sidebar .monaco-list-row.focused[aria-label*="r-000oss2000"]').isVisible();
    });
    await page.keyboard.press('Enter');
    await report('r-000oss2000').waitFor();
  });

  it('draws what the service says of a job as text, wherever it is', async () => {
    const { workbench } = session();
    const { page } = workbench;
    const row = page.locator('.part.sidebar .monaco-list-row[aria-label*="r-000ecsfile1000"]');
    const name = row.locator('.label-name');
    assert.equal(await name.innerText(), 'FAILED');
    const description = row.locator('.label-description');
    assert.ok((await description.innerText()).startsWith(`ECS files · i-1:${icon} · ${hostile}`));
    assert.equal(await description.locator('a, img, b, .codicon').count(), 0);
    await name.hover();
    const hover = page.locator('.monaco-hover table');
    await hover.waitFor();
    assert.ok((await hover.innerText()).includes(hostile), await hover.innerText());
    assert.equal(await hover.locator('a, img, b, .codicon').count(), 0);
    await workbench.screenshot('jobs-tooltip');
    await page.keyboard.press('Escape');
  });

  it('is told of in the status bar and on the icon, and comes to the front from there', async () => {
    const { workbench } = session();
    const { page } = workbench;
    const badge = page.locator(
      '.part.activitybar .action-item[role="tab"]:has([aria-label*="Cloud Backup"]) .badge-content',
    );
    await until('the badge', async () => (await badge.innerText()) === '3');
    const item = page.locator('.part.statusbar [id$="cloudBackupRestore.restores"]');
    const label = await item.locator('a').getAttribute('aria-label');
    assert.match(label ?? '', /^Cloud Backup: 1 unclear restore, 2 restores \d+ %$/);
    await item.hover();
    await page.locator('.monaco-hover table').waitFor();
    await workbench.screenshot('jobs-status-bar');
    await workbench.openView('Explorer');
    await item.locator('a').click();
    await page.locator('.part.sidebar .customview-tree').waitFor();
  });

  it('shows what the filter lets through, says so, and shows all again', async () => {
    const { workbench } = session();
    const { page } = workbench;
    await workbench.command('Cloud Backup: Filter Jobs');
    const rows = await workbench.quickPickRows();
    assert.ok(
      rows.some((row) => row.startsWith('EXPIRED, 1 job')),
      String(rows),
    );
    const input = page.locator('.quick-input-widget input[type="text"]').first();
    await input.fill('no such status');
    // What is typed hides none of them.
    assert.equal((await workbench.quickPickRows()).length, rows.length);
    await input.fill('[x](command:a)');
    await page.locator('.quick-input-widget .monaco-list-row[aria-label^="FAILED"]').click();
    await workbench.screenshot('jobs-filter');
    await page.keyboard.press('Enter');
    await until('one job', async () => (await workbench.jobRows()).length === 1, { seen: () => workbench.treeRows() });
    const message = page.locator('.part.sidebar .tree-explorer-viewlet-tree-view .message');
    const said = 'Filter: FAILED · “\u2068[x](command:a)\u2069” (1 of 8 jobs)';
    const text = () => message.innerText();
    await until('the filter above the list', async () => (await text()) === said, { seen: text });
    assert.equal(await message.locator('a').count(), 0);
    await workbench.screenshot('jobs-filtered');

    await workbench.command('Cloud Backup: Filter Jobs');
    await until('the text of before', async () => (await input.inputValue()) === '[x](command:a)');
    await input.fill('nowhere to be found');
    await page.keyboard.press('Enter');
    const welcome = page.locator('.part.sidebar .welcome-view-content');
    await welcome.getByText('The filter hides every job.').waitFor();
    await untilEqual('one button', ['Clear Filter'], () => welcome.locator('.monaco-button').allInnerTexts());
    await workbench.screenshot('jobs-all-hidden');
    await welcome.locator('.monaco-button').click();
    await until('all jobs', async () => (await groups()).length >= 5, { seen: () => workbench.treeRows() });
    await until('no word of a filter', async () => (await text()) === '', { seen: text });
  });
});
