import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { clientFor, closeServers, failure, keys, nas, page, reply, serve, signatureOf } from './helpers.ts';

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
