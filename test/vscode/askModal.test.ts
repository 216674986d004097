import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { askModal } from '../../src/askModal.ts';
import { readingTime } from './support.ts';

describe('a question', () => {
  const real = vscode.window.showWarningMessage;
  let reading: ReturnType<typeof readingTime>;
  /** Whether time passes before the answer, for each time that it is asked. */
  let isRead: boolean[];
  let asked: number;

  beforeEach(() => {
    reading = readingTime();
    asked = 0;
    Object.assign(vscode.window, {
      showWarningMessage: (_: string, __: object, button: string) => {
        if (isRead[asked++]) reading.pass();
        return Promise.resolve(button);
      },
    });
  });
  afterEach(() => {
    Object.assign(vscode.window, { showWarningMessage: real });
    reading.restore();
  });

  it('takes an answer that comes once it can have been read', async () => {
    isRead = [true];
    assert.deepEqual([await askModal('Delete?', 'All of it.', 'Delete'), asked], ['Delete', 1]);
  });

  it('is asked again while a key is held', async () => {
    isRead = [false, false, true];
    assert.deepEqual([await askModal('Delete?', 'All of it.', 'Delete'), asked], ['Delete', 3]);
  });

  it('is answered with no where a key is stuck', async () => {
    isRead = [];
    assert.equal(await askModal('Delete?', 'All of it.', 'Delete'), undefined);
  });

  it('can be closed at once', async () => {
    Object.assign(vscode.window, { showWarningMessage: () => Promise.resolve(undefined) });
    assert.equal(await askModal('Delete?', 'All of it.', 'Delete'), undefined);
  });
});
