/**
 * A newcomer's first quarter of an hour in a fresh profile, as the page of the extension tells it, in each language: the welcome, a sample
 * restore from its spec to its report, and the steps of the walkthrough. Each step leaves a picture in `artifacts/screenshots`.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../hosts/paths.ts';
import { until, untilEqual } from '../hosts/until.ts';
import { hasStatus, notification } from './job.ts';
import { useSession } from './useSession.ts';

type Texts = Readonly<Record<string, string>>;

const readTexts = (...path: string[]) => JSON.parse(readFileSync(join(root, ...path), 'utf8')) as Texts;

/** A pattern of a text with its places `{0}`, whatever stands in these. */
const patternOf = (text: string) =>
  new RegExp(text.replaceAll(/[.*+?^$()[\]\\|]/g, String.raw`\$&`).replaceAll(/\{\d\}/g, '.+'));

const languages = [
  { name: 'English', language: undefined, manifest: readTexts('package.nls.json'), messages: {} as Texts },
  {
    name: 'Chinese',
    language: 'zh-cn',
    manifest: readTexts('package.nls.zh-cn.json'),
    messages: readTexts('l10n', 'bundle.l10n.zh-cn.json'),
  },
];

for (const { name, language, manifest, messages } of languages) {
  describe(`a newcomer, in ${name}`, () => {
    const session = useSession(() => (language === undefined ? {} : { language }));
    const titleOf = (key: string) => manifest[key] ?? assert.fail(`no text of ${key}`);
    const textOf = (english: string) =>
      language === undefined ? english : (messages[english] ?? assert.fail(english));
    const commandOf = (key: string) => `${titleOf('category')}: ${titleOf(`command.${key}`)}`;
    const picture = (step: string) => session().workbench.screenshot(`newcomer-${name}-${step}`);

    it('is welcomed with one button, which leads through a sample restore from its spec to its report', async () => {
      const { workbench } = session();
      const { page } = workbench;
      await workbench.openView(titleOf('view.container'));
      const button = page.locator('.part.sidebar .welcome-view-content .monaco-button');
      await untilEqual('one button', [titleOf('command.trySample')], () => button.allInnerTexts());
      await picture('1-welcome');
      await button.click();
      await notification(
        workbench,
        patternOf(textOf('The sandbox is running: restore jobs go to {0}, and nothing real is restored.')),
      );
      const vault = page.locator('.view-line', { hasText: '"VaultId"' }).first().getByText('"VaultId"');
      await vault.waitFor();
      await picture('2-spec');
      const explained = textOf(
        'The ID of the backup vault that holds the snapshot.\n\n**Example:** `v-0008w4xx7pkg2e4zt1t0`',
      );
      const hover = page.locator('.monaco-hover:visible', { hasText: explained.split('\n')[0] ?? '' });
      await until('the hover of VaultId', async () => {
        await vault.hover();
        return hover.first().isVisible();
      });
      await picture('3-hover');
      await page.keyboard.press('Escape');
      await workbench.clearNotifications();
      // A lens is a link. What VS Code shows from its cache, until it has asked again, is a text that does nothing.
      await page
        .locator('.codelens-decoration a', { hasText: textOf('Submit') })
        .first()
        .click();
      const question = await workbench.dialog();
      assert.match(question.detail, patternOf(textOf('This goes to the sandbox: nothing real is restored.')));
      await picture('4-question');
      await question.press(textOf('Start Restore'));
      const told = await notification(workbench, patternOf(textOf('Restore job {0} was submitted to the sandbox.')));
      const id = /r-[\w-]+/.exec(told)?.[0] ?? assert.fail(told);
      await workbench.clearNotifications();
      await picture('5-running');
      await until(
        'the job to be COMPLETE',
        async () => (await workbench.jobRows()).some((row) => row.includes(id) && hasStatus(row, 'COMPLETE')),
        { withinMs: 60_000, seen: () => workbench.treeRows() },
      );
      await picture('6-complete');
      const [group = '', row = ''] = await workbench.treeRows();
      assert.match(group, patternOf(textOf('{0}, 1 job')));
      assert.match(row, new RegExp(`^COMPLETE, .*${patternOf(textOf('{0} to {1}')).source}, .*${id}$`));
      await workbench.clearNotifications();
      await page.locator('.part.sidebar .customview-tree .monaco-list-row[aria-level="2"]').first().click();
      const report = page.frameLocator('iframe.webview.ready').frameLocator('iframe');
      await report.locator('body').getByText(id).first().waitFor();
      await picture('7-report');
      await workbench.command(commandOf('stopSandbox'));
      await notification(
        workbench,
        patternOf(textOf('The sandbox was stopped: restore jobs go to the real service again.')),
      );
      await picture('8-end');
    }).timeout(240_000);

    it('is led by the five steps of the walkthrough', async () => {
      const { workbench } = session();
      const { page } = workbench;
      await workbench.command('Welcome: Open Walkthrough...');
      await workbench.pick(titleOf('walkthrough.title'));
      for (const step of ['sandbox', 'spec', 'credentials', 'submit', 'follow']) {
        await page
          .getByText(titleOf(`walkthrough.${step}.title`), { exact: true })
          .first()
          .click();
        const [first = ''] = titleOf(`walkthrough.${step}`).split(/[\n`]/);
        await page.getByText(first.trim().slice(0, 20)).filter({ visible: true }).first().waitFor();
        await picture(`9-walkthrough-${step}`);
      }
    });
  });
}
