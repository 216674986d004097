import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { AccountOperations } from '../../../src/cloud/accountOperations.ts';
import { CloudError } from '../../../src/cloud/cloudError.ts';
import type { ServiceClient } from '../../../src/cloud/hbrClient.ts';
import { createAccountReader } from '../../../src/live/accountReader.ts';
import type { CallSlots } from '../../../src/live/callSlots.ts';
import type { Question } from '../../../src/live/questions.ts';
import { manualClock } from '../jobs/manualClock.ts';

const errorOf = (code: string, denied = false) =>
  new CloudError({ outcome: 'refused', message: code, nextStep: 'x', code, denied });
const throttled = () => errorOf('Throttling.User');
const forbidden = () => errorOf('Forbidden.RAM', true);

/** A reader of a service whose calls a test answers one by one. */
function openReader() {
  const clock = manualClock(0);
  const calls: {
    readonly signal: AbortSignal | undefined;
    resolve(value: unknown): void;
    reject(error: unknown): void;
  }[] = [];
  const told: CloudError[] = [];
  let inSlots = 0;
  const slots: CallSlots = {
    async run(work) {
      inSlots++;
      return work().finally(() => inSlots--);
    },
  };
  const reads = {
    describeVaults: (_: unknown, signal?: AbortSignal) =>
      new Promise((resolve, reject) => {
        calls.push({ signal, resolve, reject });
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
      }),
  } as unknown as AccountOperations;
  let client: ServiceClient | undefined = { reads } as unknown as ServiceClient;
  const reader = createAccountReader({
    client: () => Promise.resolve(client),
    slots,
    clock,
    onDenied: (error) => told.push(error),
  });
  return {
    ...{ reader, clock, calls, told },
    inSlots: () => inSlots,
    signOut: () => {
      client = undefined;
    },
    /** The call that has come next. */
    call: async (index: number) => {
      while (calls.length <= index) await setImmediate();
      return calls[index] ?? assert.fail();
    },
  };
}

const question = (key: string): Question<string> => ({
  key,
  operation: 'DescribeVaults',
  freshMs: 1000,
  ask: (reads, signal) => reads.describeVaults({ pageNumber: 1, pageSize: 1 }, signal) as unknown as Promise<string>,
});
const q = question('q');

describe('the reader of an account', () => {
  it('asks once for all who ask at once, and again only when its time has passed', async () => {
    const { reader, clock, calls, call } = openReader();
    assert.equal(reader.known(q), undefined);
    const both = Promise.all([reader.read(q, { by: 'typing' }), reader.read(q, { by: 'person' })]);
    (await call(0)).resolve('a');
    assert.deepEqual(
      (await both).map(({ value }) => value),
      ['a', 'a'],
    );
    clock.advance(1000);
    assert.deepEqual(await reader.read(q, { by: 'typing' }), { value: 'a', ageMs: 1000, isFresh: true });
    assert.equal(calls.length, 1);
    clock.advance(1);
    const later = reader.read(q, { by: 'typing' });
    assert.deepEqual(reader.known(q), { value: 'a', ageMs: 1001, isFresh: false });
    (await call(1)).resolve('b');
    assert.equal((await later).value, 'b');
  });

  it('asks again for who wants a newer answer', async () => {
    const { reader, clock, call } = openReader();
    const first = reader.read(q, { by: 'person' });
    (await call(0)).resolve('a');
    await first;
    clock.advance(500);
    const newer = reader.read(q, { by: 'person', maxAgeMs: 400 });
    (await call(1)).resolve('b');
    assert.equal((await newer).value, 'b');
  });

  it('is not misled by a wall clock that is set', async () => {
    const { reader, clock, calls, call } = openReader();
    const first = reader.read(q, { by: 'typing' });
    (await call(0)).resolve('a');
    await first;
    clock.setWallClock(7_200_000);
    assert.equal((await reader.read(q, { by: 'typing' })).value, 'a');
    clock.setWallClock(-14_400_000);
    assert.equal((await reader.read(q, { by: 'typing' })).value, 'a');
    assert.equal(calls.length, 1);
  });

  it('refreshes in the background, and keeps what is known where that fails', async () => {
    const { reader, clock, call } = openReader();
    const first = reader.read(q, { by: 'typing' });
    (await call(0)).resolve('a');
    await first;
    clock.advance(1001);
    reader.refresh(q);
    (await call(1)).reject(errorOf('InternalError'));
    await setImmediate();
    assert.equal(reader.known(q)?.value, 'a');
    reader.refresh(q);
    await setImmediate();
    clock.advance(30_001);
    reader.refresh(q);
    (await call(2)).resolve('b');
    await setImmediate();
    assert.equal(reader.known(q)?.value, 'b');
  });

  it('remembers a missing permission, tells of it once, and never asks for it by typing', async () => {
    const { reader, told, calls, call } = openReader();
    const first = reader.read(q, { by: 'typing' });
    (await call(0)).reject(forbidden());
    await assert.rejects(first, /Forbidden/);
    await assert.rejects(reader.read(question('other'), { by: 'typing' }), /Forbidden/);
    assert.deepEqual([calls.length, told.length, [...reader.denied.keys()]], [1, 1, ['DescribeVaults']]);
    const person = reader.read(q, { by: 'person' });
    (await call(1)).reject(forbidden());
    await assert.rejects(person, /Forbidden/);
    assert.equal(told.length, 1);
  });

  it('knows that a permission was granted once a person had it asked again', async () => {
    const { reader, call } = openReader();
    const first = reader.read(q, { by: 'typing' });
    (await call(0)).reject(forbidden());
    await assert.rejects(first);
    const person = reader.read(q, { by: 'person' });
    (await call(1)).resolve('a');
    await person;
    assert.equal(reader.denied.size, 0);
    assert.equal((await reader.read(q, { by: 'typing' })).value, 'a');
  });

  it('waits longer and longer where the service has too many calls, in its slot, then gives up', async () => {
    const { reader, clock, call, inSlots } = openReader();
    const asked = reader.read(q, { by: 'person' });
    const waits: number[] = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      (await call(attempt)).reject(throttled());
      while (clock.timer.ms === undefined) await setImmediate();
      waits.push(clock.timer.ms);
      assert.equal(inSlots(), 1);
      clock.timer.fire();
    }
    (await call(3)).reject(throttled());
    await assert.rejects(asked, /Throttling/);
    for (const [index, ms] of [1000, 2000, 4000].entries()) {
      assert.ok((waits[index] ?? 0) >= ms * 0.75 && (waits[index] ?? 0) <= ms * 1.25, waits.join());
    }
    assert.equal(inSlots(), 0);
  });

  it('ends a call that nobody waits for any more, unless the next key asks the same', async () => {
    const { reader, clock, calls, call } = openReader();
    const first = new AbortController();
    const left = reader.read(q, { by: 'typing', signal: first.signal });
    const { signal } = await call(0);
    first.abort(new Error('the cursor left'));
    await assert.rejects(left, /the cursor left/);
    assert.equal(signal?.aborted, false);
    const again = reader.read(q, { by: 'typing' });
    clock.timer.fire();
    assert.equal(signal?.aborted, false);
    (await call(0)).resolve('a');
    assert.equal((await again).value, 'a');
    assert.equal(calls.length, 1);

    const second = new AbortController();
    const other = reader.read(question('other'), { by: 'typing', signal: second.signal });
    const running = await call(1);
    second.abort(new Error('the cursor left'));
    await assert.rejects(other);
    clock.timer.fire();
    assert.equal(running.signal?.aborted, true);
    const anew = reader.read(question('other'), { by: 'typing' });
    (await call(2)).resolve('b');
    assert.equal((await anew).value, 'b');
  });

  it('asks nothing for who has left already', async () => {
    const { reader, calls } = openReader();
    await assert.rejects(reader.read(q, { by: 'typing', signal: AbortSignal.abort(new Error('left')) }), /left/);
    assert.equal(calls.length, 0);
  });

  it('keeps 200 answers, the longest unused ones go', async () => {
    const { reader, call } = openReader();
    for (let index = 0; index <= 200; index++) {
      const asked = reader.read(question(`q${index}`), { by: 'person' });
      (await call(index)).resolve(index);
      await asked;
      reader.known(question('q0'));
    }
    assert.equal(reader.known(question('q0'))?.value, 0);
    assert.equal(reader.known(question('q1')), undefined);
    assert.equal(reader.known(question('q200'))?.value, 200);
  });

  it('says so where nobody signs any more', async () => {
    const { reader, signOut, calls } = openReader();
    signOut();
    await assert.rejects(reader.read(q, { by: 'person' }), /no profile signs/);
    assert.equal(calls.length, 0);
  });
});
