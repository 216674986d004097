import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSpec } from '../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../src/restoreSpec/validation.ts';
import { until, untilEqual } from '../hosts/until.ts';
import { useSession } from './useSession.ts';

/** What a person types into the tab stops of each kind's snippet, one after the other. */
const paths: { kind: string; type: string; typed: string[] }[] = [
  {
    kind: 'Restore ECS files',
    type: 'ECS_FILE',
    typed: ['v-0008w4xx7pkg2e4zt1t0', 's-000dh2pq1jk38s4k9x2n', 'i-bp1f4u8iwcxeztq8d2o1', '/'],
  },
  {
    kind: 'Restore OSS objects',
    type: 'OSS',
    typed: ['v-0008w4xx7pkg2e4zt1t0', 's-000dh2pq1jk38s4k9x2p', 'hbr-backup-oss', 'hbr'],
  },
  {
    kind: 'Restore NAS files',
    type: 'NAS',
    typed: ['v-0008w4xx7pkg2e4zt1t0', 's-000dh2pq1jk38s4k9x2q', '005494', '1554347313'],
  },
  {
    kind: 'Restore a Tablestore table',
    type: 'OTS_TABLE',
    typed: ['v-0008w4xx7pkg2e4zt1t1', 's-000dh2pq1jk38s4k9x2r', 'orders', 'orders_restored'],
  },
  {
    kind: 'Roll back an ECS instance',
    type: 'UDM_ECS_ROLLBACK',
    typed: ['v-0008w4xx7pkg2e4zt1t2', 's-000dh2pq1jk38s4k9x2s', 'i-uf62te6pm3iwsyxyz66q', 'cn-shanghai'],
  },
];

describe('writing a spec', () => {
  const session = useSession();
  // What is told of a spec must not be counted with the next one's.
  afterEach(() => session().workbench.command('View: Close All Editors'));

  for (const { kind, type, typed } of paths) {
    it(`${type}: from an empty file to a valid spec in at most 45 keystrokes besides what only the person knows`, async () => {
      const { workbench, workspace } = session();
      const { keyboard } = workbench.page;
      const name = `${type.toLowerCase()}-path.restore.json`;
      const file = join(workspace, name);
      await writeFile(file, '');
      await workbench.openFile(name);

      let keystrokes = 0;
      const press = async (key: string) => {
        keystrokes++;
        await keyboard.press(key);
      };
      // The list may come before the language server has the schema; only the press that worked is the person's.
      await workbench.untilSuggested(kind);
      keystrokes++;
      const focused = workbench.page.locator('.suggest-widget.visible .monaco-list-row.focused .label-name');
      while ((await focused.innerText()) !== kind) await press('ArrowDown');
      await press('Enter');
      const list = workbench.page.locator('.suggest-widget.visible');
      const lines = '.editor-group-container.active .view-lines';
      for (const [index, value] of typed.entries()) {
        // A key takes what is in the list. On a busy machine what was offered for the first letters is in sight until the others are drawn.
        if (index > 0) {
          await list.waitFor({ state: 'hidden' });
          await press('Tab');
        }
        await keyboard.type(value, { delay: 10 });
        await workbench.page.locator(lines, { hasText: value }).waitFor();
      }
      // The known regions are listed over what was typed, and what is taken from the list ends the snippet.
      if (type === 'UDM_ECS_ROLLBACK') await focused.getByText('cn-shanghai').waitFor();
      await press('Tab');
      await workbench.save();
      keystrokes++;

      const text = await until('the file to be saved', async () => (await readFile(file, 'utf8')) || undefined);
      // Of a table, what else Terraform requires is told as an information.
      const found = validateSpec(readSpec(text)).filter(({ code }) => code !== 'tablestoreUnstated');
      assert.deepEqual(found, [], text);
      const problems = () => workbench.problems();
      const none = type === 'OTS_TABLE' ? /^Infos: 1$/ : /^No Problems$/;
      await until('no problems', async () => none.test(await problems()), { seen: problems });
      console.log(`      ${type}: ${keystrokes} keystrokes`);
      assert.ok(keystrokes <= 45, String(keystrokes));
      await workbench.screenshot(`path-${type}`);
    });
  }

  it('is led by New Restore Spec through what a kind needs, which checks as one types, goes back, and opens the spec', async () => {
    const { workbench } = session();
    const { page } = workbench;
    const input = page.locator('.quick-input-widget input[type="text"]').first();
    const prompt = (text: string) =>
      page.locator('.quick-input-widget .quick-input-message', { hasText: text }).waitFor();
    await workbench.command('Cloud Backup: New Restore Spec');
    const rows = await workbench.quickPickRows();
    assert.deepEqual(
      rows.slice(0, 5).map((row) => row.split(',')[0]),
      ['ECS_FILE', 'OSS', 'NAS', 'OTS_TABLE', 'UDM_ECS_ROLLBACK'],
    );
    await workbench.screenshot('new-spec-kinds');
    // VS Code draws the prompt of an input before its value.
    const value = () => input.inputValue();
    const selected = () =>
      input.evaluate((element) => {
        const { selectionStart, selectionEnd } = element as unknown as Record<
          'selectionStart' | 'selectionEnd',
          number
        >;
        return [selectionStart, selectionEnd];
      });
    await workbench.pick('NAS');
    await prompt('VaultId');
    await untilEqual('the prefix', 'v-', value);
    // What is pasted takes the place of the prefix.
    await untilEqual('the selected prefix', [0, 2], selected);
    await input.fill('v-1');
    await page.keyboard.press('Enter');
    await prompt('SnapshotId');
    await page.locator('.quick-input-widget .quick-input-left-action-bar .action-label').click();
    await prompt('VaultId');
    await untilEqual('what was entered before', 'v-1', value);
    await page.keyboard.press('Enter');
    await prompt('SnapshotId');
    await page.keyboard.press('Enter');
    await prompt('TargetFileSystemId');
    await untilEqual('an empty input', '', value);
    await input.fill('005494');
    await page.keyboard.press('Enter');
    await prompt('TargetCreateTime');
    await untilEqual('an empty input', '', value);
    await input.fill('1554347313000');
    await prompt('milliseconds');
    await workbench.screenshot('new-spec-check');
    await input.fill('1554347313');
    await prompt('TargetCreateTime');
    await page.keyboard.press('Enter');

    await page.locator('.tab.active[data-resource-name="untitled-1.restore.json"]').waitFor();
    const lines = page.locator('.editor-group-container.active .view-lines');
    const text = async () => (await lines.innerText()).replaceAll('\u00a0', ' ');
    await until('the spec', async () => (await text()).includes('"s-"'), { seen: text });
    // The one value that was left out is selected.
    await workbench.type('s-42');
    await until('the text', async () => (await text()).includes('"s-42"'), { seen: text });
    for (const line of [
      '"RestoreType": "NAS"',
      '"SourceType": "NAS"',
      '"VaultId": "v-1"',
      '"TargetFileSystemId": "005494"',
      '"TargetCreateTime": 1554347313',
    ]) {
      assert.ok((await text()).includes(line), line);
    }
    await workbench.screenshot('new-spec');
  });

  it('opens nothing where New Restore Spec is cancelled', async () => {
    const { workbench } = session();
    const tabs = workbench.page.locator('.tab');
    const before = await tabs.count();
    await workbench.command('Cloud Backup: New Restore Spec');
    await workbench.pick('OSS');
    await workbench.page.locator('.quick-input-widget .quick-input-message', { hasText: 'VaultId' }).waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    assert.equal(await tabs.count(), before);
  });
});
