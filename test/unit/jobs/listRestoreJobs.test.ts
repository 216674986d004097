import assert from 'node:assert/strict';
import type { HbrClient } from '../../../src/cloud/hbrClient.ts';
import { listRestoreJobs, newestRestoreJobs, type ListedPage } from '../../../src/jobs/listRestoreJobs.ts';

interface Page {
  readonly ids: readonly string[];
  readonly total: number;
  readonly unusable?: number;
}

/** A client whose answers are the given pages; `asked` has what was asked for. */
function service(pageAt: (request: number) => Page) {
  const asked: { pageNumber: number; pageSize: number; vaultId?: string }[] = [];
  const client = {
    describeRestoreJobs(args: (typeof asked)[number]) {
      const { ids, total, unusable = 0 } = pageAt(asked.length);
      asked.push(args);
      return Promise.resolve({
        jobs: ids.map((RestoreId) => ({ RestoreId, other: {} })),
        totalCount: total,
        requestId: '',
        ...(unusable > 0 && { unusable }),
      });
    },
  } as unknown as HbrClient;
  return { client, asked };
}

async function allPages(client: HbrClient): Promise<ListedPage[]> {
  const pages: ListedPage[] = [];
  for await (const page of listRestoreJobs(client, { restoreType: 'NAS', vaultId: 'v' })) pages.push(page);
  return pages;
}

describe('paging through the list of jobs', () => {
  const three: readonly Page[] = [
    { ids: ['a', 'b'], total: 5 },
    { ids: ['c', 'd'], total: 5 },
    { ids: ['e'], total: 5 },
  ];
  const empty: Page = { ids: [], total: 5 };

  it('gives the pages in their order, up to the one with which all jobs have come', async () => {
    const { client, asked } = service((request) => three[request] ?? empty);
    const pages = await allPages(client);
    assert.deepEqual(
      pages.map(({ pageNumber, isComplete, hasShifted }) => [pageNumber, isComplete, hasShifted]),
      [
        [1, false, false],
        [2, false, false],
        [3, true, false],
      ],
    );
    assert.deepEqual(
      pages.flatMap(({ jobs }) => jobs.map(({ RestoreId }) => RestoreId)),
      ['a', 'b', 'c', 'd', 'e'],
    );
    assert.ok(asked.every(({ pageSize, vaultId }) => pageSize === 99 && vaultId === 'v'));
  });

  it('ends with an empty page, and then the list is not complete', async () => {
    const { client } = service((request) => (request === 0 ? { ids: ['a'], total: 5 } : empty));
    const pages = await allPages(client);
    assert.deepEqual([pages.length, pages.at(-1)?.isComplete], [2, false]);
  });

  it('ends with a page that repeats what came before, and is not complete by more jobs than the service counts', async () => {
    const { client, asked } = service(() => ({ ids: ['a', 'b'], total: 5 }));
    assert.deepEqual([(await allPages(client)).at(-1)?.isComplete, asked.length], [false, 2]);
    assert.equal((await allPages(service(() => ({ ids: ['a', 'b'], total: 1 })).client)).at(-1)?.isComplete, false);
  });

  it('is never complete with a job in it whose RestoreId is not usable, whatever the total', async () => {
    for (const total of [1, 2, 3]) {
      const { client, asked } = service((request) =>
        request === 0 ? { ids: ['a', 'b'], total, unusable: 1 } : { ids: ['c'], total },
      );
      const pages = await allPages(client);
      assert.deepEqual(
        pages.map(({ isComplete }) => isComplete),
        [false],
      );
      assert.equal(asked.length, 1);
    }
  });

  it('counts a job that comes twice once, and says that the list has shifted', async () => {
    const twice = service((request) => ({ ids: request === 0 ? ['a', 'b'] : ['b', 'c'], total: 3 }));
    assert.deepEqual(
      (await allPages(twice.client)).map(({ isComplete, hasShifted }) => [isComplete, hasShifted]),
      [
        [false, false],
        [true, true],
      ],
    );
    const grown = service((request) => ({ ids: [`a${request}`], total: request === 0 ? 3 : 2 }));
    assert.equal((await allPages(grown.client)).at(-1)?.hasShifted, true);
  });

  it('reads no more than a hundred pages of a list without end', async () => {
    const { client, asked } = service((request) => ({ ids: [`job-${request}`], total: 1e12 }));
    const pages = await allPages(client);
    assert.deepEqual([pages.length, asked.length, pages.at(-1)?.isComplete], [100, 100, false]);
  });

  it('asks for nothing more once the caller leaves', async () => {
    const { client, asked } = service((request) => three[request] ?? empty);
    const newest = await newestRestoreJobs(client, { restoreType: 'NAS' });
    assert.deepEqual([newest.length, asked.length], [2, 1]);
  });

  it('passes on what the client throws, after the pages that came before', async () => {
    const { client } = service((request) => {
      if (request === 1) throw new Error('down');
      return three[0] ?? empty;
    });
    const pages: number[] = [];
    await assert.rejects(async () => {
      for await (const { pageNumber } of listRestoreJobs(client, { restoreType: 'NAS' })) pages.push(pageNumber);
    }, /down/);
    assert.deepEqual(pages, [1]);
  });
});
