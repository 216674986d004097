import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { otherIds, startOtherService } from '../hosts/otherService.ts';
import { until } from '../hosts/until.ts';
import { chooseItem, readLiveItems } from './liveValues.ts';
import { answeringInputs, choose, enter, rowWith } from './quickInputs.ts';
import { answeringChecks } from './shownChecks.ts';
import { active, closeAll, command, diagnosticsOf, eventually, open } from './support.ts';
import { useService } from './useService.ts';
import { watchedTree } from './watchedTree.ts';

/** What is chosen for a kind of restore, and what the spec then says of where it goes. */
interface Kind {
  readonly vault: string;
  readonly source: string;
  /** Whether it can be restored to the place of its snapshot or to another one. */
  readonly hasPlace: boolean;
  readonly targets: Readonly<Record<string, unknown>>;
  /** What is said of the field that the account leaves to be filled in, which is all that is red. */
  readonly lacks?: string;
}
const files = { vault: otherIds.vault, hasPlace: true };
const whole = { vault: otherIds.vault, source: otherIds.whole, hasPlace: false };
const kinds: Readonly<Record<string, Kind>> = {
  ECS_FILE: {
    ...{ ...files, source: otherIds.instance },
    targets: { TargetInstanceId: otherIds.instance, TargetPath: '/' },
  },
  OSS: { ...{ ...files, source: otherIds.bucket }, targets: { TargetBucket: otherIds.bucket, TargetPrefix: '' } },
  NAS: {
    ...{ ...files, source: otherIds.fileSystem },
    targets: { TargetFileSystemId: otherIds.fileSystem, TargetCreateTime: otherIds.fileSystemTime },
  },
  OTS_TABLE: {
    ...{ vault: otherIds.tableVault, source: `${otherIds.tableInstance}/${otherIds.table}`, hasPlace: true },
    targets: { TargetInstanceName: otherIds.tableInstance, TargetTableName: otherIds.table },
  },
  UDM_ECS_ROLLBACK: { ...whole, targets: { UdmDetail: { sourceInstanceId: otherIds.whole } } },
  UDM_ECS_DISK: {
    ...whole,
    targets: { UdmDetail: { targetInstanceId: otherIds.whole, diskCategory: '' } },
    lacks: 'Must not be empty',
  },
  UDM_ECS_DISK_ROLLBACK: { ...whole, targets: { UdmDetail: { sourceInstanceId: otherIds.whole } } },
};

describe('another stand-in for the service, which settings and variables name', () => {
  let inputs: ReturnType<typeof answeringInputs>;
  let tree: ReturnType<typeof watchedTree>;
  const restores: (() => void)[] = [];

  afterEach(async () => {
    tree.restore();
    inputs.restore();
    restores.splice(0).forEach((restore) => restore());
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await command('closeSnapshot').then(undefined, () => undefined);
    await closeAll();
  });
  useService('each test', startOtherService);
  beforeEach(() => {
    inputs = answeringInputs();
    tree = watchedTree();
  });

  const document = () => active() ?? assert.fail('no spec is open');
  const specOf = () => JSON.parse(document().getText()) as Record<string, unknown>;
  const isRed = ({ severity }: vscode.Diagnostic) => severity === vscode.DiagnosticSeverity.Error;
  /** Until what is red of the spec in front names this, or nothing is: that changes a moment after the text. */
  const untilRed = (name?: string) =>
    diagnosticsOf(document(), (all) => {
      const red = all.filter(isRed);
      return name === undefined ? red.length === 0 : red.length === 1 && red[0]?.message.includes(name) === true;
    });
  /** Runs the preflight of the spec in front. @returns how many checks came to what, then the checks */
  async function check(): Promise<readonly string[]> {
    const { shown, restore } = answeringChecks();
    try {
      await command('preflight');
      return shown;
    } finally {
      restore();
    }
  }

  for (const [restoreType, { vault, source, hasPlace, targets, lacks }] of Object.entries(kinds)) {
    it(`leads by a time to a spec of ${restoreType} that the preflight has nothing against`, async () => {
      const done = command('newSpec');
      await choose(await inputs.nextList(), new RegExp(`^${restoreType} `));
      await choose(await inputs.nextList(), vault);
      await choose(await inputs.nextList(), source);
      const snapshots = await inputs.nextList();
      await rowWith(snapshots, /ago\)/);
      snapshots.pick.value = 'yesterday 14:00';
      const { label } = await choose(snapshots, 'the last one up to');
      const wanted = new Date();
      wanted.setDate(wanted.getDate() - 1);
      wanted.setHours(14, 0, 0, 0);
      assert.ok(new Date(label.slice(0, 16).replace(' ', 'T')) <= wanted, label);
      if (hasPlace) await choose(await inputs.nextList(), 'To the same place');
      await done;
      const spec = specOf();
      assert.deepEqual(Object.fromEntries(Object.keys(targets).map((key) => [key, spec[key]])), targets);
      const [counts, ...checks] = await check();
      assert.match(counts ?? '', /: 0 failed, [1-9]/, checks.join('\n'));
      await untilRed(lacks);
    });
  }

  /** A spec of files with the newest snapshot, as completion writes it. */
  async function completedSpec(more: object = {}): Promise<vscode.TextDocument> {
    const text = JSON.stringify({ RestoreType: 'ECS_FILE', SnapshotId: 's-', TargetPath: '/srv', ...more }, null, 2);
    const opened = await open('other-service.restore.json', text);
    const [snapshot = assert.fail('no snapshot')] = await readLiveItems(
      opened,
      opened.positionAt(text.indexOf('s-"') + 2),
    );
    await chooseItem(opened, snapshot);
    return opened;
  }

  it('asks for another place from what its account has, and keeps over a step back what was chosen', async () => {
    const done = command('newSpec');
    await choose(await inputs.nextList(), 'ECS_FILE');
    await choose(await inputs.nextList(), otherIds.vault);
    await choose(await inputs.nextList(), otherIds.instance);
    const { label } = await choose(await inputs.nextList(), /ago\)/);
    (await inputs.nextList()).goBack();
    const again = await inputs.nextList();
    await until('the snapshot to be active', () => Promise.resolve(again.pick.activeItems[0]?.label === label));
    again.accept();
    await choose(await inputs.nextList(), 'Elsewhere');
    await choose(await inputs.nextList(), /h-1 .*online/);
    enter(await inputs.nextInput(), '/restored');
    await done;
    const { TargetInstanceId, TargetPath } = specOf();
    assert.deepEqual([TargetInstanceId, TargetPath], [otherIds.instance, '/restored']);
  });

  it('has its values offered, and what is chosen of them makes a spec', async () => {
    await completedSpec();
    const { SnapshotId, SnapshotHash, VaultId, TargetInstanceId } = specOf();
    assert.deepEqual([VaultId, TargetInstanceId], [otherIds.vault, otherIds.instance]);
    assert.match(`${String(SnapshotId)} ${String(SnapshotHash)}`, /^s-(ecsfile\.120) H-\1$/);
    await untilRed();
  });

  it('tells in a hover what an ID is, with no link into the vendor’s console', async () => {
    const text = JSON.stringify({ VaultId: otherIds.vault });
    const opened = await open('other-hover.restore.json', text);
    const at = opened.positionAt(text.indexOf('v-') + 3);
    const said = await until('the vault', async () => {
      const found = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', opened.uri, at);
      const lines = found
        .flatMap(({ contents }) => contents)
        .map((each) => (typeof each === 'string' ? each : each.value));
      return lines.find((line) => line.includes('仓库'));
    });
    assert.match(said, /cn.*hangzhou .* CREATED[^]*as of \d+ m?s ago$/);
    assert.doesNotMatch(said, /console/);
  });

  it('has the paths of a spec checked, and one that matches nothing marked', async () => {
    const opened = await completedSpec({ Include: ['/srv/page 34.html', '/srv/none'] });
    const [counts] = await check();
    assert.match(counts ?? '', /: 1 failed/);
    const [mark] = await diagnosticsOf(opened, (all) => all.some(({ source }) => /Preflight/.test(source ?? '')));
    assert.equal(mark && opened.getText(mark.range), '"/srv/none"');
    await untilRed();
  });

  it('has the files of a snapshot browsed to the end of its pages, and ticked', async () => {
    const opened = await completedSpec();
    await command('browseSnapshot', opened.uri);
    assert.deepEqual(await tree.settled('/'), ['/srv', '/readme']);
    assert.equal((await tree.settled('/srv')).length, 35);
    tree.click('/srv/page 7.html');
    const ticked = await eventually(vscode.workspace.onDidChangeTextDocument, () => specOf()['Exclude']);
    assert.deepEqual(ticked, ['/srv/page 7.html']);
  });

  it('has the versions of a path listed, and one of them chosen', async () => {
    const opened = await completedSpec({ Include: ['/srv/page 7.html'] });
    const before = specOf();
    const at = opened.positionAt(opened.getText().indexOf('page 7'));
    vscode.window.activeTextEditor!.selection = new vscode.Selection(at, at);
    const done = command('versionsOfPath');
    await choose(await inputs.nextList(), /s-ecsfile\.118/);
    await done;
    assert.deepEqual(specOf(), { ...before, SnapshotId: 's-ecsfile.118', SnapshotHash: 'H-ecsfile.118' });
  });
});
