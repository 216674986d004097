import assert from 'node:assert/strict';
import { fetchIdentity } from '../../../src/cloud/callerIdentity.ts';
import { failure } from './helpers.ts';
import { ak, inFile, profileNamed, withProfiles } from './credentials/credentialHelpers.ts';
import { createSts, json } from '../standIns.ts';
import { formatCall, type CallLog } from '../../../src/cloud/http/callLog.ts';

const arn = 'acs:ram::1234567890123456:role/restorer';

const p = profileNamed('p');

describe('cloud: whose keys they are', () => {
  const role = { name: 'p', mode: 'RamRoleArn', ...inFile(ak), ram_role_arn: arn };

  it('is what STS of the region says of the keys that sign', () => {
    const service = createSts([ak]);
    const hosts = { 'https://sts.aliyuncs.com': service.answer, 'https://sts.cn-beijing.aliyuncs.com': service.answer };
    return withProfiles([role], hosts, async () => {
      assert.deepEqual(await fetchIdentity(profileNamed('p'), 'p', 'cn-beijing'), {
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
      const error = await failure(fetchIdentity(keys, 'mine', 'cn-beijing'));
      assert.equal(error.code, 'InvalidAccessKeyId.NotFound');
      assert.equal(error.requestId, 'STS-REQ');
    });
    await withProfiles([], { 'https://sts.cn-beijing.aliyuncs.com': json(200, { Arn: 7 }) }, async () => {
      assert.match((await failure(fetchIdentity(keys, 'mine', 'cn-beijing'))).message, /it names no account/);
    });
  });
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
        await fetchIdentity(p, 'p', 'cn-beijing', options);
        await failure(fetchIdentity(p, 'p', 'cn-shanghai', options));
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
