import assert from 'node:assert/strict';
import { keepSecret } from '../../../src/cloud/secrets.ts';
import { clean } from '../../../src/cloud/text.ts';
import { fitOf } from '../../../src/jobs/match.ts';
import { jobReport } from '../../../src/jobs/report.ts';
import { rowOf } from '../../../src/jobs/row.ts';
import { record } from '../jobs/helpers.ts';
import { clientFor, closeServers, created, reply, serve } from './helpers.ts';

const path = '/home/quokka/quagga';
const listed = {
  RestoreId: 'r-quagga01',
  RestoreType: 'NAS',
  Status: 'RUNNING',
  VaultId: 'v-quagga01',
  TargetPath: path,
  OtsDetail: { quokka: 'quagga' },
};
const request = { query: { RestoreType: 'NAS', VaultId: 'v-quagga01' }, body: { TargetPath: path } };

describe('secrets: a word that somebody has for a secret', () => {
  before(() => keepSecret('quagga', 'quokka'));
  afterEach(closeServers);

  it('takes nothing out of what the service answers, and so of what is asked of it later', async () => {
    assert.equal(clean(path), '/home/***/***');
    const { origin } = await serve((captured, response) => {
      const isList = captured.headers['x-acs-action'] === 'DescribeRestoreJobs2';
      const list = { ...created, TotalCount: 1, RestoreJobs: { RestoreJob: [listed] } };
      reply(200, isList ? list : { ...created, RestoreId: listed.RestoreId })(captured, response);
    });
    const { client } = clientFor(origin);
    assert.equal((await client.createRestoreJob(request)).restoreId, listed.RestoreId);
    const { jobs } = await client.describeRestoreJobs({ restoreType: 'NAS', pageNumber: 1, pageSize: 9 });
    const { OtsDetail, ...rest } = listed;
    assert.deepEqual(jobs, [{ ...rest, other: { OtsDetail: JSON.stringify(OtsDetail) } }]);
    assert.ok(jobs[0] && fitOf(request, jobs[0]) === 'equal');
  });

  it('takes nothing out of a row and a report', () => {
    const job = record('exact', { request, restoreId: listed.RestoreId });
    const { profile, region } = rowOf({ ...job, account: { ...job.account, profile: 'quagga' } });
    assert.deepEqual([profile, region], ['quagga', job.account.region]);
    const report = jobReport(job, job.createdAt);
    assert.ok(report.includes(`\`${path}\``) && report.includes('`v-quagga01`') && report.includes('r-quagga01'));
  });
});
