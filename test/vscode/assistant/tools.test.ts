import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { assistantTools } from '../../../src/ids.ts';
import { newer, valid } from '../../unit/restoreSpec/validSpecs.ts';
import { active, answering, closeAll, command, open } from '../support.ts';
import { set } from '../signWith.ts';
import { useSandbox } from '../useService.ts';

const rollback = JSON.stringify({ ...newer['UDM_ECS_ROLLBACK'], ...valid['UDM_ECS_ROLLBACK'] });

/** What a language model gets of a tool. */
async function answerOf(name: keyof typeof assistantTools, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(assistantTools[name], { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

describe('tools for language models', () => {
  afterEach(closeAll);
  after(() => set('assistantTools', undefined));
  const sandbox = useSandbox('each test');

  it('are those of the manifest, each with what it takes', () => {
    const own = vscode.lm.tools.filter(({ name }) => name.startsWith('cloudBackupRestore_'));
    assert.deepEqual(own.map(({ name }) => name).sort(), Object.values(assistantTools).sort());
    for (const { inputSchema } of own) assert.equal((inputSchema as { type: string }).type, 'object');
  });

  it('check, preview, explain and look, and ask no service', async () => {
    assert.match(await answerOf('validateSpec', { spec: '{}' }), /"canBeSubmitted": false/);
    assert.match(await answerOf('previewRequest', { spec: rollback }), /"action": "CreateRestoreJob"/);
    assert.match(await answerOf('explainParameter', { parameter: 'TargetCreateTime' }), /"requiredFor"/);
    assert.match(await answerOf('lookAtJob', {}), /"jobs": \[/);
    assert.deepEqual(sandbox().requests(), []);
  });

  it('open a spec for the person, and submit nothing', async () => {
    const { asked, restore } = answering('showWarningMessage');
    try {
      assert.match(await answerOf('proposeRestore', { spec: rollback }), /Nothing was submitted/);
      assert.equal(active()?.getText(), rollback);
      assert.equal(active()?.isUntitled, true);
      assert.deepEqual([asked, sandbox().requests()], [[], []]);
    } finally {
      restore();
    }
  });

  it('tell of a job that was submitted, and say no secret of who signed it', async () => {
    const { restore } = answering('showInformationMessage');
    try {
      await open('assistant.restore.json', JSON.stringify(valid['NAS']));
      await command('submit');
    } finally {
      restore();
    }
    const [job] = sandbox().jobs();
    assert.ok(job);
    assert.match(await answerOf('lookAtJob', {}), new RegExp(job.restoreId));
    assert.match(await answerOf('lookAtJob', { restoreId: job.restoreId }), /NAS files/);
    const spec = JSON.stringify({ ...valid['NAS'], TargetPath: `/${sandbox().accessKeySecret}` });
    for (const name of ['validateSpec', 'previewRequest'] as const) {
      assert.ok(!(await answerOf(name, { spec })).includes(sandbox().accessKeySecret), name);
    }
  });

  it('answer nothing where the user has switched them off', async () => {
    await set('assistantTools', false);
    await assert.rejects(answerOf('validateSpec', { spec: '{}' }));
    await set('assistantTools', undefined);
    assert.match(await answerOf('validateSpec', { spec: '{}' }), /canBeSubmitted/);
  });
});
