import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../hosts/until.ts';
import { exportedJobs } from './exportedJobs.ts';
import { useSandbox } from './useService.ts';
import {
  answering,
  clearNotifications,
  closeAll,
  command,
  eventually,
  groupsOf,
  open,
  reportInFront,
} from './support.ts';

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
  let spec: vscode.TextDocument;
  let id = '';
  let restoreId = '';

  afterEach(async () => {
    // No later test follows a job of a sandbox that is gone.
    for (const job of sandbox().jobs()) sandbox().finish(job.restoreId, 'CANCELED');
    await command('refreshJobs');
    await closeAll();
    await clearNotifications();
  });
  const sandbox = useSandbox('each test', { queuedSeconds: 1000, runningSeconds: 1000 }, { duplicateMinutes: 0 });
  beforeEach(async () => {
    spec = await open('history.restore.json', text);
    await command('submit');
    restoreId = sandbox().jobs()[0]?.restoreId ?? '';
    id = (await exportedJobs()).find((job) => job.restoreId === restoreId)?.id ?? '';
    assert.notEqual(id, '');
  });

  /** From then on nothing of the job changes. */
  async function end(): Promise<void> {
    sandbox().finish(restoreId, 'FAILED', { ErrorMessage: 'the disk is full' });
    await command('refreshJobs');
  }

  /** Submits the job that has ended once more, and answers the question so. @returns what was asked */
  async function submitAgain(answer: string): Promise<readonly string[]> {
    const { asked, restore } = answering('showWarningMessage', answer);
    await command('submitAgain', id).then(restore, restore);
    return asked;
  }

  it('has a report that is rendered, and follows the job to its end', async () => {
    await command('openReport', id);
    const page = await until('the report', () => Promise.resolve(reportInFront()));
    assert.equal(page.uri.scheme, 'cloud-backup-job');
    assert.equal(page.languageId, 'markdown');
    assert.match(page.getText(), new RegExp(`\\| RestoreId *\\| \`${restoreId}\` \\|`));

    // The list of jobs opens it while another group of editors has the focus.
    const other = await vscode.workspace.openTextDocument({ content: 'another page' });
    await vscode.window.showTextDocument(other, vscode.ViewColumn.Beside);
    await command('openReport', id);
    assert.equal(
      (await until('the report', () => Promise.resolve(reportInFront()))).uri.toString(),
      page.uri.toString(),
    );
    assert.equal(groupsOf(page).length, 1);

    await end();
    const ended = await eventually(vscode.workspace.onDidChangeTextDocument, () =>
      page.getText().includes('`the disk is full`') ? page.getText() : undefined,
    );
    assert.match(ended, /^\*\*Status:\*\* `FAILED`.*\n\n\*\*Reason:\*\* `the disk is full`/m);
    assert.match(ended, /"ErrorMessage": "the disk is full"/);
  });

  it('has a report to copy, of a row and of the page that is open', async () => {
    await end();
    await vscode.env.clipboard.writeText('');
    await command('copyReport', id);
    const ofRow = await vscode.env.clipboard.readText();
    assert.match(ofRow, /^# Restore of `OSS objects` to `b`\n/);
    await command('openReport', id);
    const page = await until('the report', () => Promise.resolve(reportInFront()));
    for (const argument of [undefined, page.uri]) {
      await vscode.env.clipboard.writeText('');
      await command('copyReport', argument);
      assert.equal(await vscode.env.clipboard.readText(), ofRow);
    }
  });

  /** Changes the text of the spec where it is open, as a person does. */
  async function change(from: string, to: string): Promise<void> {
    const at = spec.getText().indexOf(from);
    const edit = new vscode.WorkspaceEdit();
    const range = new vscode.Range(spec.positionAt(at), spec.positionAt(at + from.length));
    edit.replace(spec.uri, range, to);
    await vscode.workspace.applyEdit(edit);
  }

  /** Opens the spec as it was submitted, and has it say something else. */
  async function openChanged(): Promise<void> {
    await open('history.restore.json', text);
    spec = await vscode.workspace.openTextDocument(spec.uri);
    await change('"TargetBucket": "b"', '"TargetBucket": "other"');
    await change('  "Include": ["/a"]', '  "Include": [ "/a" ],\n  "Exclude": ["/b"]');
  }

  it('is compared with the spec as it is now, whatever is changed there meanwhile', async () => {
    await openChanged();
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

  it('has in the question before it is submitted again what its spec says otherwise by now, and what to compare', async () => {
    await end();
    await openChanged();
    const asked = await submitAgain('Compare');
    const [question = ''] = asked.map((text) => text.replace(/[\u2068\u2069]/g, ''));
    assert.match(
      question,
      /^The file “history\.restore\.json” has changed since: “TargetBucket”, “Exclude”\. What is in it now is NOT sent\.$/m,
    );
    assert.match(
      question,
      new RegExp(`^Submit again: sends what “${restoreId}” was submitted with at .*, unchanged\\.$`, 'm'),
    );
    assert.match(question, /\[Compare\|Restore to Whole Bucket\]$/);
    assert.ok(vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff);
    assert.equal(sandbox().jobs().length, 1);
  });

  it('is submitted again, to the letter, when its spec is gone', async () => {
    await end();
    await vscode.workspace.fs.delete(spec.uri);
    const asked = await submitAgain('Restore to Whole Bucket');
    assert.equal(asked.length, 1);
    const [first, second] = sandbox().jobs();
    assert.deepEqual(second?.parameters, first?.parameters);
    const both = (await exportedJobs()).filter((job) =>
      sandbox()
        .jobs()
        .some((each) => each.restoreId === job.restoreId),
    );
    const specOf = spec.uri.toString();
    assert.deepEqual(
      both.map((job) => job.spec),
      [specOf, specOf],
    );
  });

  it('is removed from the list once it has ended, and stays while it runs', async () => {
    await end();
    await submitAgain('Restore to Whole Bucket');
    const running = (await exportedJobs()).find((job) => job.restoreId === sandbox().jobs()[1]?.restoreId);
    assert.ok(running);
    await command('removeJob', id);
    const left = await exportedJobs();
    assert.ok(!left.some((job) => job.id === id));
    assert.ok(left.some((job) => job.id === running.id));
    sandbox().finish(running.restoreId ?? '', 'CANCELED');
    await command('refreshJobs');
    await until('its end', async () =>
      (await exportedJobs()).some((job) => job.id === running.id && job.status === 'CANCELED'),
    );
    await command('removeJob', running.id);
    assert.ok(!(await exportedJobs()).some((job) => job.id === running.id));
  });
});
