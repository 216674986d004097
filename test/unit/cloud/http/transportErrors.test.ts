import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { CloudError } from '../../../../src/cloud/cloudError.ts';
import { transportError, type RequestContext } from '../../../../src/cloud/http/transportErrors.ts';
import { testSecret } from '../../../hosts/testSecrets.ts';
import { plainQuotes } from '../../plainQuotes.ts';

const hush = testSecret('hush-hush');

describe('cloud: transport errors', () => {
  const call: RequestContext = {
    operation: 'CreateRestoreJob',
    host: 'h',
    timeoutMs: 60_000,
    secrets: [hush],
  };
  const thrown = (fields: object) => transportError(Object.assign(new Error(`said ${hush}`), fields), call);

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
    [{ code: 'ERR_PROXY_TUNNEL', statusCode: 407, message: `HTTP/1.1 407 ${hush}` }, 'notSent'],
    [{ code: 'ERR_PROXY_TUNNEL', message: `via http://u:${hush}@h` }, 'notSent'],
    [{ code: 'ANSWER_NOT_ENCRYPTED', statusCode: 200 }, 'unclear'],
    [{ code: 'ANSWER_NOT_VERIFIED', statusCode: 200 }, 'unclear'],
    [{ code: 'CONNECTION_NOT_VERIFIED' }, 'notSent'],
    [{ code: 'HELD_BACK', cause: new Error(hush) }, 'notSent'],
    [{ code: 'ANSWER_TOO_LARGE', limit: 7 }, 'unclear'],
    [{ message: `Failed to establish a socket connection to proxies: PROXY u:${hush}@127.0.0.1:1` }, 'notSent'],
    // What the SDK read by itself would not have been checked.
    [{ data: { Code: 'Throttling', Message: hush }, statusCode: 400 }, 'unclear'],
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

  // The body of an answer is read only where it came from the host, to a request that had left.
  for (const [fields] of rows.filter(([row]) => !('limit' in row))) {
    it(`${JSON.stringify(fields).replaceAll(hush, 'hush')} is notSent where the request never left`, () => {
      const error = thrown({ ...fields, neverLeft: true });
      assert.equal(error.outcome, 'notSent');
      assert.match(error.nextStep, /Nothing was sent/);
    });
  }

  const left = { neverLeft: true };
  for (const [fields, message] of [
    [{ code: 'ENOTFOUND' }, 'The host h was not found (ENOTFOUND).'],
    [{ code: 'ECONNREFUSED' }, 'No connection to h (ECONNREFUSED).'],
    [{ code: 'CERT_REVOKED' }, 'The identity of h could not be verified (CERT_REVOKED).'],
    [{ code: 'ERR_INVALID_URL' }, 'The request CreateRestoreJob could not be put together (ERR_INVALID_URL).'],
    [{ name: 'URIError' }, 'The request CreateRestoreJob could not be put together (URIError).'],
    [{ name: 'AbortError' }, 'Stopped waiting for the answer to CreateRestoreJob.'],
    [{ name: 'AbortError', ...left }, 'CreateRestoreJob was stopped before it was sent.'],
    [{ name: 'RequestTimeoutError' }, 'h gave no answer to CreateRestoreJob within 60 s.'],
    [{ name: 'RequestTimeoutError', ...left }, 'No connection to h within 60 s.'],
    [{ code: 'EPIPE' }, 'The connection to h broke before CreateRestoreJob was answered (EPIPE).'],
    [{ code: 'EPIPE', ...left }, 'The connection to h broke before CreateRestoreJob was sent (EPIPE).'],
    [{ code: 'HPE_INVALID', ...left }, 'No connection to h (HPE_INVALID).'],
    [{ code: 'EPROTO' }, 'The encrypted connection to h failed during CreateRestoreJob (EPROTO).'],
    [{ code: 'ANSWER_NOT_ENCRYPTED' }, "The answer to CreateRestoreJob came unencrypted, so it isn't from h."],
    [
      { code: 'ANSWER_NOT_VERIFIED' },
      "The answer to CreateRestoreJob came over a connection that was not verified to be h's.",
    ],
    [{ code: 'CONNECTION_NOT_VERIFIED' }, 'The connection to h was not verified.'],
    [
      { code: 'ANSWER_TOO_LARGE', limit: 7 },
      "h's answer to CreateRestoreJob can't be used: it is larger than 7 bytes.",
    ],
    [{ code: 'HELD_BACK', cause: new Error('Not now.') }, 'Not now.'],
    [{ code: 'HELD_BACK' }, 'CreateRestoreJob was held back.'],
    [{ code: 'NEW', message: ' ' }, 'CreateRestoreJob at h failed: "NEW"'],
  ] as const) {
    it(`says of ${JSON.stringify(fields)} what happened, and to what`, () => {
      const error = thrown(fields);
      assert.equal(plainQuotes(error.message), message);
      assert.match(error.nextStep, error.outcome === 'unclear' ? /may have started/ : /Nothing was sent\.$/);
    });
  }

  it('has the code of a connection that timed out, whatever ended it', () => {
    assert.equal(thrown({ name: 'RequestTimeoutError', ...left }).code, 'ETIMEDOUT');
    assert.equal(thrown({ name: 'RequestTimeoutError' }).code, undefined);
    assert.equal(thrown({ code: 'HELD_BACK' }).code, undefined);
  });

  it('names the proxy, and not its user or password', () => {
    const message = 'Failed to establish a socket connection to proxies: PROXY me:p@ss@proxy:8080; HTTPS you:x@other:1';
    const error = thrown({ message });
    assert.equal(
      plainQuotes(error.message),
      'No connection to h through the proxy ("PROXY proxy:8080; HTTPS other:1").',
    );
    assert.match(error.nextStep, /http\.proxy.*Nothing was sent/);
  });

  it('reads a message of any length in one go', () => {
    const message = `Failed to establish a socket connection to proxies: PROXY ${'x'.repeat(2_000_000)}`;
    assert.equal(thrown({ message }).outcome, 'notSent');
  });

  it('says in words that an answer is no HTTP', () => {
    const error = thrown({
      code: 'HPE_INVALID_CONSTANT',
      message: 'Parse Error: Expected HTTP/, RTSP/ or ICE/POST http://h/?VaultId=v-1 failed.',
    });
    assert.equal(error.message, "h's answer to CreateRestoreJob is not valid HTTP (HPE_INVALID_CONSTANT).");
    assert.match(error.nextStep, /may have started/);
  });

  it('has a code where a proxy is in trouble, and none where it says no', () => {
    assert.equal(thrown({ code: 'PROXY_REFUSED', statusCode: 407 }).code, undefined);
    assert.equal(thrown({ code: 'PROXY_REFUSED', statusCode: 499 }).code, undefined);
    assert.equal(thrown({ code: 'PROXY_REFUSED', statusCode: 500 }).code, 'PROXY_REFUSED');
    assert.equal(thrown({ code: 'ERR_PROXY_TUNNEL', statusCode: 403 }).code, undefined);
    assert.equal(thrown({ code: 'ERR_PROXY_TUNNEL', statusCode: 503 }).code, 'ERR_PROXY_TUNNEL');
  });

  it('takes anything', () => {
    for (const value of [undefined, null, 'text', 7, [], Object.create(null), () => undefined]) {
      assert.equal(transportError(value, call).outcome, 'unclear');
    }
    const own = new CloudError({ outcome: 'refused', message: 'm', nextStep: 'n' });
    assert.equal(transportError(own, call), own);
  });
});
