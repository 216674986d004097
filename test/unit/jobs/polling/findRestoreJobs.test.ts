import assert from 'node:assert/strict';
import type { HbrClient } from '../../../../src/cloud/hbrClient.ts';
import type { RestoreJobsPage } from '../../../../src/cloud/hbrResponses.ts';
import type { RestoreJobInfo } from '../../../../src/cloud/restoreJob.ts';
import { findRestoreJobs } from '../../../../src/jobs/polling/findRestoreJobs.ts';

const made = Date.UTC(2026, 10, 23);
const job = (n: number, more: Partial<RestoreJobInfo> = {}): RestoreJobInfo => ({
  RestoreId: `r-${n}`,
  CreatedTime: made / 1000 - n,
  other: {},
  ...more,
});

/** A service whose list is made anew for each page; `asked` has the pages that were read. */
function service(list: (request: number) => readonly RestoreJobInfo[], total?: (request: number) => number) {
  const asked: number[] = [];
  const client = {
    describeRestoreJobs({ pageNumber, pageSize }: { pageNumber: number; pageSize: number }) {
      const all = list(asked.length);
      const totalCount = total?.(asked.length) ?? all.length;
      asked.push(pageNumber);
      return Promise.resolve({
        jobs: all.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
        totalCount,
        requestId: '',
        serverTime: made,
      });
    },
  } as unknown as HbrClient;
  return { client, asked };
}

const wanted = (...numbers: number[]) => new Map(numbers.map((n) => [`r-${n}`, made - n * 1000]));
const some = (count: number) => Array.from({ length: count }, (_, n) => job(n));

describe('finding jobs in the list', () => {
  it('reads no further than the last job that is wanted', async () => {
    const { client, asked } = service(() => some(1000));
    const { found, requests } = await findRestoreJobs(client, { restoreType: 'NAS' }, wanted(3, 150));
    assert.deepEqual([...found.keys()], ['r-3', 'r-150']);
    assert.deepEqual([asked, requests], [[1, 2], 2]);
  });

  it('reads no further than where all jobs are a day older than those that are wanted', async () => {
    const old = Array.from({ length: 500 }, (_, n) => job(1000 + n, { CreatedTime: made / 1000 - 90_000 - n }));
    const { client, asked } = service(() => [...some(99), ...old]);
    assert.equal((await findRestoreJobs(client, { restoreType: 'NAS' }, wanted(3, 777))).found.size, 1);
    assert.deepEqual(asked, [1, 2]);
  });

  it('reads on where a job that is wanted is dated in the future, by a clock that was wrong', async () => {
    const old = Array.from({ length: 500 }, (_, n) => job(1000 + n, { CreatedTime: made / 1000 - 90_000 - n }));
    for (const ahead of [1_200_000, 172_800_000]) {
      const { client } = service(() => [...some(99), ...old]);
      const dated = new Map([...wanted(3), ['r-1400', made + ahead] as const]);
      assert.equal((await findRestoreJobs(client, { restoreType: 'NAS' }, dated)).found.size, 2);
    }
  });

  it('reads on where times are missing', async () => {
    const { client } = service(() => some(300).map(({ CreatedTime, ...rest }) => (void CreatedTime, rest)));
    assert.equal((await findRestoreJobs(client, { restoreType: 'NAS' }, wanted(299))).found.size, 1);
  });

  it('reads once more where the list shifted meanwhile, and finds what slipped from page to page', async () => {
    // After the first page the job in front is gone, so that job 99 moves to the page that was read already.
    const { client, asked } = service((request) => (request === 0 ? some(150) : some(150).slice(1)));
    assert.equal((await findRestoreJobs(client, { restoreType: 'NAS' }, wanted(99))).found.size, 1);
    assert.deepEqual(asked, [1, 2, 1]);
  });

  it('sees by a job that comes twice that others came meanwhile', async () => {
    const { client } = service(
      (request) => [...Array.from({ length: request }, (_, n) => job(-1 - n)), ...some(150)],
      () => 150,
    );
    assert.equal((await findRestoreJobs(client, { restoreType: 'NAS' }, wanted(149))).found.size, 1);
  });

  it('ends, whatever total the service says', async () => {
    for (const total of [0, 1, 1e12, Number.MAX_SAFE_INTEGER]) {
      const { client, asked } = service(
        () => some(99),
        () => total,
      );
      await findRestoreJobs(client, { restoreType: 'NAS' }, wanted(5000));
      assert.ok(asked.length <= 2, `${total}: ${asked.length}`);
    }
    const endless = service(
      (request) => Array.from({ length: 99 * (request + 1) }, (_, n) => job(n)),
      () => 1e12,
    );
    await findRestoreJobs(endless.client, { restoreType: 'NAS' }, wanted(1e9));
    assert.ok(endless.asked.length <= 200);
  });

  it('has read the whole list where all came that the service counts, or where the rest is older', async () => {
    const old = Array.from({ length: 500 }, (_, n) => job(1000 + n, { CreatedTime: made / 1000 - 90_000 - n }));
    for (const list of [[], some(5), some(150), [...some(99), ...old]]) {
      const { client } = service(() => list);
      assert.equal((await findRestoreJobs(client, { restoreType: 'NAS' }, wanted(777))).isWhole, true);
    }
  });

  type Page = Pick<RestoreJobsPage, 'jobs' | 'totalCount' | 'unusable'>;
  const inParts: readonly (readonly [what: string, pageAt: (page: number) => Page, requests: number])[] = [
    ['an empty page though the service counts jobs', () => ({ jobs: [], totalCount: 3 }), 1],
    ['an empty second page', (page) => ({ jobs: page === 1 ? some(99) : [], totalCount: 150 }), 2],
    ['an entry without a usable RestoreId', () => ({ jobs: [], unusable: 1, totalCount: 1 }), 1],
    [
      'such an entry before older jobs',
      () => ({ jobs: [job(5, { CreatedTime: made / 1000 - 90_000 })], unusable: 1, totalCount: 200 }),
      1,
    ],
    ['more jobs than it counts', () => ({ jobs: some(99), totalCount: 1 }), 1],
    // It has shifted, so it is read once more.
    ['each page like the first', () => ({ jobs: some(99), totalCount: 1000 }), 4],
    ['pages without end', (page) => ({ jobs: [job(page)], totalCount: 1000 }), 100],
  ];
  for (const [what, pageAt, requests] of inParts) {
    it(`has not read the whole list of a service that gives ${what}`, async () => {
      const asked: number[] = [];
      const client = {
        describeRestoreJobs({ pageNumber }: { pageNumber: number }) {
          asked.push(pageNumber);
          return Promise.resolve({ ...pageAt(pageNumber), requestId: '', serverTime: made });
        },
      } as unknown as HbrClient;
      const { isWhole, found } = await findRestoreJobs(client, { restoreType: 'NAS' }, wanted(777));
      assert.deepEqual([isWhole, found.size, asked.length], [false, 0, requests]);
    });
  }

  it('has not read the whole list where that shifted both times', async () => {
    const { client } = service((request) => [...Array.from({ length: request }, (_, n) => job(-1 - n)), ...some(150)]);
    assert.equal((await findRestoreJobs(client, { restoreType: 'NAS' }, wanted(777))).isWhole, false);
  });

  it('finds jobs of a service that gives fewer at once than it was asked for', async () => {
    const all = some(60);
    const asked: number[] = [];
    const client = {
      describeRestoreJobs({ pageNumber }: { pageNumber: number }) {
        asked.push(pageNumber);
        return Promise.resolve({
          jobs: all.slice((pageNumber - 1) * 10, pageNumber * 10),
          totalCount: 60,
          requestId: '',
        });
      },
    } as unknown as HbrClient;
    assert.equal((await findRestoreJobs(client, { restoreType: 'NAS' }, wanted(55))).found.size, 1);
    assert.deepEqual(asked, [1, 2, 3, 4, 5, 6]);
  });
});
