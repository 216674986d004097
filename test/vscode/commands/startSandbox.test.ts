import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createSandboxState, type RunningSandbox } from '../../../src/accounts/sandboxState.ts';
import { startSandbox } from '../../../src/commands/startSandbox.ts';
import { answering, clearNotifications } from '../support.ts';

describe('Start Sandbox', () => {
  afterEach(clearNotifications);

  it('starts one where it is called again before that runs, and another one after that was stopped', async () => {
    const { asked, restore } = answering('showInformationMessage');
    const started: RunningSandbox[] = [];
    const state = createSandboxState({ fire: () => undefined });
    const sandbox = {
      ...state,
      set(running: RunningSandbox | undefined) {
        if (running) started.push(running);
        state.set(running);
      },
    };
    const log = { info: () => undefined } as unknown as vscode.LogOutputChannel;
    try {
      await Promise.all([startSandbox({ sandbox, log }), startSandbox({ sandbox, log })]);
      await startSandbox({ sandbox, log });
      assert.equal(started.length, 1);
      assert.equal(asked.length, 3);
      assert.ok(asked.every((text) => text.includes(started[0]?.endpoint ?? '?')));
      sandbox.set(undefined);
      await startSandbox({ sandbox, log });
      assert.equal(started.length, 2);
    } finally {
      restore();
      await vscode.commands.executeCommand('setContext', 'cloudBackupRestore.sandboxRunning', false);
      for (const running of started) await running.close();
    }
  });
});
