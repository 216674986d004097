import assert from 'node:assert/strict';
import { openJournal } from '../../../src/jobs/journal.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { isRetriable, maxAttempts, pauseMs } from '../../../src/jobs/retry.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { submitRestore, type Pause } from '../../../src/jobs/submit.ts';
import { CloudError } from '../../../src/cloud/errors.ts';
import type { Fault } from '../../../src/sandbox/sandbox.ts';
import { createClient } from '../../../src/cloud/client.ts';
import { accountAt, folders, locksIn, requestOf, sandboxes } from './helpers.ts';

describe('sending again', () => {
  const folder = folders();
  const current = sandboxes();

  /** Submits with pauses that pass at once; `until` says how many of them the person allows. */
  async function submit({ endpoint = current().account.endpoint, allowed = Infinity } = {}) {
    const path = await folder();
    const { sandbox } = current();
    const journal = openJournal(path);
    const pauses: Pause[] = [];
    const onDisk: JobRecord[] = [];
    const wait = async (pause: Pause) => {
      pauses.push(pause);
      onDisk.push(...(await journal.readAll()).records);
      return pauses.length <= allowed;
    };
    const { accessKeyId, accessKeySecret } = sandbox;
    const account = accountAt(endpoint);
    const client = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });
    const parts = { journal, store: createStore(), locks: locksIn(path), now: () => 5, wait };
    const { record } = await submitRestore({ request: requestOf('NAS'), account, client, spec: '' }, parts);
    assert.deepEqual((await journal.readAll()).records, [record]);
    return { record, pauses, onDisk, sent: sandbox.requests().length };
  }

  it('happens after throttling, each attempt written down, until it works', async () => {
    current().sandbox.inject({ kind: 'throttle', times: 2 });
    const { record, pauses, onDisk, sent } = await submit();
    assert.deepEqual([record.state, sent, current().sandbox.jobs().length], ['submitted', 3, 1]);
    assert.deepEqual(
      pauses.map(({ attempt, of }) => [attempt, of]),
      [
        [2, maxAttempts],
        [3, maxAttempts],
      ],
    );
    assert.deepEqual(
      onDisk.map(({ state, attempts }) => [state, attempts?.length]),
      [
        ['preparing', 1],
        ['preparing', 2],
      ],
    );
    assert.match(record.attempts?.[0]?.message ?? '', /Throttling/);
    assert.equal(record.failure, undefined);
  });

  it('happens where nobody listens, five times in all, and then says so', async () => {
    const { record, pauses } = await submit({ endpoint: 'http://127.0.0.1:1' });
    assert.equal(pauses.length, maxAttempts - 1);
    assert.deepEqual([record.state, record.failure?.code], ['refused', 'ECONNREFUSED']);
  });

  it('ends where the person cancels the countdown', async () => {
    current().sandbox.inject({ kind: 'throttle', times: 9 });
    const { record, sent } = await submit({ allowed: 1 });
    assert.deepEqual([record.state, sent], ['refused', 2]);
  });

  const never: Fault[] = [
    { kind: 'resetBeforeRead' },
    { kind: 'resetAfterRead' },
    { kind: 'resetAfterExecute' },
    { kind: 'cutAnswer' },
    { kind: 'html502' },
    { kind: 'error', status: 500, code: 'InternalError' },
    { kind: 'error', status: 503, code: 'ServiceUnavailable' },
    { kind: 'error', status: 403, code: 'Forbidden.RAM' },
    { kind: 'successFalse' },
  ];
  for (const fault of never) {
    it(`never happens after ${fault.kind} ${'code' in fault ? (fault.code ?? '') : ''}`, async () => {
      current().sandbox.inject(fault);
      const { pauses, sent } = await submit();
      assert.equal(pauses.length, 0);
      assert.equal(sent, 1);
    });
  }

  it('ends where an attempt can no longer be written down', async () => {
    current().sandbox.inject({ kind: 'throttle', times: 9 });
    const path = await folder();
    const journal = openJournal(path);
    let full = false;
    const failing = {
      ...journal,
      write: (record: JobRecord) => (full ? Promise.reject(new Error('ENOSPC')) : journal.write(record)),
    };
    const wait = () => {
      full = true;
      return Promise.resolve(true);
    };
    const { client, account, sandbox } = current();
    const parts = { journal: failing, store: createStore(), locks: locksIn(path), now: () => 5, wait };
    const { record } = await submitRestore({ request: requestOf('NAS'), account, client, spec: '' }, parts);
    assert.deepEqual([record.state, sandbox.requests().length], ['refused', 1]);
  });

  it('is for the network and the door alone', () => {
    const failed = (outcome: 'notSent' | 'refused' | 'unclear', code?: string) =>
      isRetriable(new CloudError({ outcome, code, message: '', nextStep: '' }));
    for (const code of ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'CERT_HAS_EXPIRED'])
      assert.ok(failed('notSent', code));
    assert.ok(failed('refused', 'Throttling') && failed('refused', 'Throttling.User'));
    assert.ok(!failed('notSent'), 'no credentials, no region');
    assert.ok(!failed('notSent', 'ERR_INVALID_URL'));
    assert.ok(!failed('unclear', 'Throttling') && !failed('unclear', 'ECONNRESET') && !failed('refused', 'Forbidden'));
    assert.ok(!isRetriable(new TypeError('x')));
  });

  it('waits longer each time, never in step with others', () => {
    assert.deepEqual(
      [1, 2, 3, 4].map((attempt) => pauseMs(attempt, () => 0.5)),
      [1000, 2000, 4000, 8000],
    );
    assert.deepEqual([pauseMs(1, () => 0), pauseMs(1, () => 1), pauseMs(20, () => 1)], [500, 1500, 45_000]);
  });
});
