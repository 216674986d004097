import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { lazyAccountItem } from '../../../src/views/lazyAccountItem.ts';
import { untilEqual } from '../../hosts/until.ts';

describe("the status bar's account", () => {
  it('is loaded with the next use where it could not be with the first, and once then', async () => {
    const errors: unknown[] = [];
    let [asked, looked] = [0, 0];
    const loadAccounts = () => {
      if (++asked === 1) return Promise.reject(new Error('a file is being replaced'));
      return Promise.resolve({
        forRegion() {
          looked++;
          return Promise.reject(new Error('no profile'));
        },
        choiceOf: () => Promise.resolve(undefined),
        onDidChange: new vscode.EventEmitter<void>().event,
      });
    };
    const item = lazyAccountItem(loadAccounts, { fire: () => undefined }, (error) => errors.push(error));
    try {
      item.load();
      await untilEqual('failed loads', 1, () => Promise.resolve(errors.length));
      item.load();
      item.load();
      await untilEqual('looks at the account', true, () => Promise.resolve(looked > 0));
      assert.deepEqual([asked, errors.length], [2, 1]);
    } finally {
      item.dispose();
    }
  });
});
