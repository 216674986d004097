import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sessionFor } from '../../scripts/service.ts';
import { artifacts } from '../hosts/paths.ts';
import { startSandbox, type Sandbox } from '../hosts/testSandbox.ts';
import { containerTab, openTheia, type TheiaSession } from '../hosts/theia.ts';
import { until } from '../hosts/until.ts';
import { Workbench } from '../hosts/workbench.ts';

const pictures = join(artifacts, 'theia');

describe('in Theia', () => {
  let sandbox: Sandbox;
  let theia: TheiaSession;
  /** The list of commands and that of completion are VS Code's own, in Theia too. */
  let workbench: Workbench;

  before(async () => {
    sandbox = await startSandbox({ queuedSeconds: 1, runningSeconds: 4 });
    theia = await openTheia(sessionFor({ ...sandbox, ownSandbox: true }));
    workbench = new Workbench(theia.page);
  });
  after(async () => {
    await theia.stop();
    await sandbox.close();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-theia');
  });

  /** Opens a file of the workspace by its name. */
  async function openFile(name: string): Promise<void> {
    const { page } = theia;
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget input[type="text"]').first().fill(name);
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: name }).first().click();
    await page.locator('.lm-TabBar-tab.lm-mod-current', { hasText: name }).waitFor();
  }

  /** What stands in the status bar, part by part. */
  const statusBar = () => theia.page.locator('#theia-statusBar .element').allInnerTexts();

  it('completes a spec and says what is wrong with it', async () => {
    await writeFile(join(theia.workspace, 'new.restore.json'), '{\n  \n}');
    await openFile('new.restore.json');
    await theia.page.locator('.view-line').nth(1).click();
    await workbench.untilSuggested('RestoreType');
    await theia.page.keyboard.press('Escape');
    const problems = async () => (await statusBar())[0] ?? '';
    await until('the missing parameters', async () => /[1-9]/.test(await problems()), { seen: statusBar });
  });

  /** Submits a sample and says yes. @returns the question, without the marks that isolate its values */
  async function submit(name: string, picture: string): Promise<string> {
    const before = sandbox.jobs().length;
    await openFile(name);
    await workbench.command('Cloud Backup: Submit Restore Job');
    const dialog = theia.page.locator('.dialogBlock');
    await dialog.waitFor();
    const question = (await dialog.innerText()).replaceAll(/[\u2068\u2069]/g, '');
    await workbench.screenshot(join(pictures, `${picture}.png`));
    // A question of the extension that is answered within its first second counts as a key that was held.
    await theia.page.waitForTimeout(1000);
    await dialog.getByRole('button', { name: 'Start Restore' }).click();
    await until('the job in the sandbox', () => Promise.resolve(sandbox.jobs().length > before));
    return question;
  }

  it('submits what the person has said yes to, once, and tells of its end', async () => {
    const created = () => sandbox.requests().filter(({ action }) => action === 'CreateRestoreJob').length;
    const before = created();
    assert.match(await submit('oss.restore.json', 'question'), /To: bucket “hbr-backup-oss”/);
    await theia.page.locator('.theia-notification-list-item', { hasText: 'COMPLETE' }).first().waitFor();
    assert.equal(created(), before + 1);
    await workbench.screenshot(join(pictures, 'end.png'));
  });

  it('lists the jobs where the view is open as the window loads, and opens the report of one as text', async () => {
    const { page } = theia;
    await submit('nas.restore.json', 'second');
    await page.locator(containerTab).click();
    await page.locator(`${containerTab}.lm-mod-current`).waitFor();
    await page.reload();
    const row = page.locator('.theia-TreeNode', { hasText: /COMPLETE.*NAS/ });
    await row.first().waitFor({ timeout: 60_000 });
    await workbench.screenshot(join(pictures, 'list.png'));
    await row.first().click();
    const report = page.locator('.monaco-editor .view-lines', { hasText: '# Restore of `NAS files`' });
    await report.waitFor();
    await workbench.screenshot(join(pictures, 'report.png'));
  });
});
