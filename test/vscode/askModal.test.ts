import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { askModal } from '../../src/askModal.ts';
import { eventually, readingTime } from './support.ts';

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

  it('is closed at once by the button that closes it, too', async () => {
    const keep: vscode.MessageItem = { title: 'Keep', isCloseAffordance: true };
    let shown = 0;
    Object.assign(vscode.window, { showWarningMessage: () => Promise.resolve(shown++ === 0 ? keep : undefined) });
    assert.equal(await askModal<vscode.MessageItem>('Delete?', 'All of it.', { title: 'Delete' }, keep), keep);
  });

  it('is not shown before another one is answered, and then has to be read itself', async () => {
    const shown: { readonly message: string; readonly answer: (button: string) => void }[] = [];
    const onShown = new vscode.EventEmitter<void>();
    Object.assign(vscode.window, {
      showWarningMessage: (message: string) =>
        new Promise<string>((answer) => {
          shown.push({ message, answer });
          onShown.fire();
        }),
    });
    const untilShown = (number: number) => eventually(onShown.event, () => shown[number - 1]);
    const first = askModal('Delete?', '', 'Yes');
    const second = askModal('Restore?', '', 'Yes');
    const deletion = await untilShown(1);
    reading.pass();
    deletion.answer('Yes');
    assert.equal(await first, 'Yes');
    // The same key once more, for what only now comes into sight.
    (await untilShown(2)).answer('Yes');
    const again = await untilShown(3);
    reading.pass();
    again.answer('Yes');
    assert.equal(await second, 'Yes');
    assert.deepEqual(
      shown.map(({ message }) => message),
      ['Delete?', 'Restore?', 'Restore?'],
    );
  });
});
