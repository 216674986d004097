import assert from 'node:assert/strict';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { createClient } from '../../src/cloud/hbrClient.ts';
import { compareSpec } from '../../src/commands/compareSpec.ts';
import { copyReport } from '../../src/commands/copyReport.ts';
import { exportJobs } from '../../src/commands/exportJobs.ts';
import { openSpec } from '../../src/commands/openSpec.ts';
import { searchJobs } from '../../src/commands/searchJobs.ts';
import type { Services } from '../../src/services.ts';
import { submitAgain } from '../../src/commands/submitAgain.ts';
import { jobReport } from '../../src/jobs/format/report.ts';
import { JobReportPages } from '../../src/views/jobReportPages.ts';
import { startSandbox } from '../hosts/testSandbox.ts';
import { until } from '../hosts/until.ts';
import { record } from '../unit/jobs/jobFixtures.ts';
import { ended, histories } from './histories.ts';
import { active, closeAll, eventually, folder, groupsOf, open, reportInFront } from './support.ts';

describe('the history of jobs', () => {
  const { services, root, restores, disposables, answer, keep, keepAsPast } = histories();

  it('draws hostile text of a report as text: no link, image, heading or HTML comes of it', async () => {
    const bad =
      '`x` | [a](command:x) ![i](http://e/x.png) <img src=x> <https://e> https://e www.e.com a@e.com\n# h\n~~~\n&lt;b&gt; \\| x';
    const page = jobReport(
      record('a', {
        restoreId: bad,
        requestId: bad,
        spec: bad,
        account: { signer: 'cliProfile', profile: bad, region: bad, endpoint: bad },
        failure: { message: bad, nextStep: bad, code: bad, requestId: bad, parameter: bad },
        timeline: [{ status: bad, at: 1 }],
        attempts: [{ sentAt: 1, endedAt: 2, message: bad }],
        request: {
          query: { RestoreType: bad, [bad]: bad, Options: JSON.stringify({ a: bad }) },
          body: { Include: bad },
        },
        seen: { RestoreId: bad, Status: bad, ErrorMessage: bad, Report: { FailedFiles: bad }, other: { [bad]: bad } },
      }),
      Date.now(),
    );
    const html = await vscode.commands.executeCommand<string>('markdown.api.render', page);
    assert.equal(html.match(/<h1/g)?.length, 1);
    assert.doesNotMatch(html, /<(?:a|img|script|b)[\s>]/);
    const rows = [...html.matchAll(/<tr[^>]*>([^]*?)<\/tr>/g)].map(([, row = '']) => row.match(/<t[dh]/g)?.length);
    assert.ok(rows.length > 20 && rows.every((cells) => cells === 2));
    assert.match(html, /command:x/);
  });

  it('has reports of the past, and says so of a job that is gone', async () => {
    await keepAsPast(ended('old'));
    const pages = new JobReportPages(services().jobs, (error) => assert.fail(String(error)));
    disposables.push(pages);
    const textOf = (id: string) =>
      pages.provideTextDocumentContent(vscode.Uri.from({ scheme: 'test', path: '/x.md', query: id }));
    assert.match(await textOf('old'), /\| RestoreId *\| `r-old` \|/);
    assert.match(await textOf('gone'), /^# This job is no longer in the list/);
    await writeFile(join(root(), 'outside.json'), await readFile(join(root(), 'done/old.json')));
    assert.match(await textOf('../outside'), /^# This job is no longer in the list/);
    await vscode.env.clipboard.writeText('');
    await copyReport(services().jobs, 'old');
    assert.match(await vscode.env.clipboard.readText(), /`r-old`/);
  });

  it('has reports that say of a job that it is not followed, as the list does', async () => {
    await keep(record('run', { seen: { RestoreId: 'r-run', Status: 'RUNNING', other: {} } }));
    const { jobs } = services();
    const pages = new JobReportPages(jobs, (error) => assert.fail(String(error)));
    disposables.push(pages);
    const textOf = () =>
      pages.provideTextDocumentContent(vscode.Uri.from({ scheme: 'test', path: '/x.md', query: 'run' }));
    assert.doesNotMatch(await textOf(), /not followed/);
    jobs.store.setUnfollowed(['run'], { message: 'No network.', nextStep: '' });
    await copyReport(jobs, 'run');
    for (const text of [await textOf(), await vscode.env.clipboard.readText()])
      assert.match(text, /It is not followed now: [^]*No network\./);
  });

  it('is exported whole, as JSON and as CSV, the past with it', async () => {
    await keep(record('now'));
    await keepAsPast(...Array.from({ length: 120 }, (_, index) => ended(`old${index}`)));
    const told = answer('showInformationMessage', '');
    for (const [name, count] of [
      ['jobs.json', (text: string) => (JSON.parse(text) as unknown[]).length],
      ['jobs.csv', (text: string) => text.split('\r\n').length - 2],
    ] as const) {
      await exportJobs(services().jobs, vscode.Uri.file(join(root(), name)));
      assert.equal(count(await readFile(join(root(), name), 'utf8')), 121);
    }
    assert.deepEqual(told, [
      '121 restore jobs were exported to \u201c\u2068jobs.json\u2069\u201d.\n[Open]',
      '121 restore jobs were exported to \u201c\u2068jobs.csv\u2069\u201d.\n[Open]',
    ]);
  });

  it('leaves what was there when an export fails, and no part of a file', async () => {
    await keep(ended('a'), ended('b'));
    const target = join(root(), 'jobs.json');
    await writeFile(target, 'as before');
    const { jobs } = services();
    const broken = { ...jobs, store: { ...jobs.store, get: () => assert.fail('no disk') } };
    answer('showWarningMessage', 'Replace');
    await assert.rejects(
      exportJobs(broken, vscode.Uri.file(target)),
      /could not be exported to .*jobs\.json\u2069\u201d: \u201c\u2068no disk/,
    );
    assert.equal(await readFile(target, 'utf8'), 'as before');
    assert.deepEqual(
      (await readdir(root())).filter((name) => name.includes('tmp')),
      [],
    );
  });

  it('asks before an export replaces a file that was named to it', async () => {
    await keep(ended('a'));
    const target = join(root(), 'jobs.json');
    await writeFile(target, 'as before', { mode: 0o600 });
    const { jobs } = services();
    const asked = answer('showWarningMessage', undefined, 'Replace');
    const told = answer('showInformationMessage', '');
    await exportJobs(jobs, vscode.Uri.file(target));
    assert.match(asked[0] ?? '', /^Replace the file \u201c\u2068jobs\.json\u2069\u201d\?[^]*\[Replace\]$/);
    assert.deepEqual([await readFile(target, 'utf8'), told], ['as before', []]);
    await exportJobs(jobs, vscode.Uri.file(target));
    assert.match(await readFile(target, 'utf8'), /^\[/);
    assert.equal(asked.length, 2);
    if (process.platform !== 'win32') assert.equal((await stat(target)).mode & 0o777, 0o600);
  });

  it('opens the spec of a job where it is open already', async () => {
    const document = await open('opened.restore.json', '{}');
    await keep(ended('a', { spec: document.uri.toString() }));
    const other = await vscode.workspace.openTextDocument({ content: 'another page' });
    await vscode.window.showTextDocument(other, vscode.ViewColumn.Two);
    await openSpec(services(), 'a');
    assert.deepEqual([active(), groupsOf(document)], [document, [vscode.ViewColumn.One]]);
    await closeAll();
  });

  it('is compared with its spec in the tab where the two are compared already', async () => {
    const document = await open('compared.restore.json', '{}');
    await keep(ended('a', { spec: document.uri.toString() }));
    const other = await vscode.workspace.openTextDocument({ content: 'another page' });
    await compareSpec(services(), 'a');
    await vscode.window.showTextDocument(other, vscode.ViewColumn.Two);
    await compareSpec(services(), 'a');
    const groupsOfDifference = vscode.window.tabGroups.all
      .filter(({ tabs }) => tabs.some(({ input }) => input instanceof vscode.TabInputTextDiff))
      .map(({ viewColumn }) => viewColumn);
    assert.deepEqual(groupsOfDifference, [vscode.ViewColumn.One]);
    assert.equal(vscode.window.tabGroups.activeTabGroup.viewColumn, vscode.ViewColumn.One);
    await closeAll();
  });

  it('is opened as it was exported where that file is open already', async () => {
    await keep(ended('a'));
    const target = vscode.Uri.file(join(root(), 'jobs.json'));
    await writeFile(target.fsPath, '');
    answer('showWarningMessage', 'Replace');
    answer('showInformationMessage', 'Open');
    await vscode.window.showTextDocument(target, { viewColumn: vscode.ViewColumn.One, preview: false });
    const other = await vscode.workspace.openTextDocument({ content: 'another page' });
    await vscode.window.showTextDocument(other, vscode.ViewColumn.Two);
    await exportJobs(services().jobs, target);
    const isTarget = () => (active()?.uri.toString() === target.toString() ? true : undefined);
    await eventually(vscode.window.onDidChangeActiveTextEditor, isTarget);
    assert.deepEqual(groupsOf({ uri: target }), [vscode.ViewColumn.One]);
    await closeAll();
  });

  it('offers what was sent where the spec is gone', async () => {
    await keepAsPast(ended('old', { spec: vscode.Uri.joinPath(folder(), 'gone.restore.json').toString() }));
    await services().jobs.loadHistory();
    for (const look of [openSpec, compareSpec]) {
      const asked = answer('showErrorMessage', 'Open What Was Sent');
      await look(services(), 'old');
      const document = await eventually(vscode.window.onDidChangeActiveTextEditor, () =>
        active()?.uri.scheme === 'untitled' ? active() : undefined,
      );
      assert.match(asked[0] ?? '', /^The spec \u201c\u2068gone\.restore\.json\u2069\u201d could not be opened\./);
      assert.match(document.uri.path, /\.restore\.json$/);
      assert.equal((JSON.parse(document.getText()) as Record<string, unknown>)['TargetFileSystemId'], '005494');
      await closeAll();
    }
  });

  it('submits a job of the past again, at the address that the sandbox has now', async () => {
    const sandbox = await startSandbox();
    disposables.push({ dispose: () => void sandbox.close() });
    const old = ended('old');
    await keepAsPast(old);
    await services().jobs.loadHistory();
    await assert.rejects(submitAgain(services(), 'old'), /sandbox that the job was submitted to is stopped/);
    const { accessKeyId, accessKeySecret } = sandbox;
    const clientFor: Services['accounts']['clientFor'] = (account) =>
      Promise.resolve(createClient(account, { kind: 'keys', accessKeyId, accessKeySecret }));
    const asked = answer('showWarningMessage', 'Start Restore');
    answer('showInformationMessage', '');
    const yes = () => Promise.resolve(true);
    const resolve: Services['accounts']['resolve'] = (account) =>
      Promise.resolve({ account, allow: yes, client: () => clientFor(account) });
    const accounts = { ...services().accounts, resolve, isKnownRegion: yes };
    services().sandbox.set(sandbox);
    await submitAgain({ ...services(), accounts }, 'old');
    assert.match(asked[0] ?? '', /^Restore NAS files to \u201c\u2068005494\u2069\u201d\?/);
    assert.match(asked[0] ?? '', /^Submit again: sends what .*r-old.* was submitted with at \d{4}.*, unchanged\.$/m);
    // Its file is gone, so that there is nothing to compare it with.
    assert.match(asked[0] ?? '', /\[Open Job\|Start Restore\]$/);
    assert.deepEqual(
      sandbox.jobs().map(({ parameters }) => parameters),
      [{ ...old.request.query, ...old.request.body }],
    );
  });

  it('is searched with every word, newest first, and opens the report of what is picked', async () => {
    const at = (index: number) => ({
      createdAt: Date.UTC(2026, 0, 1) + index * 1000,
      request: { query: { RestoreType: 'OSS', VaultId: `v-${index}` }, body: {} },
    });
    await keepAsPast(...Array.from({ length: 250 }, (_, index) => ended(`old${index}`, at(index))));
    const real = vscode.window.createQuickPick;
    let made: vscode.QuickPick<vscode.QuickPickItem> | undefined;
    Object.assign(vscode.window, {
      createQuickPick: () => (made = real.call(vscode.window)),
    });
    restores.push(() => Object.assign(vscode.window, { createQuickPick: real }));
    const done = searchJobs(services().jobs);
    const pick = await until('the list', () => Promise.resolve(made));
    assert.equal(pick.items.length, 200);
    assert.match(pick.title ?? '', /the newest 200, and 50 more/);
    assert.equal(pick.items[0]?.label, 'r-old249');
    assert.deepEqual(
      pick.items[0]?.buttons?.map(({ tooltip }) => tooltip),
      ['Copy RestoreId', 'Submit Again'],
    );
    pick.value = 'COMPLETE v-17';
    await until('what fits', () => Promise.resolve(pick.items.length === 11));
    assert.deepEqual(pick.items.map(({ label }) => label).slice(0, 2), ['r-old179', 'r-old178']);
    // VS Code tells only later which one it has made the active one.
    await until('the first to be active', () => Promise.resolve(pick.activeItems[0]?.label === 'r-old179'));
    await until('the picked one', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return reportInFront() !== undefined;
    });
    await done;
    assert.equal(reportInFront()?.uri.query, 'old179');
  });
});
