import assert from 'node:assert/strict';
import { openJournal, type Journal } from '../../../src/jobs/journal.ts';
import { statusOf, type JobRecord } from '../../../src/jobs/record.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { submitRestore } from '../../../src/jobs/submit.ts';
import type { Fault } from '../../../src/sandbox/sandbox.ts';
import { folders, locksIn, requestOf, sandboxes } from './helpers.ts';

describe('a submission', () => {
  const folder = folders();
  const current = sandboxes();

  /** Submits a NAS restore; notes what was on disk when the request came and when the store was told. */
  async function submit(change: (journal: Journal) => Journal = (journal) => journal) {
    const { client, account } = current();
    const path = await folder();
    const journal = change(openJournal(path));
    const store = createStore();
    const onDiskWhenShown: JobRecord[][] = [];
    const reads: Promise<void>[] = [];
    store.onDidChange(() => reads.push(journal.readAll().then(({ records }) => void onDiskWhenShown.push(records))));
    const submission = { request: requestOf('NAS'), account, client, spec: 'untitled:a.restore.json' };
    const result = await submitRestore(submission, { journal, store, locks: locksIn(path), now: () => 5 });
    await Promise.all(reads);
    return { ...result, journal, store, onDiskWhenShown };
  }

  it('is on disk before it is sent, and its RestoreId is on disk before it is shown', async () => {
    let onDiskWhenSent: JobRecord[] = [];
    const { client, account } = current();
    const path = await folder();
    const journal = openJournal(path);
    const watching = {
      ...client,
      createRestoreJob: async (request: Parameters<typeof client.createRestoreJob>[0]) => {
        onDiskWhenSent = (await journal.readAll()).records;
        return client.createRestoreJob(request);
      },
    };
    const store = createStore();
    const submission = { request: requestOf('NAS'), account, client: watching, spec: 's' };
    const { record } = await submitRestore(submission, { journal, store, locks: locksIn(path), now: () => 5 });
    assert.deepEqual(
      onDiskWhenSent.map(({ id, state }) => [id, state]),
      [[record.id, 'sending']],
    );
    assert.deepEqual((await journal.readAll()).records, [record]);
    assert.equal(record.restoreId, current().sandbox.jobs()[0]?.restoreId);
    assert.deepEqual(store.all(), [record]);
  });

  it('shows nothing that is not on disk', async () => {
    const { onDiskWhenShown, record } = await submit();
    assert.deepEqual(onDiskWhenShown.at(-1), [record]);
  });

  it('sends nothing where it can not be written down', async () => {
    const broken = (journal: Journal) => ({
      ...journal,
      write: () => Promise.reject(new Error('ENOSPC: no space left')),
    });
    await assert.rejects(submit(broken), /ENOSPC/);
    assert.deepEqual(current().sandbox.requests(), []);
  });

  it('keeps and shows a RestoreId that can not be written down, and says so', async () => {
    let writes = 0;
    const full = (journal: Journal): Journal => ({
      ...journal,
      write: (record) => (++writes > 1 ? Promise.reject(new Error('ENOSPC')) : journal.write(record)),
    });
    const { record, notSaved, store } = await submit(full);
    assert.equal(notSaved?.message, 'ENOSPC');
    assert.equal(store.get(record.id)?.restoreId, current().sandbox.jobs()[0]?.restoreId);
  });

  const outcomes: [Fault, JobRecord['state']][] = [
    [{ kind: 'successFalse', code: 'NoQuota', message: 'no quota' }, 'refused'],
    [{ kind: 'error', status: 403, code: 'Forbidden.RAM', message: 'no' }, 'refused'],
    [{ kind: 'error', status: 404, code: 'InvalidAccessKeyId.NotFound', message: 'no' }, 'refused'],
    [{ kind: 'throttle' }, 'refused'],
    [{ kind: 'error', status: 500, code: 'InternalError', message: 'oops' }, 'unclear'],
    [{ kind: 'error', status: 503, code: 'ServiceUnavailable', message: 'down' }, 'unclear'],
    [{ kind: 'html502' }, 'unclear'],
    [{ kind: 'emptyBody' }, 'unclear'],
    [{ kind: 'notJson' }, 'unclear'],
    [{ kind: 'resetBeforeRead' }, 'unclear'],
    [{ kind: 'resetAfterRead' }, 'unclear'],
    [{ kind: 'resetAfterExecute' }, 'unclear'],
    [{ kind: 'cutAnswer' }, 'unclear'],
  ];
  for (const [fault, state] of outcomes) {
    it(`is ${state} after ${fault.kind === 'error' ? fault.code : fault.kind}, sent once, and says what to do`, async () => {
      current().sandbox.inject(fault);
      const { record, journal } = await submit();
      assert.equal(record.state, state);
      assert.equal(statusOf(record), state.toUpperCase());
      assert.ok(record.failure?.message && record.failure.nextStep);
      assert.deepEqual((await journal.readAll()).records, [record]);
      const sent = current().sandbox.requests();
      assert.ok(sent.length <= 1);
      if (state === 'refused') assert.equal(current().sandbox.jobs().length, 0);
    });
  }

  it('keeps what the service says to help', async () => {
    current().sandbox.inject({ kind: 'error', status: 403, code: 'NoPermission', message: 'no' });
    const { code, requestId = '', recommend, help, action, parameter } = (await submit()).record.failure ?? {};
    assert.match(requestId, /^[0-9A-F-]{36}$/);
    const page = `https://api.aliyun.com/troubleshoot?q=NoPermission&product=hbr&requestId=${requestId}`;
    assert.deepEqual(
      [code, recommend, help, action, parameter],
      ['NoPermission', page, page, 'hbr:CreateRestoreJob', undefined],
    );
  });

  it('is unclear after an error that nobody foresaw', async () => {
    const { account, client } = current();
    const broken = { ...client, createRestoreJob: () => Promise.reject(new TypeError('x is not a function')) };
    const path = await folder();
    const parts = { journal: openJournal(path), store: createStore(), locks: locksIn(path), now: () => 5 };
    const { record } = await submitRestore({ request: requestOf('OSS'), account, client: broken, spec: '' }, parts);
    assert.deepEqual([record.state, record.failure?.message], ['unclear', 'x is not a function']);
  });
});
