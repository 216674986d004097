import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { pickFromAccount, type AccountRows } from '../../../src/ui/pickFromAccount.ts';
import { UserError } from '../../../src/userError.ts';
import { until } from '../../hosts/until.ts';
import { answeringInputs, choose, rowWith } from '../quickInputs.ts';

type Rows = AccountRows<string>;
const row = (value: string) => ({ label: value, value });

/** A reading that ends when the test says so, whatever becomes of it. */
function heldReading() {
  let [begin, resolve]: [() => void, (rows: Rows) => void] = [() => undefined, () => undefined];
  const begun = new Promise<void>((done) => (begin = done));
  const held = new Promise<Rows>((done) => (resolve = done));
  const from = () => {
    begin();
    return held;
  };
  return { from, begun, resolve: (rows: Rows) => resolve(rows) };
}

describe('a list of what an account has', () => {
  let inputs: ReturnType<typeof answeringInputs>;

  beforeEach(() => (inputs = answeringInputs()));
  afterEach(async () => {
    inputs.restore();
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  });

  const ask = (read: () => Promise<Rows>, readFor: (typed: string) => (() => Promise<Rows>) | undefined) =>
    pickFromAccount<string>({ title: 'test', step: 1, totalSteps: 1, placeholder: '', read, readFor });
  const idle = ({ pick }: { pick: vscode.QuickPick<vscode.QuickPickItem> }) =>
    until('nothing being read', () => Promise.resolve(!pick.busy));

  it('shows that it reads as long as it reads what is wanted', async () => {
    const typed = heldReading();
    const done = ask(
      () => Promise.resolve({ rows: [row('usual')] }),
      (text) => (text === 'yesterday' ? typed.from : undefined),
    );
    const list = await inputs.nextList();
    await rowWith(list, 'usual');
    await idle(list);
    list.pick.value = 'yesterday';
    await typed.begun;
    assert.equal(list.pick.busy, true);
    list.pick.value = 'yesterdays';
    // What was read for the text before goes on, and nobody waits for it.
    await idle(list);
    typed.resolve({ rows: [row('typed')] });
    list.pick.value = '';
    await choose(list, 'usual');
    assert.deepEqual(await done, { value: { kind: 'chosen', value: 'usual' } });
  });

  it('says what could not be read for a typed text, and reads it again when that row is chosen', async () => {
    let calls = 0;
    const read = (): Promise<Rows> =>
      ++calls === 1
        ? Promise.reject(new UserError('The service is away.', 'Wait a minute.'))
        : Promise.resolve({ rows: [row('typed')] });
    const done = ask(
      () => Promise.resolve({ rows: [row('usual')] }),
      (text) => (text === 'yesterday' ? read : undefined),
    );
    const list = await inputs.nextList();
    await rowWith(list, 'usual');
    list.pick.value = 'yesterday';
    const failed = await rowWith(list, 'The service is away.');
    assert.equal(failed.label, 'Try Again: The service is away.');
    assert.equal(failed.detail, 'Wait a minute.');
    await idle(list);
    await choose(list, 'The service is away.');
    await choose(list, 'typed');
    assert.deepEqual(await done, { value: { kind: 'chosen', value: 'typed' } });
  });

  it('keeps its rows where more of them could not be read, and reads those once', async () => {
    let calls = 0;
    const held = heldReading();
    const more = () => (++calls === 1 ? Promise.reject(new UserError('Away.', 'Wait.')) : held.from());
    const done = ask(
      () => Promise.resolve({ rows: [row('first')], more }),
      () => undefined,
    );
    const list = await inputs.nextList();
    await choose(list, 'Load More');
    await rowWith(list, 'Try Again: Away.');
    await rowWith(list, 'first');
    await idle(list);
    await choose(list, 'Try Again: Away.');
    await held.begun;
    list.accept();
    held.resolve({ rows: [row('second')] });
    await choose(list, 'second');
    assert.equal(calls, 2);
    assert.deepEqual(await done, { value: { kind: 'chosen', value: 'second' } });
  });
});
