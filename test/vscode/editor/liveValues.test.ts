import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AccountReader } from '../../../src/live/accountReader.ts';
import { registerCompletion } from '../../../src/editor/completion.ts';
import { registerHover } from '../../../src/editor/hover.ts';
import { liveSuggestions, watchCursor } from '../../../src/editor/liveCompletion.ts';
import { liveHover } from '../../../src/editor/liveHover.ts';
import type { Sandbox } from '../../hosts/testSandbox.ts';
import { backupClients, vaults } from '../../../src/live/questions.ts';
import { until } from '../../hosts/until.ts';
import { readerOf, readSandbox } from '../../unit/live/sandboxReader.ts';
import { chooseItem, completionsAt, liveItemsAt, readLiveItems, useAccountOf, useNoAccount } from '../liveValues.ts';
import { closeAll, command, open } from '../support.ts';

const labelOf = ({ label }: vscode.CompletionItem) => (typeof label === 'string' ? label : label.label);

describe('values of the account', () => {
  let sandbox: Sandbox;
  const disposables: vscode.Disposable[] = [];

  /** The editor's providers once more, with the account of a sandbox. Those of the extension itself have no account here. */
  beforeEach(async () => {
    const { sandbox: running, reader } = await readSandbox();
    sandbox = running;
    useAccountOf(sandbox, reader);
    disposables.push(registerCompletion(liveSuggestions), watchCursor(), registerHover(liveHover));
  });
  afterEach(async () => {
    disposables.splice(0).forEach((each) => void each.dispose());
    useNoAccount();
    await closeAll();
    await sandbox.close();
  });

  const liveItems = (document: vscode.TextDocument, offset: number) =>
    readLiveItems(document, document.positionAt(offset));

  it('are offered for a vault after the schema has its say, and the chosen one is written', async () => {
    const text = '{ "RestoreType": "ECS_FILE", "SourceType": "ECS_FILE", "VaultId":  }';
    const document = await open('live-vault.restore.json', text);
    const items = await liveItems(document, text.length - 2);
    assert.equal(items.length, 12);
    const all = await completionsAt(document, document.positionAt(text.length - 2));
    const own = all.filter((item) => !items.some((each) => labelOf(each) === labelOf(item)));
    assert.ok(own.length > 0 && own.every((item) => (item.sortText ?? labelOf(item)) < '1'), own.map(labelOf).join());
    // Typing a name or an ID finds it.
    assert.ok(items.every((item) => item.filterText?.includes(labelOf(item)) && /v-\w{6}/.test(item.filterText)));
    const [vault] = items;
    assert.ok(vault && /web-servers/.test(labelOf(vault)));
    assert.match(await chooseItem(document, vault), /"VaultId": +"v-\w+" }$/);
  });

  it('are found in the list by what one types of a name, and by an ID', async () => {
    const reader = readerOf(sandbox);
    useAccountOf(sandbox, reader);
    const { entries } = (await reader.read(vaults(), { by: 'person' })).value;
    const wanted = entries.find(({ name }) => name === 'tablestore-orders') ?? assert.fail();
    for (const typed of ['tablestore', wanted.vaultId.slice(0, 12)]) {
      const text = '{ "VaultId": "" }';
      const document = await open('live-typed.restore.json', text);
      const editor = vscode.window.activeTextEditor ?? assert.fail('no editor');
      const at = document.positionAt(text.length - 3);
      editor.selection = new vscode.Selection(at, at);
      await vscode.commands.executeCommand('type', { text: typed });
      await until(`"${typed}" to be completed`, async () => {
        await vscode.commands.executeCommand('editor.action.triggerSuggest');
        await vscode.commands.executeCommand('acceptSelectedSuggestion');
        return document.getText().includes(`"${wanted.vaultId}"`);
      });
      await closeAll();
    }
  });

  it('are snapshots, newest first, and choosing one makes the spec whole', async () => {
    const text = '{\n  "RestoreType": "OSS",\n  "SourceType": "OSS",\n  "VaultId": "v-",\n  "SnapshotId": "s-"\n}';
    const document = await open('live-snapshot.restore.json', text);
    const [snapshot] = await liveItems(document, text.indexOf('s-"') + 2);
    assert.ok(snapshot && / \(.* ago\)$/.test(labelOf(snapshot)), JSON.stringify(snapshot?.label));
    const spec = JSON.parse(await chooseItem(document, snapshot)) as Record<string, string>;
    assert.match(spec['VaultId'] ?? '', /^v-\w{10}/);
    assert.match(spec['SnapshotHash'] ?? '', /^[\da-f]{64}$/);
    assert.ok(spec['TargetBucket']);
  });

  it('are said of an ID in its hover, with their age', async () => {
    const first = '{ "VaultId":  }';
    const document = await open('live-hover.restore.json', first);
    const [vault] = await liveItems(document, first.length - 2);
    assert.ok(vault);
    const text = await chooseItem(document, vault);
    const at = document.positionAt(text.indexOf('v-') + 4);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const said = hovers.flatMap(({ contents }) =>
      contents.map((part) => (typeof part === 'string' ? part : part.value)),
    );
    assert.match(said.join('\n'), /Vault web/);
    assert.match(said.join('\n'), /as of \d+ s ago/);
  });

  it('are said with a link to the console where the address is the vendor’s', async () => {
    const reader = readerOf(sandbox);
    useAccountOf({ endpoint: 'https://hbr.cn-hangzhou.aliyuncs.com' }, reader, 'environment');
    const { entries } = (await reader.read(backupClients(), { by: 'person' })).value;
    const [online] = entries.filter(({ status }) => status === 'ACTIVATED');
    const text = JSON.stringify({ TargetInstanceId: online?.instanceId });
    const document = await open('live-link.restore.json', text);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      document.positionAt(text.indexOf('i-') + 3),
    );
    const said = hovers.flatMap(({ contents }) =>
      contents.map((part) => (typeof part === 'string' ? part : part.value)),
    );
    assert.match(said.join('\n'), /Instance web.*online.*linux.*as of \d+ m?s ago/s);
    assert.ok(
      said
        .join('\n')
        .includes(`(https://ecs.console.aliyun.com/server/${online?.instanceId}/detail?regionId=cn-hangzhou)`),
      said.join('\n'),
    );
  });

  it('come late without holding up the list, which is opened again where the cursor still is', async () => {
    sandbox.inject({ kind: 'delay', ms: 600, action: 'DescribeVaults' });
    const text = '{ "VaultId":  }';
    const document = await open('live-late.restore.json', text);
    const { executeCommand } = vscode.commands;
    const again = new Promise<void>((resolve) => {
      const watching = (name: string, ...rest: unknown[]): Thenable<unknown> => {
        if (name === 'editor.action.triggerSuggest') resolve();
        return executeCommand(name, ...rest);
      };
      Object.assign(vscode.commands, { executeCommand: watching });
    });
    try {
      assert.deepEqual(await liveItemsAt(document, document.positionAt(text.length - 2)), []);
      await again;
      assert.equal((await liveItems(document, text.length - 2)).length, 12);
      assert.equal(sandbox.requests().filter(({ action }) => action === 'DescribeVaults').length, 1);
    } finally {
      Object.assign(vscode.commands, { executeCommand });
    }
  });

  it('come late into a list that is open, in place of it', async () => {
    const text = '{ "VaultId": "" }';
    const document = await open('live-open.restore.json', text);
    const at = document.positionAt(text.length - 3);
    const editor = vscode.window.activeTextEditor ?? assert.fail('no editor');
    editor.selection = new vscode.Selection(at, at);
    const reader = readerOf(sandbox);
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const late: AccountReader = {
      ...reader,
      read: async (question, options) => {
        await answered;
        return reader.read(question, options);
      },
    };
    useAccountOf(sandbox, late);
    // VS Code resolves the item that a list has in focus, once the list is drawn. This one stands above all others.
    const drawn = new vscode.EventEmitter<'schema' | 'account'>();
    let has: 'schema' | 'account' = 'schema';
    const range = new vscode.Range(at.translate(0, -1), at.translate(0, 1));
    const watching: vscode.CompletionItemProvider = {
      provideCompletionItems() {
        has = reader.known(vaults()) ? 'account' : 'schema';
        return [{ label: '"first"', sortText: ' ', preselect: true, range }];
      },
      resolveCompletionItem(item) {
        drawn.fire(has);
        return item;
      },
    };
    disposables.push(
      vscode.languages.registerCompletionItemProvider([{ pattern: '**/live-open.restore.json' }], watching),
    );
    const listOf = (wanted: 'schema' | 'account') =>
      new Promise<void>((resolve) => disposables.push(drawn.event((found) => found === wanted && resolve())));
    const lists = [listOf('schema'), listOf('account')] as const;
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await lists[0];
    answer();
    await lists[1];
    await vscode.commands.executeCommand('selectLastSuggestion');
    await vscode.commands.executeCommand('acceptSelectedSuggestion');
    assert.match(document.getText(), /"VaultId": "v-\w{6,}" }$/);
  });

  it('are no longer read once the cursor has left', async () => {
    const text = '{\n  "VaultId": \n}';
    const document = await open('live-left.restore.json', text);
    const at = document.positionAt(text.length - 2);
    assert.ok(vscode.window.activeTextEditor);
    vscode.window.activeTextEditor.selection = new vscode.Selection(at, at);
    const left = new Promise<void>((resolve) => {
      const reader: AccountReader = {
        known: () => undefined,
        knownOf: () => [],
        read: (_, { signal }) =>
          new Promise((_resolve, reject) => {
            signal?.addEventListener('abort', () => {
              reject(new Error('left'));
              resolve();
            });
          }),
        refresh: () => undefined,
        denied: new Map(),
      };
      useAccountOf(sandbox, reader);
    });
    assert.deepEqual(await liveItemsAt(document, at), []);
    vscode.window.activeTextEditor.selection = new vscode.Selection(0, 0, 0, 0);
    await left;
  });

  it('are missing without a word where the service is gone, or a permission is, and nothing is red', async () => {
    sandbox.inject({ kind: 'forbidden', action: 'DescribeVaults', times: Infinity });
    const text = '{ "VaultId":  }';
    const document = await open('live-denied.restore.json', text);
    await liveItems(await open('live-other.restore.json', '{ "TargetBucket":  }'), '{ "TargetBucket": '.length);
    await vscode.window.showTextDocument(document);
    for (const leave of [() => Promise.resolve(), () => sandbox.close()]) {
      await leave();
      assert.deepEqual(await liveItemsAt(document, document.positionAt(text.length - 2)), []);
    }
  });
});

describe('values of the account in the extension itself', () => {
  afterEach(async () => {
    await command('stopSandbox');
    await closeAll();
  });

  it('are those of the sandbox once a person has started it', async () => {
    await command('startSandbox');
    const text = '{ "RestoreType": "NAS", "SourceType": "NAS", "VaultId":  }';
    const document = await open('live-sandbox.restore.json', text);
    for (;;) {
      const items = await liveItemsAt(document, document.positionAt(text.length - 2));
      if (items.some((item) => labelOf(item) === 'web-servers')) return;
    }
  });
});
