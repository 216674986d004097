import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { readingOperations } from '../../../src/cloud/readingOperations.ts';
import { until } from '../../hosts/until.ts';
import { liveItemsAt } from '../liveValues.ts';
import { useSandbox } from '../useService.ts';
import { answering, closeAll, open } from '../support.ts';

describe('a permission that values of the account need', () => {
  const restores: (() => void)[] = [];

  afterEach(async () => {
    restores.splice(0).forEach((restore) => restore());
    await closeAll();
  });
  const sandbox = useSandbox('each test');

  it('is told once while one types, with the policy to add, and not asked for again', async () => {
    sandbox().inject({ kind: 'forbidden', times: Infinity });
    const told = answering('showInformationMessage', 'Copy RAM Policy');
    const warned = answering('showWarningMessage');
    const failed = answering('showErrorMessage');
    restores.push(told.restore, warned.restore, failed.restore);
    const texts = ['{ "VaultId": "" }', '{ "TargetBucket": "" }', '{ "TargetInstanceId": "" }'];
    const isAsked = (count: number) => () => Promise.resolve(sandbox().requests().length >= count);
    for (const round of [1, 2]) {
      for (const [index, text] of texts.entries()) {
        const document = await open(`denied-${index}.restore.json`, text);
        assert.deepEqual(await liveItemsAt(document, document.positionAt(text.length - 3)), []);
        await until('the question', isAsked(round === 1 ? index + 1 : texts.length));
      }
    }
    await until('the message', () => Promise.resolve(told.asked.length > 0));
    assert.match(
      told.asked.join('\n'),
      /permission is missing.*hbr:DescribeVaults[^]*not told again[^]*\[Copy RAM Policy\]$/,
    );
    const policy = await until('the policy', async () => {
      const text = await vscode.env.clipboard.readText();
      return text.includes('"Statement"') && (JSON.parse(text) as { Statement: [{ Action: string[] }] });
    });
    assert.deepEqual(
      policy.Statement[0].Action,
      readingOperations.map((operation) => `hbr:${operation}`),
    );
    assert.deepEqual([told.asked.length, warned.asked, failed.asked], [1, [], []]);
    const actions = sandbox()
      .requests()
      .map(({ action }) => action);
    assert.equal(actions.length, new Set(actions).size, actions.join());
  });
});
