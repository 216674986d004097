import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { newOwner, openLocks } from '../../../src/jobs/locks.ts';
import { reconcileOnce } from '../../../src/jobs/reconcile.ts';
import { statusOf } from '../../../src/jobs/record.ts';
import { clearing } from './clearing.ts';
import { record, requestOf } from './helpers.ts';

describe('clearing up', () => {
  const { open, created, current } = clearing();

  for (const fault of [
    { kind: 'resetAfterExecute' },
    { kind: 'cutAnswer' },
    { kind: 'html502', execute: true },
  ] as const) {
    it(`finds the job of a submission that was executed under ${fault.kind}`, async () => {
      const { submit, look, journal, found } = await open();
      await current().client.createRestoreJob(requestOf('OSS'));
      const { id } = await submit(fault);
      const [after] = await look(id);
      assert.equal(after?.state, 'submitted');
      assert.equal(after.restoreId, current().sandbox.jobs()[1]?.restoreId);
      assert.equal(after.failure, undefined);
      assert.deepEqual((await journal.readAll()).records, [after]);
      assert.deepEqual(found, ['unclear -> submitted']);
      assert.equal(created(), 2);
    });
  }

  it('leaves a job alone that belongs to a submission of the past', async () => {
    const { submit, look, past } = await open();
    const { id } = await submit({ kind: 'resetAfterExecute' });
    past.add(current().sandbox.jobs()[0]?.restoreId ?? '');
    assert.equal((await look(id))[0]?.state, 'unclear');
    past.clear();
    assert.equal((await look(id))[0]?.state, 'submitted');
  });

  it('has somebody told of the end of a job that had ended before it was found', async () => {
    const { submit, look, journal } = await open();
    const { id } = await submit({ kind: 'resetAfterExecute' });
    current().sandbox.finish(current().sandbox.jobs()[0]?.restoreId ?? '', 'FAILED');
    await look(id);
    const { untold, timeline } = (await journal.read(id)) ?? {};
    assert.deepEqual([untold, timeline?.map(({ status }) => status)], [true, ['FAILED']]);
  });

  it('says "not executed" only after a while and several looks, and sends nothing', async () => {
    const { submit, look, pass } = await open();
    const { id } = await submit({ kind: 'resetAfterRead' });
    assert.equal((await look(id))[0]?.state, 'unclear');
    assert.equal((await look(id))[0]?.state, 'unclear');
    pass(119);
    assert.equal((await look(id))[0]?.state, 'unclear');
    pass(2);
    const [after] = await look(id);
    assert.ok(after);
    assert.equal(statusOf(after), 'NOT EXECUTED');
    assert.match(after.failure?.nextStep ?? '', /Submit again/);
    assert.equal(created(), 1);
  });

  it('says nothing of a list that could not be read to its end', async () => {
    const { submit, looks, pass, found, ...parts } = await open();
    const { id } = await submit({ kind: 'resetAfterRead' });
    pass(600);
    const cut = {
      ...parts.clientFor(),
      describeRestoreJobs: () => Promise.resolve({ jobs: [], totalCount: 5, requestId: '' }),
    };
    for (let i = 0; i < 5; i++) {
      await reconcileOnce([id], { ...parts, looks, clientFor: () => cut });
    }
    assert.equal(parts.store.get(id)?.state, 'unclear');
    assert.deepEqual(found, []);
  });

  it('concludes nothing from a list that somebody else than the submission was signed by, and says so', async () => {
    const { submit, looks, pass, found, ...parts } = await open();
    const { id } = await submit({ kind: 'resetAfterRead' });
    pass(600);
    const client = parts.clientFor();
    const others = {
      ...client,
      describeRestoreJobs: async (...args: Parameters<typeof client.describeRestoreJobs>) => ({
        ...(await client.describeRestoreJobs(...args)),
        otherCaller: true,
      }),
    };
    for (let i = 0; i < 5; i++) await reconcileOnce([id], { ...parts, looks, clientFor: () => others });
    const unclear = parts.store.get(id);
    assert.deepEqual([unclear?.state, unclear?.otherCaller, found], ['unclear', true, []]);
    assert.ok((await parts.journal.read(id))?.otherCaller);
    for (let i = 0; i < 2; i++) await reconcileOnce([id], { ...parts, looks });
    const after = parts.store.get(id);
    assert.deepEqual([after?.state, after?.otherCaller], ['notExecuted', undefined]);
  });

  it('finds the job by whoever signs', async () => {
    const { submit, looks, ...parts } = await open();
    const { id } = await submit({ kind: 'resetAfterExecute' });
    const client = parts.clientFor();
    const others = {
      ...client,
      describeRestoreJobs: async (...args: Parameters<typeof client.describeRestoreJobs>) => ({
        ...(await client.describeRestoreJobs(...args)),
        otherCaller: true,
      }),
    };
    await reconcileOnce([id], { ...parts, looks, clientFor: () => others });
    assert.deepEqual([parts.store.get(id)?.state, parts.store.get(id)?.otherCaller], ['submitted', undefined]);
  });

  it('finds the job behind a hundred and fifty newer ones', async () => {
    const { submit, look } = await open();
    const { id } = await submit({ kind: 'resetAfterExecute' });
    const [job] = current().sandbox.jobs();
    for (let i = 0; i < 150; i++) {
      const { query, body } = requestOf('NAS');
      await current().client.createRestoreJob({ query: { ...query, SnapshotId: `t-${i}` }, body });
    }
    const [after] = await look(id);
    assert.equal(after?.restoreId, job?.restoreId, JSON.stringify(after));
  });

  for (const hours of [-5, 5]) {
    it(`finds it though this machine's clock is ${hours} hours off`, async () => {
      // The service refuses such a clock only where it signs; what dates the attempt is the record's.
      const { submit, look } = await open({ ahead: hours * 3_600_000 });
      const { id } = await submit({ kind: 'resetAfterExecute' });
      assert.equal((await look(id))[0]?.state, 'submitted');
    });
  }

  it('leaves it to a person where several fit, with the candidates, and finds it once the others are known', async () => {
    const { submit, look, store, journal, found } = await open();
    const { id } = await submit({ kind: 'resetAfterExecute' });
    const { restoreId } = await current().client.createRestoreJob(requestOf('NAS'));
    const [after] = await look(id);
    assert.equal(after?.state, 'unclear');
    assert.equal(after.candidates?.length, 2);
    assert.deepEqual((await journal.read(id))?.candidates?.length, 2);
    await look(id);
    assert.deepEqual(found, ['unclear -> unclear'], 'told once');
    await journal.write(record('other', { restoreId }));
    assert.equal((await look(id))[0]?.state, 'submitted');
    assert.equal(store.get(id)?.candidates, undefined);
  });

  it('clears up what a dead window was sending, and not what a living one is', async () => {
    const { journal, look, path } = await open();
    const { account, client } = current();
    await client.createRestoreJob(requestOf('NAS'));
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const owner = { ...newOwner(), pid };
    const left = { account, createdAt: Date.now(), sentAt: Date.now(), state: 'sending', ...owner } as const;
    const { restoreId, ...dead } = record('dead', left);
    void restoreId;
    await journal.write(dead);
    await openLocks(`${path}/locks`, owner).take('dead');
    await journal.write({ ...dead, id: 'living', pid: process.ppid });
    await openLocks(`${path}/locks`, { ...owner, pid: process.ppid }).take('living');
    await look('dead', 'living');
    // One job, two claims: it is no one's as long as the other may still be executed.
    assert.equal((await journal.read('dead'))?.state, 'unclear');
    assert.equal((await journal.read('living'))?.state, 'sending');
    await journal.remove('living');
    assert.equal((await look('dead'))[0]?.state, 'submitted');
  });

  it('knows that what waited to be sent again was not sent', async () => {
    const { journal, look } = await open();
    const { restoreId, ...waiting } = record('a', { state: 'preparing', account: current().account });
    void restoreId;
    await journal.write(waiting);
    assert.equal((await look('a'))[0]?.state, 'refused');
    assert.deepEqual(current().sandbox.requests(), []);
  });

  it('is done by one of several windows', async () => {
    const first = await open();
    const { id } = await first.submit({ kind: 'resetAfterExecute' });
    const held = await openLocks(`${first.path}/locks`, { ...newOwner(), host: 'elsewhere' }).take(id);
    assert.deepEqual(await reconcileOnce([id], first), [id]);
    assert.equal((await first.journal.read(id))?.state, 'unclear');
    await held?.release();
    assert.deepEqual(await reconcileOnce([id], first), []);
    assert.equal((await first.journal.read(id))?.state, 'submitted');
  });
});
