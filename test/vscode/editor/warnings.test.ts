import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, diagnosticsOf, eventually, open } from '../support.ts';

const nas = {
  RestoreType: 'NAS',
  SourceType: 'NAS',
  VaultId: 'v-1',
  SnapshotId: 's-1',
  TargetFileSystemId: '1',
  TargetCreateTime: 1,
};
const ids = { VaultId: 'v-1', SnapshotId: 's-1' };
const udm = { RestoreType: 'UDM_ECS_ROLLBACK', SourceType: 'UDM_ECS', ...ids, UdmRegionId: 'cn-shanghai' };
const ots = {
  RestoreType: 'OTS_TABLE',
  SourceType: 'OTS_TABLE',
  ...ids,
  TargetInstanceName: 'n',
  TargetTableName: 't',
  TargetTime: 1,
  Include: ['t'],
};
const ecs = { RestoreType: 'ECS_FILE', SourceType: 'ECS_FILE', ...ids, TargetInstanceId: 'i-1', TargetPath: 'C:\\' };
const codeOf = ({ code }: vscode.Diagnostic) => (typeof code === 'object' ? code.value : code);

describe('advice in the Problems panel', () => {
  afterEach(closeAll);

  for (const [index, [code, spec, at]] of [
    ['forceRestore', { ...udm, UdmDetail: { sourceInstanceId: 'i-1', forceRestore: true } }, 'true'],
    ['forceRestore', { ...udm, UdmDetail: '{"sourceInstanceId":"i-1","forceRestore":true}' }, 'true'],
    ['overwriteExisting', { ...ots, OtsDetail: { OverwriteExisting: true } }, 'true'],
    ['includedAndExcluded', { ...ecs, TargetPath: '/', Include: ['/a/b'], Exclude: ['/a'] }, '"/a/b"'],
    ['mixedPaths', { ...ecs, Include: ['/home'] }, '"C:\\\\"'],
    ['ignoredFilter', { ...nas, Include: ['/a'] }, '"Include"'],
    ['conflictPolicy', { ...ecs, Options: { conflictPolicy: 'SKIP' } }, '"SKIP"'],
    ['vssFolders', { ...ecs, Include: ['C:\\a', 'C:\\b'], Options: { UseVSS: true } }, 'true'],
    ['inFuture', { ...ots, TargetTime: 99_000_000_000 }, '99000000000'],
    ['placeholder', { ...nas, VaultId: 'v-****' }, '"v-****"'],
    ['unknownRegion', { ...nas, $region: 'cn-hangzou' }, '"cn-hangzou"'],
  ].entries() as Iterable<[number, [string, object, string]]>) {
    it(`warns: ${code} at ${at}`, async () => {
      // A file of its own each: no diagnostics of the one before.
      const document = await open(`advice${index}.restore.json`, JSON.stringify(spec, null, 2));
      const found = await diagnosticsOf(document, (all) => all.some(({ source }) => source === 'Cloud Backup'));
      assert.deepEqual(
        // That an option is newer than the page is worth knowing, and no warning.
        found
          .filter((each) => codeOf(each) !== 'newer')
          .map((each) => [codeOf(each), each.severity, document.getText(each.range)]),
        [[code, vscode.DiagnosticSeverity.Warning, at]],
      );
    });
  }

  it('is all that is wrong where a schema of the spec takes the place of the own one', async () => {
    const text = JSON.stringify({
      $schema: 'http://json-schema.org/draft-07/schema#',
      ...nas,
      SourceType: 'OSS',
      vaultId: '1',
    });
    const document = await open('own-schema.restore.json', text);
    const found = await diagnosticsOf(document, (all) => all.some((each) => codeOf(each) === 'mismatch'));
    assert.deepEqual(
      found.filter(({ source }) => source === 'Cloud Backup').map((each) => [codeOf(each), each.severity]),
      [
        ['mismatch', vscode.DiagnosticSeverity.Error],
        ['unknownKey', vscode.DiagnosticSeverity.Error],
      ],
    );
  });

  it('comes and goes as one types, in an untitled spec too', async () => {
    const text = JSON.stringify(nas);
    const document = await open('advice-untitled.restore.json', text, { untitled: true });
    const editor = await vscode.window.showTextDocument(document);
    const at = document.positionAt(text.indexOf('v-1') + 2);
    const one = new vscode.Range(at, at.translate(0, 1));
    await editor.edit((edit) => edit.replace(one, ''));
    await diagnosticsOf(document, (all) => all.some((each) => codeOf(each) === 'placeholder'));
    await editor.edit((edit) => edit.insert(at, '1'));
    await diagnosticsOf(document, (all) => all.length === 0);
  });

  it('links each code to its section of the documentation', async () => {
    const document = await open('linked.restore.json', JSON.stringify({ ...nas, VaultId: 'v-****' }));
    const [found] = await diagnosticsOf(document, (all) => all.length > 0);
    const code = found?.code;
    assert.ok(typeof code === 'object');
    assert.equal(code.target.scheme, 'command');
    assert.deepEqual(JSON.parse(code.target.query), ['placeholder']);
    await vscode.commands.executeCommand(code.target.path, 'placeholder');
    // The page is VS Code's own preview, which comes once the extension for it runs.
    const { tabGroups } = vscode.window;
    const isPage = ({ label }: vscode.Tab) => label.includes('diagnostics.md');
    await eventually(tabGroups.onDidChangeTabs, () => tabGroups.all.flatMap(({ tabs }) => tabs).find(isPage));
    await closeAll();
  });
});
