import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AccountReader } from '../../../src/live/accountReader.ts';
import { plans } from '../../../src/live/questions.ts';
import { registerCompletion } from '../../../src/editor/completion.ts';
import { liveSuggestions } from '../../../src/editor/liveCompletion.ts';
import { localText } from '../../../src/restoreSpec/dateFormat.ts';
import type { Sandbox } from '../../hosts/testSandbox.ts';
import { readerOf, readSandbox } from '../../unit/live/sandboxReader.ts';
import { chooseItem, liveItemsAt, readLiveItems, useAccountOf, useNoAccount } from '../liveValues.ts';
import { closeAll, open } from '../support.ts';

interface Kind {
  /** With the cursor at `|`. */
  readonly text: string;
  /** Of the label and the description of an item. */
  readonly item: RegExp;
  /** Of what the spec says besides, once the item is chosen. */
  readonly fills?: Readonly<Record<string, RegExp>>;
}

const id = { vault: /^v-\w{6}/, instance: /^i-\w{6}/, hash: /^[\da-f]{64}$/ };
const taken = /^\d{4}-\d\d-\d\d \d\d:\d\d \(.* ago\) .*[\d.]+ [KMG]B · /;
const snapshotIn = (type: string, fills: Kind['fills']): Kind => ({
  text: `{ "RestoreType": "${type}", "SnapshotId": | }`,
  item: taken,
  fills: { ...fills },
});
const kinds: Readonly<Record<string, Kind>> = {
  'a vault': { text: '{ "SourceType": "OSS", "VaultId": | }', item: /^web-servers v-\w+ · cn-hangzhou · STANDARD$/ },
  'a snapshot of files': snapshotIn('ECS_FILE', {
    ...{ SourceType: /^ECS_FILE$/, VaultId: id.vault, SnapshotHash: id.hash, TargetInstanceId: id.instance },
  }),
  'a snapshot of a bucket': snapshotIn('OSS', { SnapshotHash: id.hash, TargetBucket: /^\w+-\d+$/ }),
  'a snapshot of a file system': snapshotIn('NAS', {
    TargetFileSystemId: /^[\da-f]{6}$/,
    TargetCreateTime: /^\d{10}$/,
  }),
  'a snapshot of a table': snapshotIn('OTS_TABLE', { TargetInstanceName: /^orders-\d$/, TargetTableName: /^\w+$/ }),
  'a snapshot of a whole instance': {
    text: '{ "RestoreType": "UDM_ECS_ROLLBACK", "SnapshotId": | }',
    item: /^\d{4}-\d\d-\d\d/,
    fills: { UdmRegionId: /^cn-hangzhou$/, UdmDetail: /^\{"sourceInstanceId":"i-\w+"\}$/ },
  },
  'an instance': { text: '{ "TargetInstanceId": "i-|" }', item: /^web-1 online · linux · i-\w+$/ },
  'a bucket': { text: '{ "TargetBucket": "|" }', item: /^photos-01 v-\w+$/ },
  'a file system': {
    text: '{ "TargetFileSystemId": "|" }',
    item: /^[\da-f]{6} v-/,
    fills: { TargetCreateTime: /^\d{10}$/ },
  },
  'a Tablestore instance': { text: '{ "TargetInstanceName": | }', item: /^orders-1 6 tables$/ },
  'a table': { text: '{ "TargetInstanceName": "orders-1", "TargetTableName": "|" }', item: /^orders orders-1$/ },
  'the instance of a UdmDetail': {
    text: '{ "UdmDetail": { "sourceInstanceId": "i-|" } }',
    item: /^\w+-\d+ i-\w+ · v-/,
  },
  'the instance that a disk is restored to': {
    text: '{ "RestoreType": "UDM_ECS_DISK", "UdmDetail": { "targetInstanceId": "i-|" } }',
    item: /^web-1 online · linux · i-\w+$/,
  },
  'the instance of a UdmDetail in a string': {
    text: String.raw`{ "UdmDetail": "{\"sourceInstanceId\": \"i-|\"}" }`,
    item: /^\w+-\d+ i-\w+ · v-/,
    fills: { UdmDetail: /^\{"sourceInstanceId": "i-\w{6,}"\}$/ },
  },
};

const textOf = ({ label }: vscode.CompletionItem) =>
  typeof label === 'string' ? label : [label.label, label.description].filter(Boolean).join(' ');

describe('values of an account of 20,000 snapshots', () => {
  let sandbox: Sandbox;
  let reader: AccountReader;
  let completion: vscode.Disposable;
  let document: vscode.TextDocument;

  before(async () => {
    ({ sandbox, reader } = await readSandbox());
    completion = registerCompletion(liveSuggestions);
    document = await open('live-kinds.restore.json', '{}');
  });
  after(async () => {
    completion.dispose();
    useNoAccount();
    await closeAll();
    await sandbox.close();
  });
  beforeEach(() => useAccountOf(sandbox, reader));

  /** The one document of all tests with this text, and the place of its mark. */
  async function opened(text: string) {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text.replace('|', ''));
    await vscode.workspace.applyEdit(edit);
    return document.positionAt(text.indexOf('|'));
  }
  const liveItems = async (text: string) => readLiveItems(document, await opened(text));
  const choose = async (item: vscode.CompletionItem) =>
    JSON.parse(await chooseItem(document, item)) as Record<string, unknown>;

  for (const [name, { text, item, fills = {} }] of Object.entries(kinds)) {
    it(`are offered for ${name}, and what the choice decides is filled in`, async () => {
      const items = await liveItems(text);
      assert.ok(items.length > 0 && items.length <= 500, String(items.length));
      const found = items.find((each) => item.test(textOf(each)));
      assert.ok(found, items.slice(0, 3).map(textOf).join('\n'));
      assert.match(found.detail ?? '', /as of \d+ m?s ago$/);
      const spec = await choose(found);
      for (const [key, value] of Object.entries(fills)) {
        const written = spec[key];
        assert.match(typeof written === 'string' ? written : JSON.stringify(written), value, key);
      }
    });
  }

  it('are the ends of the span for a TargetTime', async () => {
    const [first = assert.fail()] = await liveItems(
      '{ "RestoreType": "OTS_TABLE", "TargetInstanceName": "orders-1", "SnapshotId": | }',
    );
    const spec = await choose(first);
    const text = JSON.stringify({ ...spec, TargetTime: 0 }).replace('"TargetTime":0', '"TargetTime":|');
    const items = await liveItems(text);
    assert.deepEqual(
      items.map((item) => textOf(item).replace(/ \d{4}.*/, '')),
      ['end of the span of the snapshot', 'start of the span of the snapshot'],
    );
    const time = (await choose(items[0] ?? assert.fail()))['TargetTime'];
    assert.ok(typeof time === 'number' && time > 1e9 && time <= Date.now() / 1000, String(time));
  });

  it('are the snapshots of the day that is typed, among 8,000 of one source', async () => {
    const { value } = await reader.read(plans('ECS_FILE'), { by: 'person' });
    const { instanceId, vaultId } = value.entries[0] ?? assert.fail();
    const day = localText(Date.now() / 1000 - 60 * 86_400).slice(0, 10);
    const about = JSON.stringify({ SourceType: 'ECS_FILE', VaultId: vaultId, TargetInstanceId: instanceId }).slice(
      0,
      -1,
    );
    const items = await liveItems(`${about}, "SnapshotId": "${day}|" }`);
    assert.ok(items.length >= 90, String(items.length));
    assert.ok(items.every((item) => textOf(item).startsWith(day)));
  });

  describe('where permissions are missing', () => {
    let denied: AccountReader;
    before(() => {
      sandbox.inject({ kind: 'forbidden', times: Infinity });
      denied = readerOf(sandbox);
    });
    after(() => sandbox.clearFaults());
    beforeEach(() => useAccountOf(sandbox, denied));

    it('are missing without a word, each operation is asked for once, and nothing is red', async () => {
      const from = sandbox.requests().length;
      for (const [name, { text }] of Object.entries(kinds)) {
        assert.deepEqual(await liveItemsAt(document, await opened(text)), [], name);
        const marks = vscode.languages
          .getDiagnostics(document.uri)
          .filter(({ message }) => /permission/i.test(message));
        assert.deepEqual(marks, []);
      }
      const actions = sandbox
        .requests()
        .slice(from)
        .map(({ action }) => action);
      assert.equal(new Set(actions).size, actions.length, actions.join());
    });
  });

  describe('where the sandbox is gone', () => {
    before(() => sandbox.close());

    it('are those that were known before', async () => {
      for (const [name, { text, item }] of Object.entries(kinds)) {
        const items = await liveItems(text);
        assert.ok(
          items.some((each) => item.test(textOf(each))),
          name,
        );
      }
    });

    it('are missing without a word where none were known', async () => {
      useAccountOf(sandbox, readerOf(sandbox));
      for (const [name, { text }] of Object.entries(kinds))
        assert.deepEqual(await liveItemsAt(document, await opened(text)), [], name);
    });
  });
});
