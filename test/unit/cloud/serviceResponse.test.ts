import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { mostResponseValues } from '../../../src/cloud/limits.ts';
import {
  clientFor,
  closeServers,
  create,
  failure,
  keys,
  nas,
  page,
  reply,
  serve,
  signatureOf,
  unclearRestore,
} from './helpers.ts';

describe('cloud: a response', () => {
  afterEach(closeServers);

  const listed = async (text: unknown) => {
    const { origin } = await serve(reply(200, text));
    return clientFor(origin).client.describeRestoreJobs(nas);
  };

  it('is refused before it is parsed where it has too many values', async () => {
    const withJobs = (count: number) =>
      `{"TotalCount":0,"RestoreJobs":{"RestoreJob":[]},"x":[${'{},'.repeat(count)}{}]}`;
    // The other values of the text are six: two commas, two objects and two lists.
    const most = mostResponseValues / 2;
    assert.deepEqual((await listed(withJobs(most - 4))).jobs, []);
    const refused = await failure(listed(withJobs(most)));
    assert.match(refused.message, /can't be used: it has more than 250000 values\.$/);
    assert.equal(refused.outcome, 'unclear');
    // Nesting without end is among it.
    assert.match((await failure(listed('['.repeat(300_000)))).message, /more than 250000 values/);
    const { origin } = await serve(reply(500, '['.repeat(300_000)));
    assert.equal((await failure(clientFor(origin).client.describeRestoreJobs(nas))).outcome, 'unclear');
  });

  it('keeps every digit of an id', async () => {
    const { jobs } = await listed(
      '{"Success":true,"TotalCount":1,"RestoreJobs":{"RestoreJob":[{"RestoreId":"r-1",' +
        '"ParentId":9007199254740993,"CrossAccountUserId":1234567890123456789,"BytesTotal":18446744073709551615,"NewId":9223372036854775807,"CreatedTime":1700000000}]}}',
    );
    assert.equal(jobs[0]?.ParentId, '9007199254740993');
    assert.equal(jobs[0].CrossAccountUserId, '1234567890123456789');
    assert.equal(jobs[0].other['NewId'], '9223372036854775807');
    assert.equal(jobs[0].CreatedTime, 1_700_000_000);
    assert.equal(jobs[0].BytesTotal, 2 ** 64);
  });

  for (const [date, serverTime] of [
    ['Wed, 25 Nov 2026 10:20:30 GMT', Date.UTC(2026, 10, 25, 10, 20, 30)],
    [undefined, undefined],
    ['', undefined],
    ['0', undefined],
    ['5', undefined],
    ['1700000000', undefined],
    ['yesterday', undefined],
    ['cache-17', undefined],
    ['2026-11-25T10:20:30Z', undefined],
    ['Wed, 25 Nov 2026 10:20:30', undefined],
    ['Wed, 25 Nov 2026 10:20:30 +0800', undefined],
    // It was a Wednesday.
    ['Thu, 25 Nov 2026 10:20:30 GMT', undefined],
    ['Wed, 31 Feb 2026 10:20:30 GMT', undefined],
    ['Wed, 25 Nov 2026 10:20:30 GMT, Wed, 25 Nov 2026 10:20:30 GMT', undefined],
  ] as const) {
    it(`with the date ${inspect(date)} says ${serverTime === undefined ? 'nothing' : 'its time'} of the service's clock`, async () => {
      const { origin } = await serve((captured, response) => {
        response.sendDate = false;
        if (date !== undefined) response.setHeader('date', date);
        reply(200, page([]))(captured, response);
      });
      assert.equal((await clientFor(origin).client.describeRestoreJobs(nas)).serverTime, serverTime);
    });
  }

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
    const { jobs } = await listed(
      '{"__proto__":{"polluted":1},"TotalCount":1,"RestoreJobs":{"RestoreJob":[{"RestoreId":"r-1","__proto__":{"Status":"X"},"constructor":"c"}]}}',
    );
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    assert.equal(jobs[0]?.Status, undefined);
    assert.equal(jobs[0]?.other['constructor'], 'c');
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
    ['a nesting without end', `${'['.repeat(200_000)}`, /JSON/],
    ['objects in objects', `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`, /RestoreId/],
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
    const answer = await clientFor(origin, { responseBytes: 11_000_000 }).client.createRestoreJob({
      query: {},
      body: {},
    });
    assert.equal(answer.restoreId, 'r-1');
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

describe('cloud: a response with an error status', () => {
  afterEach(closeServers);

  for (const [status, body, type] of [
    [502, '<html><h1>502 Bad Gateway</h1></html>', 'text/html'],
    [503, '', 'text/plain'],
    [500, 'null', 'application/json'],
    [400, '[]', 'application/json'],
    [403, '<html>blocked</html>', 'text/html'],
    [404, '"x"', 'application/json'],
    [400, '['.repeat(200_000), 'application/json'],
  ] as const) {
    it(`HTTP ${status} with ${JSON.stringify(body.slice(0, 12))} is unclear`, async () => {
      const { origin, requests } = await serve(reply(status, body, type));
      const error = await unclearRestore(create(origin), new RegExp(`an error that is no JSON \\(HTTP ${status}\\)`));
      assert.equal(error.statusCode, status);
      assert.equal(requests.length, 1);
    });
  }

  it('an error of 10 MB is given up', async () => {
    const { origin } = await serve(reply(400, { Code: 'Throttling', Message: 'x'.repeat(10_000_000) }));
    assert.equal((await unclearRestore(create(origin), /larger than 8000000 bytes/)).outcome, 'unclear');
  });

  it('an error in XML is read or unclear, never more', async () => {
    const xml = '<?xml version="1.0"?><Error><Code>Throttling</Code><Message>m</Message></Error>';
    const { origin } = await serve(reply(400, xml, 'text/xml;charset=utf-8'));
    const error = await failure(create(origin));
    assert.ok(error.outcome === 'refused' || error.outcome === 'unclear');
  });
});
