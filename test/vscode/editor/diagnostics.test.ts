import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extensionId } from '../../../src/ids.ts';
import { closeAll, diagnosticsOf, folder, open } from '../support.ts';

const codeOf = ({ code }: vscode.Diagnostic) => (typeof code === 'object' ? code.value : code);
const names = ['error', 'warning', 'information', 'hint'] as const;

const nas = {
  RestoreType: 'NAS',
  SourceType: 'NAS',
  VaultId: 'v-1',
  SnapshotId: 's-1',
  TargetFileSystemId: '1',
  TargetCreateTime: 1,
};
/** What each kind must have besides its type; all four are missing in each spec below but the last of them. */
const required: Record<string, string[]> = {
  ECS_FILE: ['TargetInstanceId', 'TargetPath'],
  OSS: ['TargetBucket', 'TargetPrefix'],
  NAS: ['TargetFileSystemId', 'TargetCreateTime'],
  OTS_TABLE: ['TargetInstanceName', 'TargetTableName'],
  UDM_ECS_ROLLBACK: ['UdmRegionId'],
};

/** Every problem that the Problems view has of a text, by severity, code and place, in the order of the text. */
async function problemsOf(name: string, text: string, count: number): Promise<string[]> {
  const document = await open(name, text);
  // The JSON support answers after the extension, and what it adds would make more of them.
  await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', document.uri);
  const found = await diagnosticsOf(document, (all) => all.length >= count);
  return found
    .sort((a, b) => document.offsetAt(a.range.start) - document.offsetAt(b.range.start))
    .map((each) => `${names[each.severity] ?? ''} ${codeOf(each) ?? each.message} at ${document.getText(each.range)}`);
}

describe('the Problems view', () => {
  afterEach(closeAll);

  it('has an error for each key that an empty object misses, at its brace', async () => {
    const found = await problemsOf('nothing-yet.restore.json', '{}', 4);
    assert.deepEqual(found, Array(4).fill('error missing at {'));
  });

  it('says that an empty file is no spec', async () => {
    assert.deepEqual(await problemsOf('blank.restore.json', '// to come\n', 1), ['error empty at ']);
  });

  for (const [type, keys] of Object.entries(required)) {
    it(`has one error for each key that ${type} misses, at the brace alone`, async () => {
      const source = type.startsWith('UDM_ECS') ? 'UDM_ECS' : type;
      const text = JSON.stringify(
        { RestoreType: type, SourceType: source, VaultId: 'v-1', SnapshotId: 's-1' },
        null,
        2,
      );
      const found = await problemsOf(`missing-${type.toLowerCase()}.restore.json`, text, keys.length);
      assert.deepEqual(
        found.filter((each) => each.startsWith('error')),
        keys.map(() => 'error missing at {'),
      );
      assert.ok(!found.some((each) => each.startsWith('warning')), found.join('\n'));
    });
  }

  const wrong = { ...nas, SourceType: 'OSS', VaultId: '', TargetFileSystemId: 5494, TargetCreateTime: 1554347313000 };
  const four = [
    'error mismatch at "OSS"',
    'error pattern at ""',
    'error wrongType at 5494',
    'error outOfRange at 1554347313000',
  ];

  it('has an error at each of four wrong values, once', async () => {
    assert.deepEqual(await problemsOf('four.restore.json', JSON.stringify(wrong), 4), four);
  });

  it('has the same where a key is missing as well', async () => {
    const incomplete = { ...wrong, SnapshotId: undefined };
    assert.deepEqual(await problemsOf('four-and-missing.restore.json', JSON.stringify(incomplete), 5), [
      'error missing at {',
      ...four,
    ]);
  });

  it('has the same where the name of the file is in capitals', async () => {
    assert.deepEqual(await problemsOf('FOUR.RESTORE.JSON', JSON.stringify(wrong), 4), four);
    assert.deepEqual(await problemsOf('Four.Restore.Json', JSON.stringify(wrong), 4), four);
    const { document } = vscode.window.activeTextEditor ?? {};
    const at = document?.positionAt(document.getText().indexOf('"OSS"') + 1);
    assert.ok(document && at);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(at, at),
    );
    assert.ok(actions.some(({ title }) => title.startsWith('Change SourceType to NAS')));
  });

  it('has the same where the spec names another schema', async () => {
    const text = JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...wrong });
    assert.deepEqual(await problemsOf('other-schema.restore.json', text, 4), four);
  });

  it('has the same, and what VS Code says of it, where the schema that a spec names can not be loaded', async () => {
    for (const [name, spec] of [
      ['gone-schema.restore.json', { $schema: './gone/restore.schema.json', ...wrong }],
      ['gone-schema-last.restore.json', { ...wrong, $schema: './gone/restore.schema.json' }],
    ] as const) {
      const found = await problemsOf(name, JSON.stringify(spec), 5);
      assert.deepEqual(
        found.filter((each) => each.startsWith('error')),
        four,
      );
      assert.equal(found.length, 5, found.join('\n'));
    }
  });

  it('has the same in red where the schema that a spec names is a copy of the own one', async () => {
    const extension = vscode.extensions.getExtension(extensionId)?.extensionUri;
    assert.ok(extension);
    const schema = vscode.Uri.joinPath(extension, 'schemas/restore.schema.json');
    await vscode.workspace.fs.copy(schema, vscode.Uri.joinPath(folder(), 'copied.schema.json'), { overwrite: true });
    const text = JSON.stringify({ $schema: './copied.schema.json', ...wrong });
    const document = await open('copy.restore.json', text);
    // VS Code says as warnings what the copy refuses, and can't be kept from it.
    const found = await diagnosticsOf(document, (all) => all.some(({ source }) => source !== 'Cloud Backup'));
    const own = found.filter(({ source }) => source === 'Cloud Backup');
    assert.deepEqual(
      own.map((each) => `${names[each.severity] ?? ''} ${codeOf(each) ?? ''} at ${document.getText(each.range)}`),
      four,
    );
  });

  it('says of a repeated key in red that it keeps the spec from being sent', async () => {
    const text = `{"VaultId":"v-1",${JSON.stringify(nas).slice(1)}`;
    const found = await problemsOf('twice.restore.json', text, 3);
    // VS Code's JSON support can't be kept from its warnings.
    assert.deepEqual(
      found.filter((each) => each.startsWith('error')),
      ['error duplicateKey at "VaultId"'],
    );
  });

  it('has all, of the text too, where JSON validation is switched off', async () => {
    const settings = vscode.workspace.getConfiguration('json');
    await settings.update('validate.enable', false, vscode.ConfigurationTarget.Global);
    try {
      assert.deepEqual(await problemsOf('off.restore.json', JSON.stringify(wrong), 4), four);
      const broken = await problemsOf('off-broken.restore.json', '{"VaultId" 1}', 1);
      assert.deepEqual(broken, ['error syntax at 1']);
    } finally {
      await settings.update('validate.enable', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('leaves errors of the text to VS Code, which says them once', async () => {
    const document = await open('broken.restore.json', '{"VaultId" 1}');
    const found = await diagnosticsOf(document, (all) => all.length > 0);
    assert.deepEqual(
      found.map(({ source, severity }) => [source === 'Cloud Backup', severity]),
      [[false, vscode.DiagnosticSeverity.Error]],
    );
  });
});
