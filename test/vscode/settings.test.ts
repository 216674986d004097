import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { settings, settingsSection } from '../../src/ids.ts';
import { numberSetting, textSetting, unitedSetting } from '../../src/settings.ts';

describe('settings', () => {
  const set = (name: string, value: unknown) =>
    vscode.workspace.getConfiguration(settingsSection).update(name, value, vscode.ConfigurationTarget.Global);
  afterEach(async () => {
    await set(settings.pollIntervalSeconds, undefined);
    await set(settings.region, undefined);
  });

  it('that are numbers are within their limits, whatever was written', async () => {
    const read = () => numberSetting(settings.pollIntervalSeconds, 2, 1, 3600);
    assert.equal(read(), 2);
    for (const [written, is] of [
      ...([
        [5, 5],
        [2.5, 2.5],
        [0, 1],
        [-1, 1],
        [3_000_000, 3600],
        [1e308, 3600],
      ] as const),
      ...([
        ['x', 2],
        ['7', 2],
        [null, 2],
        [[], 2],
        [{ valueOf: 1 }, 2],
        [true, 2],
      ] as const),
    ] as const) {
      await set(settings.pollIntervalSeconds, written);
      assert.equal(read(), is, JSON.stringify(written));
    }
  });

  it('that are texts are texts, whatever was written', async () => {
    assert.equal(textSetting(settings.region), '');
    for (const [written, is] of [
      [' cn-hangzhou ', 'cn-hangzhou'],
      [5, ''],
      [null, ''],
      [['a'], ''],
    ] as const) {
      await set(settings.region, written);
      assert.equal(textSetting(settings.region), is, JSON.stringify(written));
    }
  });

  it('that only add up keep what the user has where the remote machine has its own', () => {
    const real = vscode.workspace.getConfiguration;
    // A test can't write the settings of this machine. In a remote window VS Code says the user's and the machine's like this.
    const found = { globalValue: ['theirs'], globalLocalValue: ['mine'], globalRemoteValue: ['theirs'] };
    Object.assign(vscode.workspace, { getConfiguration: () => ({ inspect: () => found }) });
    try {
      assert.deepEqual(unitedSetting(settings.protectedTargets), ['theirs', 'mine']);
    } finally {
      Object.assign(vscode.workspace, { getConfiguration: real });
    }
  });
});
