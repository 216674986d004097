import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { callLevel, formatCall, type CallLog } from '../../../../src/cloud/http/callLog.ts';
import { createClient } from '../../../../src/cloud/hbrClient.ts';
import { clientFor, closeServers, created, failure, keys, nas, reply, serve } from '../helpers.ts';

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
