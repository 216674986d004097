import assert from 'node:assert/strict';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { call, ecsFile, nas, refused } from './client.ts';
import type { CallParameters } from './client.ts';

interface Listed {
  readonly TotalCount: number;
  readonly RestoreJobs: { readonly RestoreJob: readonly Readonly<Record<string, unknown>>[] };
}

const list = async (sandbox: Sandbox, query: Record<string, unknown> = {}): Promise<Listed> =>
  (await call(sandbox, 'DescribeRestoreJobs2', { query })) as unknown as Listed;

const create = async (sandbox: Sandbox, parameters: CallParameters = nas): Promise<string> =>
  (await call(sandbox, 'CreateRestoreJob', parameters))['RestoreId'] as string;

const filter = (Key: string, Operator: string | undefined, ...Values: unknown[]) => ({
  Filters: [{ Key, ...(Operator === undefined ? {} : { Operator }), Values }],
});

describe('sandbox: listing through the SDK', () => {
  let sandbox: Sandbox;
  let now = Date.now();

  beforeEach(async () => {
    now = Date.now();
    sandbox = await startSandbox({ now: () => now });
  });
  afterEach(() => sandbox.close());

  describe('paging', () => {
    it('gives the newest first, page by page, with the whole count', async () => {
      const ids: string[] = [];
      for (let index = 0; index < 12; index++) ids.unshift(await create(sandbox));
      const idsOf = (listed: Listed) => listed.RestoreJobs.RestoreJob.map((job) => job['RestoreId']);
      const first = await list(sandbox);
      assert.equal(first.TotalCount, 12);
      assert.deepEqual(idsOf(first), ids.slice(0, 10));
      assert.deepEqual(idsOf(await list(sandbox, { PageNumber: 2 })), ids.slice(10));
      assert.deepEqual(idsOf(await list(sandbox, { PageNumber: 3, PageSize: 5 })), ids.slice(10));
      assert.deepEqual(idsOf(await list(sandbox, { PageNumber: 9 })), []);
      assert.deepEqual(idsOf(await list(sandbox, { PageSize: 99 })), ids);
    });

    const wrong: [Record<string, unknown>, string][] = [
      [{ PageSize: 100 }, 'InvalidPageSize'],
      [{ PageSize: 0 }, 'InvalidPageSize'],
      [{ PageSize: 'x' }, 'InvalidPageSize'],
      [{ PageNumber: 0 }, 'InvalidPageNumber'],
      [{ PageNumber: -1 }, 'InvalidPageNumber'],
      [{ RestoreType: 'TAPE' }, 'InvalidRestoreType'],
      [{ Edition: 'GOLD' }, 'InvalidEdition'],
      [{ RestoreId: 'r-1' }, 'UnknownParameter'],
    ];
    for (const [query, code] of wrong) {
      it(`refuses ${JSON.stringify(query)}`, async () => {
        assert.equal((await refused(list(sandbox, query))).code, code);
      });
    }
  });

  describe('filters', () => {
    let nasId: string;
    let ecsId: string;

    beforeEach(async () => {
      nasId = await create(sandbox);
      sandbox.advance(100);
      ecsId = await create(sandbox, { ...ecsFile, query: { ...ecsFile.query, VaultId: 'v-2' } });
    });

    const nasEnds = () => Math.floor(now / 1000) + 8;
    const cases: [string, () => Record<string, unknown>, ('nas' | 'ecs')[]][] = [
      ['RestoreType', () => ({ RestoreType: 'NAS' }), ['nas']],
      ['VaultId', () => filter('VaultId', undefined, 'v-2'), ['ecs']],
      ['VaultId of several', () => filter('VaultId', 'IN', 'v-2', 'v-1', 'v-3'), ['ecs', 'nas']],
      ['VaultId NOT_EQUAL', () => filter('VaultId', 'NOT_EQUAL', 'v-2'), ['nas']],
      ['Status', () => filter('Status', 'EQUAL', 'COMPLETE'), ['nas']],
      ['InstanceId', () => filter('InstanceId', 'EQUAL', 'i-1'), ['ecs']],
      ['FileSystemId', () => filter('FileSystemId', 'EQUAL', '005494'), ['nas']],
      ['Bucket', () => filter('Bucket', 'EQUAL', 'b'), []],
      ['PlanId', () => filter('PlanId', 'EQUAL', 'plan-1'), []],
      ['RegionId', () => filter('RegionId', 'EQUAL', 'cn-shanghai'), ['ecs', 'nas']],
      ['CompleteTime GREATER_THAN', () => filter('CompleteTime', 'GREATER_THAN', nasEnds()), []],
      ['CompleteTime GREATER_THAN_OR_EQUAL', () => filter('CompleteTime', 'GREATER_THAN_OR_EQUAL', nasEnds()), ['nas']],
      ['CompleteTime LESS_THAN', () => filter('CompleteTime', 'LESS_THAN', nasEnds()), []],
      ['CompleteTime LESS_THAN_OR_EQUAL', () => filter('CompleteTime', 'LESS_THAN_OR_EQUAL', nasEnds()), ['nas']],
      ['CompleteTime BETWEEN', () => filter('CompleteTime', 'BETWEEN', nasEnds() - 1, nasEnds() + 1), ['nas']],
      ['CompleteTime NOT_EQUAL', () => filter('CompleteTime', 'NOT_EQUAL', nasEnds()), ['ecs']],
      [
        'two filters, both of which must hold',
        () => ({
          Filters: [
            { Key: 'VaultId', Values: ['v-1', 'v-2'] },
            { Key: 'Status', Values: ['CREATED'] },
          ],
        }),
        ['ecs'],
      ],
    ];
    for (const [name, query, expected] of cases) {
      it(name, async () => {
        const listed = await list(sandbox, query());
        const ids = { nas: nasId, ecs: ecsId };
        assert.deepEqual(
          listed.RestoreJobs.RestoreJob.map((job) => job['RestoreId']),
          expected.map((id) => ids[id]),
        );
        assert.equal(listed.TotalCount, expected.length);
      });
    }

    it('the jobs of Edition BASIC only where that is asked for', async () => {
      const basicId = await create(sandbox, { ...ecsFile, query: { ...ecsFile.query, Edition: 'BASIC' } });
      const idsOf = async (query: Record<string, unknown>) =>
        (await list(sandbox, query)).RestoreJobs.RestoreJob.map((job) => job['RestoreId']);
      assert.deepEqual(await idsOf({ Edition: 'BASIC' }), [basicId]);
      assert.deepEqual(await idsOf({}), [ecsId, nasId]);
      assert.deepEqual(await idsOf({ Edition: 'STANDARD' }), [ecsId, nasId]);
    });

    const wrong: [string, Record<string, unknown>][] = [
      ['an unknown key', filter('RestoreId', 'EQUAL', 'r-1')],
      ['an unknown operator', filter('VaultId', 'LIKE', 'v-1')],
      ['CompleteTime with the default operator', filter('CompleteTime', undefined, 1)],
      ['CompleteTime that is no time', filter('CompleteTime', 'EQUAL', 'noon')],
      ['an order of ids', filter('VaultId', 'LESS_THAN', 'v-1')],
      ['BETWEEN one value', filter('CompleteTime', 'BETWEEN', 1)],
      ['EQUAL to two values', filter('VaultId', 'EQUAL', 'v-1', 'v-2')],
      ['no value', { Filters: [{ Key: 'VaultId' }] }],
      ['no key', { Filters: [{ Values: ['v-1'] }] }],
    ];
    for (const [name, query] of wrong) {
      it(`refuses ${name}`, async () => {
        assert.equal((await refused(list(sandbox, query))).code, 'InvalidFilters');
      });
    }
  });
});
