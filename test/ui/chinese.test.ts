/** The main job with VS Code in Chinese: what the manifest, the schema, the questions and the report say. */
import assert from 'node:assert/strict';
import { until, untilEqual } from '../hosts/until.ts';
import { hasStatus, notification } from './job.ts';
import { useSession } from './useSession.ts';

describe('in Chinese', () => {
  const session = useSession(() => ({ language: 'zh-cn' }));

  it('welcomes, with one button', async () => {
    const { workbench } = session();
    await workbench.openView('云备份');
    const welcome = workbench.page.locator('.part.sidebar .welcome-view-content');
    await welcome.getByText('尚未提交任何恢复任务。').waitFor();
    await untilEqual('one button', ['试用示例恢复'], () => welcome.locator('.monaco-button').allInnerTexts());
    await workbench.screenshot('chinese-welcome');
  });

  it('explains a parameter by the schema of the language', async () => {
    const { workbench } = session();
    await workbench.openFile('nas.restore.json');
    const { page } = workbench;
    const hover = page.locator('.monaco-hover:visible', { hasText: '快照所在备份库的 ID。' });
    await until('the hover of VaultId', async () => {
      await page.locator('.view-line', { hasText: '"VaultId"' }).first().getByText('"VaultId"').hover();
      return hover.first().isVisible();
    });
    await workbench.screenshot('chinese-hover');
  });

  it('walks through the steps', async () => {
    const { workbench } = session();
    await workbench.command('Welcome: Open Walkthrough...');
    await workbench.pick('使用云备份恢复数据');
    const { page } = workbench;
    await page.getByText('配置凭证', { exact: true }).first().click();
    await page.getByText('请求用阿里云 CLI 的凭证配置').first().waitFor();
    await workbench.screenshot('chinese-walkthrough');
  });

  it('asks, submits, follows and reports', async () => {
    const { workbench } = session();
    await workbench.command('云备份: 启动沙箱');
    await notification(workbench, /^沙箱正在运行：恢复任务会发往 /);
    await workbench.clearNotifications();
    await workbench.openFile('nas.restore.json');
    await workbench.command('云备份: 提交恢复任务');
    const dialog = await workbench.dialog();
    assert.match(dialog.message, /^将 NAS 文件恢复到 “.+”？$/);
    assert.match(dialog.detail, /^来源：备份库 “v-\S+” 中的快照 “s-\S+”$/m);
    assert.match(dialog.detail, /^这会发往沙箱：不会真正恢复任何数据。$/m);
    await workbench.screenshot('chinese-question');
    await dialog.press('开始恢复');
    const text = await notification(workbench, /^恢复任务 “r-\S+” 已提交到沙箱。$/);
    const id = /r-[\w-]+/.exec(text)?.[0] ?? '';
    await workbench.openView('云备份');
    const find = async () => (await workbench.jobRows()).find((row) => row.includes(id) && hasStatus(row, 'COMPLETE'));
    await until('the job to be COMPLETE', find, { withinMs: 60_000, seen: () => workbench.treeRows() });
    await workbench.clearNotifications();
    await workbench.command('云备份: 打开任务报告');
    await workbench.pick(id);
    await workbench.page.locator(`.tab.active[aria-label*="${id}"]`).waitFor();
    await workbench.screenshot('chinese-report');
  });
});
