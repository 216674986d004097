import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { newSpec } from '../../../src/commands/newSpec.ts';
import { systemClock } from '../../../src/jobs/clock.ts';
import type { AccountReader } from '../../../src/live/accountReader.ts';
import { known } from '../../../src/live/preflight/check.ts';
import { runPreflight } from '../../../src/live/preflight/runPreflight.ts';
import { plans } from '../../../src/live/questions.ts';
import { readSpec, stringAt, toRequest } from '../../../src/restoreSpec/index.ts';
import type { Sandbox } from '../../hosts/testSandbox.ts';
import { until } from '../../hosts/until.ts';
import { readSandbox } from '../../unit/live/sandboxReader.ts';
import { liveAccountsOf, region } from '../liveValues.ts';
import { answeringInputs, choose, enter, rowWith } from '../quickInputs.ts';
import { active, closeAll, command } from '../support.ts';

describe('New Restore Spec with an account', () => {
  let sandbox: Sandbox;
  let reader: AccountReader;
  let inputs: ReturnType<typeof answeringInputs>;

  beforeEach(async () => {
    ({ sandbox, reader } = await readSandbox());
    inputs = answeringInputs();
  });
  afterEach(async () => {
    inputs.restore();
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await closeAll();
    await sandbox.close();
  });

  const textOf = () => active()?.getText() ?? assert.fail('no spec was opened');
  const specOf = () => JSON.parse(textOf()) as Record<string, unknown>;
  /** What a preflight of the open spec says that isn't passed. */
  async function objections(): Promise<string[]> {
    const parsed = readSpec(textOf());
    const at = { region: stringAt(parsed, '$region') ?? region };
    const options = { clock: systemClock, equalJob: known(undefined) };
    const results = await runPreflight(toRequest(parsed), at, reader, options);
    return results.flatMap(({ verdict, message }) => (verdict === 'failed' ? [message] : []));
  }
  const begin = async (restoreType: string) => {
    const done = newSpec(liveAccountsOf(sandbox, reader));
    await choose(await inputs.nextList(), new RegExp(`^${restoreType} `));
    return done;
  };
  /** The steps up to the snapshot. */
  async function chooseSource(vault: string | RegExp, source: string | RegExp): Promise<void> {
    await choose(await inputs.nextList(), vault);
    await choose(await inputs.nextList(), source);
  }

  it('finds the last snapshot before a time among 8,000, and makes a spec that the preflight has nothing against', async () => {
    const done = begin('ECS_FILE');
    const vaults = await inputs.nextList();
    assert.equal(vaults.title, 'New Restore Spec: ECS_FILE (1/4)');
    await choose(vaults, /web-servers .*cn-hangzhou/);
    await choose(await inputs.nextList(), 'web-1');
    const snapshots = await inputs.nextList();
    await rowWith(snapshots, /ago\)/);
    assert.equal(snapshots.pick.items.length, 102);
    snapshots.pick.value = 'yesterday 14:00';
    const last = await rowWith(snapshots, 'the last one up to');
    const wanted = new Date();
    wanted.setDate(wanted.getDate() - 1);
    wanted.setHours(14, 0, 0, 0);
    const taken = new Date(last.label.slice(0, 16).replace(' ', 'T')).getTime();
    assert.ok(taken <= wanted.getTime() && wanted.getTime() - taken < 3_600_000, last.label);
    assert.equal(snapshots.pick.items[0], last);
    await choose(snapshots, 'the last one up to');
    const place = await inputs.nextList();
    assert.equal(place.title, 'New Restore Spec: ECS_FILE (4/4)');
    await choose(place, 'To the same place');
    await done;
    const spec = specOf();
    assert.deepEqual(Object.keys(spec), [
      ...['RestoreType', 'SourceType', 'VaultId', 'SnapshotId', 'SnapshotHash'],
      ...['TargetInstanceId', 'TargetPath'],
    ]);
    assert.equal(spec['TargetPath'], '/');
    // At some hours that snapshot is a partial one, which its row says too.
    const isPartial = [last.label, last.description, last.detail].join().includes('PARTIAL_COMPLETE');
    const doubts = (await objections()).map((message) => /is not complete/.test(message));
    assert.deepEqual(doubts, isPartial ? [true] : []);
    assert.deepEqual(sandbox.jobs(), []);
  });

  for (const [restoreType, vault] of [
    ['OSS', /file-servers|web-servers/],
    ['NAS', /file-servers|web-servers/],
    ['OTS_TABLE', 'tablestore-orders'],
    ['UDM_ECS', /file-servers|web-servers/],
    ['UDM_ECS_ROLLBACK', /file-servers|web-servers/],
    ['UDM_ECS_DISK', /file-servers|web-servers/],
    ['UDM_ECS_DISK_ROLLBACK', /file-servers|web-servers/],
  ] as const) {
    it(`makes a spec of ${restoreType} that the preflight has nothing against`, async () => {
      const done = begin(restoreType);
      await chooseSource(vault, /^(?!Enter by hand)/);
      await choose(await inputs.nextList(), /ago\)/);
      if (!restoreType.startsWith('UDM')) await choose(await inputs.nextList(), 'To the same place');
      await done;
      assert.deepEqual(await objections(), []);
    });
  }

  it('asks for another place from what the account has, and keeps what was chosen over steps back', async () => {
    const done = begin('ECS_FILE');
    await chooseSource(/web-servers/, 'web-1');
    const first = await inputs.nextList();
    const snapshot = await choose(first, /ago\)/);
    const place = await inputs.nextList();
    place.goBack();
    const again = await inputs.nextList();
    await rowWith(again, snapshot.label);
    await until('the snapshot to be active', () =>
      Promise.resolve(again.pick.activeItems[0]?.label === snapshot.label),
    );
    again.goBack();
    const sources = await inputs.nextList();
    await until('the source to be active', () => Promise.resolve(sources.pick.activeItems[0]?.label === 'web-1'));
    sources.accept();
    const kept = await inputs.nextList();
    await until('the snapshot to be active', () => Promise.resolve(kept.pick.activeItems[0]?.label === snapshot.label));
    kept.accept();
    await choose(await inputs.nextList(), 'Elsewhere');
    await choose(await inputs.nextList(), /app-1 .*online/);
    enter(await inputs.nextInput(), '/restored');
    await done;
    const spec = specOf();
    assert.equal(spec['TargetPath'], '/restored');
    assert.match(String(spec['TargetInstanceId']), /^i-\w+/);
    assert.deepEqual(await objections(), []);
  });

  it('names the region of a vault that is in another one than requests go to', async () => {
    const done = begin('OSS');
    await choose(await inputs.nextList(), 'shanghai-copies');
    // Nothing is backed up into it, so the rest is entered.
    enter(await inputs.nextInput(), 's-1');
    await choose(await inputs.nextList(), 'Enter by hand');
    for (const text of ['my-bucket', 'back/']) enter(await inputs.nextInput(), text);
    await done;
    assert.equal(specOf()['$region'], 'cn-shanghai');
  });

  it('takes each step by hand, and goes back to the list', async () => {
    const done = begin('ECS_FILE');
    const vaults = await inputs.nextList();
    await rowWith(vaults, 'web-servers');
    vaults.press('Enter by hand…');
    (await inputs.nextInput()).goBack();
    await choose(await inputs.nextList(), 'Enter by hand');
    const { value } = await reader.read(plans('ECS_FILE'), { by: 'person' });
    const vaultId = value.entries[0]?.vaultId ?? '';
    enter(await inputs.nextInput(), vaultId);
    await choose(await inputs.nextList(), 'Enter by hand');
    const instance = await inputs.nextInput();
    assert.match(instance.box.prompt ?? '', /^The ID of the ECS instance that was backed up/);
    enter(instance, 'i-nowhere');
    // Nothing is known of such a source.
    enter(await inputs.nextInput(), 's-1');
    await choose(await inputs.nextList(), 'Enter by hand');
    enter(await inputs.nextInput(), 'i-1');
    enter(await inputs.nextInput(), '');
    await done;
    assert.deepEqual(specOf(), {
      ...{ RestoreType: 'ECS_FILE', SourceType: 'ECS_FILE', VaultId: vaultId },
      ...{ SnapshotId: 's-1', TargetInstanceId: 'i-1', TargetPath: '' },
    });
  });

  it('goes on to the snapshots before those that are shown', async () => {
    const done = begin('ECS_FILE');
    await chooseSource(/web-servers/, 'web-1');
    const snapshots = await inputs.nextList();
    await choose(snapshots, 'Load More');
    await until('more', () => Promise.resolve(snapshots.pick.items.length === 202));
    const labels = snapshots.pick.items.slice(0, 200).map(({ label }) => label.slice(0, 16));
    assert.deepEqual(labels, [...labels].sort().reverse());
    // VS Code tells of the first row in between, as of each list that is new.
    const { pick } = snapshots;
    await until('the first of those that came', () => Promise.resolve(pick.activeItems[0] === pick.items[100]));
    snapshots.close();
    await done;
    assert.equal(active(), undefined);
  });

  /** Enters all that a spec of OSS needs, past lists that are gone by themselves since the account has nothing for them. */
  async function enterByHand(...keys: readonly string[]): Promise<void> {
    const texts: Readonly<Record<string, string>> = {
      VaultId: 'v-1',
      SnapshotId: 's-1',
      TargetBucket: 'b-1',
      TargetPrefix: 'p/',
    };
    for (const key of keys) {
      const input = await inputs.nextInput();
      assert.ok(input.box.prompt?.startsWith(`${key}: `), input.box.prompt);
      enter(input, texts[key] ?? '');
    }
  }
  const ofOss = ['VaultId', 'SnapshotId', 'TargetBucket', 'TargetPrefix'];

  it('is as by hand without an account, and also where a permission is missing or the service is away', async () => {
    for (const [begun, leave] of [
      [() => newSpec(), () => Promise.resolve()],
      [() => newSpec({ whileTyping: () => Promise.resolve(undefined) }), () => Promise.resolve()],
      [
        () => newSpec(liveAccountsOf(sandbox, reader)),
        () => Promise.resolve(sandbox.inject({ kind: 'forbidden', times: Infinity })),
      ],
      [() => newSpec(liveAccountsOf(sandbox, reader)), () => sandbox.close()],
    ] as const) {
      await leave();
      const done = begun();
      await choose(await inputs.nextList(), 'OSS');
      await enterByHand(...ofOss);
      await done;
      const kind = { RestoreType: 'OSS', SourceType: 'OSS' };
      assert.deepEqual(specOf(), {
        ...kind,
        VaultId: 'v-1',
        SnapshotId: 's-1',
        TargetBucket: 'b-1',
        TargetPrefix: 'p/',
      });
      await closeAll();
    }
  });

  it('goes on by hand where the service goes away in the middle', async () => {
    const done = begin('OSS');
    await choose(await inputs.nextList(), 'web-servers');
    await sandbox.close();
    await enterByHand('SnapshotId', 'TargetBucket', 'TargetPrefix');
    await done;
    assert.equal(specOf()['SnapshotId'], 's-1');
    assert.match(String(specOf()['VaultId']), /^v-\w{6}/);
  });

  it('holds nobody up where the service does not answer', async () => {
    sandbox.inject({ kind: 'hang', action: 'DescribeVaults', times: Infinity });
    const done = begin('OSS');
    await choose(await inputs.nextList(), 'Enter by hand');
    const input = await inputs.nextInput();
    input.close();
    await done;
    assert.equal(active(), undefined);
  });

  it('asks again for the kind, and has what was entered for it before', async () => {
    const done = newSpec();
    await choose(await inputs.nextList(), 'OSS');
    enter(await inputs.nextInput(), 'v-1');
    (await inputs.nextInput()).goBack();
    (await inputs.nextInput()).goBack();
    await choose(await inputs.nextList(), 'OSS');
    const vault = await inputs.nextInput();
    assert.equal(vault.box.value, 'v-1');
    vault.close();
    await done;
  });

  it('reads the sandbox once a person has started it', async () => {
    await command('startSandbox');
    try {
      const done = command('newSpec');
      await choose(await inputs.nextList(), 'NAS');
      await choose(await inputs.nextList(), 'web-servers');
      (await inputs.nextList()).close();
      await done;
    } finally {
      await command('stopSandbox');
    }
  });
});
