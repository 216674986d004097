import assert from 'node:assert/strict';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { call, nas, send, sendBytes, signedHeaders } from './client.ts';

describe('sandbox: whatever comes', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());
  afterEach(async () => {
    assert.equal((await call(sandbox, 'DescribeRestoreJobs2'))['Success'], true, 'still there');
    assert.deepEqual(sandbox.jobs(), []);
  });

  const host = () => `Host: ${sandbox.endpoint.replace('http://', '')}`;
  const bytes: [string, () => string | Buffer, RegExp][] = [
    ['nothing but a line end', () => '\r\n\r\n', /^$/],
    ['garbage', () => 'hello\r\n\r\n', /^HTTP\/1\.1 400 [^]*InvalidRequest/],
    [
      'random bytes',
      () => Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 197) % 256)),
      /^HTTP\/1\.1 400/,
    ],
    ['a TLS hello', () => Buffer.from('1603010200010001fc0303', 'hex'), /^HTTP\/1\.1 400/],
    ['half a head', () => `POST / HTTP/1.1\r\n${host()}\r\n`, /^$/],
    ['half a body', () => `POST / HTTP/1.1\r\n${host()}\r\nContent-Length: 10\r\n\r\nabc`, /^$/],
    [
      'a wrong chunk',
      () => `POST / HTTP/1.1\r\n${host()}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
      /^HTTP\/1\.1 400/,
    ],
    [
      'two lengths',
      () => `POST / HTTP/1.1\r\n${host()}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
      /^HTTP\/1\.1 400/,
    ],
    ['no Host', () => 'POST / HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 403/],
    ['two Hosts', () => `POST / HTTP/1.1\r\n${host()}\r\nHost: evil.example\r\n\r\n`, /^HTTP\/1\.1 403/],
    ['HTTP/1.0', () => 'POST / HTTP/1.0\r\n\r\n', /^HTTP\/1\.1 403/],
    [
      'an upgrade',
      () => `GET / HTTP/1.1\r\n${host()}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      /^HTTP\/1\.1 405/,
    ],
    ['a CONNECT', () => `CONNECT evil.example:443 HTTP/1.1\r\n${host()}\r\n\r\n`, /^$/],
    [
      'an odd Expect',
      () => `POST / HTTP/1.1\r\n${host()}\r\nExpect: miracles\r\nConnection: close\r\n\r\n`,
      /^HTTP\/1\.1 417/,
    ],
    ['a foreign target', () => `POST http://evil.example/ HTTP/1.1\r\n${host()}\r\n\r\n`, /^HTTP\/1\.1 404/],
    ['a star as target', () => `OPTIONS * HTTP/1.1\r\n${host()}\r\n\r\n`, /^HTTP\/1\.1 404/],
    ['a HEAD', () => `HEAD / HTTP/1.1\r\n${host()}\r\n\r\n`, /^HTTP\/1\.1 405/],
    ['two requests at once', () => `POST / HTTP/1.1\r\n${host()}\r\n\r\n`.repeat(2), /^HTTP\/1\.1 400 (?!.*HTTP)/s],
    ['a head of 3 MB', () => `POST / HTTP/1.1\r\n${host()}\r\nX: ${'x'.repeat(3e6)}\r\n\r\n`, /^HTTP\/1\.1 413/],
  ];
  for (const [name, text, answer] of bytes) {
    it(`takes ${name}`, async () => {
      const wait = answer.source === '^$' ? 200 : 5_000;
      assert.match(await sendBytes(sandbox, text(), wait), answer);
    });
  }

  const queries: [string, string][] = [
    ['a broken escape', 'VaultId=%'],
    ['an escape that is not UTF-8', 'VaultId=%ff%fe'],
    ['half of a surrogate pair', 'VaultId=%ED%A0%80'],
    ['a name twice', 'VaultId=a&VaultId=b'],
    ['an empty pair twice', '&&'],
  ];
  for (const [name, query] of queries) {
    it(`refuses ${name} in the query and in the body`, async () => {
      assert.equal((await send(sandbox, { query })).body['Code'], 'InvalidParameter');
      assert.equal((await send(sandbox, { body: query })).body['Code'], 'InvalidParameter');
    });
  }

  it('refuses raw bytes beyond ASCII in a body', async () => {
    assert.equal((await send(sandbox, { body: 'Include=ü' })).body['Code'], 'InvalidParameter');
  });

  for (const name of ['__proto__', 'constructor', 'toString', 'Filters.1.__proto__', 'Filters.1']) {
    it(`knows no parameter ${name}`, async () => {
      const answer = await send(sandbox, { query: `${name}=x` });
      assert.equal(answer.body['Code'], 'UnknownParameter');
      assert.equal(sandbox.requests().at(-1)?.parameters[name], 'x');
    });
  }

  it('refuses a query and a body of more than 1 MB, and takes what is as large as that', async () => {
    const large = `a=${'x'.repeat(1024 * 1024 - 2)}`;
    assert.equal((await send(sandbox, { query: large })).body['Code'], 'UnknownParameter');
    assert.equal((await send(sandbox, { body: large })).body['Code'], 'UnknownParameter');
    for (const raw of [{ query: `${large}x` }, { body: `${large}x` }, { body: large.repeat(5) }]) {
      const answer = await send(sandbox, raw);
      assert.deepEqual([answer.status, answer.body['Code']], [413, 'RequestEntityTooLarge']);
    }
  });

  it('keeps nothing of what a page has loaded from it', async () => {
    const path = `/?Action=CreateRestoreJob&x=${'loaded-by-a-page'.repeat(60)}`;
    const get = (...headers: string[]) =>
      sendBytes(sandbox, [`GET ${path} HTTP/1.1`, host(), 'Connection: close', ...headers, '\r\n'].join('\r\n'), 5_000);
    assert.match(await get(), /^HTTP\/1\.1 405/);
    assert.match(await get('Sec-Fetch-Site: cross-site'), /^HTTP\/1\.1 403/);
    assert.ok(!JSON.stringify([sandbox.requests(), sandbox.unverified()]).includes('loaded-by-a-page'));
  });

  it('keeps nothing but the number of what nobody signed, and not even that of what names another host', async () => {
    const before = sandbox.requests().length;
    const counted = sandbox.unverified()['InvalidAction.NotFound'] ?? 0;
    const large = `a=${'unsigned'.repeat(12_500)}`;
    const raw = { query: large, body: large, headers: { 'x-acs-action': 'unsigned'.repeat(12_500) } };
    for (let sent = 0; sent < 150; sent++) {
      assert.equal((await send(sandbox, { ...raw, secret: 'guessed' })).status, 404);
      assert.equal((await send(sandbox, { ...raw, sentHeaders: { host: 'evil.example' } })).status, 403);
    }
    assert.equal(sandbox.requests().length, before);
    assert.equal(sandbox.unverified()['InvalidAction.NotFound'], counted + 150);
    assert.ok(!JSON.stringify([sandbox.requests(), sandbox.unverified()]).includes('unsigned'));
  });

  it('reads no more bodies at once than it can hold', async () => {
    const large = `a=${'x'.repeat(1024 * 1024 - 2)}`;
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(sandbox, { body: large, secret: 'x' })));
    const codes = new Set(answers.map(({ body }) => body['Code']));
    assert.ok([...codes].every((code) => code === 'SignatureDoesNotMatch' || code === 'ServiceUnavailable'));
    assert.equal((await send(sandbox, { body: large, secret: 'x' })).body['Code'], 'SignatureDoesNotMatch');
  });

  it('breaks off a body that does not end', async () => {
    await assert.rejects(send(sandbox, { body: 'x'.repeat(40 * 1024 * 1024) }), /ECONNRESET|EPIPE/);
  });

  it('is not stopped by JSON that is very deep', async () => {
    const deep = '['.repeat(150_000) + ']'.repeat(150_000);
    for (const [name, value] of [
      ['FailbackDetail', `{"a":${deep}}`],
      ['Include', deep],
      ['UdmDetail', deep],
    ] as const) {
      const wire = `${Object.entries(nas.query ?? {})
        .map(([key, text]) => `${key}=${String(text)}`)
        .join('&')}`;
      const pair = `${name}=${encodeURIComponent(value)}`;
      const headers = { 'x-acs-action': 'CreateRestoreJob' };
      // Without TargetCreateTime, so that nothing is created where the deep value itself is fine.
      const query = wire.replace(/&TargetCreateTime=\d+/, '');
      const answer = await send(
        sandbox,
        name === 'Include' ? { headers, query, body: pair } : { headers, query: `${query}&${pair}` },
      );
      assert.equal(answer.body['Code'], 'MissingTargetCreateTime');
    }
  });

  it('reads a signed request that comes byte by byte', async () => {
    const headers = Object.entries(signedHeaders(sandbox)).map(([name, value]) => `${name}: ${value}\r\n`);
    const text = `POST / HTTP/1.1\r\n${headers.join('')}content-length: 0\r\n\r\n`;
    const { connect } = await import('node:net');
    const socket = connect(Number(new URL(sandbox.endpoint).port), '127.0.0.1').setNoDelay(true);
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    for (const byte of text) {
      socket.write(byte);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await new Promise((resolve) => socket.once('close', resolve));
    assert.match(answer, /^HTTP\/1\.1 200 OK[^]*"Success":true/);
  });
});
