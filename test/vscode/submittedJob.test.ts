import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { startSandbox, type Sandbox } from '../hosts/markedSandbox.ts';
import { until } from '../hosts/until.ts';
import { signWith } from './signWith.ts';
import { active, clearNotifications, closeAll, command, eventually, open } from './support.ts';

describe('a submitted job', () => {
  const text = `{
  // of the night
  "RestoreType": "OSS",
  "SourceType": "OSS",
  "VaultId": "v-1",
  "SnapshotId": "s-1",
  "TargetBucket": "b",
  "TargetPrefix": "",
  "Include": ["/a"]
}
`;
  let sandbox: Sandbox;
  let putBack: () => Promise<void>;
  let exportFile: vscode.Uri;
  let spec: vscode.TextDocument;
  let id = '';
  let restoreId = '';

  type Exported = { id: string; restoreId: string; status: string; seen: unknown; spec: string };
  const exportedJobs = async () => {
    await rm(exportFile.fsPath, { force: true });
    await command('exportJobs', exportFile);
    // Where there are no jobs there is nothing to export.
    if (!existsSync(exportFile.fsPath)) return [];
    return JSON.parse(await readFile(exportFile.fsPath, 'utf8')) as Exported[];
  };

  before(async () => {
    sandbox = await startSandbox({ queuedSeconds: 1000, runningSeconds: 1000 });
    putBack = await signWith(sandbox, { duplicateMinutes: 0 });
    exportFile = vscode.Uri.file(join(await mkdtemp(join(tmpdir(), 'export-')), 'jobs.json'));
    spec = await open('history.restore.json', text);
    await command('submit');
    restoreId = sandbox.jobs()[0]?.restoreId ?? '';
    id = (await exportedJobs()).find((job) => job.restoreId === restoreId)?.id ?? '';
    assert.notEqual(id, '');
  });
  afterEach(async () => {
    await closeAll();
    await clearNotifications();
  });
  after(async () => {
    await sandbox.close();
    await putBack();
    await rm(join(exportFile.fsPath, '..'), { recursive: true, force: true });
  });

  it('has a report that is read-only, has its raw answer folded, and follows the job to its end', async () => {
    await command('openReport', id);
    const page = active();
    assert.equal(page?.uri.scheme, 'cloud-backup-job');
    assert.equal(page.languageId, 'markdown');
    assert.match(page.getText(), new RegExp(`\\| RestoreId *\\| \`${restoreId}\` \\|`));
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await vscode.commands.executeCommand('type', { text: 'x' });
    assert.equal(page.isDirty, false);

    sandbox.finish(restoreId, 'FAILED', { ErrorMessage: 'the disk is full' });
    await command('refreshJobs');
    const ended = await eventually(vscode.workspace.onDidChangeTextDocument, () =>
      page.getText().includes('`the disk is full`') ? page.getText() : undefined,
    );
    assert.match(ended, /^\*\*Status:\*\* `FAILED`/m);
    assert.match(ended, /"ErrorMessage": "the disk is full"/);

    const raw = ended.split('\n').findIndex((line) => line === '## Raw answer');
    editor.revealRange(new vscode.Range(raw, 0, raw, 0));
    // Of what stands below its heading nothing is to be seen, save the end of the page.
    const isAbove = ({ start, end }: vscode.Range) => end.line <= raw || start.line === page.lineCount - 1;
    await eventually(vscode.window.onDidChangeTextEditorVisibleRanges, () =>
      editor.visibleRanges.some(({ end }) => end.line === raw) && editor.visibleRanges.every(isAbove)
        ? true
        : undefined,
    );
    assert.ok(raw < page.lineCount - 5);
  });

  it('has a report to copy, of a row and of the page that is open', async () => {
    await vscode.env.clipboard.writeText('');
    await command('copyReport', id);
    const ofRow = await vscode.env.clipboard.readText();
    assert.match(ofRow, /^# Restore of `OSS objects` to `b`\n/);
    await command('openReport', id);
    for (const argument of [undefined, active()?.uri]) {
      await vscode.env.clipboard.writeText('');
      await command('copyReport', argument);
      assert.equal(await vscode.env.clipboard.readText(), ofRow);
    }
  });

  it('is compared with the spec as it is now, whatever is changed there meanwhile', async () => {
    const change = async (from: string, to: string) => {
      const at = spec.getText().indexOf(from);
      const edit = new vscode.WorkspaceEdit();
      const range = new vscode.Range(spec.positionAt(at), spec.positionAt(at + from.length));
      edit.replace(spec.uri, range, to);
      await vscode.workspace.applyEdit(edit);
    };
    await open('history.restore.json', text);
    spec = await vscode.workspace.openTextDocument(spec.uri);
    await change('"TargetBucket": "b"', '"TargetBucket": "other"');
    await change('  "Include": ["/a"]', '  "Include": [ "/a" ],\n  "Exclude": ["/b"]');
    await command('compareSpec', id);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.equal(input.modified.toString(), spec.uri.toString());
    const left = await vscode.workspace.openTextDocument(input.original);
    assert.equal(left.languageId, 'jsonc');
    // What means the same is as it stands in the spec.
    assert.equal(left.getText(), text.replace('["/a"]', '[ "/a" ]'));
    await change('of the night', 'of the morning');
    await eventually(vscode.workspace.onDidChangeTextDocument, () =>
      left.getText().includes('of the morning') ? true : undefined,
    );
    assert.doesNotMatch(left.getText(), /other|Exclude/);
  });

  it('is submitted again, to the letter, when its spec is gone', async () => {
    await vscode.workspace.fs.delete(spec.uri);
    await command('submitAgain', id);
    const [first, second] = sandbox.jobs();
    assert.deepEqual(second?.parameters, first?.parameters);
    const jobs = await exportedJobs();
    assert.equal(jobs.filter((job) => job.spec === spec.uri.toString()).length, 2);
  });

  it('is removed from the list once it has ended, and stays while it runs', async () => {
    const running = (await exportedJobs()).find((job) => job.restoreId === sandbox.jobs()[1]?.restoreId);
    assert.ok(running);
    await command('removeJob', id);
    await open('running.restore.json', '{}');
    const left = await exportedJobs();
    assert.ok(!left.some((job) => job.id === id));
    assert.ok(left.some((job) => job.id === running.id));
    sandbox.finish(running.restoreId, 'CANCELED');
    await command('refreshJobs');
    await until('its end', async () =>
      (await exportedJobs()).some((job) => job.id === running.id && job.status === 'CANCELED'),
    );
    await command('removeJob', running.id);
    assert.ok(!(await exportedJobs()).some((job) => job.id === running.id));
  });
});
