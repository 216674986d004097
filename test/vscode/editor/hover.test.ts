import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, open } from '../support.ts';

/** What the hovers at an offset say, asked again until one says what is wanted. */
async function hoverAt(document: vscode.TextDocument, offset: number, wanted: RegExp): Promise<vscode.Hover> {
  for (;;) {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      document.positionAt(offset),
    );
    const found = hovers.find(({ contents }) =>
      contents.some((part) => wanted.test(typeof part === 'string' ? part : part.value)),
    );
    if (found) return found;
  }
}

/** An untitled document may not have the name of a file. */
const nameOf = (name: string, untitled: boolean) => `${untitled ? 'new-' : ''}${name}.restore.json`;

describe('hover', () => {
  afterEach(closeAll);

  for (const untitled of [false, true]) {
    const where = untitled ? 'an untitled file' : 'a saved file';
    it(`says a UNIX time as dates in ${where}`, async () => {
      const text = '{ "RestoreType": "NAS", "TargetCreateTime": 1554347313 }';
      const document = await open(nameOf('time', untitled), text, { untitled });
      const hover = await hoverAt(
        document,
        text.indexOf('1554') + 2,
        /2019-04-0\d \d\d:\d\d:33 [+-]\d\d:\d\d[^]*2019-04-04 03:08:33 UTC/,
      );
      assert.equal(document.getText(hover.range), '1554347313');
    });

    it(`explains a key of JSON in a string in ${where}`, async () => {
      const text = '{ "RestoreType": "UDM_ECS_ROLLBACK", "UdmDetail": "{\\"forceRestore\\": true}" }';
      const document = await open(nameOf('inside-hover', untitled), text, { untitled });
      const hover = await hoverAt(document, text.indexOf('Restore\\'), /`forceRestore`: .*Dangerous/);
      assert.equal(document.getText(hover.range), '\\"forceRestore\\"');
    });
  }

  it('says how the two regions of a restored instance relate', async () => {
    const text = '{ "$region": "cn-hangzhou", "RestoreType": "UDM_ECS_ROLLBACK", "UdmRegionId": "cn-shanghai" }';
    const document = await open('regions.restore.json', text);
    const hover = await hoverAt(document, text.indexOf('cn-shanghai'), /request goes to `cn-hangzhou`/);
    assert.equal(document.getText(hover.range), '"cn-shanghai"');
  });
});
