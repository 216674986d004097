import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { set } from '../signWith.ts';
import { useSandbox } from '../useService.ts';
import { until } from '../../hosts/until.ts';
import { closeAll, open, reportInFront } from '../support.ts';

const text =
  '// a comment above\n{ "RestoreType": "OSS", "SourceType": "OSS", "VaultId": "v-1", "SnapshotId": "s-1", "TargetBucket": "b", "TargetPrefix": "" }';

const isBrowse = ({ command }: vscode.CodeLens) => command?.command === 'cloudBackupRestore.browseSnapshot';

/** The lenses of a document once they are as wanted, without the one above its SnapshotId. */
async function lensesOf(document: vscode.TextDocument, wanted: (titles: string[]) => boolean) {
  for (;;) {
    const all = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
    const lenses = all.filter((lens) => !isBrowse(lens));
    if (wanted(lenses.map(({ command }) => command?.title ?? ''))) return lenses;
  }
}

describe('code lens', () => {
  afterEach(closeAll);
  after(() => set('codeLens', undefined));
  const sandbox = useSandbox('all tests');

  for (const untitled of [false, true]) {
    it(`submits, previews and shows the last job of ${untitled ? 'an untitled' : 'a saved'} spec`, async () => {
      // Another restore each time: one that was just submitted is asked about before it is sent again.
      const own = text.replace('"b"', `"b-${String(untitled)}"`);
      const document = await open(`lens-${Date.now()}.restore.json`, own, { untitled });
      const [submit, preview, ...none] = await lensesOf(document, ({ length }) => length > 0);
      assert.deepEqual(none, []);
      assert.equal(submit?.range.start.line, 1);
      assert.equal(submit.command?.title, '$(play) Submit');
      assert.equal(preview?.command?.title, 'Preview request');
      assert.equal(preview.command.command, 'cloudBackupRestore.previewRequest');
      assert.equal(String((preview.command.arguments ?? [])[0]), document.uri.toString());

      const before = sandbox().jobs().length;
      await vscode.commands.executeCommand(submit.command.command, ...((submit.command.arguments ?? []) as unknown[]));
      assert.equal(sandbox().jobs().length, before + 1);
      const [, , last] = await lensesOf(document, ({ length }) => length === 3);
      assert.match(last?.command?.title ?? '', /^\$\(history\) Last job: [A-Z]+/);
      await vscode.commands.executeCommand(
        last?.command?.command ?? '',
        ...((last?.command?.arguments ?? []) as unknown[]),
      );
      const report = await until('the report', () => Promise.resolve(reportInFront()));
      assert.equal(report.uri.scheme, 'cloud-backup-job');
      const restoreId = sandbox().jobs().at(-1)?.restoreId ?? '?';
      assert.ok(report.getText().includes(restoreId));
      if (untitled) return;
      // It follows the job to its end without a change of the text.
      sandbox().finish(restoreId, 'COMPLETE');
      await vscode.commands.executeCommand('cloudBackupRestore.refreshJobs');
      await lensesOf(document, ([, , title = '']) => title.endsWith('COMPLETE'));
    });
  }

  it('shows no job of an untitled spec that was closed above the next one of its name', async () => {
    const name = `lens-next-${Date.now()}.restore.json`;
    const own = text.replace('"b"', '"b-closed"');
    const document = await open(name, own, { untitled: true });
    const [submit] = await lensesOf(document, ({ length }) => length > 0);
    await vscode.commands.executeCommand(
      submit?.command?.command ?? '',
      ...((submit?.command?.arguments ?? []) as unknown[]),
    );
    await lensesOf(document, ({ length }) => length === 3);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    const next = await open(name, text, { untitled: true });
    assert.notEqual(next, document);
    assert.equal(next.uri.toString(), document.uri.toString());
    assert.equal((await lensesOf(next, ({ length }) => length > 0)).length, 2);
  });

  it('browses the snapshot above its ID, where it holds files', async () => {
    const lines = text.replaceAll(', ', ',\n');
    for (const [name, own, wanted] of [
      ['files', lines, 1],
      ['no-id', lines.replace('"s-1"', '""'), 0],
      ['table', lines.replaceAll('OSS', 'OTS_TABLE'), 0],
    ] as const) {
      const document = await open(`lens-browse-${name}.restore.json`, own);
      await lensesOf(document, ({ length }) => length > 0);
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      const found = all.filter(isBrowse);
      assert.equal(found.length, wanted, name);
      if (found[0]) assert.match(document.lineAt(found[0].range.start).text, /SnapshotId/);
    }
  });

  it('goes with its setting, and comes back', async () => {
    const document = await open('lens-setting.restore.json', text);
    await lensesOf(document, ({ length }) => length > 0);
    await set('codeLens', false);
    await lensesOf(document, ({ length }) => length === 0);
    await set('codeLens', true);
    await lensesOf(document, ({ length }) => length > 0);
  });

  it('is not there where there is no spec', async () => {
    const spec = await open('lens-first.restore.json', text);
    await lensesOf(spec, ({ length }) => length > 0);
    for (const [name, other] of [
      ['empty.restore.json', ''],
      ['array.restore.json', '[]'],
      ['other.json', text],
    ] as const) {
      const document = await open(name, other);
      assert.equal((await lensesOf(document, () => true)).length, 0, name);
    }
  });
});
