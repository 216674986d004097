import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Fault } from '../../hosts/testSandbox.ts';
import { set } from '../signWith.ts';
import { useSandbox } from '../useService.ts';
import { answering, closeAll, folder, open } from '../support.ts';

const valid = {
  RestoreType: 'OSS',
  SourceType: 'OSS',
  VaultId: 'v-1',
  SnapshotId: 's-1',
  TargetBucket: 'b',
  TargetPrefix: '',
};
const text = JSON.stringify(valid, null, 2);
const ecsFile = {
  RestoreType: 'ECS_FILE',
  SourceType: 'ECS_FILE',
  VaultId: 'v-1',
  SnapshotId: 's-1',
  TargetInstanceId: 'i-1',
};

const submit = () => vscode.commands.executeCommand('cloudBackupRestore.submit');

/** What is asked before the spec in the editor would be sent; it is not. */
async function questionOf({ region = 'cn-hangzhou' }): Promise<string> {
  const { asked, restore } = answering('showWarningMessage');
  await set('confirmSubmit', undefined);
  await set('region', region);
  try {
    await submit();
  } finally {
    restore();
    await set('confirmSubmit', 'never');
    await set('region', 'cn-hangzhou');
  }
  return asked.join('\n');
}

describe('submit', () => {
  afterEach(async () => {
    await closeAll();
    await vscode.commands.executeCommand('notifications.clearAll');
  });
  const sandbox = useSandbox('each test');

  for (const sample of ['ecs-file', 'oss', 'nas', 'ots-table', 'ecs-instance']) {
    it(`sends samples/${sample}.restore.json as it is written`, async () => {
      const uri = vscode.Uri.joinPath(folder(), `${sample}.restore.json`);
      await vscode.window.showTextDocument(uri);
      await submit();
      const [job] = sandbox().jobs();
      assert.ok(job);
      const source = (await vscode.workspace.openTextDocument(uri)).getText();
      const spec = JSON.parse(source.replace(/^ *\/\/.*$/gm, '')) as Record<string, unknown>;
      const expected = Object.entries(spec).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]);
      assert.deepEqual(job.parameters, Object.fromEntries(expected));
    });
  }

  it('sends unsaved changes, and a file that was never saved', async () => {
    const document = await open('unsaved.restore.json', text);
    const editor = await vscode.window.showTextDocument(document);
    const at = document.positionAt(document.getText().indexOf('"b"'));
    await editor.edit((edit) => edit.replace(new vscode.Range(at, at.translate(0, 3)), '"changed"'));
    assert.equal(document.isDirty, true);
    await submit();
    await open('untitled-9.restore.json', text.replace('"b"', '"untitled"'), { untitled: true });
    await submit();
    assert.deepEqual(
      sandbox()
        .jobs()
        .map(({ parameters }) => parameters['TargetBucket'])
        .sort(),
      ['changed', 'untitled'],
    );
  });

  const refused: [string, string, string][] = [
    ['an empty file', '', ''],
    ['broken JSON', text.replace('"VaultId": "v-1",', '"VaultId": "v-1"'), '"SnapshotId"'],
    ['a missing parameter', text.replace('"TargetBucket": "b",', ''), '{'],
    ['a parameter of another type', text.replace('"TargetBucket"', '"TargetPath"'), '{'],
    ['an unknown parameter', text.replace('"TargetPrefix"', '"Prefix"'), '{'],
    ['a wrong value', text.replace('"v-1"', '""'), '""'],
    ['a repeated key', text.replace('{', '{\n  "VaultId": "v-2",'), '"VaultId"'],
    ['an array', '[]', '[]'],
    ['a string that is not the JSON it should be', text.replace('{', '{\n  "Include": "/home",'), '"/home"'],
    ['5 MB', text + ' '.repeat(5_000_000), '{'],
  ];
  for (const [what, bad, selected] of refused) {
    it(`sends nothing of ${what}, and selects the first problem`, async () => {
      const document = await open('refused.restore.json', bad);
      const editor = await vscode.window.showTextDocument(document);
      editor.selection = new vscode.Selection(document.positionAt(bad.length), document.positionAt(bad.length));
      await submit();
      assert.deepEqual(sandbox().requests(), []);
      const active = vscode.window.activeTextEditor;
      assert.equal(active?.document.uri.toString(), document.uri.toString());
      // VS Code gives an extension no text beyond 50 MB; 5 MB it does.
      assert.equal(document.getText(active.selection), selected);
    });
  }

  it('opens nothing that is no spec, and nothing where the workspace is not trusted', async () => {
    const uris = ['never-opened.txt', 'never-opened.restore.json'].map((name) => vscode.Uri.joinPath(folder(), name));
    for (const uri of uris) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const [other, spec] = uris;
    const { asked, restore } = answering('showErrorMessage');
    const trusted = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted') ?? assert.fail('no trust');
    try {
      await vscode.commands.executeCommand('cloudBackupRestore.submit', other);
      Object.defineProperty(vscode.workspace, 'isTrusted', { ...trusted, get: () => false });
      await vscode.commands.executeCommand('cloudBackupRestore.submit', spec);
    } finally {
      restore();
      Object.defineProperty(vscode.workspace, 'isTrusted', trusted);
      for (const uri of uris) await vscode.workspace.fs.delete(uri);
    }
    assert.match(asked[0] ?? '', /no restore spec to submit/);
    assert.match(asked[1] ?? '', /not trusted/);
    const opened = vscode.workspace.textDocuments.map(({ uri }) => uri.toString());
    assert.ok(
      uris.every((uri) => !opened.includes(uri.toString())),
      opened.join(),
    );
    assert.deepEqual(sandbox().requests(), []);
  });

  it('sends no earlier version of a spec that has the focus in a diff', async () => {
    const scheme = 'restore-earlier';
    const earlier = { provideTextDocumentContent: () => text.replace('"b"', '"earlier"') };
    const served = vscode.workspace.registerTextDocumentContentProvider(scheme, earlier);
    const { uri } = await open('versions.restore.json', text);
    const { asked, restore } = answering('showErrorMessage');
    try {
      await vscode.commands.executeCommand('vscode.diff', uri.with({ scheme }), uri);
      await vscode.commands.executeCommand('workbench.action.compareEditor.focusSecondarySide');
      await submit();
      assert.match(asked.join('\n'), /read-only version of \S+versions\.restore\.json/);
      assert.deepEqual(sandbox().requests(), []);
      await vscode.commands.executeCommand('workbench.action.compareEditor.focusPrimarySide');
      await submit();
    } finally {
      restore();
      served.dispose();
    }
    assert.equal(asked.length, 1);
    assert.deepEqual(
      sandbox()
        .jobs()
        .map(({ parameters }) => parameters['TargetBucket']),
      ['b'],
    );
  });

  it('asks before it sends a spec whose request is in front', async () => {
    const { uri } = await open('previewed.restore.json', text);
    await vscode.commands.executeCommand('cloudBackupRestore.previewRequest', uri);
    await vscode.commands.executeCommand('workbench.action.focusSecondEditorGroup');
    const { asked, restore } = answering('showWarningMessage');
    try {
      await submit();
    } finally {
      restore();
    }
    assert.match(asked.join('\n'), /^Spec: \S+previewed\.restore\.json/m);
    // The service's list may have been read meanwhile.
    assert.deepEqual(sandbox().jobs(), []);
  });

  it('says that the problems are more than a thousand', async () => {
    const bad = JSON.stringify({ ...valid, Include: Array.from({ length: 2000 }, () => 1) });
    await vscode.window.showTextDocument(await open('many.restore.json', bad));
    const { asked, restore } = answering('showErrorMessage');
    try {
      await submit();
    } finally {
      restore();
    }
    assert.match(asked.join('\n'), /many\.restore\.json\S+ can.t be sent: more than 1000 problems\./);
  });

  it('names in its question what destroys data first, and how many more warnings there are', async () => {
    const paths = Array.from({ length: 7 }, (_, index) => `/${index}`);
    const risky = { ...ecsFile, Include: paths, Exclude: paths, TargetPath: '/srv/../etc' };
    await vscode.window.showTextDocument(await open('risky.restore.json', JSON.stringify(risky)));
    const question = (await questionOf({})).split('\n');
    assert.ok(question.includes('Spec: \u201c\u2068risky.restore.json\u2069\u201d'), question.join('\n'));
    const warnings = question.filter((line) => /warning/i.test(line));
    assert.match(
      warnings[0] ?? '',
      /^Warning: \u201c\u2068This path is not what it seems: .* lead to \u2018\/etc\u2019\..*\u2069\u201d$/,
    );
    assert.match(warnings.at(-1) ?? '', /^The spec has 3 more warnings\.$/);
    assert.equal(warnings.length, 6);
    assert.deepEqual(sandbox().jobs(), []);
  });

  for (const [region, says] of [
    ['cn-shanghai', false],
    ['cn-beijing', true],
  ] as const) {
    it(`${says ? 'says' : 'does not say'} in its question that ${region} is another region than the target's`, async () => {
      const sample = await vscode.workspace.openTextDocument(
        vscode.Uri.joinPath(folder(), 'ecs-instance.restore.json'),
      );
      await vscode.window.showTextDocument(await open('regions.restore.json', sample.getText()));
      const question = (await questionOf({ region })).replace(/[\u2068\u2069]/g, '');
      const line = `Across regions: the request goes to “${region}”, what is restored goes to “cn-shanghai”.`;
      assert.match(question, new RegExp(`^Region: “${region}”$`, 'm'));
      assert.equal(question.split('\n').includes(line), says, question);
    });
  }

  it('sends nothing without credentials, without a region, and to plain http elsewhere', async () => {
    await open('where.restore.json', text);
    delete process.env['ALIBABA_CLOUD_ACCESS_KEY_ID'];
    await submit();
    process.env['ALIBABA_CLOUD_ACCESS_KEY_ID'] = sandbox().accessKeyId;
    await set('region', '');
    await submit();
    await set('region', 'cn-hangzhou');
    await set('endpoint', 'http://192.0.2.1:80');
    await submit();
    assert.deepEqual(sandbox().requests(), []);
    await set('endpoint', sandbox().endpoint);
    await submit();
    assert.equal(sandbox().jobs().length, 1);
  });

  it('takes $region before the setting, and does not send it', async () => {
    await open('region.restore.json', text.replace('{', '{ "$region": "eu-central-1",'));
    await submit();
    assert.equal(sandbox().jobs()[0]?.parameters['$region'], undefined);
    assert.equal(sandbox().jobs().length, 1);
  });

  it('sends a spec once that is submitted twice at the same time, and says so', async () => {
    const document = await open('twice.restore.json', text);
    const { asked, restore } = answering('showErrorMessage');
    try {
      await Promise.all([submit(), submit()]);
    } finally {
      restore();
    }
    assert.match(asked.join('\n'), /^This spec is being submitted already\./);
    assert.equal(asked.length, 1);
    assert.equal(sandbox().jobs().length, 1);
    // Once it is sent it may be sent anew.
    const edit = new vscode.WorkspaceEdit();
    const at = document.positionAt(text.indexOf('"b"'));
    edit.replace(document.uri, new vscode.Range(at, at.translate(0, 3)), '"other"');
    await vscode.workspace.applyEdit(edit);
    await submit();
    assert.equal(sandbox().jobs().length, 2);
  });

  const shownNowhere: [string, string, Fault | undefined, RegExp][] = [
    ['the service refused', text, { kind: 'successFalse', code: 'VaultNotExist', message: 'no vault' }, /not started/],
    ['may have started', text, { kind: 'error', status: 500, code: 'VaultNotExist' }, /may have started/],
    ['was refused before it was sent', text.replace('"v-1"', '""'), undefined, /can't be sent: 1 problem/],
  ];
  for (const [what, spec, fault, told] of shownNowhere) {
    it(`tells of a restore that ${what} also where its place can not be shown`, async () => {
      if (fault) sandbox().inject({ ...fault, action: 'CreateRestoreJob' });
      await open('hidden.restore.json', spec);
      const errors = answering('showErrorMessage');
      const { showTextDocument } = vscode.window;
      // As VS Code does where another editor opens meanwhile.
      Object.assign(vscode.window, { showTextDocument: () => Promise.reject(new Error('Could NOT open editor')) });
      try {
        await submit();
      } finally {
        Object.assign(vscode.window, { showTextDocument });
        errors.restore();
      }
      assert.equal(errors.asked.length, 1);
      assert.match(errors.asked[0] ?? '', told);
    });
  }

  const faults: Fault[] = [
    { kind: 'successFalse', code: 'VaultNotExist', message: 'no vault' },
    { kind: 'error', status: 403, code: 'Forbidden.RAM', message: 'no' },
    { kind: 'html502' },
    { kind: 'emptyBody' },
    { kind: 'notJson' },
    { kind: 'resetAfterRead' },
  ];
  for (const fault of faults) {
    it(`does not send again by itself after ${fault.kind}`, async () => {
      sandbox().inject({ ...fault, action: 'CreateRestoreJob' });
      await open('fault.restore.json', text);
      await submit();
      assert.equal(
        sandbox()
          .requests()
          .filter(({ action }) => action === 'CreateRestoreJob').length,
        1,
      );
    });
  }
});
