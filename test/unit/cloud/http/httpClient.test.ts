import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import https from 'node:https';
import type { Socket } from 'node:net';
import { CloudError } from '../../../../src/cloud/cloudError.ts';
import { dateOf, sendRequest, type RequestLimits } from '../../../../src/cloud/http/httpClient.ts';
import { isRetriable } from '../../../../src/jobs/retry.ts';
import {
  clientFor,
  closeServers,
  create,
  created,
  failure,
  reply,
  request,
  serve,
  serveTcp,
  unclearRestore,
} from '../helpers.ts';

/** A server that answers nothing and keeps what comes on its only connection. */
async function silentServer() {
  const server = new EventEmitter();
  const [closed, begun] = [once(server, 'closed'), once(server, 'begun')];
  let text = '';
  const { port, connections } = await serveTcp((socket) => {
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      server.emit('begun');
    });
    socket.once('close', () => server.emit('closed'));
  });
  return {
    host: `127.0.0.1:${port}`,
    connections,
    /** Resolves once anything has come. */
    begun: () => begun,
    /** Resolves with all that came once the connection is closed. */
    bytes: async () => {
      await closed;
      return text;
    },
  };
}

describe('cloud: the HTTP client', () => {
  afterEach(closeServers);

  const limits: RequestLimits = { timeoutMs: 5000, responseBytes: 1000 };
  const get = (origin: string, more: Partial<RequestLimits> = {}, signal?: AbortSignal) =>
    sendRequest({ url: new URL(origin), method: 'GET', headers: {} }, { ...limits, ...more }, signal);

  it('gives a response of any status, with its headers and when it came', async () => {
    for (const status of [200, 204, 301, 302, 404, 500]) {
      const { origin, requests } = await serve((_, response) => {
        response.writeHead(status, { location: '/elsewhere', date: new Date(0).toUTCString() });
        response.end(status === 204 ? undefined : 'body');
      });
      const before = Date.now();
      const response = await get(origin);
      assert.deepEqual([response.statusCode, response.body.toString()], [status, status === 204 ? '' : 'body']);
      assert.equal(response.headers.date, 'Thu, 01 Jan 1970 00:00:00 GMT');
      assert.ok(response.receivedAt >= before && response.receivedAt <= Date.now());
      assert.equal(requests.length, 1, 'a redirect was followed');
    }
  });

  it('keeps no connection open', async () => {
    const { origin, requests } = await serve(reply(200, {}));
    await get(origin);
    assert.equal(requests[0]?.headers['connection'], 'close');
  });

  it('reads a response up to its limit', async () => {
    const { origin } = await serve((captured, response) => response.end('x'.repeat(Number(captured.query['bytes']))));
    assert.equal((await get(`${origin}/?bytes=1000`)).body.length, 1000);
    await assert.rejects(get(`${origin}/?bytes=1001`), { code: 'ANSWER_TOO_LARGE', limit: 1000 });
  });

  it('destroys a request after its time, and one that is given up', async () => {
    const slow = await silentServer();
    await assert.rejects(get(`http://${slow.host}`, { timeoutMs: 100 }), { name: 'RequestTimeoutError' });
    await slow.bytes();
    const silent = await silentServer();
    const stop = new AbortController();
    const given = get(`http://${silent.host}`, {}, stop.signal);
    await silent.begun();
    stop.abort();
    await assert.rejects(given, { name: 'AbortError' });
    await silent.bytes();
  });

  it('sends nothing for a signal that is aborted already', async () => {
    const silent = await silentServer();
    await assert.rejects(get(`http://${silent.host}`, {}, AbortSignal.abort()), { name: 'AbortError' });
    assert.equal(silent.connections(), 0);
  });
});

describe('cloud: a request that is held back until its connection stands', () => {
  afterEach(closeServers);

  const limits: RequestLimits = { timeoutMs: 5000, responseBytes: 1000 };
  const post = (origin: string, beforeSend: () => void, more: Partial<RequestLimits> = {}, signal?: AbortSignal) =>
    sendRequest(
      { url: new URL(origin), method: 'POST', headers: {}, body: 'a=1', beforeSend },
      { ...limits, ...more },
      signal,
    );

  it('leaves once what is to be checked was checked', async () => {
    const { origin, requests } = await serve(reply(200, {}));
    const cameBefore: number[] = [];
    await post(origin, () => cameBefore.push(requests.length));
    assert.deepEqual([cameBefore, requests.length, requests[0]?.body], [[0], 1, 'a=1']);
  });

  it('leaves not a byte where the check throws, and says what it said', async () => {
    const { host, bytes } = await silentServer();
    const why = new Error('taken over');
    const refuse = () => {
      throw why;
    };
    await assert.rejects(post(`http://${host}`, refuse), { code: 'HELD_BACK', cause: why });
    assert.equal(await bytes(), '');
  });

  it('ends after its time, and when it is given up, while the handshake goes on for ever; then nothing is checked', async () => {
    const beforeSend = () => assert.fail('checked before the connection stood');
    const slow = await silentServer();
    await assert.rejects(post(`https://${slow.host}`, beforeSend, { timeoutMs: 100 }), {
      name: 'RequestTimeoutError',
    });
    const silent = await silentServer();
    const stop = new AbortController();
    const given = post(`https://${silent.host}`, beforeSend, {}, stop.signal);
    await silent.begun();
    stop.abort();
    await assert.rejects(given, { name: 'AbortError' });
    // A record of TLS, type 22, and no request.
    assert.equal((await silent.bytes()).charCodeAt(0), 22);
  });

  it('is not sent again, whatever the check throws', async () => {
    const { origin, requests } = await serve(reply(200, created));
    const { client } = clientFor(origin);
    const fields = { outcome: 'unclear', message: 'Another window judged it.', nextStep: 'Look.', code: 'X' } as const;
    for (const [thrown, message, nextStep] of [
      [new CloudError(fields), 'Another window judged it.', 'Look.'],
      [new Error('EIO'), 'EIO', 'Nothing was sent.'],
      ['text', 'CreateRestoreJob was held back.', 'Nothing was sent.'],
    ] as const) {
      const refuse = () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- anything may be thrown
        throw thrown;
      };
      const error = await failure(client.createRestoreJob(request, undefined, refuse));
      assert.deepEqual(
        [error.outcome, error.code, error.message, error.nextStep],
        ['notSent', undefined, message, nextStep],
      );
      assert.equal(isRetriable(error), false);
    }
    assert.equal(requests.length, 0);
  });
});

describe('cloud: an answer that never comes', () => {
  afterEach(closeServers);

  it('a connection dropped after the request was read is unclear and not tried again', async () => {
    const { port, connections } = await serveTcp((socket) => socket.once('data', () => socket.resetAndDestroy()));
    assert.equal((await unclearRestore(create(`http://127.0.0.1:${port}`), /broke.*ECONNRESET/)).code, 'ECONNRESET');
    assert.equal(connections(), 1);
  });

  it('a connection closed without an answer is unclear', async () => {
    const { port, connections } = await serveTcp((socket) => socket.once('data', () => socket.end()));
    await unclearRestore(create(`http://127.0.0.1:${port}`), /broke/);
    assert.equal(connections(), 1);
  });

  it('an answer that breaks off is unclear', async () => {
    const { port } = await serveTcp((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"RestoreId":"r-1"')),
    );
    await unclearRestore(create(`http://127.0.0.1:${port}`), /broke|failed/);
  });

  it('something that speaks no HTTP is unclear', async () => {
    const { port } = await serveTcp((socket) => socket.once('data', () => socket.end('220 smtp ready\r\n')));
    await unclearRestore(create(`http://127.0.0.1:${port}`), /answer to CreateRestoreJob is not valid HTTP/);
  });

  it('silence ends after the time set, and is unclear', async () => {
    const { origin, requests } = await serve(() => undefined);
    const { client } = clientFor(origin, { createMs: 1000 });
    await unclearRestore(client.createRestoreJob(request), /no answer.*\b1 s/);
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
    const { client } = clientFor(`http://127.0.0.1:${port}`, { createMs: 1000 });
    await unclearRestore(client.createRestoreJob(request), /no answer/);
  });

  it('other operations may simply be tried again', async () => {
    const { origin } = await serve(() => undefined);
    const { client } = clientFor(origin, { otherMs: 1000 });
    const error = await failure(client.cancelRestoreJob({ vaultId: 'v', restoreId: 'r' }));
    assert.equal(error.outcome, 'unclear');
    assert.match(error.nextStep, /^Try again/);
  });

  it('a stop by the caller is notSent before and unclear after the request left', async () => {
    const stop = new AbortController();
    const { origin, requests } = await serve(() => stop.abort());
    const { client } = clientFor(origin);
    await unclearRestore(client.createRestoreJob(request, stop.signal), /^Stopped waiting/);
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

  for (const [what, answer, pattern] of [
    ['is reset', (socket) => socket.resetAndDestroy(), /broke before CreateRestoreJob was sent \(ECONNRESET\)/],
    ['is closed', (socket) => socket.end(), /broke before CreateRestoreJob was sent \(ECONNRESET\)/],
    ['ends in an alert', (socket) => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 40])), /failed during .*ERR_SSL/],
    [
      'meets plain http',
      (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      /failed during .*(ERR_SSL|EPROTO)/,
    ],
    ['is not answered', () => undefined, /^No connection to 127\.0\.0\.1:\d+ within 0\.5 s\.$/],
  ] as readonly [string, (socket: Socket) => void, RegExp][]) {
    it(`a handshake that ${what}, and it may be tried again`, async () => {
      const { port } = await serveTcp((socket) => socket.once('data', () => answer(socket)));
      const { client } = clientFor(`https://127.0.0.1:${port}`, { createMs: 500 });
      const beforeSend = () => assert.fail('a byte was about to be written');
      const error = await failure(client.createRestoreJob(request, undefined, beforeSend));
      assert.deepEqual([error.outcome, isRetriable(error)], ['notSent', true]);
      assert.match(error.message, pattern);
      assert.match(error.nextStep, /^Check the network connection.* Nothing was sent\.$/);
    });
  }

  it('a handshake that is stopped, and it is not tried again', async () => {
    const stop = new AbortController();
    const { port } = await serveTcp((socket) => socket.once('data', () => stop.abort()));
    const { client } = clientFor(`https://127.0.0.1:${port}`);
    const error = await failure(client.createRestoreJob(request, stop.signal));
    assert.deepEqual([error.outcome, isRetriable(error)], ['notSent', false]);
    assert.equal(error.message, 'CreateRestoreJob was stopped before it was sent.');
  });

  it('is not said of one whose headers somebody else wrote', async () => {
    const original = https.request;
    https.request = ((...args: Parameters<typeof https.request>) => {
      const sent = original(...args);
      sent.flushHeaders();
      return sent;
    }) as typeof https.request;
    try {
      const { port } = await serveTcp((socket) => socket.once('data', () => socket.resetAndDestroy()));
      await unclearRestore(create(`https://127.0.0.1:${port}`), /broke before CreateRestoreJob was answered/);
    } finally {
      https.request = original;
    }
  });
});

describe('cloud: the date of an answer', () => {
  it('is read only where it is written as HTTP wants it', () => {
    assert.equal(dateOf('Tue, 15 Nov 1994 08:12:31 GMT'), Date.UTC(1994, 10, 15, 8, 12, 31));
    for (const other of [undefined, '', '0', 'Tue, 15 Nov 1994 08:12:31 +0000', '1994-11-15T08:12:31Z', 'soon'])
      assert.equal(dateOf(other), undefined, other);
  });
});
