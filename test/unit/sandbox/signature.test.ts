import assert from 'node:assert/strict';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { call, nas, refused, send } from './client.ts';
import type { RawRequest } from './client.ts';

const dated = (offsetSeconds: number) =>
  new Date(Date.now() + offsetSeconds * 1000).toISOString().replace(/\.\d+Z/, 'Z');

describe('sandbox: who may call', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  it('believes a right request of either client', async () => {
    assert.equal((await call(sandbox, 'DescribeRestoreJobs2'))['Success'], true);
    assert.equal((await send(sandbox, { query: 'PageNumber=1&PageSize=99&RestoreType=NAS' })).status, 200);
  });

  it('believes localhost as a name of its own', async () => {
    const host = sandbox.endpoint.replace('http://127.0.0.1', 'localhost');
    assert.equal((await send(sandbox, { headers: { host } })).status, 200);
  });

  it('refuses the SDK with a wrong key', async () => {
    const { endpoint, accessKeyId, accessKeySecret } = sandbox;
    const wrongId = await refused(call({ endpoint, accessKeyId: 'nobody', accessKeySecret }, 'DescribeRestoreJobs2'));
    assert.deepEqual([wrongId.code, wrongId.statusCode], ['InvalidAccessKeyId.NotFound', 404]);
    const wrongSecret = await refused(call({ endpoint, accessKeyId, accessKeySecret: 'x' }, 'CreateRestoreJob', nas));
    assert.deepEqual([wrongSecret.code, wrongSecret.statusCode], ['SignatureDoesNotMatch', 400]);
    assert.deepEqual(sandbox.jobs(), []);
  });

  const refusals: [string, RawRequest, number, string][] = [
    ['no Authorization', { sentHeaders: { authorization: undefined } }, 400, 'IncompleteSignature'],
    ['another scheme', { sentHeaders: { authorization: 'Bearer abc' } }, 400, 'IncompleteSignature'],
    [
      'another algorithm',
      { sentHeaders: { authorization: `ACS3-RSA-SHA256 Credential=a,SignedHeaders=host,Signature=${'0'.repeat(64)}` } },
      400,
      'IncompleteSignature',
    ],
    ['a header that is not signed', { unsigned: ['x-acs-action'] }, 400, 'IncompleteSignature'],
    ['the host not signed', { unsigned: ['host'] }, 400, 'IncompleteSignature'],
    ['a header added later', { sentHeaders: { 'x-acs-extra': '1' } }, 400, 'IncompleteSignature'],
    ['a secret that is wrong', { secret: 'wrong' }, 400, 'SignatureDoesNotMatch'],
    ['an AccessKeyId that is wrong', { accessKeyId: 'LTAI5tWrong' }, 404, 'InvalidAccessKeyId.NotFound'],
    ['a query changed on the way', { query: 'PageSize=1', sentQuery: 'PageSize=2' }, 400, 'SignatureDoesNotMatch'],
    ['a query added on the way', { sentQuery: 'PageSize=2' }, 400, 'SignatureDoesNotMatch'],
    ['a body changed on the way', { body: 'Include=a', sentBody: 'Include=b' }, 400, 'SignatureDoesNotMatch'],
    [
      'an action changed on the way',
      { sentHeaders: { 'x-acs-action': 'CancelRestoreJob' } },
      400,
      'SignatureDoesNotMatch',
    ],
    ['a date changed on the way', { sentHeaders: { 'x-acs-date': dated(-60) } }, 400, 'SignatureDoesNotMatch'],
    ['no date', { headers: { 'x-acs-date': undefined } }, 400, 'MissingParameter'],
    ['no nonce', { headers: { 'x-acs-signature-nonce': undefined } }, 400, 'MissingParameter'],
    ['no hash of the body', { headers: { 'x-acs-content-sha256': undefined } }, 400, 'MissingParameter'],
    ['no action', { headers: { 'x-acs-action': undefined } }, 400, 'MissingParameter'],
    ['no version', { headers: { 'x-acs-version': undefined } }, 400, 'MissingParameter'],
    ['an old date', { headers: { 'x-acs-date': dated(-16 * 60) } }, 400, 'InvalidTimeStamp.Expired'],
    ['a date to come', { headers: { 'x-acs-date': dated(60 * 60) } }, 400, 'InvalidTimeStamp.Expired'],
    ['a date of another form', { headers: { 'x-acs-date': 'Sat, 01 Jan 2022 00:00:00 GMT' } }, 400, 'IllegalTimestamp'],
    ['a date that is none', { headers: { 'x-acs-date': '2026-13-40T00:00:00Z' } }, 400, 'IllegalTimestamp'],
    ['an unknown action', { headers: { 'x-acs-action': 'DeleteVault' } }, 404, 'InvalidAction.NotFound'],
    ['another version', { headers: { 'x-acs-version': '2014-05-26' } }, 404, 'InvalidVersion'],
    ['another path', { path: '/jobs' }, 404, 'InvalidAction.NotFound'],
    ['another method', { method: 'GET' }, 405, 'UnsupportedHTTPMethod'],
    ['a foreign host', { headers: { host: 'evil.example:80' } }, 403, 'Forbidden'],
    ['the right host without its port', { headers: { host: '127.0.0.1' } }, 403, 'Forbidden'],
    ['no host', { headers: { host: undefined } }, 403, 'Forbidden'],
    [
      'a token that nobody gave',
      { headers: { 'x-acs-security-token': 't' } },
      400,
      'InvalidSecurityToken.MismatchWithAccessKey',
    ],
    ['a body that is JSON', { body: '{}', headers: { 'content-type': 'application/json' } }, 400, 'InvalidContentType'],
    ['a body without a type', { body: 'a=1', headers: { 'content-type': undefined } }, 400, 'InvalidContentType'],
  ];
  for (const [name, raw, status, code] of refusals) {
    it(`refuses ${name}: ${status} ${code}`, async () => {
      const answer = await send(sandbox, raw);
      assert.deepEqual([answer.status, answer.body['Code']], [status, code]);
      assert.equal(typeof answer.body['RequestId'], 'string');
      // What is not verified is counted and not recorded; what isn't meant for the sandbox is not even counted.
      const recorded = sandbox.requests().map((record) => [record.status, record.code, record.executed]);
      const counted = Object.entries(sandbox.unverified());
      if (code === 'Forbidden') assert.deepEqual([recorded, counted], [[], []]);
      else if (recorded.length > 0) assert.deepEqual([recorded, counted], [[[status, code, false]], []]);
      else assert.deepEqual(counted, [[code, 1]]);
      assert.deepEqual(sandbox.jobs(), []);
    });
  }

  it('takes a date that is 14 minutes off', async () => {
    assert.equal((await send(sandbox, { headers: { 'x-acs-date': dated(-14 * 60) } })).status, 200);
    assert.equal((await send(sandbox, { headers: { 'x-acs-date': dated(14 * 60) } })).status, 200);
  });

  it('holds dates against now(), not against the clock that advance() moves', async () => {
    sandbox.advance(86_400);
    assert.equal((await call(sandbox, 'DescribeRestoreJobs2'))['Success'], true);
    const late = await startSandbox({ now: () => Date.now() + 16 * 60 * 1000 });
    assert.equal((await refused(call(late, 'DescribeRestoreJobs2'))).code, 'InvalidTimeStamp.Expired');
    await late.close();
  });

  it('takes a nonce once; a refused request does not use one up', async () => {
    const headers = { 'x-acs-signature-nonce': 'once' };
    assert.equal((await send(sandbox, { headers, secret: 'wrong' })).body['Code'], 'SignatureDoesNotMatch');
    assert.equal((await send(sandbox, { headers })).status, 200);
    assert.equal((await send(sandbox, { headers })).body['Code'], 'SignatureNonceUsed');
  });

  it('forgets a nonce only when its date would be refused', async () => {
    let now = Date.now();
    const timed = await startSandbox({ now: () => now });
    const at = (ms: number) => ({
      'x-acs-signature-nonce': 'once',
      'x-acs-date': new Date(ms).toISOString().replace(/\.\d+Z/, 'Z'),
    });
    const first = at(now);
    assert.equal((await send(timed, { headers: first })).status, 200);
    now += 14 * 60 * 1000;
    assert.equal((await send(timed, { headers: first })).body['Code'], 'SignatureNonceUsed');
    now += 2 * 60 * 1000;
    assert.equal((await send(timed, { headers: first })).body['Code'], 'InvalidTimeStamp.Expired');
    assert.equal((await send(timed, { headers: at(now) })).status, 200);
    await timed.close();
  });

  it('wants the token of temporary credentials', async () => {
    const sts = await startSandbox({ accessKeyId: 'id', accessKeySecret: 'secret', securityToken: 'token' });
    const keys = { endpoint: sts.endpoint, accessKeyId: 'id', accessKeySecret: 'secret' };
    assert.equal((await call({ ...keys, securityToken: 'token' }, 'DescribeRestoreJobs2'))['Success'], true);
    const wrong = await refused(call({ ...keys, securityToken: 'other' }, 'DescribeRestoreJobs2'));
    assert.deepEqual([wrong.code, wrong.statusCode], ['InvalidSecurityToken.MismatchWithAccessKey', 400]);
    assert.equal((await refused(call(keys, 'DescribeRestoreJobs2'))).code, 'InvalidSecurityToken.Malformed');
    await sts.close();
  });

  it('repeats no secret, no token and no signature, neither in an answer nor in a record', async () => {
    const sts = await startSandbox({ securityToken: 'token-1234' });
    const answer = await send(sts, { secret: 'guess-5678', headers: { 'x-acs-security-token': 'token-1234' } });
    const seen = answer.text + JSON.stringify(sts.requests());
    for (const secret of [sts.accessKeySecret, 'token-1234', 'guess-5678', 'Signature='])
      assert.ok(!seen.includes(secret));
    await sts.close();
  });
});
