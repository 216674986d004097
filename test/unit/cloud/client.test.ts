import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { callLevel, formatCall, type CallLog } from '../../../src/cloud/callLog.ts';
import { createClient } from '../../../src/cloud/client.ts';
import { CloudError } from '../../../src/cloud/errors.ts';
import {
  clientFor,
  closeServers,
  created,
  expectedSignature,
  failure,
  keys,
  reply,
  serve,
  signatureOf,
} from './helpers.ts';

const page = (jobs: unknown, rest: object = {}) => ({
  Success: true,
  Code: '200',
  RequestId: 'REQ-2',
  RestoreJobs: { RestoreJob: jobs },
  TotalCount: Array.isArray(jobs) ? jobs.length : 0,
  ...rest,
});
const nas = { restoreType: 'NAS', pageNumber: 1, pageSize: 10 };

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

  it('has no form body where there is nothing to put into it', async () => {
    const { origin, requests } = await serve(reply(200, created));
    await clientFor(origin).client.createRestoreJob({ query: { TargetPrefix: '' }, body: {} });
    assert.equal(requests[0]?.url, '/?TargetPrefix=');
    assert.equal(requests[0]?.body, '');
    assert.equal(requests[0]?.headers['content-type'], undefined);
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

  it('takes no page with far more jobs than it asked for', async () => {
    const jobs = Array.from({ length: 1001 }, (_, index) => ({ RestoreId: `r-${index}` }));
    const { origin } = await serve(reply(200, page(jobs)));
    const error = await failure(clientFor(origin).client.describeRestoreJobs(nas));
    assert.match(error.message, /1001 jobs where 10 were asked for/);
  });

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

  it('asks for the regions', async () => {
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

  it('takes no list of regions without end, and none that is no list', async () => {
    const Region = Array.from({ length: 100_000 }, (_, index) => ({ RegionId: `cn-r${index}`, LocalName: 'x' }));
    const { origin } = await serve(reply(200, { Regions: { Region } }));
    assert.equal((await clientFor(origin).client.describeRegions()).length, 300);
    for (const body of [{}, { Regions: [] }, { Regions: { Region: 'cn-hangzhou' } }, { Regions: null }]) {
      const other = await serve(reply(200, body));
      assert.match((await failure(clientFor(other.origin).client.describeRegions())).message, /no list of regions/);
    }
  });

  it('never starts for an endpoint that secrets must not go to', () => {
    for (const endpoint of ['http://example.com', 'https://example.com/x', '']) {
      const account = { signer: 'cliProfile' as const, profile: 'p', region: 'cn-hangzhou', endpoint };
      assert.throws(() => createClient(account, { kind: 'keys', ...keys }), CloudError);
    }
  });
});

describe('cloud: an answer', () => {
  afterEach(closeServers);

  const describe1 = async (text: unknown) => {
    const { origin } = await serve(reply(200, text));
    return clientFor(origin).client.describeRestoreJobs(nas);
  };

  it('keeps every digit of an id', async () => {
    const { jobs } = await describe1(
      '{"Success":true,"TotalCount":1,"RestoreJobs":{"RestoreJob":[{"RestoreId":9007199254740993,' +
        '"CrossAccountUserId":1234567890123456789,"BytesTotal":18446744073709551615,"NewId":9223372036854775807,"CreatedTime":1700000000}]}}',
    );
    assert.equal(jobs[0]?.RestoreId, '9007199254740993');
    assert.equal(jobs[0]?.CrossAccountUserId, '1234567890123456789');
    assert.equal(jobs[0]?.other['NewId'], '9223372036854775807');
    assert.equal(jobs[0]?.CreatedTime, 1_700_000_000);
    assert.equal(jobs[0]?.BytesTotal, 2 ** 64);
  });

  it('gives what it holds, the unknown as it came', async () => {
    const job = {
      RestoreId: 'r-1',
      RestoreType: 'NAS',
      Status: 'PONDERING',
      Progress: 5000,
      ErrorMessage: 'line 1\nline 2\u001b[31m',
      Report: { TotalFiles: 'a.csv', FailedFiles: 3, Extra: 'x' },
      OtsDetail: { OverwriteExisting: true },
      NewField: 'new',
      NewFlag: false,
      NewNull: null,
      TargetPrefix: '',
    };
    const { jobs, totalCount, requestId } = await describe1(page([job], { TotalCount: 321 }));
    assert.deepEqual(jobs, [
      {
        RestoreId: 'r-1',
        RestoreType: 'NAS',
        Status: 'PONDERING',
        Progress: 5000,
        ErrorMessage: 'line 1 line 2',
        Report: { TotalFiles: 'a.csv', FailedFiles: '3' },
        other: { OtsDetail: '{"OverwriteExisting":true}', NewField: 'new', NewFlag: 'false' },
      },
    ]);
    assert.equal(totalCount, 321);
    assert.equal(requestId, 'REQ-2');
  });

  it('may have fields of any type', async () => {
    const wrong = [null, true, 'x', -1.5, [], {}, [[]], { a: { b: [] } }, ''];
    const fields = ['Status', 'Progress', 'Report', 'CreatedTime', 'VaultId', 'ErrorMessage', 'Unheard'];
    const list: unknown[] = fields.flatMap((field) => wrong.map((value) => ({ RestoreId: 'r-1', [field]: value })));
    const without = [...wrong, ...wrong.map((value) => ({ RestoreId: value })), {}];
    const { jobs } = await describe1(page([...list, ...without]));
    // Of the ids, the text "x" and the number are usable.
    assert.equal(jobs.length, list.length + 2);
    for (const job of jobs) {
      for (const [name, value] of Object.entries(job)) {
        const type = typeof value;
        assert.ok(
          type ===
            (name === 'Progress' || name === 'CreatedTime'
              ? 'number'
              : name === 'Report' || name === 'other'
                ? 'object'
                : 'string'),
          `${name}: ${inspect(value)}`,
        );
      }
    }
  });

  it('that echoes the keys or the signature gives none of them on', async () => {
    let signature = '';
    const { origin } = await serve((request, response) => {
      signature = signatureOf(request);
      const authorization = request.headers['authorization'] ?? '';
      const job = { RestoreId: 'r-1', ErrorMessage: authorization, NewField: keys.accessKeySecret, [signature]: 'x' };
      reply(200, page([job]))(request, response);
    });
    const { jobs } = await clientFor(origin).client.describeRestoreJobs(nas);
    assert.equal(jobs[0]?.RestoreId, 'r-1');
    assert.match(jobs[0].ErrorMessage ?? '', /Signature=\*\*\*$/);
    assert.ok(!inspect(jobs).includes(signature) && !inspect(jobs).includes(keys.accessKeySecret));
  });

  it('cannot reach the prototype', async () => {
    const { jobs } = await describe1(
      '{"__proto__":{"polluted":1},"TotalCount":1,"RestoreJobs":{"RestoreJob":[{"RestoreId":"r-1","__proto__":{"Status":"X"},"constructor":"c"}]}}',
    );
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    assert.equal(jobs[0]?.Status, undefined);
    assert.equal(jobs[0]?.other['constructor'], 'c');
  });

  it('may leave out the total', async () => {
    const jobs = Array.from({ length: 10 }, (_, index) => ({ RestoreId: `r-${index}` }));
    assert.equal((await describe1(page(jobs, { TotalCount: 'many' }))).totalCount, 11);
    assert.equal((await describe1(page(jobs.slice(1), { TotalCount: null }))).totalCount, 9);
    assert.equal((await describe1(page([], { TotalCount: '0' }))).totalCount, 0);
  });

  it('without a list counts as empty only where it says so', async () => {
    assert.deepEqual((await describe1({ Success: true, TotalCount: 0, RestoreJobs: {} })).jobs, []);
    assert.deepEqual((await describe1({ Success: true, TotalCount: 0 })).jobs, []);
    for (const body of [
      { Success: true },
      page('x'),
      page({}),
      page(null, { TotalCount: 3 }),
      page({ RestoreId: 'r' }),
      { RestoreJobs: [], TotalCount: 1 },
    ]) {
      const error = await failure(describe1(body));
      assert.equal(error.outcome, 'unclear');
      assert.match(error.message, /no list/);
    }
  });

  it('may name a job by a number and leave out everything else', async () => {
    const { origin } = await serve(reply(200, '{"RestoreId":12345678901234567890}'));
    const answer = await clientFor(origin).client.createRestoreJob({ query: {}, body: {} });
    assert.deepEqual(answer, { restoreId: '12345678901234567890', requestId: '' });
  });

  for (const [what, text, pattern] of [
    ['nothing', '', /empty/],
    ['blanks', ' \r\n', /empty/],
    ['a page', '<html><body>login</body></html>', /JSON/],
    ['half a body', '{"RestoreId":"r-1","Succ', /JSON/],
    ['a list', '[]', /object/],
    ['null', 'null', /object/],
    ['text', '"r-1"', /object/],
    ['a number', '1', /object/],
    ['an object without RestoreId', '{"Success":true,"RequestId":"R"}', /RestoreId/],
    ['an empty RestoreId', '{"Success":true,"RestoreId":""}', /RestoreId/],
    ['a RestoreId that is an object', '{"Success":true,"RestoreId":{"a":1}}', /RestoreId/],
    ['a RestoreId that is a list', '{"Success":true,"RestoreId":["r-1"]}', /RestoreId/],
    ['a RestoreId of control characters', '{"Success":true,"RestoreId":"\\u0000\\n"}', /RestoreId/],
    ['a nesting without end', `${'['.repeat(1_000_000)}`, /JSON/],
    ['objects in objects', `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`, /JSON/],
    ['bytes that are no text', '\u0000\ufffd\u0001', /JSON/],
  ] as const) {
    it(`of ${what} leaves a restore unclear`, async () => {
      const { origin, requests } = await serve(reply(200, text));
      const { client, lines } = clientFor(origin);
      const error = await failure(client.createRestoreJob({ query: {}, body: {} }));
      assert.equal(error.outcome, 'unclear');
      assert.match(error.message, pattern);
      assert.match(error.nextStep, /may have started/);
      assert.equal(error.statusCode, 200);
      assert.equal(requests.length, 1);
      assert.equal(lines[0]?.outcome, 'unclear');
    });
  }

  it('of 10 MB is given up, and one just below the limit is read', async () => {
    const { origin } = await serve(reply(200, `{"RestoreId":"r-1","Message":"${'x'.repeat(10_000_000)}"}`));
    const error = await failure(clientFor(origin).client.createRestoreJob({ query: {}, body: {} }));
    assert.equal(error.outcome, 'unclear');
    assert.match(error.message, /larger than/);
    const answer = await clientFor(origin, { answerBytes: 11_000_000 }).client.createRestoreJob({
      query: {},
      body: {},
    });
    assert.equal(answer.restoreId, 'r-1');
  });

  it('with a structure too deep to show still gives the job', async () => {
    const deep = `${'['.repeat(1500)}${']'.repeat(1500)}`;
    const { jobs } = await describe1(`{"RestoreJobs":{"RestoreJob":[{"RestoreId":"r-1","Odd":${deep}}]}}`);
    assert.equal(jobs[0]?.RestoreId, 'r-1');
    assert.ok(jobs[0].other['Odd']);
  });

  it('of 99 jobs in full is read', async () => {
    const jobs = Array.from({ length: 99 }, (_, index) => ({
      RestoreId: `r-${index}`,
      Include: JSON.stringify(['/x'.repeat(4000)]),
    }));
    assert.equal((await describe1(page(jobs))).jobs.length, 99);
  });

  for (const status of [301, 302, 304]) {
    it(`of HTTP ${status} is not followed`, async () => {
      const { origin, requests } = await serve((_, response) => {
        response.writeHead(status, { location: '/elsewhere' });
        response.end();
      });
      const error = await failure(clientFor(origin).client.createRestoreJob({ query: {}, body: {} }));
      assert.equal(error.outcome, 'unclear');
      assert.equal(error.statusCode, status);
      assert.equal(requests.length, 1);
    });
  }
});

describe('cloud: the log of calls', () => {
  afterEach(closeServers);

  it('has one line for each call, without what was sent', async () => {
    const { origin } = await serve((request, response) => {
      const restore = request.headers['x-acs-action'] === 'CreateRestoreJob';
      reply(restore ? 200 : 403, restore ? created : { Code: 'Forbidden.RAM', Message: 'no', RequestId: 'REQ-9' })(
        request,
        response,
      );
    });
    const { client, lines } = clientFor(origin);
    await client.createRestoreJob({ query: { VaultId: 'v-secret' }, body: { TargetPath: '/private' } });
    await failure(client.describeRestoreJobs(nas));
    const host = origin.slice('http://'.length);
    assert.deepEqual(
      lines.map((line) => formatCall(line).replace(/\d+ ms$/, 'n ms')),
      [
        `CreateRestoreJob cn-hangzhou ${host} profile=tests HTTP 200 ok RequestId=REQ-1 n ms`,
        `DescribeRestoreJobs2 cn-hangzhou ${host} profile=tests HTTP 403 refused Code=Forbidden.RAM RequestId=REQ-9 n ms`,
      ],
    );
    assert.doesNotMatch(inspect(lines), /v-secret|private|LTAI|of\/the/);
    assert.deepEqual(lines.map(callLevel), ['info', 'warning']);
  });

  it('has no field that somebody else wrote', () => {
    const line: CallLog = { operation: 'X', region: 'cn-a', host: 'h:1', profile: 'prod', outcome: 'unclear', ms: 1 };
    assert.equal(formatCall(line), 'X cn-a h:1 profile=prod unclear 1 ms');
    const forged = { ...line, profile: 'prod HTTP 200 ok RequestId="FAKE"', code: 'A ok 1 ms', requestId: 'B Code=C' };
    assert.equal(
      formatCall(forged),
      'X cn-a h:1 profile="prod HTTP 200 ok RequestId=\\"FAKE\\"" unclear Code="A ok 1 ms" RequestId="B Code=C" 1 ms',
    );
    assert.match(formatCall({ ...line, host: 'a b', region: 'c d' }), /^X "c d" "a b" /);
  });

  it('is one line whatever it tells of, and has a level that hides no failure', () => {
    const hostile = 'a\nb\u001b[31m\u202e';
    const line: CallLog = { operation: 'X', region: hostile, host: hostile, profile: hostile, outcome: 'ok', ms: 1.6 };
    assert.match(formatCall({ ...line, code: hostile, requestId: hostile }), /^[ -~]+$/);
    const levels = (['ok', 'refused', 'notSent', 'unclear'] as const).map((outcome) => callLevel({ ...line, outcome }));
    assert.deepEqual(levels, ['info', 'warning', 'error', 'error']);
  });

  it('cannot turn a started restore into an error', async () => {
    const { origin } = await serve(reply(200, created));
    const account = { signer: 'cliProfile' as const, profile: 'p', region: 'cn-hangzhou', endpoint: origin };
    const client = createClient(account, { kind: 'keys', ...keys }, () => {
      throw new Error('disk full');
    });
    assert.equal((await client.createRestoreJob({ query: {}, body: {} })).restoreId, 'r-0001');
  });
});
