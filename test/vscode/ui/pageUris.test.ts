import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { pageUri } from '../../../src/ui/pageUris.ts';

describe('the address of a page', () => {
  it('has its path and its query as they are, whatever characters are in them', () => {
    for (const [path, query] of [
      ['/r-1.md', '20261130'],
      ['/a b#c?d%20é.request.ini', 'file:///x%20y/a.restore.json?#'],
      ['/中文.sent.jsonc', ''],
    ] as const) {
      const made = pageUri('cloud-backup-job', path, query);
      assert.ok(made instanceof vscode.Uri);
      assert.deepEqual([made.scheme, made.authority, made.path, made.query], ['cloud-backup-job', '', path, query]);
      assert.equal(made.toString(), vscode.Uri.from({ scheme: 'cloud-backup-job', path, query }).toString());
      assert.equal(vscode.Uri.parse(made.toString()).path, path);
    }
  });
});
