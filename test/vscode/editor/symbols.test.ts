import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, folder, open } from '../support.ts';

const asText = (symbols: readonly vscode.DocumentSymbol[], indent = ''): string[] =>
  symbols.flatMap(({ name, detail, children }) => [
    `${indent}${name}${detail ? `: ${detail}` : ''}`,
    ...asText(children, `${indent}  `),
  ]);

/** The outline that begins with a title; VS Code's own of the JSON stands beside it. */
async function outlineOf(document: vscode.TextDocument, title: string): Promise<vscode.DocumentSymbol> {
  for (;;) {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    const found = symbols?.find(({ name }) => name === title);
    if (found) return found;
  }
}

describe('outline', () => {
  afterEach(closeAll);

  it('reads as the restore', async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), 'nas.restore.json'));
    await vscode.window.showTextDocument(document);
    const symbol = await outlineOf(document, 'NAS files → 005494');
    assert.deepEqual(asText(symbol.children), [
      'From: NAS, v-0008w4xx7pkg2e4zt1t0, s-000dh2pq1jk38s4k9x2q',
      '  SourceType: NAS',
      '  VaultId: v-0008w4xx7pkg2e4zt1t0',
      '  SnapshotId: s-000dh2pq1jk38s4k9x2q',
      'To: 005494, 1554347313',
      '  TargetFileSystemId: 005494',
      '  TargetCreateTime: 1554347313',
    ]);
    assert.equal(document.getText(symbol.selectionRange), '"NAS"');
  });

  it('reads so in an untitled spec that is not finished', async () => {
    const text =
      '{\n  "RestoreType": "UDM_ECS",\n  "UdmDetail": "{\\"restoredName\\": \\"web\\"}",\n  "Include": ["/a"\n';
    const document = await open('half.restore.json', text, { untitled: true });
    const symbol = await outlineOf(document, 'ECS instance (clone) → web');
    assert.deepEqual(asText(symbol.children), [
      'To',
      '  UdmDetail',
      '    restoredName: web',
      'What: 1 path',
      '  Include: 1 path',
    ]);
  });
});
