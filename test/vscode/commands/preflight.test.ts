import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ecsFileSpec } from '../accountSpecs.ts';
import { answeringChecks } from '../shownChecks.ts';
import { set } from '../signWith.ts';
import { useSandbox } from '../useService.ts';
import { answering, closeAll, command, diagnosticsOf, open } from '../support.ts';
import { until } from '../../hosts/until.ts';

const source = 'Cloud Backup Preflight';

describe('the preflight', () => {
  const restores: (() => void)[] = [];

  afterEach(async () => {
    restores.splice(0).forEach((restore) => restore());
    await closeAll();
  });
  const sandbox = useSandbox('each test');

  /** A spec that restores files of the newest snapshot of an instance to itself. */
  const fittingSpec = async () => ({ ...(await ecsFileSpec(sandbox())), Include: ['/etc/hosts', '/data/db'] });
  let made = 0;
  /** In a file of its own each time: a text that is the same again keeps its marks. */
  const opened = (spec: Record<string, unknown>) =>
    open(`preflight-${++made}.restore.json`, JSON.stringify(spec, null, 2));

  /** Answers the list of results until the test has ended. @returns what was shown */
  function choosing(text?: string): readonly string[] {
    const { shown, restore } = answeringChecks(text);
    restores.push(restore);
    return shown;
  }

  it('says with each check how it ended, since an icon is not said', async () => {
    const document = await opened({ ...(await fittingSpec()), TargetPath: 'C:\\restored' });
    const { verdicts, restore } = answeringChecks();
    restores.push(restore);
    await command('preflight', document.uri);
    assert.deepEqual(new Set(verdicts), new Set(['Failed', 'Passed']));
  });

  const marksOf = (document: vscode.TextDocument) =>
    vscode.languages.getDiagnostics(document.uri).filter((diagnostic) => diagnostic.source === source);

  it('says of a spec that fits what was checked, and marks nothing', async () => {
    const document = await opened(await fittingSpec());
    const from = sandbox().requests().length;
    const shown = choosing();
    await command('preflight');
    assert.match(shown[0] ?? '', /0 failed, 15 passed, 0 not checked/);
    assert.ok(
      shown.some((line) => /Amount to be written: At most 3 files/.test(line)),
      shown.join('\n'),
    );
    assert.deepEqual(marksOf(document), []);
    const actions = sandbox()
      .requests()
      .slice(from)
      .map(({ action }) => action);
    assert.ok(
      actions.length > 0 && actions.every((action) => /^(?:Describe|Search|Browse)/.test(action)),
      actions.join(),
    );
  });

  it('marks what failed at its line until the text changes, and goes to the line that is chosen', async () => {
    const spec = { ...(await fittingSpec()), TargetPath: 'C:\\restored', Include: ['/etc/hosts', '/nothing'] };
    const document = await opened(spec);
    const shown = choosing('Included path');
    await command('preflight');
    assert.match(shown[0] ?? '', /2 failed/);
    assert.deepEqual(shown.slice(1, 3), ['Failed', shown[2]]);
    const marks = await diagnosticsOf(document, (all) => all.some((each) => each.source === source));
    const texts = marks
      .filter((mark) => mark.source === source)
      .map(({ range, severity }) => [document.getText(range), severity]);
    const warning = vscode.DiagnosticSeverity.Warning;
    assert.deepEqual(texts, [
      ['"C:\\\\restored"', warning],
      ['"/nothing"', warning],
    ]);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.getText(editor.selection), '"/nothing"');
    await editor?.edit((edit) => edit.insert(new vscode.Position(0, 1), ' '));
    await diagnosticsOf(document, (all) => !all.some((each) => each.source === source));
  });

  it('holds nothing against a spec where a permission is missing', async () => {
    const document = await opened(await fittingSpec());
    sandbox().inject({ kind: 'forbidden', times: Infinity });
    const told = answering('showWarningMessage');
    const errors = answering('showErrorMessage');
    restores.push(told.restore, errors.restore);
    const shown = choosing();
    await command('preflight');
    assert.match(shown[0] ?? '', /0 failed, 3 passed, 12 not checked/);
    assert.ok(
      shown.some((line) => /hbr:SearchHistoricalSnapshots/.test(line)),
      shown.join('\n'),
    );
    assert.deepEqual(marksOf(document), []);
  });

  it('still tells what failed where a permission for other checks is missing', async () => {
    const document = await opened({ ...(await fittingSpec()), TargetPath: 'C:\\restored' });
    sandbox().inject({ kind: 'forbidden', action: 'BrowseFiles', times: Infinity });
    restores.push(answering('showWarningMessage').restore, answering('showErrorMessage').restore);
    const shown = choosing();
    await command('preflight');
    assert.match(shown[0] ?? '', /: 1 failed, \d+ passed, [1-9]\d* not checked/);
    assert.equal(marksOf(document).length, 1);
  });

  it('holds nothing against a spec where the service goes away in the middle', async () => {
    const document = await opened(await fittingSpec());
    sandbox().inject({ kind: 'hang', action: 'SearchHistoricalSnapshots', times: Infinity });
    const shown = choosing();
    const running = command('preflight');
    const from = sandbox().requests().length;
    const looks = () => sandbox().requests().slice(from);
    await until('the first look', () => Promise.resolve(looks().some(({ action }) => action === 'DescribeVaults')));
    await sandbox().close();
    await running;
    assert.match(shown[0] ?? '', /^Preflight Checks: 0 failed/);
    assert.deepEqual(marksOf(document), []);
  });

  it('names an equal job that runs', async () => {
    await opened(await fittingSpec());
    await command('submit');
    assert.equal(sandbox().jobs().length, 1);
    const shown = choosing();
    await command('preflight');
    assert.match(shown[0] ?? '', /: 1 failed/);
    assert.ok(
      shown.some(
        (line) => line.includes('No identical job running') && line.includes(sandbox().jobs()[0]?.restoreId ?? '?'),
      ),
      shown.join('\n'),
    );
  });

  it('is stopped by a person, and then shows and marks nothing', async () => {
    const document = await opened({ ...(await fittingSpec()), TargetPath: 'C:\\restored' });
    sandbox().inject({ kind: 'hang', action: 'SearchHistoricalSnapshots', times: Infinity });
    const { withProgress } = vscode.window;
    restores.push(() => Object.assign(vscode.window, { withProgress }));
    const person = new vscode.CancellationTokenSource();
    const shown = choosing();
    const titles = new Promise<string | undefined>((resolve) => {
      const showing = <T>(options: vscode.ProgressOptions, task: Parameters<typeof withProgress<T>>[1]) => {
        resolve(options.cancellable === true ? options.title : undefined);
        return task({ report: () => undefined }, person.token);
      };
      Object.assign(vscode.window, { withProgress: showing });
    });
    const running = command('preflight');
    assert.match((await titles) ?? '', /preflight checks/i);
    person.cancel();
    await running;
    assert.deepEqual([shown, marksOf(document)], [[], []]);
  });

  it('runs before the question, which tells what failed and starts nothing by default', async () => {
    const document = await opened({ ...(await fittingSpec()), TargetPath: 'C:\\restored' });
    await set('preflight', undefined);
    await set('confirmSubmit', undefined);
    const { asked, restore } = answering('showWarningMessage');
    restores.push(restore);
    await command('submit');
    assert.match(asked[0] ?? '', /^Check failed: .*Windows.*Linux/m);
    // On a slow machine the paths may not be counted in time.
    assert.match(asked[0] ?? '', /^At most \d+ files/m);
    assert.match(asked[0] ?? '', /\[Preview Request\|[^|]+\]$/);
    assert.equal(marksOf(document).length, 1);
    assert.deepEqual(sandbox().jobs(), []);
  });

  it('lets nobody wait for the question until calls that hang are given up', async () => {
    await opened(await fittingSpec());
    await set('preflight', undefined);
    await set('confirmSubmit', undefined);
    sandbox().inject({ kind: 'hang', action: 'SearchHistoricalSnapshots', times: Infinity });
    sandbox().inject({ kind: 'hang', action: 'DescribeVaults', times: Infinity });
    const { asked, restore } = answering('showWarningMessage');
    restores.push(restore);
    // A test has less time than the client gives a call that hangs.
    await command('submit');
    assert.equal(asked.length, 1);
    assert.doesNotMatch(asked[0] ?? '', /Check failed/);
  });

  it('says that a text which is no JSON was not checked', async () => {
    await open('preflight.restore.json', '{ "VaultId": ');
    const { asked, restore } = answering('showErrorMessage');
    restores.push(restore);
    const shown = choosing();
    await command('preflight');
    assert.deepEqual(shown, []);
    assert.match(asked.join(), /nothing was checked/);
  });
});
