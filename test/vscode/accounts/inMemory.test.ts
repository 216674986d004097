import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { plans, sourceSnapshots, vaults } from '../../../src/live/questions.ts';
import { readerOf } from '../../unit/live/sandboxReader.ts';
import { ecsFileSpec } from '../accountSpecs.ts';
import { readLiveItems } from '../liveValues.ts';
import { answeringInputs, choose, rowWith } from '../quickInputs.ts';
import { answeringChecks } from '../shownChecks.ts';
import { useSandbox } from '../useService.ts';
import { closeAll, command, open } from '../support.ts';
import { watchedTree } from '../watchedTree.ts';

/** All that VS Code keeps on this machine: settings, storage, logs, and the home of its processes. */
const kept = dirname(homedir());

/** Which of these texts stand in files below a folder. */
async function found(folder: string, texts: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const all = new Set<string>();
  for (const entry of entries.filter((each) => each.isFile())) {
    // Files come and go while VS Code runs.
    const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
    for (const text of texts) if (bytes.includes(text)) all.add(`${text} in ${entry.name}`);
  }
  return [...all];
}

describe('what is read of an account', () => {
  const restores: (() => void)[] = [];

  afterEach(async () => {
    restores.splice(0).forEach((restore) => restore());
    await command('closeSnapshot').then(undefined, () => undefined);
    await closeAll();
  });
  // Its names and IDs are in no spec of another test.
  const sandbox = useSandbox('each test', { account: { seed: 'in memory' } });

  it('is kept in memory alone, but for what a person puts into a spec', async () => {
    const pathsBefore = await found(kept, ['/etc/hosts']);
    // Every way to read of it, then all files that VS Code has.
    const spec = await ecsFileSpec(sandbox());
    const text = JSON.stringify({ ...spec, Include: ['/data/db/orders.db'] }, null, 2);
    const document = await open('in-memory.restore.json', text);
    const at = document.positionAt(text.indexOf('"v-') + 3);
    await readLiveItems(document, at);
    await readLiveItems(document, document.positionAt(text.indexOf('"s-') + 3));
    await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, at);
    const checks = answeringChecks();
    const tree = watchedTree();
    const inputs = answeringInputs();
    restores.push(checks.restore, tree.restore, inputs.restore);
    await command('preflight');
    assert.ok(checks.shown.length > 0);
    await command('browseSnapshot', document.uri);
    assert.ok((await tree.settled('/')).includes('/home'));
    await tree.settled('/etc');
    const editor = vscode.window.activeTextEditor ?? (await vscode.window.showTextDocument(document));
    const onPath = document.positionAt(text.indexOf('orders.db'));
    editor.selection = new vscode.Selection(onPath, onPath);
    const versions = command('versionsOfPath');
    const list = await inputs.nextList();
    await rowWith(list, /ago\)/);
    list.close();
    await versions;
    const done = command('newSpec');
    await choose(await inputs.nextList(), 'OSS');
    const vaultList = await inputs.nextList();
    await rowWith(vaultList, 'web-servers');
    vaultList.close();
    await done;

    const reader = readerOf(sandbox());
    const person = { by: 'person' } as const;
    const all = (await reader.read(vaults(), person)).value.entries;
    const [plan] = (await reader.read(plans('ECS_FILE'), person)).value.entries;
    const source = { sourceType: 'ECS_FILE', vaultId: plan?.vaultId ?? '', instanceId: plan?.instanceId ?? '' };
    const { entries: snapshots } = (await reader.read(sourceSnapshots(source), person)).value;
    const others = [
      ...all.flatMap(({ vaultId, name = '' }) => (vaultId === spec['VaultId'] ? [name] : [vaultId, name])),
      ...snapshots.slice(1, 5).flatMap(({ snapshotId, snapshotHash = '' }) => [snapshotId, snapshotHash]),
    ];
    assert.ok(others.length > 20 && others.every((each) => each.length > 5), others.join());
    assert.deepEqual(await found(kept, others), []);
    // A path of the sandbox's is in specs of other tests too.
    const paths = await found(kept, ['/etc/hosts']);
    assert.deepEqual(
      paths.filter((each) => !pathsBefore.includes(each)),
      [],
    );
    // It is looked for where VS Code keeps what it is told.
    assert.notDeepEqual(await found(kept, [sandbox().endpoint]), []);
  });
});
