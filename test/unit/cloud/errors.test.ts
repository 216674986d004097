import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { clockProblem } from '../../../src/cloud/clock.ts';
import { parameterIn } from '../../../src/cloud/errorCodes.ts';
import { CloudError, fromThrown, serviceError, type CallContext } from '../../../src/cloud/errors.ts';
import { provesSignature } from '../../../src/cloud/provesSignature.ts';
import { keepSecret } from '../../../src/cloud/secrets.ts';
import { marked } from '../../hosts/canary.ts';
import { clientFor, closeServers, failure, keys, reply, serve, serveTcp, signatureOf } from './helpers.ts';

const hush = marked('hush-hush');
const request = { query: { VaultId: 'v-1' }, body: {} };
const create = (origin: string) => clientFor(origin).client.createRestoreJob(request);

describe('cloud: what the service refuses', () => {
  afterEach(closeServers);

  const rows: [code: string, status: number, outcome: string, says: RegExp][] = [
    ['Throttling', 400, 'refused', /Too many calls.*Wait/],
    ['Throttling.User', 403, 'refused', /Too many calls/],
    ['Throttling.Api', 429, 'refused', /Too many calls/],
    ['Throttling.User', 503, 'refused', /Too many calls/],
    ['ServiceUnavailable', 503, 'unclear', /fault of its own.*may have started/],
    ['ServiceUnavailableTemporary', 503, 'unclear', /may have started/],
    ['InternalError', 500, 'unclear', /may have started/],
    ['InternalFailure', 500, 'unclear', /may have started/],
    ['InternalError', 400, 'unclear', /may have started/],
    ['InvalidAccessKeyId.NotFound', 404, 'refused', /AccessKey of the profile "tests" is wrong/],
    ['InvalidAccessKeyId.Inactive', 403, 'refused', /AccessKey of the profile "tests" is disabled/],
    ['InvalidAccessKeyId', 403, 'refused', /AccessKey of the profile "tests" is wrong/],
    ['InvalidSecurityToken.Expired', 400, 'refused', /security token of the profile "tests" has run out/],
    ['InvalidSecurityToken.MismatchWithAccessKey', 400, 'refused', /security token/],
    ['InvalidSecurityToken.Malformed', 403, 'refused', /security token/],
    ['MissingSecurityToken', 400, 'refused', /security token/],
    ['SignatureDoesNotMatch', 400, 'refused', /secret of the profile "tests" is not that of its ID/],
    ['IncompleteSignature', 400, 'refused', /secret of the profile "tests" is not that of its ID/],
    ['SignatureNonceUsed', 400, 'unclear', /twice.*may have started/],
    ['IllegalTimestamp', 400, 'refused', /clock/],
    ['InvalidTimeStamp.Expired', 400, 'refused', /clock/],
    ['Forbidden', 403, 'refused', /permission hbr:CreateRestoreJob/],
    ['Forbidden.RAM', 403, 'refused', /permission hbr:CreateRestoreJob/],
    ['NoPermission', 403, 'refused', /permission/],
    ['Forbidden.NoPermission', 403, 'refused', /permission/],
    ['MissingParameter', 400, 'refused', /parameter/],
    ['MissingVaultId', 400, 'refused', /parameter/],
    ['InvalidParameter', 400, 'refused', /parameter/],
    ['InvalidSnapshotId', 400, 'refused', /parameter/],
    ['InvalidAction.NotFound', 404, 'refused', /not the endpoint/],
    ['InvalidVersion', 404, 'refused', /not the endpoint/],
    ['VaultOnStrike', 409, 'refused', /VaultOnStrike: told so/],
    ['VaultOnStrike', 502, 'unclear', /VaultOnStrike: told so.*may have started/],
  ];
  for (const [Code, status, outcome, says] of rows) {
    it(`${Code} with HTTP ${status} is ${outcome}`, async () => {
      const body = { RequestId: 'REQ-7', HostId: 'h', Code, Message: 'told so', Recommend: 'https://api.example/q' };
      const { origin, requests } = await serve(reply(status, body));
      const error = await failure(create(origin));
      assert.equal(error.outcome, outcome);
      assert.match(`${error.message} ${error.nextStep}`, says);
      assert.match(error.message, new RegExp(`${Code.replace('.', '\\.')}: told so$`));
      assert.equal(error.code, Code);
      assert.equal(error.requestId, 'REQ-7');
      assert.equal(error.recommend, 'https://api.example/q');
      assert.equal(error.statusCode, status);
      assert.equal(requests.length, 1, 'sent once');
    });
  }

  for (const Success of [false, 'false']) {
    it(`HTTP 200 with Success ${inspect(Success)} is refused`, async () => {
      const { origin } = await serve(
        reply(200, { Success, Code: 'VaultNotExist', Message: 'no vault', RequestId: 'REQ-8' }),
      );
      const error = await failure(create(origin));
      assert.equal(error.outcome, 'refused');
      assert.equal(error.message.endsWith('VaultNotExist: no vault'), true);
      assert.equal(error.requestId, 'REQ-8');
    });
  }

  it('a success without a RestoreId is unclear, and has all that the answer told', async () => {
    const { origin } = await serve(reply(200, { Code: 'Foo.Bar', Message: 'queued for approval', RequestId: 'REQ-8' }));
    const { client, lines } = clientFor(origin);
    const error = await failure(client.createRestoreJob({ query: { VaultId: 'v-1' }, body: {} }));
    assert.deepEqual([error.outcome, error.code, error.requestId], ['unclear', 'Foo.Bar', 'REQ-8']);
    assert.match(error.message, /it has no RestoreId\. Foo\.Bar: queued for approval$/);
    assert.match(error.help ?? '', /q=Foo\.Bar&product=hbr&requestId=REQ-8$/);
    assert.equal(lines[0]?.requestId, 'REQ-8');
  });

  it('Success false with a RestoreId all the same gives the RestoreId', async () => {
    const { origin } = await serve(reply(200, { Success: false, Code: 'Odd', RestoreId: 'r-1' }));
    assert.equal((await create(origin)).restoreId, 'r-1');
  });

  it('Success false without anything else is unclear', async () => {
    const { origin } = await serve(reply(200, { Success: false }));
    assert.equal((await failure(create(origin))).outcome, 'unclear');
  });

  const denied = async (Code: string, detail?: object) => {
    const { origin } = await serve(reply(403, { Code, Message: 'm', ...(detail && { AccessDeniedDetail: detail }) }));
    return failure(create(origin));
  };

  it('a missing permission says which one, and has a policy to grant it', async () => {
    for (const Code of ['Forbidden', 'Forbidden.RAM', 'NoPermission', 'Forbidden.NoPermission']) {
      const plain = await denied(Code);
      assert.equal(plain.action, 'hbr:CreateRestoreJob');
      assert.match(plain.nextStep, /Have hbr:CreateRestoreJob allowed in RAM/);
    }
    const implicit = { AuthAction: 'hbr:CreateRestoreJob', NoPermissionType: 'ImplicitDeny' };
    const own = await denied('NoPermission', { ...implicit, PolicyType: 'AccountLevelIdentityBasedPolicy' });
    assert.equal(own.action, 'hbr:CreateRestoreJob');
    assert.equal(own.nextStep, 'Have hbr:CreateRestoreJob allowed in RAM.');
    const session = await denied('NoPermission', { ...implicit, PolicyType: 'SessionPolicy' });
    assert.match(session.nextStep, /in this kind of policy too: SessionPolicy/);
  });

  it('what is forbidden for another reason is shown as it came, and no permission is said to be missing', async () => {
    for (const Code of ['Forbidden.VaultLocked', 'Forbidden.RAMX', 'NoPermission.Edition']) {
      const error = await denied(Code);
      assert.match(error.message, new RegExp(`^\\S+ refused CreateRestoreJob\\. ${Code}: m$`));
      assert.doesNotMatch(`${error.message} ${error.nextStep}`, /permission|RAM\./);
      assert.deepEqual([error.outcome, error.action], ['refused', undefined]);
    }
    // Where the service says which permission it is, it is one whatever the code.
    const detail = { AuthAction: 'hbr:CreateRestoreJob', NoPermissionType: 'ImplicitDeny' };
    for (const Code of ['Forbidden.VaultLocked', 'AccessDenied']) {
      const error = await denied(Code, detail);
      assert.match(error.message, /The profile "tests" lacks the permission hbr:CreateRestoreJob\. \S+: m$/);
      assert.equal(error.action, 'hbr:CreateRestoreJob');
      // What is refused for a permission was signed well: such a key can be added.
      assert.ok(provesSignature(error));
    }
    assert.ok(!provesSignature(await denied('AccessDenied')));
  });

  it('no placeholder of a secret changes a code, which says whether a restore may have run', async () => {
    keepSecret('bleTempor');
    const { origin } = await serve(reply(400, { Code: 'ServiceUnavailableTemporary', Message: 'm' }));
    const error = await failure(create(origin));
    assert.deepEqual([error.code, error.outcome], ['ServiceUnavailableTemporary', 'unclear']);
  });

  it('an explicit deny says that no policy which is added helps, and offers none', async () => {
    for (const PolicyType of ['ControlPolicy', undefined]) {
      const detail = { AuthAction: 'hbr:CreateRestoreJob', PolicyType, NoPermissionType: 'ExplicitDeny' };
      const error = await denied('NoPermission', detail);
      assert.match(error.message, /A policy denies hbr:CreateRestoreJob to the profile "tests" outright/);
      assert.match(error.nextStep, /No policy that is added helps.*denies hbr:CreateRestoreJob/);
      assert.equal(error.nextStep.includes('ControlPolicy'), PolicyType !== undefined);
      assert.equal(error.action, undefined);
    }
  });

  it('another service is named by the action that it denies, and nobody gets more than is due', async () => {
    const other = await denied('NoPermission', { AuthAction: 'kms:Decrypt' });
    assert.match(other.message, /lacks the permission kms:Decrypt/);
    for (const AuthAction of [
      'kms:Decrypt',
      '*',
      '*:*',
      'hbr:*',
      'ram:AttachPolicyToUser',
      'hbr:createrestorejob',
      ' ',
    ]) {
      const { action } = await denied('NoPermission', { AuthAction });
      assert.ok(action === undefined || (AuthAction === ' ' && action === 'hbr:CreateRestoreJob'), AuthAction);
    }
  });

  it('has a page of the vendor about it, and no other', async () => {
    const page = 'https://api.alibabacloud.com/troubleshoot?q=Some.New%26Code&product=hbr&requestId=REQ-7';
    const body = { Code: 'Some.New&Code', Message: 'm', RequestId: 'REQ-7' };
    for (const [Recommend, help] of [
      [undefined, page],
      ['https://next.api.aliyun.com/troubleshoot?q=a%20b', 'https://next.api.aliyun.com/troubleshoot?q=a%20b'],
      ['https://evil.example/?q=1', page],
      ['https://aliyun.com.evil.example/', page],
      ['command:workbench.action.terminal.new', page],
      ['see [here](https://evil.example)', page],
    ] as const) {
      const { origin } = await serve(reply(409, { ...body, Recommend }));
      const error = await failure(create(origin));
      assert.equal(error.help, help);
      assert.equal(error.recommend, Recommend);
    }
  });

  for (const [Code, behind, says] of [
    ['IllegalTimestamp', 17 * 60, /^This machine's clock is 17 minutes behind the service's\./],
    ['InvalidTimeStamp.Expired', 17 * 60, /^This machine's clock is 17 minutes behind/],
    ['IllegalTimestamp', -3 * 3600, /^This machine's clock is 3 hours ahead of the service's\./],
    ['IllegalTimestamp', -90 * 86_400, /^This machine's clock is 90 days ahead/],
    ['IllegalTimestamp', 0, /though this machine's clock is right now/],
  ] as const) {
    it(`${Code} measures a clock that is ${behind} s behind`, async () => {
      const { origin } = await serve((_, response) => {
        response.setHeader('date', new Date(Date.now() + behind * 1000 + 500).toUTCString());
        reply(400, { Code, Message: 'm' })(_, response);
      });
      const error = await failure(create(origin));
      assert.match(error.message, says);
      assert.match(error.nextStep, behind === 0 ? /Try again/ : /Set it/);
    });
  }

  it('without a date it says what it can of the clock', async () => {
    const { origin } = await serve((_, response) => {
      response.sendDate = false;
      reply(400, { Code: 'IllegalTimestamp', Message: 'm' })(_, response);
    });
    assert.match((await failure(create(origin))).message, /wrong by more than the service allows/);
  });

  it('says how the clock is set, by the system', () => {
    for (const [platform, says] of [
      ['win32', /Sync now/],
      ['darwin', /System Settings/],
      ['linux', /timedatectl/],
    ] as const) {
      assert.match(clockProblem(1e6, platform).nextStep, says);
    }
  });

  it('4xx without a code is unclear', async () => {
    for (const body of [{}, { Message: 'x' }, { Code: {} }, { Code: '' }, { Code: null }]) {
      const { origin } = await serve(reply(400, body));
      const error = await failure(create(origin));
      assert.equal(error.outcome, 'unclear');
      assert.equal(error.code, undefined);
      assert.equal(error.statusCode, 400);
    }
  });

  it('hostile texts become harmless', async () => {
    const body = {
      Code: 'Bad\u001b[31mCode\nX',
      Message: `\u001b]0;title\u0007a\r\nb\u202e${'x'.repeat(5_000_000)}`,
      RequestId: ['a'],
      Recommend: { deep: {} },
      AccessDeniedDetail: 'x',
    };
    const { origin } = await serve(reply(400, body));
    const { client, lines } = clientFor(origin);
    const error = await failure(client.createRestoreJob(request));
    assert.equal(error.code, 'BadCode X');
    assert.equal(error.requestId, undefined);
    assert.equal(error.recommend, undefined);
    assert.ok(error.message.length < 2400);
    assert.match(error.message, /BadCode X: a b/);
    assert.doesNotMatch(inspect({ ...error, message: error.message, lines }), /\\x1B|\\u001b|\\r|\u202e/);
  });

  it('never holds a secret, even where the service echoes it', async () => {
    const secret = keys.accessKeySecret;
    const escaped = (text: string) =>
      [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    let signature = '';
    const { origin } = await serve((captured, response) => {
      signature = signatureOf(captured);
      const echo = `server string to sign is: ${secret} ${encodeURIComponent(secret)} ${signature}`;
      const body = {
        Code: 'SignatureDoesNotMatch',
        RequestId: secret,
        Recommend: `https://api.aliyun.com/?s=${secret}`,
      };
      const text = JSON.stringify({ ...body, Message: `${echo} ESCAPED` });
      reply(400, text.replace('ESCAPED', escaped(`${secret} ${signature}`)))(captured, response);
    });
    const { client, lines } = clientFor(origin);
    const error = await failure(client.createRestoreJob(request));
    const shown = inspect([error, lines], { depth: null, showHidden: true });
    assert.match(signature, /^[0-9a-f]{64}$/);
    assert.match(error.message, /\*\*\* \*\*\* \*\*\* \*\*\* \*\*\*$/);
    assert.ok(!shown.includes(secret) && !shown.includes(encodeURIComponent(secret)) && !shown.includes(signature));
    assert.doesNotMatch(shown, /Authorization|Signature=/);
  });
});

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

describe('cloud: judging what was thrown', () => {
  const call: CallContext = {
    operation: 'CreateRestoreJob',
    host: 'h',
    profile: 'p',
    timeoutMs: 60_000,
    secrets: [hush],
    parameters: ['VaultId'],
  };
  const thrown = (fields: object) => fromThrown(Object.assign(new Error(`said ${hush}`), fields), call);

  const rows: [fields: object, outcome: string][] = [
    [{ code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'notSent'],
    [{ code: 'EAI_AGAIN', syscall: 'getaddrinfo' }, 'notSent'],
    [{ code: 'ECONNREFUSED', syscall: 'connect' }, 'notSent'],
    [{ code: 'EHOSTUNREACH', syscall: 'connect' }, 'notSent'],
    [{ code: 'ENETUNREACH', syscall: 'connect' }, 'notSent'],
    [{ code: 'ETIMEDOUT', syscall: 'connect' }, 'notSent'],
    [
      {
        code: 'ETIMEDOUT',
        errors: [
          { code: 'ETIMEDOUT', syscall: 'connect' },
          { code: 'ENETUNREACH', syscall: 'connect' },
        ],
      },
      'notSent',
    ],
    [{ code: 'EHOSTUNREACH', syscall: 'read' }, 'unclear'],
    [{ code: 'ENETUNREACH', syscall: 'write' }, 'unclear'],
    [{ code: 'ETIMEDOUT', syscall: 'read' }, 'unclear'],
    [{ code: 'ETIMEDOUT' }, 'unclear'],
    [{ code: 'ESOCKETTIMEDOUT' }, 'unclear'],
    [{ code: 'ETIMEDOUT', errors: [{ syscall: 'connect' }, { syscall: 'read' }] }, 'unclear'],
    [{ code: 'ETIMEDOUT', errors: [null] }, 'unclear'],
    [{ code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'notSent'],
    [{ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'notSent'],
    [{ code: 'CERT_HAS_EXPIRED' }, 'notSent'],
    [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'notSent'],
    [{ code: 'ERR_INVALID_CHAR' }, 'notSent'],
    [{ name: 'URIError' }, 'notSent'],
    [{ code: 'ECONNRESET', syscall: 'read' }, 'unclear'],
    [{ code: 'ECONNRESET' }, 'unclear'],
    [{ code: 'EPIPE', syscall: 'write' }, 'unclear'],
    [{ name: 'RequestTimeoutError' }, 'unclear'],
    [{ name: 'UnretryableError', data: { lastRequest: { headers: { Authorization: hush } } } }, 'unclear'],
    [{ code: 'HPE_INVALID_CONSTANT' }, 'unclear'],
    [{ name: 'SyntaxError' }, 'unclear'],
    [{ code: 'PROXY_REFUSED', statusCode: 407, statusMessage: hush }, 'notSent'],
    [{ code: 'PROXY_REFUSED', statusCode: 502 }, 'notSent'],
    [{ code: 'ANSWER_NOT_ENCRYPTED', statusCode: 200 }, 'unclear'],
    [{ code: 'ANSWER_TOO_LARGE', limit: 7 }, 'unclear'],
    [{ message: `Failed to establish a socket connection to proxies: PROXY u:${hush}@127.0.0.1:1` }, 'notSent'],
    [{ data: { Code: 'Throttling', Message: hush }, statusCode: 400 }, 'refused'],
    [{ data: { Code: 'PROXY_REFUSED', Message: 'm' }, code: 'PROXY_REFUSED', statusCode: 500 }, 'unclear'],
    [{}, 'unclear'],
    [{ code: 7, name: {}, errors: 'x', syscall: [] }, 'unclear'],
  ];
  for (const [fields, outcome] of rows) {
    it(`${JSON.stringify(fields).replaceAll(hush, 'hush')} is ${outcome}`, () => {
      const error = thrown(fields);
      assert.equal(error.outcome, outcome);
      assert.doesNotMatch(inspect(error, { depth: null, showHidden: true }), /hush-hush|\bAuthorization/);
      assert.equal(error.cause, undefined);
    });
  }

  it('names the proxy, and not what it is told of the user', () => {
    const message =
      'Failed to establish a socket connection to proxies: PROXY me:p@ss@proxy:8080; HTTPS you:x@other:1POST https://h/?a=b failed.';
    const error = thrown({ message });
    assert.equal(error.message, 'No connection to h by way of the proxy (PROXY proxy:8080; HTTPS other:1).');
    assert.match(error.nextStep, /http\.proxy.*Nothing was sent/);
  });

  it('tries a proxy again that is in trouble, and not one that says no', () => {
    assert.equal(thrown({ code: 'PROXY_REFUSED', statusCode: 407 }).code, undefined);
    assert.equal(thrown({ code: 'PROXY_REFUSED', statusCode: 503 }).code, 'PROXY_REFUSED');
  });

  it('takes anything', () => {
    for (const value of [undefined, null, 'text', 7, [], Object.create(null), () => undefined]) {
      assert.equal(fromThrown(value, call).outcome, 'unclear');
    }
    const own = new CloudError({ outcome: 'refused', message: 'm', nextStep: 'n' });
    assert.equal(fromThrown(own, call), own);
  });

  it('a secret cut at the limit leaves no part of itself', () => {
    const error = serviceError({ Code: 'X', Message: `${'x'.repeat(1990)}${hush}` }, 400, call);
    assert.doesNotMatch(error.message, /hush/);
  });
});

describe('cloud: the parameter that an error names', () => {
  for (const [code, message, parameter] of [
    ['MissingVaultId', '', 'VaultId'],
    ['MissingSnapshotid', '', 'SnapshotId'],
    ['InvalidSnapshotId.NotFound', '', 'SnapshotId'],
    ['InvalidParameter.TargetPath', '', 'TargetPath'],
    ['MissingParameter', 'TargetBucket is mandatory for this action.', 'TargetBucket'],
    ['InvalidParameter', 'The specified parameter "Include" is not valid.', 'Include'],
    ['InvalidParameter', 'Invalid parameter: Options', 'Options'],
    ['InvalidParameter', 'Include at least one path.', undefined],
    ['InvalidParameter', 'The value is not valid.', undefined],
    ['InvalidNovelty', '', 'Novelty'],
    ['InvalidFoo', '', undefined],
    ['VaultError', 'The vault of VaultId v-1 is locked', 'VaultId'],
    ['VaultError', 'myVaultIdX is odd', undefined],
  ] as const) {
    it(`${code} "${message}" names ${parameter}`, () =>
      assert.equal(parameterIn(code, message, ['VaultId', 'Novelty']), parameter));
  }

  it('is none where the parameters have nothing to do with it', () => {
    const call: CallContext = {
      operation: 'CreateRestoreJob',
      host: 'h',
      profile: 'p',
      timeoutMs: 1,
      secrets: [],
      parameters: ['VaultId'],
    };
    for (const Code of ['SignatureDoesNotMatch', 'InvalidAccessKeyId.NotFound', 'Forbidden.RAM', 'InvalidVersion']) {
      assert.equal(serviceError({ Code, Message: 'POST VaultId=v-1' }, 400, call).parameter, undefined);
    }
    assert.equal(serviceError({ Code: 'InvalidVaultId', Message: '' }, 400, call).parameter, 'VaultId');
  });

  it('can be every one that the schema knows', () => {
    const schema = new URL('../../../schemas/restore.schema.json', import.meta.url);
    const { properties } = JSON.parse(readFileSync(schema, 'utf8')) as { properties: Record<string, unknown> };
    for (const name of Object.keys(properties).filter((key) => !key.startsWith('$'))) {
      assert.equal(parameterIn(`Missing${name}`, '', []), name);
    }
  });
});
