import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { selectProfile } from '../../../src/commands/selectProfile.ts';
import { commands } from '../../../src/ids.ts';
import type { OpenAccounts } from '../../../src/services.ts';
import { homes } from '../accountsWindow.ts';
import { until } from '../../hosts/until.ts';
import { answeringInputs, rowWith, type ShownList } from '../quickInputs.ts';
import { set } from '../signWith.ts';

describe('the menu of the account', () => {
  const { window, writeConfig, profile, sandbox, run } = homes();
  const restores: (() => unknown)[] = [];
  afterEach(() =>
    restores
      .splice(0)
      .reverse()
      .forEach((restore) => restore()),
  );

  /** Opens it. @returns the list, and the commands of the extension that it has called */
  async function open({ accounts, selection } = window()) {
    const inputs = answeringInputs();
    const called: string[] = [];
    const real = vscode.commands.executeCommand;
    const noticing = (name: string, ...rest: unknown[]) =>
      name.startsWith('cloudBackupRestore.') ? Promise.resolve(void called.push(name)) : real(name, ...rest);
    Object.assign(vscode.commands, { executeCommand: noticing });
    restores.push(inputs.restore, () => Object.assign(vscode.commands, { executeCommand: real }));
    const log = { error: (error: unknown) => assert.fail(String(error)) } as unknown as vscode.LogOutputChannel;
    const running = () => (isRunning ? { ...sandbox(), close: () => Promise.resolve() } : undefined);
    const done = selectProfile({
      accounts: accounts as OpenAccounts,
      log,
      sandbox: { get: running, set: () => undefined },
    });
    const list = await inputs.nextList();
    return { list, done, called, selection };
  }
  let isRunning = false;
  beforeEach(() => (isRunning = false));

  /** A window in which each reading of the choices waits until the test answers it, and nothing else waits for anything. */
  function windowThatWaits() {
    const opened = window();
    const answers: (() => void)[] = [];
    Object.assign(opened.accounts, {
      choices: async () => {
        await new Promise<void>((resolve) => answers.push(resolve));
        return { choices: [], problems: [] };
      },
      placeFor: () => Promise.reject(new Error('nobody signs')),
    });
    return { opened, answers };
  }

  const rows = ({ pick }: ShownList) =>
    pick.items.map(({ label, description = '', kind }) =>
      kind === vscode.QuickPickItemKind.Separator ? `--${label}` : `${label} ${description}`.trim(),
    );
  const choose = async (list: ShownList, text: string) => {
    list.pick.selectedItems = [await rowWith(list, text)];
    list.accept();
  };
  const regionRow = async (list: ShownList) => (await rowWith(list, 'Select Region…')).description;

  it('has who could sign with where that comes from, then the region that the profile gives, then the sandbox', async () => {
    writeConfig({ current: 'daily', profiles: [profile('daily'), profile('prod', 'cn-shanghai')] });
    const { list, done } = await open();
    assert.equal(await regionRow(list), 'now: cn-beijing, from the profile');
    const all = rows(list);
    const at = (text: string) => all.findIndex((row) => row.startsWith(text));
    const order = [
      ...['--Signs now', 'Automatic', '--Profiles of the Alibaba Cloud CLI', 'daily', 'prod', 'Add AccessKey…'],
      ...['--Region', 'Select Region…', '--Sandbox', 'Start Sandbox'],
    ];
    assert.deepEqual(
      order.map(at),
      order.map(at).sort((a, b) => a - b),
      all.join('\n'),
    );
    assert.ok(at('Automatic') === 1 && at('Start Sandbox') === all.length - 1, all.join('\n'));
    list.close();
    await done;
  });

  it('says what else gives the region', async () => {
    await set('region', 'eu-west-1');
    const ofSetting = await open();
    assert.equal(await regionRow(ofSetting.list), 'now: eu-west-1, from the setting');
    ofSetting.list.close();
    await ofSetting.done;
    const selected = await open();
    await selected.selection.setRegion('us-west-1');
    selected.list.press('Refresh');
    await rowWith(selected.list, 'now: us-west-1, selected here');
    selected.list.close();
    await selected.done;
  });

  it('shows what was asked for last, also where an earlier answer comes later', async () => {
    const { opened, answers } = windowThatWaits();
    const { list, done, selection } = await open(opened);
    await selection.setRegion('us-west-1');
    list.press('Refresh');
    await until('the list to be read twice', () => Promise.resolve(answers.length === 2));
    const [answerFirst, answerSecond] = answers;
    answerSecond?.();
    await rowWith(list, 'now: us-west-1, selected here');
    assert.equal(list.pick.busy, false);
    answerFirst?.();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(await regionRow(list), 'now: us-west-1, selected here');
    list.close();
    await done;
  });

  it('stays open when one looks elsewhere until all that it asks for has come', async () => {
    const { opened, answers } = windowThatWaits();
    const { list, done } = await open(opened);
    list.press('Refresh');
    await until('the list to be read twice', () => Promise.resolve(answers.length === 2));
    const [answerFirst, answerSecond] = answers;
    answerSecond?.();
    await until('the second reading', () => Promise.resolve(!list.pick.busy));
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(list.pick.ignoreFocusOut, true);
    answerFirst?.();
    await until('the end of both', () => Promise.resolve(!list.pick.ignoreFocusOut));
    list.close();
    await done;
  });

  it('leads to the region, and to the sandbox', async () => {
    const first = await open();
    await choose(first.list, 'Select Region…');
    await first.done;
    const second = await open();
    await choose(second.list, 'Start Sandbox');
    await second.done;
    assert.deepEqual([first.called, second.called], [[commands.selectRegion], [commands.startSandbox]]);
  });

  it('begins with the sandbox while that runs, since nobody else signs then', async () => {
    isRunning = true;
    run({ ...sandbox(), close: () => Promise.resolve() });
    const { list, done, called } = await open();
    assert.equal(await regionRow(list), 'now: cn-hangzhou, while the sandbox runs');
    const [head, stop, next] = rows(list);
    assert.deepEqual([head, next], ['--Sandbox', '--Signs once the sandbox is stopped']);
    assert.match(stop ?? '', /^Stop Sandbox now restore jobs go to http:\/\/127\.0\.0\.1:\d+, and nothing real is/);
    await choose(list, 'Stop Sandbox');
    await done;
    assert.deepEqual(called, [commands.stopSandbox]);
  });
});
