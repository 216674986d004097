import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { registerSecrets } from '../../../src/cloud/redaction/secrets.ts';
import type { Account } from '../../../src/cloud/account.ts';
import { copyRequestAs } from '../../../src/commands/copyRequestAs.ts';
import type { RequestTargets } from '../../../src/ui/requestTarget.ts';
import { requestPageOf } from '../../../src/ui/pageUris.ts';
import { RequestPages } from '../../../src/views/requestPages.ts';
import { closeAll, eventually, open } from '../support.ts';

const spec = {
  RestoreType: 'ECS_FILE',
  SourceType: 'ECS_FILE',
  VaultId: 'v-1',
  SnapshotId: 's-1',
  TargetInstanceId: 'i-1',
  TargetPath: "/it's/${HOME}",
  Include: ['/a b'],
  $region: 'eu-central-1',
};
const text = JSON.stringify(spec, null, 2);

const cli = `aliyun hbr CreateRestoreJob \\
  --region eu-central-1 \\
  --RestoreType ECS_FILE \\
  --SourceType ECS_FILE \\
  --VaultId v-1 \\
  --SnapshotId s-1 \\
  --TargetInstanceId i-1 \\
  --TargetPath '/it'\\''s/\${HOME}' \\
  --Include '["/a b"]'
`;

const isPage = ({ uri }: vscode.TextDocument) => uri.scheme === 'cloud-backup-request';
const pageText = () =>
  vscode.workspace.textDocuments
    .filter(isPage)
    .map((page) => page.getText())
    .join('\n');

/** The text of the page once it matches. */
const pageWith = (pattern: RegExp) =>
  eventually(vscode.workspace.onDidChangeTextDocument, () => (pattern.test(pageText()) ? pageText() : undefined));

async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const at = document.getText().indexOf(from);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + from.length)), to);
  await vscode.workspace.applyEdit(edit);
}

/** Copies as what stands at a place of the list, as a person does: down, then Enter. */
async function copyAs(index: number, argument?: vscode.Uri): Promise<string> {
  await vscode.env.clipboard.writeText('');
  const real = vscode.window.showQuickPick;
  const moved = new vscode.EventEmitter<void>();
  let place = -1;
  const fake = (items: readonly vscode.QuickPickItem[], options: vscode.QuickPickOptions) => {
    const onDidSelectItem = (item: vscode.QuickPickItem) => {
      place = items.indexOf(item);
      moved.fire();
    };
    // On a busy machine an editor that was just opened takes the focus late, which would close the list.
    const kept = { ...options, ignoreFocusOut: true, onDidSelectItem };
    return real.call(vscode.window, items as vscode.QuickPickItem[], kept);
  };
  Object.assign(vscode.window, { showQuickPick: fake });
  const isAt = (wanted: number) => eventually(moved.event, () => place === wanted || undefined);
  try {
    const done = vscode.commands.executeCommand('cloudBackupRestore.copyRequestAs', argument);
    await isAt(0);
    for (let next = 1; next <= index; next++) {
      await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
      await isAt(next);
    }
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await done;
  } finally {
    Object.assign(vscode.window, { showQuickPick: real });
    moved.dispose();
  }
  return vscode.env.clipboard.readText();
}

describe('the preview of a request', () => {
  afterEach(async () => {
    await closeAll();
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('does not show a secret, and says that it is hidden and would not be sent', async () => {
    const held = 'canary-of-a-preview-held';
    registerSecrets(held);
    const document = await open('preview-secret.restore.json', JSON.stringify({ ...spec, TargetPath: `/${held}` }));
    const targets = {
      onDidChange: () => new vscode.Disposable(() => {}),
      forRegion: () => Promise.resolve({ region: 'cn-hangzhou', endpoint: 'https://x.example', signer: 'environment' }),
    } as unknown as RequestTargets;
    const pages = new RequestPages(targets);
    const page = await pages.provideTextDocumentContent(requestPageOf(document.uri));
    pages.dispose();
    assert.match(page, /^# It contains an AccessKey secret or a token, hidden here\. It can't be sent\.$/m);
    assert.match(page, /^TargetPath = \/\*\*\*$/m);
  });

  it('is copied with the profile of the CLI that signs, and says where the sandbox is on or somebody else signs', async () => {
    const document = await open('copy-signer.restore.json', text);
    const real = { pick: vscode.window.showQuickPick, tell: vscode.window.showInformationMessage };
    const told: string[] = [];
    Object.assign(vscode.window, {
      showQuickPick: (items: readonly vscode.QuickPickItem[]) => Promise.resolve(items[0]),
      showInformationMessage: (message: string) => Promise.resolve(void told.push(message)),
    });
    const copyOf = async (signer: Account['signer'], profile: string, host = 'hbr.eu-central-1.aliyuncs.com') => {
      const account = { signer, profile, region: 'eu-central-1', endpoint: `https://${host}` };
      const never = new vscode.EventEmitter<void>().event;
      const targets = {
        forRegion: () => Promise.resolve(account),
        selectedRegion: () => undefined,
        onDidChange: never,
      };
      await copyRequestAs(targets, document.uri);
      return vscode.env.clipboard.readText();
    };
    try {
      assert.equal(
        await copyOf('cliProfile', 'night shift'),
        cli.replace('  --region', `  --profile 'night shift' \\\n  --region`),
      );
      const inside = 'hbr-vpc.eu-central-1.aliyuncs.com';
      assert.match(await copyOf('cliProfile', 'ops', inside), new RegExp(`^ {2}--endpoint ${inside} `, 'm'));
      assert.match(await copyOf('sandbox', 'sandbox'), /^# The sandbox is on, .*\n/);
      assert.equal((await copyOf('sandbox', 'sandbox')).replace(/^#.*\n/, ''), cli);
      assert.deepEqual(told, []);
      assert.equal(await copyOf('accessKey', 'night'), cli);
      assert.match(
        told.join('\n'),
        /^The copy names no profile, because \S+night\S+ \(AccessKey added here\) is not a profile/,
      );
    } finally {
      Object.assign(vscode.window, { showQuickPick: real.pick, showInformationMessage: real.tell });
    }
  });

  for (const untitled of [false, true]) {
    const what = untitled ? 'an untitled spec' : 'a saved spec';

    it(`of ${what} opens read-only beside it and follows what is typed`, async () => {
      const document = await open(`preview-${untitled}.restore.json`, text, { untitled });
      await vscode.commands.executeCommand('cloudBackupRestore.previewRequest');
      assert.equal(vscode.window.activeTextEditor?.document, document);
      const page = vscode.window.visibleTextEditors.find((editor) => isPage(editor.document));
      assert.ok(page);
      assert.equal(page.document.languageId, 'ini');
      assert.equal(page.viewColumn, vscode.ViewColumn.Two);
      assert.match(page.document.getText(), /^Region = eu-central-1$/m);
      assert.match(page.document.getText(), /^TargetPath = \/it's\/\$\{HOME\}$/m);
      assert.match(page.document.getText(), /\[Form body\][^]*^Include = \["\/a b"\]$/m);
      const before = page.document.getText();
      await vscode.commands.executeCommand('workbench.action.focusSecondEditorGroup');
      assert.equal(vscode.window.activeTextEditor?.document, page.document);
      await vscode.commands.executeCommand('type', { text: 'x' });
      assert.equal(page.document.getText(), before);
      assert.equal(page.document.isDirty, false);

      await replace(document, '"/a b"', '"/changed"');
      await pageWith(/^Include = \["\/changed"\]$/m);
      await replace(document, '"VaultId": "v-1",', '');
      const wrong = await pageWith(/can't be sent/);
      assert.match(wrong, /^# Line 1: Missing property \u201cVaultId\u201d/m);
      assert.doesNotMatch(wrong, /SnapshotId/);
      await replace(document, '"SnapshotId"', '"VaultId": "v-2", "SnapshotId"');
      await pageWith(/^VaultId = v-2$/m);
    });

    it(`of ${what} is copied as a command`, async () => {
      const { uri } = await open(`copy-${untitled}.restore.json`, text, { untitled });
      assert.equal(await copyAs(0), cli);
      await vscode.commands.executeCommand('cloudBackupRestore.previewRequest', uri);
      const page = vscode.workspace.textDocuments.find(isPage);
      assert.match(await copyAs(2, page?.uri), /^resource "alicloud_hbr_restore_job" "restore" \{$/m);
    });
  }

  it('goes on where the tab of the spec is closed and a diff still shows it', async () => {
    const document = await open('diffed.restore.json', text);
    const other = await vscode.workspace.openTextDocument({ content: '{}' });
    await vscode.commands.executeCommand('cloudBackupRestore.previewRequest');
    await vscode.commands.executeCommand('vscode.diff', other.uri, document.uri, 'both', { preview: false });
    const ofText = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.path === document.uri.path);
    await vscode.window.tabGroups.close(ofText);
    await replace(document, '"/a b"', '"/in the diff"');
    assert.match(await pageWith(/in the diff|"diffed\.restore\.json" is closed/), /^Include = \["\/in the diff"\]$/m);
  });

  it('says that the spec was closed', async () => {
    const document = await open('closing.restore.json', text);
    await vscode.commands.executeCommand('cloudBackupRestore.previewRequest');
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await pageWith(/"closing\.restore\.json" is closed/);
  });
});
