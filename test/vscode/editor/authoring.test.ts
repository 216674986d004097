import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { plainQuotes } from '../../unit/plainQuotes.ts';
import { takes } from '../../unit/restoreSpec/validSpecs.ts';
import { closeAll, completionLabels, diagnosticsOf, folder, open } from '../support.ts';

/** Each documented type: a sample file, a key that it requires, and one that only another type takes. */
const types = [
  { type: 'ECS_FILE', sample: 'ecs-file', required: 'TargetPath', foreign: 'TargetBucket' },
  { type: 'OSS', sample: 'oss', required: 'TargetBucket', foreign: 'TargetPath' },
  { type: 'NAS', sample: 'nas', required: 'TargetFileSystemId', foreign: 'TargetBucket' },
  { type: 'OTS_TABLE', sample: 'ots-table', required: 'TargetTableName', foreign: 'UdmRegionId' },
  { type: 'UDM_ECS_ROLLBACK', sample: 'ecs-instance', required: 'UdmRegionId', foreign: 'TargetInstanceId' },
] as const;
const targetKeys = Object.values(takes).flat();

const messages = (diagnostics: vscode.Diagnostic[]) => diagnostics.map(({ message }) => message);

describe('authoring', () => {
  afterEach(closeAll);

  for (const { type, sample, required, foreign } of types) {
    it(`${type}: the sample is clean, a missing and a foreign key are flagged where they are`, async () => {
      const uri = vscode.Uri.joinPath(folder(), `${sample}.restore.json`);
      const document = await vscode.workspace.openTextDocument(uri);
      const editor = await vscode.window.showTextDocument(document);
      assert.equal(document.languageId, 'jsonc');
      const clean = document.getText();
      const broken = clean.replace(`"${required}"`, `"${foreign}"`);
      await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, document.lineCount, 0), broken));
      const found = await diagnosticsOf(document, (all) => all.length >= 2);
      const missing = found.find(({ message }) => plainQuotes(message) === `Missing property "${required}".`);
      const notTaken = found.find(({ message }) =>
        message.startsWith(`RestoreType ${type} doesn't take this parameter`),
      );
      assert.ok(missing && notTaken, messages(found).join('\n'));
      assert.equal(document.getText(notTaken.range), `"${foreign}"`);
      await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, document.lineCount, 0), clean));
      await diagnosticsOf(document, (all) => all.length === 0);
    });

    it(`${type}: offers the keys of the type and no others`, async () => {
      const text = `{\n  "RestoreType": "${type}",\n  \n}`;
      const document = await open(`${sample}-keys.restore.json`, text);
      const labels = await completionLabels(document, text.indexOf('\n}'));
      assert.deepEqual(labels.filter((label) => targetKeys.includes(label)).sort(), [...(takes[type] ?? [])].sort());
      for (const key of ['SourceType', 'VaultId', 'SnapshotId', 'Include']) assert.ok(labels.includes(key), key);
    });
  }

  it('offers every type as a value, and a whole spec of each in an empty file', async () => {
    const values = await open('values.restore.json', '{ "RestoreType":  }');
    const labels = await completionLabels(values, '{ "RestoreType": '.length);
    for (const { type } of types) assert.ok(labels.includes(`"${type}"`), type);
    const empty = await open('empty.restore.json', '');
    const snippets = await completionLabels(empty, 0);
    assert.equal(snippets.length, 5, snippets.join(', '));
  });

  it('says in an untitled spec too what only this extension says', async () => {
    const text =
      '{"RestoreType":"UDM_ECS_ROLLBACK","SourceType":"UDM_ECS","VaultId":"v","SnapshotId":"s","UdmRegionId":"cn-shanghai","UdmDetail":"{}"}';
    const document = await open('own.restore.json', text, { untitled: true });
    // Before the text is in it, the document is empty, which is a problem of its own.
    const [found] = await diagnosticsOf(document, (all) => all.some(({ message }) => message.startsWith('Missing')));
    assert.match(plainQuotes(found?.message ?? ''), /^Missing property "sourceInstanceId"/);
    assert.equal(found?.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(found.range), '{');
    assert.equal(document.offsetAt(found.range.start), text.indexOf('"{}"') + 1);
  });

  it('marks what is newer than the page by an information', async () => {
    const text =
      '{"RestoreType":"UDM_ECS_DISK","SourceType":"UDM_ECS","VaultId":"v","SnapshotId":"s","UdmRegionId":"cn-shanghai"}';
    const document = await open('newer.restore.json', text);
    const found = await diagnosticsOf(document, (all) => all.length > 0);
    assert.deepEqual(
      found.map(({ severity, code }) => [severity, typeof code === 'object' ? code.value : code]),
      [[vscode.DiagnosticSeverity.Information, 'newer']],
    );
  });

  it('allows comments and trailing commas', async () => {
    const text =
      '{\n  // a comment\n  "RestoreType": "OSS", "SourceType": "OSS", "VaultId": "", "SnapshotId": "s",\n  "TargetBucket": "b", "TargetPrefix": "",\n}';
    const document = await open('comments.restore.json', text);
    assert.deepEqual(messages(await diagnosticsOf(document, (all) => all.length > 0)), ['Must not be empty.']);
  });

  it('explains a parameter on hover, with an example', async () => {
    const document = await open('hover.restore.json', '{ "RestoreType": "NAS", "TargetCreateTime": 1 }');
    const at = document.positionAt(document.getText().indexOf('CreateTime'));
    // The first answer may come before VS Code's JSON server has the schema.
    let text = '';
    while (!text.includes('Example')) {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        at,
      );
      text = hovers
        .flatMap(({ contents }) => contents.map((part) => (typeof part === 'string' ? part : part.value)))
        .join('\n');
    }
    assert.match(text, /UNIX time in whole seconds/);
  });
});
