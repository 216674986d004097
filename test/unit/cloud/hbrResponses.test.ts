import assert from 'node:assert/strict';
import { clientFor, closeServers, create, failure, nas, page, reply, serve, unclearRestore } from './helpers.ts';

describe('cloud: what an operation gives', () => {
  afterEach(closeServers);

  const listed = async (text: unknown) => {
    const { origin } = await serve(reply(200, text));
    return clientFor(origin).client.describeRestoreJobs(nas);
  };

  it('has a total also where the response has none', async () => {
    const jobs = Array.from({ length: 10 }, (_, index) => ({ RestoreId: `r-${index}` }));
    assert.equal((await listed(page(jobs, { TotalCount: 'many' }))).totalCount, 11);
    assert.equal((await listed(page(jobs.slice(1), { TotalCount: null }))).totalCount, 9);
    assert.equal((await listed(page([], { TotalCount: '0' }))).totalCount, 0);
  });

  it('is an empty list only where the response says so', async () => {
    assert.deepEqual((await listed({ Success: true, TotalCount: 0, RestoreJobs: {} })).jobs, []);
    assert.deepEqual((await listed({ Success: true, TotalCount: 0 })).jobs, []);
    for (const body of [
      { Success: true },
      page('x'),
      page({}),
      page(null, { TotalCount: 3 }),
      page({ RestoreId: 'r' }),
      { RestoreJobs: [], TotalCount: 1 },
    ]) {
      const error = await failure(listed(body));
      assert.equal(error.outcome, 'unclear');
      assert.match(error.message, /no list/);
    }
  });

  it('is a created job also where all but its id is missing', async () => {
    for (const restoreId of ['r-000gx9oa4ydszp1j2k3l', '1234567890-1', 'R_1.b-2', 'x'.repeat(128)]) {
      const { origin } = await serve(reply(200, { RestoreId: restoreId }));
      assert.deepEqual(await create(origin), { restoreId, requestId: '' });
    }
  });

  const noIds = {
    'a number': 12345,
    'a number too large to be kept': '@12345678901234567890',
    'a truth value': true,
    nothing: '',
    blanks: '  ',
    'a blank at its end': 'r-1 ',
    'a line break at its end': 'r-1\n',
    'a control character': 'r-\u00001',
    'a terminal sequence': '\u001b[31mr-1',
    'a character without width': 'r-1\u200b',
    'a change of direction': '\u202er-1',
    'letters that look alike': 'r-\u0430bc',
    'more than 128 characters': 'x'.repeat(129),
    megabytes: 'r'.repeat(2_000_000),
    'an address': 'https://evil.example/',
    'a dash alone': '-',
  };
  for (const [what, RestoreId] of Object.entries(noIds)) {
    // In this source the number would lose digits.
    const quoted = JSON.stringify(RestoreId).replace(/^"@(\d+)"$/, '$1');

    it(`is no created job where its id is ${what}`, async () => {
      const { origin } = await serve(reply(200, `{"Success":true,"RequestId":"R-1","RestoreId":${quoted}}`));
      const error = await unclearRestore(create(origin), /it has no usable RestoreId/);
      assert.equal(error.requestId, 'R-1');
    });

    it(`says that a job is left out of the list whose id is ${what}`, async () => {
      const list = `[{"RestoreId":"r-1"},{"RestoreId":${quoted}}]`;
      const { jobs, unusable } = await listed(`{"TotalCount":2,"RestoreJobs":{"RestoreJob":${list}}}`);
      assert.deepEqual([jobs.map((job) => job.RestoreId), unusable], [['r-1'], 1]);
    });
  }

  it('is a full page of 99 jobs', async () => {
    const jobs = Array.from({ length: 99 }, (_, index) => ({
      RestoreId: `r-${index}`,
      Include: JSON.stringify(['/x'.repeat(4000)]),
    }));
    assert.equal((await listed(page(jobs))).jobs.length, 99);
  });

  it('is no page with far more jobs than were asked for', async () => {
    const jobs = Array.from({ length: 1001 }, (_, index) => ({ RestoreId: `r-${index}` }));
    const { origin } = await serve(reply(200, page(jobs)));
    const error = await failure(clientFor(origin).client.describeRestoreJobs(nas));
    assert.match(error.message, /1001 jobs where 10 were asked for/);
  });

  it('is the regions, without what can be none', async () => {
    const Region = [
      { RegionId: 'cn-hangzhou', LocalName: '华东1（杭州）' },
      { RegionId: 'cn-hangzhou', LocalName: 'again' },
      { RegionId: 'new-region-9', LocalName: 'a\r\nb\u001b[31mc' },
      { RegionId: 'eu-west-1' },
      { RegionId: 'evil.example/', LocalName: 'x' },
      { RegionId: 7 },
      null,
      'cn-beijing',
    ];
    const { origin, requests } = await serve(reply(200, { RequestId: 'R', Success: true, Regions: { Region } }));
    assert.deepEqual(await clientFor(origin).client.describeRegions(), [
      { regionId: 'cn-hangzhou', localName: '华东1（杭州）' },
      { regionId: 'new-region-9', localName: 'a bc' },
      { regionId: 'eu-west-1', localName: 'eu-west-1' },
    ]);
    assert.equal(requests[0]?.headers['x-acs-action'], 'DescribeRegions');
    assert.equal(requests[0]?.url, '/');
  });

  it('is no list of regions without end, and none that is no list', async () => {
    const Region = Array.from({ length: 50_000 }, (_, index) => ({ RegionId: `cn-r${index}`, LocalName: 'x' }));
    const { origin } = await serve(reply(200, { Regions: { Region } }));
    assert.equal((await clientFor(origin).client.describeRegions()).length, 300);
    for (const body of [{}, { Regions: [] }, { Regions: { Region: 'cn-hangzhou' } }, { Regions: null }]) {
      const other = await serve(reply(200, body));
      assert.match((await failure(clientFor(other.origin).client.describeRegions())).message, /no list of regions/);
    }
  });
});
