import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Route } from 'playwright-core';
import { isVisibleWithin } from '../hosts/visibility.ts';
import { openContext, type OpenContext } from '../hosts/chromium.ts';
import { root, temporaryFolder } from '../hosts/paths.ts';
import { until, untilEqual } from '../hosts/until.ts';
import { startServer, type Server } from '../hosts/vscodeServer.ts';
import { openWorkbench, type Workbench } from '../hosts/workbench.ts';
import { untilWelcomed } from './welcome.ts';

const spec = `{
  "$region": "cn-hangzou",
  "RestoreType": "NAS",
  "SourceType": "NAS",
  "VaultId": "v-0008w4xx7pkg2e4zt1t0",
  "SnapshotId": "s-000dh2pq1jk38s4k9x2q",
  "TargetFileSystemId": "005494",
  "TargetCreateTime": 1554347313
}
`;

/** Where the extension is found by the browser; nothing of that name is anywhere. */
const address = 'https://extension.test';

/** What a language model may ask the tools. */
const toolCalls = [
  ['validateSpec', { spec: '{}' }],
  ['previewRequest', { spec: spec.replace('hangzou', 'hangzhou') }],
  ['explainParameter', { parameter: 'VaultId' }],
  ['proposeRestore', { spec }],
  ['lookAtJob', {}],
] as const;

/** An extension that asks the tools as a chat does, and shows the beginning of each answer in a line. */
const toolCaller = new Map([
  [
    '/tool-caller/package.json',
    JSON.stringify({
      ...{ publisher: 'test', name: 'tool-caller', version: '1.0.0', engines: { vscode: '*' }, browser: './main.js' },
      contributes: { commands: [{ command: 'toolCaller.ask', title: 'Ask the Tools' }] },
    }),
  ],
  [
    '/tool-caller/main.js',
    `const vscode = require('vscode');
    const ask = ([name, input]) =>
      vscode.lm.invokeTool('cloudBackupRestore_' + name, { input, toolInvocationToken: undefined })
        .then(({ content }) => content.map(({ value }) => value).join(''), ({ message }) => message);
    exports.activate = () => vscode.commands.registerCommand('toolCaller.ask', async () => {
      const lines = [];
      for (const call of ${JSON.stringify(toolCalls)}) lines.push((await ask(call)).replace(/\\s+/g, ' ').slice(0, 200));
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: lines.join('\\n') }));
    });`,
  ],
]);

/** Answers with the file of the project that is asked for, or of the extension that asks the tools. */
async function serve(route: Route): Promise<void> {
  const { pathname } = new URL(route.request().url());
  const headers = { 'access-control-allow-origin': '*' };
  const body = toolCaller.get(pathname);
  if (body !== undefined) return route.fulfill({ body, headers });
  const path = join(root, pathname);
  if (existsSync(path) && statSync(path).isFile()) await route.fulfill({ path, headers });
  else await route.fulfill({ status: 404, headers });
}

/** Has the page's own configuration name the extensions under development, as a server of VS Code for the web would. */
function developInBrowser(authority: string): void {
  const page = globalThis as unknown as {
    document: { getElementById: (id: string) => { dataset: Record<string, string> } | null };
    MutationObserver: new (seen: (_: unknown, self: { disconnect: () => void }) => void) => {
      observe: (target: unknown, options: object) => void;
    };
  };
  const observer = new page.MutationObserver((_, self) => {
    const configuration = page.document.getElementById('vscode-workbench-web-configuration');
    if (!configuration) return;
    self.disconnect();
    const settings = JSON.parse(configuration.dataset['settings'] ?? '{}') as { developmentOptions?: object };
    const extensions = ['/', '/tool-caller'].map((path) => ({ scheme: 'https', authority, path }));
    configuration.dataset['settings'] = JSON.stringify({
      ...settings,
      developmentOptions: { ...settings.developmentOptions, extensions },
    });
  });
  observer.observe(page.document, { childList: true, subtree: true });
}

describe("in a browser's own extension host", () => {
  let server: Server;
  let browser: OpenContext;
  let storageFile: string;
  let workbench: Workbench;
  let remove: () => Promise<void>;

  before(async () => {
    const temporary = await temporaryFolder('web');
    remove = temporary.remove;
    const folder = join(temporary.path, 'restore');
    await mkdir(folder);
    await cp(join(root, 'samples'), folder, { recursive: true });
    await writeFile(join(folder, 'region.restore.json'), spec);
    await writeFile(join(folder, 'inside.restore.json'), '{ "RestoreType": "UDM_ECS_ROLLBACK",\n"UdmDetail": "{}"\n}');
    await writeFile(join(folder, 'request.txt'), 'aliyun hbr CreateRestoreJob --RestoreType NAS --VaultId v-1');
    const [dataDir, extensionsDir] = [join(temporary.path, 'data'), join(temporary.path, 'extensions')];
    server = await startServer({ dataDir, extensionsDir, driver: true });
    storageFile = join(temporary.path, 'browser-storage.json');
    browser = await openContext(server.port);
    const page = await browser.context.newPage();
    await page.exposeFunction('codeAutomationLog', () => undefined);
    await browser.context.route(`${address}/**`, serve);
    await page.addInitScript(developInBrowser, new URL(address).host);
    workbench = await openWorkbench(page, { ...server, origin: browser.origin, folder });
  });
  after(async () => {
    await browser.close(storageFile);
    await server.stop();
    await remove();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-web');
  });

  it('says where jobs are submitted and followed', async () => {
    const welcome = await untilWelcomed(workbench, /In this browser/, 'New Restore Spec');
    await welcome.press();
    assert.ok((await workbench.quickPickRows()).some((row) => row.startsWith('NAS')));
    await workbench.page.keyboard.press('Escape');
  });

  it('checks a spec beyond its schema, shows dates, and mends it', async () => {
    const { page } = workbench;
    await workbench.openFile('region.restore.json');
    const problems = () => workbench.problems();
    await until('the warning of an unknown region', async () => /Warnings/.test(await problems()), { seen: problems });
    await page.locator('.view-lines', { hasText: /2019-04-0\d\s\d\d:\d\d:33\s[+-]/ }).waitFor();
    await page.locator('.view-line span', { hasText: 'cn-hangzou' }).last().click();
    const fix = page.getByText('Change to "cn-hangzhou"');
    await until('the fix to be offered', async () => {
      // What is asked for before the editor knows of the warning offers nothing.
      await page.keyboard.press('Control+.');
      return isVisibleWithin(fix, 2000);
    });
    await workbench.screenshot('web');
    await fix.click();
    // VS Code's own JSON support runs on the server here, and says that it can't load the schema from where the browser can.
    const text = async () => (await page.locator('.view-lines').innerText()).replaceAll('\u00a0', ' ');
    await until('the fix', async () => (await text()).includes('"$region": "cn-hangzhou"'), { seen: text });
  });

  it('completes JSON inside a string, which VS Code does not', async () => {
    const { page } = workbench;
    await workbench.openFile('inside.restore.json');
    await page.locator('.view-line span', { hasText: 'UdmDetail' }).last().click();
    await page.keyboard.press('End');
    for (let left = 0; left < 2; left++) await page.keyboard.press('ArrowLeft');
    await workbench.untilSuggested('forceRestore');
  });

  it('shows what a spec would send, and where by what the spec says', async () => {
    const { page } = workbench;
    await workbench.openFile('region.restore.json');
    await workbench.command('Cloud Backup: Preview Request');
    const shown = page.locator('.view-lines', { hasText: '[Query parameters]' });
    await shown.waitFor();
    const text = (await shown.innerText()).replaceAll('\u00a0', ' ');
    assert.match(text, /^Host = hbr\.cn-[a-z]+\.aliyuncs\.com$/m);
    await workbench.screenshot('web-preview');
    await workbench.command('View: Close All Editors');
  });

  it('makes a spec of a request in another form', async () => {
    const { page } = workbench;
    await workbench.openFile('request.txt');
    await page.keyboard.press('Control+a');
    await workbench.command('Cloud Backup: Import Restore Spec');
    const text = async () => (await page.locator('.view-lines').innerText()).replaceAll('\u00a0', ' ');
    await until('the spec', async () => (await text()).includes('"VaultId": "v-1"'), { seen: text });
  });

  it('answers the tools for language models where no job is needed', async () => {
    await workbench.command('Ask the Tools');
    const shown = workbench.page.locator('.view-lines', { hasText: 'canBeSubmitted' });
    await shown.waitFor();
    const lines = (await shown.innerText()).replaceAll('\u00a0', ' ').split('\n');
    const expected = [
      /"canBeSubmitted": false/,
      /"action": "CreateRestoreJob"/,
      /"parameter": "VaultId"/,
      /"opened": /,
      /In this browser there are none/,
    ];
    assert.equal(lines.length, expected.length, lines.join('\n'));
    for (const [index, pattern] of expected.entries()) assert.match(lines[index] ?? '', pattern);
    await workbench.command('View: Revert and Close Editor');
    await workbench.command('View: Revert and Close Editor');
  });

  it('leads to a new spec, and offers nothing that needs a machine', async () => {
    const { page } = workbench;
    await workbench.command('Cloud Backup: New Restore Spec');
    assert.ok((await workbench.quickPickRows()).some((label) => label.startsWith('NAS')));
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input[type="text"]').first().fill('>Cloud Backup: ');
    const expected = [
      'Copy Request As…',
      'Explain Problems in Restore Specs',
      'Import Restore Spec…',
      'New Restore Spec',
      'Preview Request',
    ];
    await untilEqual('what works without a machine', expected, async () => {
      const offered = (await workbench.quickPickRows()).filter((label) => label.startsWith('Cloud Backup: '));
      const titles = offered.map((label) => label.replace(/^Cloud Backup: |,.*$/g, ''));
      return titles.filter((title) => !/^Focus on/.test(title)).sort();
    });
    await page.keyboard.press('Escape');
  });
});
