import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answerText } from '../../../src/assistant/toolAnswers.ts';
import { active, closeAll } from '../support.ts';

const noJobs = () => Promise.resolve({ jobs: [] });

describe('the answers for language models', () => {
  const { token } = new vscode.CancellationTokenSource();
  const cancelled = new vscode.CancellationTokenSource();
  cancelled.cancel();
  afterEach(closeAll);

  it('are none where the question was taken back, and nothing opens then', async () => {
    const isCancelled = (error: unknown) => error instanceof vscode.CancellationError;
    await assert.rejects(answerText('proposeRestore', { spec: '{}' }, noJobs, cancelled.token), isCancelled);
    assert.equal(active(), undefined);
    const source = new vscode.CancellationTokenSource();
    const looking = () => {
      source.cancel();
      return noJobs();
    };
    await assert.rejects(answerText('lookAtJob', {}, looking, source.token), isCancelled);
  });

  it('say what is wrong where the input is of another kind than the manifest says', async () => {
    for (const input of [undefined, null, 'spec', []]) {
      await assert.rejects(answerText('proposeRestore', input, noJobs, token), /"spec" must be the text/);
      assert.match(await answerText('explainParameter', input, noJobs, token), /must be the name of a parameter/);
    }
  });
});
