import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { registerHover } from '../../../src/editor/hover.ts';
import { liveHover } from '../../../src/editor/liveHover.ts';
import type { AccountReader } from '../../../src/live/accountReader.ts';
import { offersFor } from '../../../src/live/offers.ts';
import type { Sandbox } from '../../hosts/testSandbox.ts';
import { until } from '../../hosts/until.ts';
import { readSandbox } from '../../unit/live/sandboxReader.ts';
import { region, useAccountOf, useNoAccount } from '../liveValues.ts';
import { closeAll, open } from '../support.ts';

interface Kind {
  /** What a spec has besides a snapshot and what that decides. */
  readonly more: Readonly<Record<string, unknown>>;
  /** What the account says of the values of keys. */
  readonly says: Readonly<Record<string, RegExp>>;
  /** The keys that take other calls than the snapshot does. */
  readonly apart: readonly string[];
}
const age = '[^]*as of \\d+ m?s ago$';
const says = (text: string) => new RegExp(text + age);
const snapshot = says('^Snapshot of \\S+ \\S+ .* ago');
const kinds: Readonly<Record<string, Kind>> = {
  ECS_FILE: {
    more: { TargetPath: '/restored' },
    apart: ['VaultId', 'TargetInstanceId'],
    says: { VaultId: says('^Vault web'), SnapshotId: snapshot, TargetInstanceId: says('^Instance web[^]*linux') },
  },
  OSS: {
    more: { TargetPrefix: '' },
    apart: [],
    says: { SnapshotId: snapshot, TargetBucket: says('^Backed up by the plan') },
  },
  NAS: {
    more: {},
    apart: [],
    says: { SnapshotId: snapshot, TargetFileSystemId: says('^Backed up by the plan[^]*created ') },
  },
  OTS_TABLE: {
    more: {},
    apart: [],
    says: { SnapshotId: says('TargetTime can be from'), TargetInstanceName: says('^Tablestore instance[^]*tables') },
  },
  // The service doesn't say the vault of such a snapshot.
  UDM_ECS_ROLLBACK: {
    more: { VaultId: 'v-0001abcdefgh' },
    apart: ['sourceInstanceId'],
    says: { SnapshotId: snapshot, sourceInstanceId: says('^Instance ') },
  },
};

describe('the hover over IDs of an account of 20,000 snapshots', () => {
  let sandbox: Sandbox;
  let reader: AccountReader;
  let hover: vscode.Disposable;
  const specs = new Map<string, string>();

  before(async () => {
    hover = registerHover(liveHover);
    const { sandbox: first, reader: firstReader } = await readSandbox();
    const { signal } = new AbortController();
    for (const [restoreType, { more }] of Object.entries(kinds)) {
      const about = { values: { RestoreType: restoreType }, typed: '', region };
      const [newest] = await offersFor('SnapshotId', about, firstReader, { now: Date.now(), signal });
      const spec = { RestoreType: restoreType, SnapshotId: newest?.value, ...newest?.fills, ...more };
      specs.set(restoreType, JSON.stringify(spec, null, 2));
    }
    await first.close();
  });
  after(() => void hover.dispose());
  beforeEach(async () => {
    ({ sandbox, reader } = await readSandbox());
  });
  afterEach(async () => {
    useNoAccount();
    await closeAll();
    await sandbox.close();
  });

  async function hovers(document: vscode.TextDocument, key: string): Promise<string[]> {
    const at = document.positionAt(document.getText().indexOf(`"${key}"`) + key.length + 6);
    const command = 'vscode.executeHoverProvider';
    const found = await vscode.commands.executeCommand<vscode.Hover[]>(command, document.uri, at);
    return found.flatMap(({ contents }) => contents.map((part) => (typeof part === 'string' ? part : part.value)));
  }
  const redOf = (document: vscode.TextDocument) =>
    vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning);

  for (const [restoreType, { says, apart }] of Object.entries(kinds)) {
    describe(`in a spec of ${restoreType}`, () => {
      let document: vscode.TextDocument;
      const bySchema = new Map<string, readonly string[]>();
      const keys = Object.keys(says);

      beforeEach(async () => {
        document = await open(`live-hover-${restoreType}.restore.json`, specs.get(restoreType) ?? '');
        for (const key of keys) {
          // VS Code's JSON server may not have the schema yet.
          const words = await until(`the schema's words for ${key}`, async () => {
            const said = await hovers(document, key);
            return said.length > 0 && said;
          });
          bySchema.set(key, words);
        }
      });
      afterEach(() => assert.deepEqual(redOf(document), []));

      /** What is said of a key besides what the schema says, all of which is said too. */
      async function saidByAccount(key: string): Promise<string[]> {
        const said = await hovers(document, key);
        const schema = bySchema.get(key) ?? [];
        const live = said.filter((each) => !schema.includes(each));
        assert.equal(said.length, schema.length + live.length, key);
        return live.map((each) => each.replaceAll(/&#\d+;/g, '.'));
      }
      async function assertSaid(key: string): Promise<void> {
        const live = await saidByAccount(key);
        assert.equal(live.length, 1, key);
        assert.match(live[0] ?? '', says[key] ?? /^$/, key);
      }

      it('says what each is, besides what the schema says', async () => {
        useAccountOf(sandbox, reader);
        for (const key of keys) await assertSaid(key);
      });

      it('says what was known before, and else what the schema says, once the service is gone', async () => {
        useAccountOf(sandbox, reader);
        await assertSaid('SnapshotId');
        await sandbox.close();
        for (const key of keys) {
          if (apart.includes(key)) assert.deepEqual(await saidByAccount(key), [], key);
          else await assertSaid(key);
        }
      });

      it('says what the schema says where permissions are missing, and asks for each once', async () => {
        sandbox.inject({ kind: 'forbidden', times: Infinity });
        useAccountOf(sandbox, reader);
        for (const key of [...keys, ...keys]) assert.deepEqual(await saidByAccount(key), [], key);
        const actions = sandbox.requests().map(({ action }) => action);
        assert.ok(actions.length > 0);
        assert.equal(new Set(actions).size, actions.length, actions.join());
      });

      it('ends with what the schema says where the service goes while it waits', async () => {
        sandbox.inject({ kind: 'hang', times: Infinity });
        useAccountOf(sandbox, reader);
        const waiting = saidByAccount('SnapshotId');
        await until('the question', () => Promise.resolve(sandbox.requests().length > 0));
        await sandbox.close();
        assert.deepEqual(await waiting, []);
      });
    });
  }
});
