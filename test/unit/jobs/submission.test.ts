import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '../../../src/cloud/hbrClient.ts';
import { maxAttempts } from '../../../src/jobs/retry.ts';
import { reconcileOnce } from '../../../src/jobs/reconciliation/reconcileOnce.ts';
import { openJournal, type Journal } from '../../../src/jobs/storage/journal.ts';
import { newOwner, openLocks } from '../../../src/jobs/storage/locks.ts';
import { replaceFile } from '../../../src/jobs/storage/replaceFile.ts';
import { encodeRecord } from '../../../src/jobs/storage/recordFile.ts';
import { statusOf, type JobRecord } from '../../../src/jobs/record.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { submitRestore, type Pause, type Submitted } from '../../../src/jobs/submission.ts';
import type { Fault, Sandbox } from '../../../src/sandbox/sandbox.ts';
import { accountAt, folders, locksIn, requestOf, sandboxes } from './jobFixtures.ts';
import { until } from '../../hosts/until.ts';
import { manualClock } from './manualClock.ts';
import { reconcilingWindows } from './reconciliation/reconcilingWindow.ts';
import type { StoppedWindowSettings } from './stoppedWindow.ts';

/** What a submission works with, in a folder of its own. */
const partsIn = (path: string) => ({
  journal: openJournal(path),
  store: createStore(),
  locks: locksIn(path),
  clock: manualClock(5),
});

/** A wait that should never come, and how often it did: what it threw would count as a disk that takes nothing. */
function countedPauses() {
  let count = 0;
  const wait = () => {
    count++;
    return Promise.resolve(false);
  };
  return { wait, count: () => count };
}

/** How many requests came, verified or not. */
const receivedBy = (sandbox: Sandbox) =>
  Object.values(sandbox.unverified()).reduce((sum, count) => sum + count, sandbox.requests().length);

describe('a submission', () => {
  const folder = folders();
  const current = sandboxes();

  /** Submits a NAS restore; notes what was on disk when the store was told. */
  async function submit(change: (journal: Journal) => Journal = (journal) => journal, baseline?: readonly string[]) {
    const { client, account } = current();
    const parts = partsIn(await folder());
    const { store } = parts;
    const journal = change(parts.journal);
    const onDiskWhenShown: JobRecord[][] = [];
    const reads: Promise<void>[] = [];
    store.onDidChange(() => reads.push(journal.readAll().then(({ records }) => void onDiskWhenShown.push(records))));
    const submission = { request: requestOf('NAS'), account, client, spec: 'untitled:a.restore.json', baseline };
    const result = await submitRestore(submission, { ...parts, journal });
    await Promise.all(reads);
    return { ...result, journal, store, onDiskWhenShown };
  }

  for (const [when, left, state] of [
    ['once its bytes are out', true, 'unclear'],
    ['before a byte left', false, 'refused'],
  ] as const) {
    it(`is ${state} where the person stops waiting ${when}, and is not sent again`, async () => {
      const { client, account, sandbox } = current();
      sandbox.inject({ kind: 'hang', action: 'CreateRestoreJob' });
      const stop = new AbortController();
      let leavings = 0;
      const onLeaving = () => {
        leavings++;
        stop.abort();
      };
      if (!left) stop.abort();
      const pauses = countedPauses();
      const { record } = await submitRestore(
        { request: requestOf('NAS'), account, client, spec: 's' },
        { ...partsIn(await folder()), wait: pauses.wait, signal: stop.signal, onLeaving },
      );
      assert.deepEqual([record.state, leavings, pauses.count()], [state, left ? 1 : 0, 0]);
      assert.match(
        record.failure?.message ?? '',
        left ? /Stopped waiting for the answer to CreateRestoreJob/ : /before anything was sent/,
      );
    });
  }

  it('is on disk before it is sent, and its RestoreId is on disk before it is shown', async () => {
    let onDiskWhenSent: JobRecord[] = [];
    const { client, account } = current();
    const parts = partsIn(await folder());
    const { journal, store } = parts;
    const watching = {
      ...client,
      createRestoreJob: async (request: Parameters<typeof client.createRestoreJob>[0]) => {
        onDiskWhenSent = (await journal.readAll()).records;
        return client.createRestoreJob(request);
      },
    };
    const { record } = await submitRestore({ request: requestOf('NAS'), account, client: watching, spec: 's' }, parts);
    assert.deepEqual(
      onDiskWhenSent.map(({ id, state }) => [id, state]),
      [[record.id, 'sending']],
    );
    assert.deepEqual((await journal.readAll()).records, [record]);
    assert.equal(record.restoreId, current().sandbox.jobs()[0]?.restoreId);
    assert.equal(record.uptime, manualClock().uptime());
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
      update: () => Promise.reject(new Error('ENOSPC')),
    });
    const { record, notSaved, store } = await submit(full);
    assert.equal(notSaved?.message, 'ENOSPC');
    assert.equal(store.get(record.id)?.restoreId, current().sandbox.jobs()[0]?.restoreId);
  });

  for (const [what, take, says] of [
    ['fails', () => Promise.reject(new Error('EACCES')), /could not be written to .*EACCES/],
    ['is gone at once', () => Promise.resolve(undefined), /could not be locked/],
  ] as const) {
    it(`sends nothing where its lock ${what}`, async () => {
      const { client, account, sandbox } = current();
      const parts = partsIn(await folder());
      const submission = { request: requestOf('NAS'), account, client, spec: '' };
      await assert.rejects(submitRestore(submission, { ...parts, locks: { ...parts.locks, take } }), says);
      assert.deepEqual([sandbox.requests(), (await parts.journal.readAll()).records], [[], []]);
    });
  }

  it('keeps what was listed before it as long as its outcome is unclear, and no longer', async () => {
    assert.equal((await submit(undefined, ['r-before'])).record.baseline, undefined);
    current().sandbox.inject({ kind: 'resetAfterRead' });
    const { record, journal } = await submit(undefined, ['r-before']);
    assert.deepEqual(record.baseline, ['r-before']);
    assert.deepEqual(await journal.read(record.id), record);
  });

  const outcomes: [Fault, JobRecord['state']][] = [
    [{ kind: 'successFalse', code: 'VaultNotExist', message: 'no vault' }, 'refused'],
    [{ kind: 'error', status: 403, code: 'Forbidden.RAM', message: 'no' }, 'refused'],
    [{ kind: 'error', status: 404, code: 'InvalidAccessKeyId.NotFound', message: 'no' }, 'refused'],
    [{ kind: 'throttle' }, 'refused'],
    [{ kind: 'error', status: 500, code: 'InternalError', message: 'oops' }, 'unclear'],
    [{ kind: 'error', status: 503, code: 'ServiceUnavailable', message: 'down' }, 'unclear'],
    [{ kind: 'error', status: 408, code: 'RequestTimeout', message: 'late', execute: true }, 'unclear'],
    [{ kind: 'error', status: 409, code: 'NoQuota', message: 'no quota' }, 'unclear'],
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
      assert.equal(receivedBy(current().sandbox), 1);
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
    const parts = partsIn(await folder());
    const { record } = await submitRestore({ request: requestOf('OSS'), account, client: broken, spec: '' }, parts);
    assert.deepEqual([record.state, record.failure?.message], ['unclear', 'x is not a function']);
    assert.match(record.failure?.nextStep ?? '', /may have started/);
  });
});

describe('sending again', () => {
  const folder = folders();
  const current = sandboxes();

  /** Submits with pauses that pass at once; `until` says how many of them the person allows. */
  async function submit({ endpoint = current().account.endpoint, allowed = Infinity } = {}) {
    const { sandbox } = current();
    const parts = partsIn(await folder());
    const { journal } = parts;
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
    const submission = { request: requestOf('NAS'), account, client, spec: '' };
    const { record } = await submitRestore(submission, { ...parts, wait });
    assert.deepEqual((await journal.readAll()).records, [record]);
    return { record, pauses, onDisk, sent: receivedBy(sandbox) };
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
    assert.deepEqual([pauses.length, maxAttempts], [4, 5]);
    assert.deepEqual([record.state, record.failure?.code], ['refused', 'ECONNREFUSED']);
  });

  it('ends where the person cancels the countdown', async () => {
    current().sandbox.inject({ kind: 'throttle', times: 9 });
    const { record, sent } = await submit({ allowed: 1 });
    assert.deepEqual([record.state, sent], ['refused', 2]);
  });

  it('never happens once the person no longer waits', async () => {
    current().sandbox.inject({ kind: 'throttle', times: 9 });
    const { client, account, sandbox } = current();
    const stop = new AbortController();
    // It is stopped at the instant at which the refusal is there.
    const stopped: typeof client = {
      ...client,
      createRestoreJob: (...args) => client.createRestoreJob(...args).finally(() => stop.abort()),
    };
    const pauses = countedPauses();
    const { record } = await submitRestore(
      { request: requestOf('NAS'), account, client: stopped, spec: '' },
      { ...partsIn(await folder()), wait: pauses.wait, signal: stop.signal },
    );
    assert.deepEqual([record.state, receivedBy(sandbox), pauses.count()], ['refused', 1, 0]);
    assert.match(record.failure?.message ?? '', /Throttling/);
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
    const parts = partsIn(await folder());
    let full = false;
    const journal: Journal = {
      ...parts.journal,
      write: (record) => (full ? Promise.reject(new Error('ENOSPC')) : parts.journal.write(record)),
    };
    const wait = () => {
      full = true;
      return Promise.resolve(true);
    };
    const { client, account, sandbox } = current();
    const submission = { request: requestOf('NAS'), account, client, spec: '' };
    const { record } = await submitRestore(submission, { ...parts, journal, wait });
    assert.deepEqual([record.state, sandbox.requests().length], ['refused', 1]);
  });
});

describe('a submission that another window judged meanwhile', () => {
  const folder = folders();
  const current = sandboxes();

  interface Meanwhile {
    /** What another window makes of the record right before the first byte would leave, or right after the answer came. */
    readonly beforeSend?: (sending: JobRecord) => JobRecord;
    readonly afterAnswer?: (sending: JobRecord) => JobRecord;
    /** What it makes of it while this window writes the outcome down. */
    readonly whileWriting?: (sending: JobRecord) => JobRecord;
    readonly fault?: Fault;
    /** How long the lock went untouched. */
    readonly untouchedMs?: number;
    readonly wait?: (sending: JobRecord, judge: (judged: JobRecord) => void) => Promise<boolean>;
  }

  async function submit({ beforeSend, afterAnswer, whileWriting, fault, untouchedMs, wait }: Meanwhile) {
    const { client, account, sandbox } = current();
    if (fault) sandbox.inject(fault);
    const path = await folder();
    let writings = 0;
    const journal = openJournal(path, async (file, text) => {
      await replaceFile(file, text);
      // The first two are the intent and the record before it is sent.
      if (whileWriting && ++writings === 3) judge(whileWriting(own()));
    });
    const store = createStore();
    const own = () => store.all()[0] ?? assert.fail('nothing was submitted');
    const judge = (judged: JobRecord) => writeFileSync(journal.fileOf(judged.id), encodeRecord(judged));
    const between: typeof client = {
      ...client,
      async createRestoreJob(request, signal, check) {
        try {
          return await client.createRestoreJob(request, signal, () => {
            if (beforeSend) judge(beforeSend(own()));
            check?.();
          });
        } finally {
          if (afterAnswer) judge(afterAnswer(own()));
        }
      },
    };
    const locks = locksIn(path);
    const parts = {
      ...{ journal, store, clock: manualClock(5) },
      locks: {
        ...locks,
        async take(name: string) {
          const lock = await locks.take(name);
          return lock && { ...lock, longestUntouchedMs: () => untouchedMs ?? lock.longestUntouchedMs() };
        },
      },
      ...(wait && { wait: () => wait(own(), judge) }),
    };
    const submission = { request: requestOf('NAS'), account, client: between, spec: '' };
    const submitted = await submitRestore(submission, parts);
    const { id } = submitted.record;
    const sent = sandbox.requests().filter(({ action }) => action === 'CreateRestoreJob').length;
    return { ...submitted, onDisk: await journal.read(id), inStore: store.get(id), sent };
  }

  const judgedAs =
    (state: JobRecord['state'], more: Partial<JobRecord> = {}) =>
    (sending: JobRecord): JobRecord => ({ ...sending, state, claim: 2, ...more });
  const standing = /This window sent nothing: it was suspended, and another window settled the submission/;

  for (const state of ['unclear', 'notExecuted', 'refused', 'submitted'] as const) {
    it(`is not sent once it is ${state}, stays as the other window wrote it, and says so`, async () => {
      let judged: JobRecord | undefined;
      const more = state === 'submitted' ? { restoreId: 'r-of-somebody' } : {};
      const beforeSend = (sending: JobRecord) => (judged = judgedAs(state, more)(sending));
      const { record, takenOver, onDisk, inStore, sent } = await submit({ beforeSend });
      assert.equal(sent, 0);
      assert.deepEqual([onDisk, inStore], [judged, judged]);
      assert.deepEqual([record.state, takenOver], [state, true]);
      assert.match(record.failure?.message ?? '', standing);
      assert.match(record.failure?.message ?? '', /This window sent nothing/);
    });
  }

  it('is not sent where the window stood still and nobody judged it, and is refused', async () => {
    const { wait, count } = countedPauses();
    const { record, takenOver, onDisk, inStore, sent } = await submit({ untouchedMs: 8001, wait });
    assert.deepEqual([sent, count(), record.state, takenOver], [0, 0, 'refused', undefined]);
    assert.match(record.failure?.message ?? '', /suspended for too long/);
    assert.deepEqual([onDisk, inStore], [record, record]);
  });

  it('is not sent again after the pause, and nothing is written over it', async () => {
    let judged: JobRecord | undefined;
    const { record, onDisk, sent } = await submit({
      fault: { kind: 'throttle', times: 2 },
      wait(preparing, judge) {
        judge((judged = judgedAs('refused')(preparing)));
        return Promise.resolve(true);
      },
    });
    assert.equal(sent, 1);
    assert.deepEqual(onDisk, judged);
    assert.match(record.failure?.message ?? '', standing);
  });

  it('is not made ready to be sent again where it was judged during the attempt', async () => {
    const { wait, count } = countedPauses();
    const { onDisk, sent } = await submit({
      fault: { kind: 'throttle', times: 2 },
      afterAnswer: judgedAs('notExecuted'),
      wait,
    });
    assert.deepEqual([sent, count(), onDisk?.state, onDisk?.claim], [1, 0, 'notExecuted', 2]);
  });

  for (const state of ['unclear', 'notExecuted'] as const) {
    it(`keeps the RestoreId that comes after it was ${state}`, async () => {
      const { record, onDisk, inStore } = await submit({ afterAnswer: judgedAs(state) });
      assert.equal(record.restoreId, current().sandbox.jobs()[0]?.restoreId);
      assert.deepEqual([record.state, record.claim, record.failure], ['submitted', 2, undefined]);
      assert.deepEqual([onDisk, inStore], [record, record]);
    });
  }

  it('keeps its own RestoreId where the other window took another job for it', async () => {
    const { onDisk } = await submit({ afterAnswer: judgedAs('submitted', { restoreId: 'r-of-somebody' }) });
    assert.equal(onDisk?.restoreId, current().sandbox.jobs()[0]?.restoreId);
  });

  it('keeps what another window writes at the last instant, while this one writes that it was refused', async () => {
    const fault: Fault = { kind: 'error', status: 403, code: 'Forbidden.RAM', message: 'no' };
    const judged = judgedAs('notExecuted');
    const { record, onDisk, inStore } = await submit({ fault, whileWriting: judged });
    assert.equal(onDisk?.state, 'notExecuted');
    assert.deepEqual([record, inStore], [onDisk, onDisk]);
  });

  it('stays as it is where the other window found its job', async () => {
    const seen = { RestoreId: '', Status: 'RUNNING', other: {} };
    const afterAnswer = (sending: JobRecord) => {
      const restoreId = current().sandbox.jobs()[0]?.restoreId ?? '';
      return judgedAs('submitted', { restoreId, seen: { ...seen, RestoreId: restoreId } })(sending);
    };
    const { record, onDisk } = await submit({ afterAnswer });
    assert.deepEqual([record.seen?.Status, onDisk], ['RUNNING', record]);
  });

  it("is refused by the service's answer where the other window found it unclear, and not where that one knows more", async () => {
    const fault: Fault = { kind: 'error', status: 403, code: 'Forbidden.RAM', message: 'no' };
    assert.equal((await submit({ fault, afterAnswer: judgedAs('unclear') })).onDisk?.state, 'refused');
    assert.equal((await submit({ fault, afterAnswer: judgedAs('notExecuted') })).onDisk?.state, 'notExecuted');
  });

  it('is not unclear again by an answer that never came', async () => {
    const { record, onDisk } = await submit({
      fault: { kind: 'resetAfterRead' },
      afterAnswer: judgedAs('notExecuted'),
    });
    assert.deepEqual([record.state, onDisk], ['notExecuted', record]);
  });
});

describe('a window that is stopped right before its restore leaves', () => {
  const { open, created, current } = reconcilingWindows();

  it('sends nothing when it wakes up after another window judged the submission', async function () {
    // No other system can stop a process.
    if (process.platform === 'win32') this.skip();
    const { journal, path, advance, ...window } = await open();
    const { endpoint, accessKeyId, accessKeySecret } = current().sandbox;
    const lockTimes = { touchMs: 100, staleMs: 1000 };
    const settings: StoppedWindowSettings = { folder: path, endpoint, accessKeyId, accessKeySecret, lockTimes };
    const child = fork(join(import.meta.dirname, 'stoppedWindow.ts'), [JSON.stringify(settings)]);
    try {
      const answer = once(child, 'message') as Promise<[Submitted]>;
      const onDisk = async () => (await journal.readAll()).records[0];
      const { id } = await until('the record on disk', onDisk);
      // It lives, and so its lock can be had only once it stands still.
      const locks = openLocks(`${path}/locks`, newOwner(), lockTimes);
      const searchOnce = async () => (await reconcileOnce([id], { ...window, journal, locks })).length === 0;
      await until('the lock of the stopped window', searchOnce);
      const unclear = await onDisk();
      assert.deepEqual([unclear?.state, unclear?.claim, created()], ['unclear', 2, 0]);
      for (let search = 0; search < 4 && (await onDisk())?.state === 'unclear'; search++) {
        advance(2000);
        await searchOnce();
      }
      const judged = await onDisk();
      assert.equal(judged?.state, 'notExecuted');

      child.kill('SIGCONT');
      const [{ record, takenOver }] = await answer;
      assert.deepEqual([record.state, takenOver], ['notExecuted', true]);
      assert.match(record.failure?.message ?? '', /This window sent nothing: it was suspended/);
      if (child.exitCode === null) await once(child, 'exit');
      assert.deepEqual([await onDisk(), created()], [judged, 0]);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
