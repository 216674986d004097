import assert from 'node:assert/strict';
import { clientFor, closeServers, create, failure, reply, request, serve, serveTcp } from './helpers.ts';

describe('cloud: an answer that never comes', () => {
  afterEach(closeServers);

  const unclear = async (work: Promise<unknown>, pattern: RegExp) => {
    const error = await failure(work);
    assert.equal(error.outcome, 'unclear');
    assert.match(error.message, pattern);
    assert.match(error.nextStep, /may have started/);
    return error;
  };

  for (const [status, body, type] of [
    [502, '<html><h1>502 Bad Gateway</h1></html>', 'text/html'],
    [503, '', 'text/plain'],
    [500, 'null', 'application/json'],
    [400, '[]', 'application/json'],
    [403, '<html>blocked</html>', 'text/html'],
    [404, '"x"', 'application/json'],
    [400, '['.repeat(1_000_000), 'application/json'],
  ] as const) {
    it(`HTTP ${status} with ${JSON.stringify(body.slice(0, 12))} is unclear`, async () => {
      const { origin, requests } = await serve(reply(status, body, type));
      const error = await unclear(create(origin), new RegExp(`an error that is no JSON \\(HTTP ${status}\\)`));
      assert.equal(error.statusCode, status);
      assert.equal(requests.length, 1);
    });
  }

  it('an error of 10 MB is given up', async () => {
    const { origin } = await serve(reply(400, { Code: 'Throttling', Message: 'x'.repeat(10_000_000) }));
    assert.equal((await unclear(create(origin), /larger than 8000000 bytes/)).outcome, 'unclear');
  });

  it('an error in XML is read or unclear, never more', async () => {
    const xml = '<?xml version="1.0"?><Error><Code>Throttling</Code><Message>m</Message></Error>';
    const { origin } = await serve(reply(400, xml, 'text/xml;charset=utf-8'));
    const error = await failure(create(origin));
    assert.ok(error.outcome === 'refused' || error.outcome === 'unclear');
  });

  it('a connection dropped after the request was read is unclear and not tried again', async () => {
    const { port, connections } = await serveTcp((socket) => socket.once('data', () => socket.resetAndDestroy()));
    assert.equal((await unclear(create(`http://127.0.0.1:${port}`), /broke.*ECONNRESET/)).code, 'ECONNRESET');
    assert.equal(connections(), 1);
  });

  it('a connection closed without an answer is unclear', async () => {
    const { port, connections } = await serveTcp((socket) => socket.once('data', () => socket.end()));
    await unclear(create(`http://127.0.0.1:${port}`), /broke/);
    assert.equal(connections(), 1);
  });

  it('an answer that breaks off is unclear', async () => {
    const { port } = await serveTcp((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"RestoreId":"r-1"')),
    );
    await unclear(create(`http://127.0.0.1:${port}`), /broke|failed/);
  });

  it('something that speaks no HTTP is unclear', async () => {
    const { port } = await serveTcp((socket) => socket.once('data', () => socket.end('220 smtp ready\r\n')));
    await unclear(create(`http://127.0.0.1:${port}`), /failed/);
  });

  it('silence ends after the time set, and is unclear', async () => {
    const { origin, requests } = await serve(() => undefined);
    const { client } = clientFor(origin, { createMs: 150 });
    await unclear(client.createRestoreJob(request), /no answer.*0\.15 s/);
    assert.equal(requests.length, 1);
  });

  it('an answer that drips ends after the time set', async () => {
    const { port } = await serveTcp((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n');
        const drip = setInterval(() => socket.write('1\r\n \r\n'), 10);
        socket.on('close', () => clearInterval(drip));
      });
    });
    const { client } = clientFor(`http://127.0.0.1:${port}`, { createMs: 200 });
    await unclear(client.createRestoreJob(request), /no answer/);
  });

  it('other operations may simply be tried again', async () => {
    const { origin } = await serve(() => undefined);
    const { client } = clientFor(origin, { otherMs: 100 });
    const error = await failure(client.cancelRestoreJob({ vaultId: 'v', restoreId: 'r' }));
    assert.equal(error.outcome, 'unclear');
    assert.match(error.nextStep, /^Try again/);
  });

  it('a stop by the caller is notSent before and unclear after the request left', async () => {
    const stop = new AbortController();
    const { origin, requests } = await serve(() => stop.abort());
    const { client } = clientFor(origin);
    await unclear(client.createRestoreJob(request, stop.signal), /stopped/);
    assert.equal(requests.length, 1);
    const error = await failure(client.createRestoreJob(request, stop.signal));
    assert.equal(error.outcome, 'notSent');
    assert.equal(requests.length, 1);
  });
});

describe('cloud: a request that never left', () => {
  afterEach(closeServers);

  const notSent = async (endpoint: string, pattern: RegExp) => {
    const error = await failure(create(endpoint));
    assert.equal(error.outcome, 'notSent');
    assert.match(error.message, pattern);
    assert.match(error.nextStep, /Nothing was sent/);
  };

  it('refused connection', async () => {
    const { port } = await serveTcp(() => undefined);
    closeServers();
    await notSent(`http://127.0.0.1:${port}`, /ECONNREFUSED/);
    // Both addresses of the name are tried: an AggregateError.
    await notSent(`http://localhost:${port}`, /ECONNREFUSED/);
  });

  it('unknown host', () => notSent('https://no-such-host.invalid', /not found.*(ENOTFOUND|EAI_AGAIN)/));
});
