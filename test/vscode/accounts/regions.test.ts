import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../../src/cloud/account.ts';
import { readLiveValues, storeLiveValues } from '../../../src/accounts/storedLiveValues.ts';
import { selectRegion } from '../../../src/commands/selectRegion.ts';
import type { Services } from '../../../src/services.ts';
import { registerDiagnostics } from '../../../src/editor/diagnostics.ts';
import { readOpenSpec } from '../../../src/editor/openSpecs.ts';
import { until } from '../../hosts/until.ts';
import { memento } from '../accountsWindow.ts';
import { answering, closeAll, diagnosticsOf, eventually, open } from '../support.ts';

const region = 'xx-new-1';

describe('regions that the service told of', () => {
  const restores: (() => unknown)[] = [];
  afterEach(async () => {
    restores.splice(0).forEach((restore) => restore());
    await closeAll();
  });

  it('are kept, and it is said whether they are others than before', async () => {
    const state = memento();
    assert.deepEqual(readLiveValues(state).regions, []);
    assert.equal(await storeLiveValues(state, { regions: [region] }), true);
    assert.equal(await storeLiveValues(state, { regions: [region] }), false);
    assert.deepEqual(readLiveValues(state).regions, [region]);
  });

  it('are no longer warned of in a spec that is open, nor mended', async () => {
    const state = memento();
    const changed = new vscode.EventEmitter<void>();
    const document = await open(
      'told-region.restore.json',
      JSON.stringify({ RestoreType: 'UDM_ECS', $region: region, UdmRegionId: region }),
    );
    // The extension's own, which was not told, and those of the test.
    const count = (wanted: number) =>
      diagnosticsOf(document, (all) => all.filter(({ message }) => message.includes(region)).length === wanted);
    const own = registerDiagnostics({ get: () => readLiveValues(state), onDidChange: changed.event });
    restores.push(() => own.dispose());
    await count(4);
    const codes = () => readOpenSpec(document)?.problems.map(({ code }) => code) ?? [];
    assert.ok(codes().includes('unknownRegion') && codes().includes('unknownTargetRegion'));
    await storeLiveValues(state, { regions: [region] });
    changed.fire();
    await count(2);
    assert.ok(codes().length > 0 && !codes().some((code) => /^unknown\w*Region$/.test(code)));
  });

  /** A person in front of the list of regions. */
  function picking({ told = [region], sandbox = false } = {}) {
    const account: Account = {
      signer: 'cliProfile',
      profile: 'p',
      region: 'cn-hangzhou',
      endpoint: 'https://x.example',
    };
    const asked: string[] = [];
    const selected: (string | undefined)[] = [];
    const refuse = (what: string) => () => {
      asked.push(what);
      return Promise.reject(new Error('no network'));
    };
    const services = {
      log: { info: () => undefined },
      sandbox: { get: () => (sandbox ? { endpoint: 'http://127.0.0.1:1' } : undefined) },
      accounts: {
        selection: {
          region: () => undefined,
          signer: () => undefined,
          setRegion: (id: string | undefined) => Promise.resolve(void selected.push(id)),
        },
        knownRegions: () => told,
        placeFor: () => Promise.resolve(account),
        choiceOf: () => Promise.resolve({ region: 'cn-beijing' }),
        allow: () => Promise.resolve(true),
        regions: refuse('regions'),
        isKnownRegion: (id: string) => Promise.resolve(told.includes(id)),
      },
    } as unknown as Services;
    const real = vscode.window.createQuickPick;
    let made: vscode.QuickPick<vscode.QuickPickItem> | undefined;
    Object.assign(vscode.window, { createQuickPick: () => (made = real.call(vscode.window)) });
    restores.push(() => Object.assign(vscode.window, { createQuickPick: real }));
    const done = selectRegion(services);
    const list = () => until('the list', () => Promise.resolve(made?.busy === false && made));
    return { asked, selected, done, list };
  }

  it('are in the list also where the service can not be asked, and are taken without a question', async () => {
    const { list, done, selected, asked } = picking();
    const pick = await list();
    assert.deepEqual(asked, ['regions']);
    assert.ok(pick.items.some(({ label }) => label === region));
    const question = answering('showWarningMessage');
    const real = vscode.window.showInputBox;
    Object.assign(vscode.window, { showInputBox: () => Promise.resolve(region) });
    restores.push(question.restore, () => Object.assign(vscode.window, { showInputBox: real }));
    // Nothing else fits.
    pick.value = 'another one';
    await eventually(pick.onDidChangeActive, () => pick.activeItems[0]?.alwaysShow);
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await done;
    assert.deepEqual([selected, question.asked], [[region], []]);
  });

  it('stand below the one that the profile gives, which is named', async () => {
    const { list, done } = picking();
    const row = async () => {
      const { label, description } = (await list()).items.find((item) => item.label.startsWith('Default')) ?? {};
      return `${label}, ${description}`;
    };
    assert.equal(await row(), 'Default: cn-beijing, from the profile');
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await done;
  });

  it('are not asked for while the sandbox runs', async () => {
    const { list, done, asked } = picking({ sandbox: true });
    const pick = await list();
    assert.match(pick.placeholder ?? '', /sandbox/);
    assert.ok(pick.items.some(({ label }) => label === 'cn-hangzhou'));
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await done;
    assert.deepEqual(asked, []);
  });
});
