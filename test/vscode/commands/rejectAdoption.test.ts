import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { rejectAdoption } from '../../../src/commands/rejectAdoption.ts';
import { commands } from '../../../src/ids.ts';
import { showReconciled } from '../../../src/views/reconciledMessage.ts';
import { record } from '../../unit/jobs/jobFixtures.ts';
import { histories } from '../histories.ts';

describe('a job that was found by its parameters', () => {
  const { services, keep, answer } = histories();

  it('is no longer the one of its restore once a person says so, on disk and in the list', async () => {
    await keep(record('a', { adoption: { baseline: true }, baseline: ['r-0'] }));
    await rejectAdoption(services().jobs, 'a');
    for (const after of [services().jobs.store.get('a'), await services().jobs.journal.read('a')]) {
      assert.deepEqual([after?.state, after?.restoreId, after?.rejected], ['unclear', undefined, ['r-a']]);
      assert.deepEqual(after?.baseline, ['r-0']);
    }
  });

  it('is offered to be taken back by the message that tells of it', async () => {
    const { executeCommand } = vscode.commands;
    const called = new Promise<unknown[]>((resolve) => {
      Object.assign(vscode.commands, { executeCommand: (...args: unknown[]) => Promise.resolve(resolve(args)) });
    });
    try {
      const asked = answer('showInformationMessage', 'Not This Job');
      showReconciled(record('a', { adoption: { baseline: true, createdAfterMs: 400 } }));
      assert.deepEqual(await called, [commands.rejectAdoption, 'a']);
      const text = (asked[0] ?? '').replace(/[\u2068\u2069]/g, '');
      assert.match(text, /The unclear restore .* did start: job “r-a” has exactly its parameters\./);
      assert.match(text, /the only new job with all its parameters/);
    } finally {
      Object.assign(vscode.commands, { executeCommand });
    }
  });

  it('stays where the service itself gave its RestoreId', async () => {
    await keep(record('a'));
    await assert.rejects(rejectAdoption(services().jobs, 'a'), /No job in the list was matched by its parameters/);
    assert.equal(services().jobs.store.get('a')?.restoreId, 'r-a');
  });

  it('stays while another window is at it', async () => {
    await keep(record('a', { adoption: { baseline: true } }));
    const lock = await services().jobs.locks.take('a');
    await assert.rejects(rejectAdoption(services().jobs, 'a'), /changed in the meantime/);
    await lock?.release();
    assert.equal((await services().jobs.journal.read('a'))?.restoreId, 'r-a');
  });
});
