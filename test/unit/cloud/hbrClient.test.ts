import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { createClient } from '../../../src/cloud/hbrClient.ts';
import { CloudError } from '../../../src/cloud/cloudError.ts';
import { registerSecrets } from '../../../src/cloud/redaction/secrets.ts';
import { sanitize } from '../../../src/cloud/sanitize.ts';
import { compareJob } from '../../../src/jobs/reconciliation/match.ts';
import {
  clientFor,
  closeServers,
  created,
  expectedSignature,
  failure,
  keys,
  nas,
  page,
  reply,
  serve,
  signatureOf,
} from './helpers.ts';

describe('cloud: a request on the wire', () => {
  afterEach(closeServers);

  const hostile = {
    stars: '*()~!\'"+ %/?#&=;:@$,[]{}|\\^`<>',
    script: '备份 ñ 👍👨‍👩‍👧 \u0301',
    controls: 'a\r\n\tb\0c',
    template: '${x} [a](b) <b>&amp;</b>',
    json: '["/home/alice/*.pdf", "/home/bob (1)/~x+y z.txt"]',
    empty: '',
    digits: '1234567890123456789',
  };

  it('goes once, to /, as a signed form POST of version 2017-09-08', async () => {
    const { origin, requests } = await serve(reply(200, created));
    const { client } = clientFor(origin);
    const body = { Include: '["/a"]', TargetPath: '/x' };
    const answer = await client.createRestoreJob({ query: { RestoreType: 'NAS', VaultId: 'v-1' }, body });
    assert.deepEqual(answer, { restoreId: 'r-0001', requestId: 'REQ-1' });
    assert.equal(requests.length, 1);
    const [request] = requests;
    assert.ok(request);
    assert.equal(request.method, 'POST');
    assert.equal(request.url, '/?RestoreType=NAS&VaultId=v-1');
    assert.deepEqual(request.form, body);
    assert.equal(request.headers['x-acs-action'], 'CreateRestoreJob');
    assert.equal(request.headers['x-acs-version'], '2017-09-08');
    assert.equal(request.headers['content-type'], 'application/x-www-form-urlencoded');
    assert.match(request.headers['authorization'] ?? '', /^ACS3-HMAC-SHA256 Credential=LTAI-unit-tests,/);
    assert.equal(request.headers['x-acs-security-token'], undefined);
    assert.equal(signatureOf(request), expectedSignature(request, keys.accessKeySecret));
  });

  it('carries any text unchanged, with a signature that fits', async () => {
    const { origin, requests } = await serve(reply(200, created));
    await clientFor(origin).client.createRestoreJob({ query: hostile, body: hostile });
    const [request] = requests;
    assert.ok(request);
    assert.deepEqual(request.query, hostile);
    assert.deepEqual(request.form, hostile);
    assert.equal(signatureOf(request), expectedSignature(request, keys.accessKeySecret));
  });

  it('has the content type of a form also where there is nothing to put into it', async () => {
    const { origin, requests } = await serve(reply(200, created));
    await clientFor(origin).client.createRestoreJob({ query: { TargetPrefix: '' }, body: {} });
    assert.equal(requests[0]?.url, '/?TargetPrefix=');
    assert.equal(requests[0]?.body, '');
    assert.equal(requests[0]?.headers['content-type'], 'application/x-www-form-urlencoded');
    assert.match(requests[0].headers['authorization'] ?? '', /SignedHeaders=content-type;host;/);
    assert.ok(requests[0] && signatureOf(requests[0]) === expectedSignature(requests[0], keys.accessKeySecret));
  });

  it('carries 10,000 paths in the body', async () => {
    const { origin, requests } = await serve(reply(200, created));
    const Include = JSON.stringify(Array.from({ length: 10_000 }, (_, index) => `/data/folder-${index}/*.bin`));
    await clientFor(origin).client.createRestoreJob({ query: { VaultId: 'v-1' }, body: { Include } });
    assert.equal(requests[0]?.form['Include'], Include);
  });

  it('leaves no connection open that the next call could find broken', async () => {
    const { origin, requests } = await serve(reply(200, page([])));
    const { client } = clientFor(origin);
    await client.describeRestoreJobs(nas);
    await client.describeRestoreJobs(nas);
    assert.deepEqual(
      requests.map(({ headers }) => headers['connection']),
      ['close', 'close'],
    );
  });

  it('has a nonce of its own each time', async () => {
    const { origin, requests } = await serve(reply(200, created));
    const { client } = clientFor(origin);
    for (let count = 0; count < 20; count += 1) await client.createRestoreJob({ query: {}, body: {} });
    assert.equal(new Set(requests.map(({ headers }) => headers['x-acs-signature-nonce'])).size, 20);
  });

  for (const where of ['query', 'body'] as const) {
    it(`isn't sent with half of a character in the ${where}`, async () => {
      const { origin, requests } = await serve(reply(200, created));
      const request = { query: {}, body: {}, [where]: { TargetPath: '/a\ud83d' } };
      const error = await failure(clientFor(origin).client.createRestoreJob(request));
      assert.equal(error.outcome, 'notSent');
      assert.equal(error.parameter, 'TargetPath');
      assert.equal(requests.length, 0);
    });
  }

  it('asks for a page of jobs by type and vault', async () => {
    const { origin, requests } = await serve(reply(200, page([])));
    const { client } = clientFor(origin);
    await client.describeRestoreJobs({
      restoreType: 'OSS',
      pageNumber: 2,
      pageSize: 99,
      vaultId: 'v-1',
      edition: 'BASIC',
    });
    await client.describeRestoreJobs(nas);
    assert.equal(requests[0]?.headers['x-acs-action'], 'DescribeRestoreJobs2');
    assert.deepEqual(requests[0]?.query, {
      RestoreType: 'OSS',
      PageNumber: '2',
      PageSize: '99',
      Edition: 'BASIC',
      'Filters.1.Key': 'VaultId',
      'Filters.1.Operator': 'IN',
      'Filters.1.Values.1': 'v-1',
    });
    assert.deepEqual(requests[1]?.query, { RestoreType: 'NAS', PageNumber: '1', PageSize: '10' });
    assert.equal(requests[0]?.body, '');
  });

  it('cancels a job', async () => {
    const { origin, requests } = await serve(reply(200, { Success: true, RequestId: 'REQ-3' }));
    const answer = await clientFor(origin).client.cancelRestoreJob({ vaultId: 'v-1', restoreId: 'r-1' });
    assert.deepEqual(answer, { requestId: 'REQ-3' });
    assert.equal(requests[0]?.headers['x-acs-action'], 'CancelRestoreJob');
    assert.deepEqual(requests[0]?.query, { VaultId: 'v-1', RestoreId: 'r-1' });
  });

  it('is not sent where a parameter holds a secret, in whichever form', async () => {
    const { origin, requests } = await serve(reply(200, created));
    const { client } = clientFor(origin);
    const secret = keys.accessKeySecret;
    for (const value of [secret, `/a/${secret}/b`, encodeURIComponent(secret), JSON.stringify([`x${secret}`])]) {
      for (const where of ['query', 'body'] as const) {
        const request = { query: {}, body: {}, [where]: { VaultId: 'v-1', TargetPath: value } };
        const error = await failure(client.createRestoreJob(request));
        assert.equal(error.outcome, 'notSent');
        assert.equal(error.parameter, 'TargetPath');
        assert.match(error.message, /^TargetPath of CreateRestoreJob holds/);
        assert.doesNotMatch(inspect(error), new RegExp(secret.slice(-8).replace('+', '\\+')));
      }
    }
    const named = await failure(client.createRestoreJob({ query: { [secret]: 'x' }, body: {} }));
    assert.match(named.message, /^\*\*\* of CreateRestoreJob/);
    await failure(client.cancelRestoreJob({ vaultId: 'v-1', restoreId: secret }));
    assert.equal(requests.length, 0);
  });

  it('never starts for an endpoint that secrets must not go to', () => {
    for (const endpoint of ['http://example.com', 'https://example.com/x', '']) {
      const account = { signer: 'cliProfile' as const, profile: 'p', region: 'cn-hangzhou', endpoint };
      assert.throws(() => createClient(account, { kind: 'keys', ...keys }), CloudError);
    }
  });
});

describe('cloud: a short word that is registered as a secret', () => {
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

  beforeEach(() => registerSecrets('quagga', 'quokka'));
  afterEach(closeServers);

  it('stays in what the service answers, and so in what is asked of it later', async () => {
    assert.equal(sanitize(path), '/home/***/***');
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
    assert.ok(jobs[0] && compareJob(request, jobs[0]) === 'equal');
  });
});
