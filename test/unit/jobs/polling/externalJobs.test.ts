import assert from 'node:assert/strict';
import { createClient } from '../../../../src/cloud/hbrClient.ts';
import { createExternalJobs, externalJobRecord } from '../../../../src/jobs/polling/externalJobs.ts';
import { endedAt, statusOf } from '../../../../src/jobs/record.ts';
import { rowOf } from '../../../../src/jobs/row.ts';
import { createStore } from '../../../../src/jobs/store.ts';
import { valid } from '../../restoreSpec/validSpecs.ts';
import { startSandbox } from '../../../hosts/testSandbox.ts';
import { accountAt, record, requestOf, sandboxes } from '../jobFixtures.ts';
import { clockShifts, manualClock } from '../manualClock.ts';

const account = accountAt('http://127.0.0.1:1');

describe('jobs started elsewhere', () => {
  const current = sandboxes();

  /** A window whose timer a test fires by hand. */
  function open({ focused = true } = {}) {
    const store = createStore();
    const clock = manualClock();
    const { timer } = clock;
    const window = { focused };
    const outages: unknown[] = [];
    type Connected = Pick<ReturnType<typeof current>, 'account' | 'client'>;
    const removed = new Set<string>();
    let connect = (): Promise<Connected> => Promise.resolve(current());
    const elsewhere = createExternalJobs({
      store,
      clock,
      connect: () => connect(),
      removedIds: () => Promise.resolve(removed),
      isFocused: () => window.focused,
      onOutage: (error) => outages.push(error),
    });
    const ids = () => store.rows().map(({ restoreId }) => restoreId);
    const connectTo = (next: () => Promise<Connected>) => {
      connect = next;
    };
    return { store, removed, timer, window, outages, elsewhere, ids, connectTo };
  }

  const start = async (type: string, more: Readonly<Record<string, unknown>> = {}) =>
    (await current().client.createRestoreJob(requestOf(type, more))).restoreId;
  const asked = () =>
    current()
      .sandbox.requests()
      .filter(({ action }) => action === 'DescribeRestoreJobs2').length;

  it('are those of every documented type, and of both editions, that no record knows, read one page each', async () => {
    const { store, elsewhere, ids } = open();
    const [own, past, ...others] = [
      await start('NAS'),
      await start('NAS'),
      ...(await Promise.all(['ECS_FILE', 'OSS', 'NAS', 'OTS_TABLE', 'UDM_ECS_ROLLBACK'].map((type) => start(type)))),
      await start('ECS_FILE', { Edition: 'BASIC' }),
    ];
    store.put(record('own', { restoreId: own ?? '' }));
    store.setPast([rowOf(record('past', { restoreId: past ?? '' }))]);
    await elsewhere.refresh();
    assert.equal(asked(), 6);
    const found = store.rows().filter((row) => row.external);
    assert.deepEqual(found.map(({ restoreId }) => restoreId).sort(), others.sort());
    assert.ok(found.every(({ id, restoreId }) => id === `elsewhere-${restoreId}`));
    assert.deepEqual(
      store.all().map(({ id }) => id),
      ['own'],
    );
    assert.equal(ids().length, 8);
  });

  it('say what they restore and where to, from what is listed', async () => {
    for (const type of Object.keys(valid)) {
      const restoreId = await start(type);
      const { elsewhere, store } = open();
      await elsewhere.refresh();
      const found = store.rows().find((row) => row.restoreId === restoreId);
      if (!found) continue; // A newer type.
      const sent = rowOf(record('sent', { request: requestOf(type) }));
      assert.deepEqual([found.what, found.vault, found.restoreType], [sent.what, sent.vault, sent.restoreType]);
      // UdmRegionId is not in the list.
      if (!type.startsWith('UDM')) assert.equal(found.to, sent.to);
    }
  });

  it('are looked at once a minute while the window is in front and one of them goes on', async () => {
    const { elsewhere, store, timer, window } = open();
    await elsewhere.refresh();
    assert.equal(timer.ms, undefined, 'none is there');
    const restoreId = await start('NAS');
    await elsewhere.refresh();
    assert.equal(timer.ms, 60_000);
    const before = asked();
    window.focused = false;
    timer.fire();
    assert.deepEqual([asked(), timer.ms], [before, 60_000]);
    window.focused = true;
    current().sandbox.advance(20);
    timer.fire();
    await elsewhere.refresh();
    assert.equal(asked(), before + 6);
    const job = store.get(`elsewhere-${restoreId}`);
    assert.equal(job && statusOf(job), 'COMPLETE');
    assert.equal(job?.untold, undefined);
    assert.equal(timer.ms, undefined);
  });

  it('have the edition of the list that they were in, by which they are canceled', async () => {
    const { elsewhere, store } = open();
    const basic = await start('ECS_FILE', { Edition: 'BASIC' });
    const standard = await start('ECS_FILE');
    await elsewhere.refresh();
    const editionOf = (restoreId: string) => store.get(`elsewhere-${restoreId}`)?.request.query['Edition'];
    assert.deepEqual([editionOf(basic), editionOf(standard)], ['BASIC', undefined]);
  });

  it('are none of those that were removed from the list', async () => {
    const { elsewhere, ids, removed } = open();
    const [gone, other] = [await start('NAS'), await start('NAS')];
    removed.add(gone);
    await elsewhere.refresh();
    assert.deepEqual(ids(), [other]);
  });

  it('keep a wish to cancel over the next look', async () => {
    const { elsewhere, store } = open();
    const restoreId = await start('NAS');
    await elsewhere.refresh();
    const job = store.get(`elsewhere-${restoreId}`);
    assert.ok(job);
    store.setExternal([{ ...job, cancelAskedAt: 1 }]);
    await elsewhere.refresh();
    assert.equal(store.row(job.id)?.status, 'CANCELING');
  });

  it('are gone with the one that showed them, also where a look is under way', async () => {
    const { elsewhere, store, timer } = open();
    await start('NAS');
    await elsewhere.refresh();
    const looking = elsewhere.refresh();
    elsewhere.dispose();
    await looking;
    assert.deepEqual([store.rows(), timer.ms], [[], undefined]);
  });

  it('are those of another account once that is chosen, also where a look at the one before is under way', async () => {
    const { elsewhere, ids, connectTo } = open();
    await start('NAS');
    const before = current();
    let answer: (connected: typeof before) => void = () => assert.fail('nothing connects');
    connectTo(() => new Promise((resolve) => (answer = resolve)));
    const looking = elsewhere.refresh();
    const other = await startSandbox();
    try {
      const account = accountAt(other.endpoint);
      const client = createClient(account, { kind: 'keys', ...other });
      const { restoreId } = await client.createRestoreJob(requestOf('OSS'));
      connectTo(() => Promise.resolve({ account, client }));
      const again = elsewhere.restart();
      answer(before);
      await Promise.all([looking, again]);
      assert.deepEqual(ids(), [restoreId]);
    } finally {
      await other.close();
    }
  });

  it('are gone at once where another account is chosen, and looked for until that one can be asked', async () => {
    const { elsewhere, ids, connectTo, timer, outages } = open();
    const restoreId = await start('NAS');
    await elsewhere.refresh();
    const down = new Error('no such host');
    connectTo(() => Promise.reject(down));
    const again = elsewhere.restart();
    assert.deepEqual(ids(), []);
    await again;
    const tick = async () => {
      timer.fire();
      await elsewhere.refresh().catch(() => undefined);
    };
    await tick();
    // It is said once, until a look works.
    assert.deepEqual([ids(), timer.ms, outages], [[], 60_000, [down]]);
    connectTo(() => Promise.resolve(current()));
    await tick();
    assert.deepEqual([ids(), timer.ms, outages.length], [[restoreId], 60_000, 1]);
    connectTo(() => Promise.reject(down));
    await tick();
    assert.equal(outages.length, 2);
    elsewhere.dispose();
    assert.equal(timer.ms, undefined);
  });

  it('stay as they were where the service can not be asked, and a stop ends the look', async () => {
    const { elsewhere, ids, timer, outages } = open();
    await start('NAS');
    await elsewhere.refresh();
    current().sandbox.inject({
      kind: 'error',
      status: 503,
      code: 'ServiceUnavailable',
      action: 'DescribeRestoreJobs2',
    });
    await assert.rejects(elsewhere.refresh(), /ServiceUnavailable/);
    assert.deepEqual([ids().length, timer.ms], [1, 60_000]);
    current().sandbox.inject({
      kind: 'error',
      status: 503,
      code: 'ServiceUnavailable',
      action: 'DescribeRestoreJobs2',
    });
    timer.fire();
    await elsewhere.refresh().catch(() => undefined);
    assert.equal(outages.length, 1);
    const stop = new AbortController();
    current().sandbox.inject({ kind: 'hang', action: 'DescribeRestoreJobs2' });
    const looking = elsewhere.refresh(stop.signal);
    stop.abort();
    await assert.rejects(looking);
  });

  describe('as records', () => {
    const make = (job: object, now = 1_700_000_000_000) =>
      externalJobRecord({ RestoreId: 'r-1', other: {}, ...job }, { account, list: { restoreType: 'OSS' }, now });

    it('are dated by the service where that can be true', () => {
      assert.equal(make({ CreatedTime: 1_600_000_000 }).createdAt, 1_600_000_000_000);
      for (const CreatedTime of [undefined, 0, -5, 9e15])
        assert.equal(make({ CreatedTime }).createdAt, 1_700_000_000_000);
    });

    it('are dated by the service, whatever the clock of this machine is set to', () => {
      for (const [name, ms] of clockShifts)
        assert.equal(make({ CreatedTime: 1_600_000_000 }, 1_600_000_000_000 + ms).createdAt, 1_600_000_000_000, name);
    });

    it('have an end when the service says so, and not when it was first looked at', () => {
      const times = { CreatedTime: 1_600_000_000, CompleteTime: 1_600_000_100 };
      assert.equal(endedAt(make({ Status: 'COMPLETE', ...times })), 1_600_000_100_000);
      assert.equal(endedAt(make({ Status: 'COMPLETE', CreatedTime: 1_600_000_000 })), 1_600_000_000_000);
      assert.equal(make({ Status: 'RUNNING' }).timeline?.[0]?.status, 'RUNNING');
    });

    it('have names of safe characters, different for different RestoreIds', () => {
      const ids = ['../../x', '..%2f..%2fx', 'r_1', 'r-1', 'a b', 'ä', '😀'].map((RestoreId) => make({ RestoreId }).id);
      assert.ok(ids.every((id) => /^elsewhere-[\w.-]+$/.test(id) && !id.includes('/')));
      assert.equal(new Set(ids).size, ids.length);
    });

    it('of an instance say which', () => {
      const job = { RestoreType: 'UDM_ECS_ROLLBACK', SourceInstanceId: 'i-1' };
      assert.equal(rowOf(make(job)).to, 'i-1');
      assert.equal(rowOf(make({ ...job, UdmDetail: '{"sourceInstanceId":"i-2"}' })).to, 'i-2');
    });

    it('put each parameter where it would travel', () => {
      const job = {
        TargetPath: '/x',
        TargetCreateTime: 5,
        Include: '["/a"]',
        Mars: 1,
        other: { OtsDetail: '{}', Mars: '1' },
      };
      assert.deepEqual(make(job).request, {
        query: { RestoreType: 'OSS', TargetCreateTime: '5' },
        body: { TargetPath: '/x', Include: '["/a"]', OtsDetail: '{}' },
      });
    });
  });
});
