import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { parameterIn } from '../../../src/cloud/errorCodes.ts';
import { CloudError, fromThrown, serviceError, type CallContext } from '../../../src/cloud/errors.ts';
import { marked } from '../../hosts/canary.ts';

const hush = marked('hush-hush');

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
