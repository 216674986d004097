import assert from 'node:assert/strict';
import { cannotSign } from '../../../src/cloud/credentials/failures.ts';
import { isPending, statusOf } from '../../../src/jobs/record.ts';
import { rowOf } from '../../../src/jobs/row.ts';
import { record, requestOf } from './helpers.ts';
import { trackers } from './trackers.ts';

describe('the tracker', () => {
  const { track, current } = trackers();

  it('follows a job to its end, writes each step down, and then asks no more', async () => {
    const { submit, store, journal, tick, timer } = await track();
    const { record: job } = await submit('NAS');
    const seen: string[] = [];
    store.onDidChange(() => seen.push(statusOf(store.get(job.id) ?? job)));
    while (timer.ms !== undefined) await tick();
    assert.deepEqual([...new Set(seen)], ['RUNNING', 'COMPLETE']);
    const written = await journal.read(job.id);
    assert.equal(written?.seen?.Status, 'COMPLETE');
    assert.equal(written.untold, true);
    assert.deepEqual(
      written.timeline?.map(({ status }) => status),
      ['RUNNING', 'COMPLETE'],
    );
    assert.ok((written.samples?.length ?? 0) >= 2);
  });

  it('asks once for all jobs of a type', async () => {
    const { submit, tracker } = await track();
    for (const type of ['NAS', 'NAS', 'NAS', 'OSS']) await submit(type);
    await tracker.refresh();
    const asked = current()
      .sandbox.requests()
      .filter(({ action }) => action === 'DescribeRestoreJobs2');
    assert.equal(asked.length, 2);
  });

  it('finds a job behind a hundred newer ones', async () => {
    const { submit, store, tracker } = await track();
    const { record: job } = await submit('NAS');
    for (let i = 0; i < 120; i++) await current().client.createRestoreJob(requestOf('NAS'));
    await tracker.refresh();
    assert.equal(store.get(job.id)?.seen?.Status, 'CREATED');
  });

  it('shows a status that nobody knows as it came, and goes on', async () => {
    const { submit, store, tracker, tick, timer } = await track();
    const { record: job } = await submit('NAS');
    current().sandbox.finish(job.restoreId ?? '', 'PAUSED_BY_MARS');
    await tracker.refresh();
    const after = store.get(job.id) ?? job;
    assert.deepEqual([statusOf(after), isPending(after)], ['PAUSED_BY_MARS', true]);
    assert.notEqual(timer.ms, undefined);
    current().sandbox.finish(job.restoreId ?? '', 'FAILED', { ErrorMessage: 'disk gone' });
    await tick();
    assert.equal(statusOf(store.get(job.id) ?? job), 'FAILED');
  });

  it('says "not found" of a job that the service does not list, only after a while, and finds it again', async () => {
    const { store, journal, tracker, pass, submit } = await track();
    const lost = record('lost', { account: current().account, createdAt: Date.now(), restoreId: 'r-nobody-knows' });
    await journal.write(lost);
    store.put(lost);
    await tracker.refresh();
    assert.equal(statusOf(store.get('lost') ?? lost), 'SUBMITTED');
    pass(60);
    await tracker.refresh();
    assert.equal(statusOf(store.get('lost') ?? lost), 'NOT FOUND');
    assert.equal(isPending(store.get('lost') ?? lost), true);
    const { record: real } = await submit('NAS');
    store.put({ ...(store.get('lost') ?? lost), restoreId: real.restoreId ?? '' });
    await tracker.refresh();
    assert.equal(store.get('lost')?.notFound, undefined);
  });

  it('says that other keys may be why a job is missing, as long as they sign', async () => {
    const { store, journal, tracker, pass, signing } = await track();
    const account = { ...current().account, caller: 'before' };
    const lost = record('lost', { account, createdAt: Date.now(), restoreId: 'r-nobody-knows' });
    await journal.write(lost);
    store.put(lost);
    signing.other = true;
    pass(60);
    await tracker.refresh();
    const missing = store.get('lost');
    assert.ok(missing && (await journal.read('lost'))?.otherCaller);
    assert.equal(statusOf(missing), 'NOT FOUND');
    assert.match(rowOf(missing).message ?? '', /"sandbox" signs with other keys.*another account/);
    signing.other = false;
    await tracker.refresh();
    const after = store.get('lost');
    assert.ok(after);
    assert.deepEqual([statusOf(after), rowOf(after).message], ['NOT FOUND', undefined]);
    assert.equal(after.missingSince, missing.missingSince);
  });

  it('leaves jobs of a sandbox alone that was stopped', async () => {
    const { submit, tracker } = await track({ stopped: true });
    await submit('NAS');
    await tracker.refresh();
    assert.deepEqual(
      current()
        .sandbox.requests()
        .map(({ action }) => action),
      ['CreateRestoreJob'],
    );
  });

  it('says of a job that nobody signs for why it is not followed, until a look works', async () => {
    const { submit, store, journal, tracker, signing } = await track();
    const { record: job } = await submit('NAS');
    const { record: other } = await submit('OSS');
    await tracker.refresh();
    const why = () => store.row(job.id)?.unfollowed;
    const changes: string[] = [];
    store.onDidChange((ids) => changes.push(...ids));
    const gone = Object.assign(new Error('The AccessKey "x" was removed.'), { nextStep: 'Add it again.' });
    const reasons: [what: 'nobody' | 'fails', error: Error, nextStep: string][] = [
      ['nobody', gone, 'Add it again.'],
      ['fails', cannotSign('p', 'its token expired.', 'Sign in again.'), 'Sign in again.'],
    ];
    for (const [what, error, nextStep] of reasons) {
      signing[what] = error;
      await assert.rejects(tracker.refresh(), error);
      assert.deepEqual(why(), { message: error.message, nextStep });
      // What does not change is not drawn again.
      changes.length = 0;
      await assert.rejects(tracker.refresh(), error);
      assert.deepEqual(changes, []);
      signing[what] = undefined;
      await tracker.refresh();
      assert.equal(why(), undefined);
      assert.deepEqual(changes.sort(), [job.id, other.id].sort());
    }
    // An outage is none of it: the service was asked.
    current().sandbox.inject({ kind: 'error', status: 503, code: 'ServiceUnavailable', message: 'down', times: 2 });
    await assert.rejects(tracker.refresh());
    assert.equal(why(), undefined);
    // Nothing of it is on disk.
    assert.ok(!JSON.stringify(await journal.readAll()).includes('Add it again'));
  });

  it('writes how far a job is only now and then, and shows it each time', async () => {
    const { submit, store, journal, tracker, pass } = await track();
    const { record: job } = await submit('NAS');
    const written = async () => (await journal.read(job.id))?.seen?.Progress;
    pass(3);
    await tracker.refresh();
    const first = await written();
    pass(1);
    await tracker.refresh();
    assert.ok((store.get(job.id)?.seen?.Progress ?? 0) > (first ?? 0));
    assert.equal(await written(), first);
  });

  it('shows a step that can not be written, and says that it was not', async () => {
    const { submit, store, journal, tracker, pass, outages } = await track();
    const { record: job } = await submit('NAS');
    journal.write = () => Promise.reject(new Error('disk full'));
    pass(3);
    await assert.rejects(tracker.refresh(), /disk full/);
    assert.equal(statusOf(store.get(job.id) ?? job), 'RUNNING');
    assert.deepEqual(outages, ['disk full']);
  });
});
