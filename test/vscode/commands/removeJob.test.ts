import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { removeJob } from '../../../src/commands/removeJob.ts';
import { accountAt, record } from '../../unit/jobs/jobFixtures.ts';
import { until } from '../../hosts/until.ts';
import { ended, histories } from '../histories.ts';

describe('the history of jobs where some are removed', () => {
  const { services, answer, keep, keepAsPast, ids } = histories();

  it('loses the one job that is removed without a question, also of the past', async () => {
    await keep(ended('a'), ended('b'));
    await keepAsPast(ended('old'), ended('older'));
    const asked = answer('showWarningMessage', '');
    await services().jobs.loadHistory();
    for (const id of ['a', 'old']) await removeJob(services(), id, [id]);
    assert.deepEqual(await ids(), ['b', 'older']);
    // The service still lists them.
    assert.deepEqual([...(await services().jobs.removed.ids())], ['r-a', 'r-old']);
    assert.deepEqual(asked, []);
  });

  it('gets back what was removed, as it was, where the person takes that back', async () => {
    await keep(ended('a'), ended('b'));
    await keepAsPast(ended('old'));
    const before = await ids();
    const rowsOf = () => before.map((id) => services().jobs.store.row(id));
    const rows = rowsOf();
    answer('showWarningMessage', 'Remove');
    const told = answer('showInformationMessage', 'Undo');
    await removeJob(services(), 'a', ['a', 'old']);
    await until('both to be back', async () => (await ids()).length === 3);
    assert.deepEqual(rowsOf(), rows);
    assert.equal(told[0], 'Removed 2 jobs from the list.\n[Undo]');
    // Each is again where it was.
    assert.deepEqual(await services().jobs.history.ids(), ['old']);
    await removeJob(services(), 'b');
    await until('it to be back', async () => (await ids()).length === 3);
    assert.deepEqual([...(await services().jobs.removed.ids())], []);
    assert.equal(told[1], 'Removed “\u2068r-b\u2069” from the list.\n[Undo]');
  });

  it('keeps what goes on, and says so of that very job', async () => {
    await keep(ended('a'), record('runs', { account: { ...record('x').account, signer: 'environment' } }));
    await assert.rejects(removeJob(services(), 'runs', ['runs']), /This job has not ended/);
    services().jobs.store.setExternal([record('theirs', { external: true })]);
    await assert.rejects(removeJob(services(), 'theirs'), /This job was started elsewhere/);
    assert.deepEqual((await ids()).length, 3);
  });

  it('asks before several are removed, and keeps those that run', async () => {
    await keep(ended('a'), record('runs', { account: { ...record('x').account, signer: 'environment' } }));
    await keepAsPast(ended('old'));
    await services().jobs.loadHistory();
    const all = ['a', 'runs', 'old'];
    answer('showWarningMessage', 'no');
    await removeJob(services(), 'a', all);
    assert.deepEqual(await ids(), ['a', 'old', 'runs']);
    const asked = answer('showWarningMessage', 'Remove');
    await removeJob(services(), 'a', all);
    assert.deepEqual(await ids(), ['runs']);
    assert.match(
      asked[0] ?? '',
      /^Remove 2 jobs from the list\?\n1 other job is still running and stays in the list\./,
    );
    await assert.rejects(removeJob(services(), 'runs', ['runs', 'runs']), /No job in the list has ended/);
  });

  it('asks before an unclear one is removed, and keeps it where it turned out to run meanwhile', async () => {
    const { restoreId, ...unclear } = record('u', {
      state: 'unclear',
      account: { ...record('x').account, signer: 'environment' },
    });
    await keep(unclear);
    const asked = answer('showWarningMessage', 'Remove');
    const real = vscode.window.showWarningMessage;
    Object.assign(vscode.window, {
      showWarningMessage: async (...args: Parameters<typeof real>) => {
        await keep({ ...unclear, state: 'submitted', ...(restoreId !== undefined && { restoreId }) });
        return real(...args);
      },
    });
    await removeJob(services(), 'u');
    assert.equal(asked.length, 1);
    assert.deepEqual(await ids(), ['u']);
  });

  it('asks before one is removed that is not followed, and keeps it where it is followed by then', async () => {
    await keep(record('runs', { account: { ...record('x').account, signer: 'accessKey' } }));
    const why = { message: 'The AccessKey "x" was removed.', nextStep: 'Add it again.' };
    services().jobs.store.setUnfollowed(['runs'], why);
    const asked = answer('showWarningMessage', 'Remove');
    const real = vscode.window.showWarningMessage;
    Object.assign(vscode.window, {
      showWarningMessage: (...args: Parameters<typeof real>) => {
        services().jobs.store.setUnfollowed(['runs'], undefined);
        return real(...args);
      },
    });
    await removeJob(services(), 'runs');
    assert.match(asked[0] ?? '', /^Remove a job that may still run\?\n/);
    assert.deepEqual(await ids(), ['runs']);
    Object.assign(vscode.window, { showWarningMessage: real });
    services().jobs.store.setUnfollowed(['runs'], why);
    await removeJob(services(), 'runs');
    assert.deepEqual([asked.length, await ids()], [2, []]);
  });

  it('lets go of what the service does not list, and of what a stopped sandbox took along', async () => {
    const environment = { ...record('x').account, signer: 'environment' } as const;
    await keep(record('lost', { notFound: true, account: environment }), record('sandbox'));
    for (const id of ['lost', 'sandbox']) await removeJob(services(), id);
    assert.deepEqual(await ids(), []);
  });

  it('lets go of what an earlier sandbox took along while another one runs, and keeps what goes on there', async () => {
    const running = {
      endpoint: 'http://127.0.0.1:2',
      accessKeyId: '',
      accessKeySecret: '',
      close: () => Promise.resolve(),
    };
    services().sandbox.set(running);
    await keep(record('earlier'), record('runs', { account: accountAt(running.endpoint) }));
    await removeJob(services(), 'earlier');
    await assert.rejects(removeJob(services(), 'runs'), /This job has not ended/);
    assert.deepEqual(await ids(), ['runs']);
  });
});
