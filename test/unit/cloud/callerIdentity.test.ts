import assert from 'node:assert/strict';
import { fetchIdentity } from '../../../src/cloud/callerIdentity.ts';
import { failure } from './helpers.ts';
import { ak, inFile, profileNamed, withProfiles } from './credentials/credentialHelpers.ts';
import { createSts, json } from '../standIns.ts';
import { formatCall, type CallLog } from '../../../src/cloud/http/callLog.ts';

const arn = 'acs:ram::1234567890123456:role/restorer';

const p = profileNamed('p');

const inRegion = (region: string, service = 'hbr') => ({
  region,
  endpoint: `https://${service}.${region}.aliyuncs.com`,
});

describe('cloud: whose keys they are', () => {
  const role = { name: 'p', mode: 'RamRoleArn', ...inFile(ak), ram_role_arn: arn };

  it('is what STS of the region says of the keys that sign', () => {
    const service = createSts([ak]);
    const hosts = { 'https://sts.aliyuncs.com': service.answer, 'https://sts.cn-beijing.aliyuncs.com': service.answer };
    return withProfiles([role], hosts, async () => {
      assert.deepEqual(await fetchIdentity(profileNamed('p'), 'p', inRegion('cn-beijing')), {
        accountId: '1234567890123456',
        arn: 'acs:ram::1234567890123456:user/STS.1',
      });
      assert.deepEqual(
        service.calls.map(({ action, host, signedBy }) => [action, host, signedBy]),
        [
          ['AssumeRole', 'sts.aliyuncs.com', ak.accessKeyId],
          ['GetCallerIdentity', 'sts.cn-beijing.aliyuncs.com', 'STS.1'],
        ],
      );
    });
  });

  it('is an error where STS knows them not, or says nothing', async () => {
    const keys = { kind: 'keys' as const, ...ak };
    const service = createSts([]);
    await withProfiles([], { 'https://sts.cn-beijing.aliyuncs.com': service.answer }, async () => {
      const error = await failure(fetchIdentity(keys, 'mine', inRegion('cn-beijing')));
      assert.equal(error.code, 'InvalidAccessKeyId.NotFound');
      assert.equal(error.requestId, 'STS-REQ');
    });
    await withProfiles([], { 'https://sts.cn-beijing.aliyuncs.com': json(200, { Arn: 7 }) }, async () => {
      assert.match((await failure(fetchIdentity(keys, 'mine', inRegion('cn-beijing')))).message, /it names no account/);
    });
  });
});

describe('cloud: the STS that says whose keys they are', () => {
  for (const [region, service, host] of [
    ['cn-hangzhou', 'hbr', 'sts.cn-hangzhou.aliyuncs.com'],
    ['cn-hangzhou', 'hbr-vpc', 'sts-vpc.cn-hangzhou.aliyuncs.com'],
    ['cn-shanghai-finance-1', 'hbr', 'sts.cn-shanghai-finance-1.aliyuncs.com'],
    ['cn-hangzhou-finance', 'hbr', 'sts.aliyuncs.com'],
    ['cn-beijing-finance-1', 'hbr', 'sts.aliyuncs.com'],
    ['cn-shenzhen-finance-1', 'hbr', 'sts-vpc.cn-shenzhen-finance-1.aliyuncs.com'],
  ] as const) {
    it(`is ${host} for ${service} in ${region}`, async () => {
      const sts = createSts([ak]);
      await withProfiles([], { [`https://${host}`]: sts.answer }, async () => {
        await fetchIdentity({ kind: 'keys', ...ak }, 'p', inRegion(region, service));
        assert.deepEqual(
          sts.calls.map((call) => call.host),
          [host],
        );
      });
    });
  }
});

describe('cloud: the log of whose keys they are', () => {
  it('GetCallerIdentity, that of the service itself', async () => {
    const lines: CallLog[] = [];
    const options = { log: (line: CallLog) => lines.push(line) };
    const service = createSts([ak]);
    await withProfiles(
      [{ name: 'p', mode: 'AK', ...inFile(ak) }],
      { 'https://sts.cn-beijing.aliyuncs.com': service.answer },
      async () => {
        await fetchIdentity(p, 'p', inRegion('cn-beijing'), options);
        await failure(fetchIdentity(p, 'p', inRegion('cn-shanghai'), options));
      },
    );
    assert.deepEqual(
      lines.map((line) => formatCall(line).replace(/ \d+ ms$/, '')),
      [
        'GetCallerIdentity cn-beijing sts.cn-beijing.aliyuncs.com profile=p HTTP 200 ok RequestId=STS-REQ',
        'GetCallerIdentity cn-shanghai sts.cn-shanghai.aliyuncs.com profile=p notSent Code=ECONNREFUSED',
      ],
    );
  });
});
