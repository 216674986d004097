import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Fault, RequestRecord, Sandbox } from '../../../src/sandbox/sandbox.ts';
import { call, nas, refused, send } from './client.ts';
import type { SdkError } from './client.ts';

describe('sandbox: faults', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  const create = (readTimeout?: number) => call(sandbox, 'CreateRestoreJob', nas, readTimeout);
  const last = (): RequestRecord => sandbox.requests().at(-1) ?? assert.fail('no request came');

  interface Case {
    readonly fault: Fault;
    /** Whether the job is there afterwards. */
    readonly executed: boolean;
    readonly status?: number;
    /** What the SDK sees. */
    readonly see: (outcome: { error?: SdkError; body?: Record<string, unknown> }) => void;
  }
  const sees =
    (code: string, statusCode?: number): Case['see'] =>
    ({ error }) =>
      assert.deepEqual([error?.code, error?.statusCode], [code, statusCode]);
  const broken: Case['see'] = ({ error }) => {
    assert.ok(error, 'the SDK saw an answer');
    assert.equal(error.statusCode, undefined);
  };
  const notJson: Case['see'] = ({ error }) => assert.equal(error?.name, 'SyntaxError');

  const internalError = { kind: 'error', status: 500, code: 'InternalError' } as const;
  const cases: Case[] = [
    { fault: internalError, executed: false, status: 500, see: sees('InternalError', 500) },
    { fault: { ...internalError, execute: true }, executed: true, status: 500, see: sees('InternalError', 500) },
    {
      fault: {
        kind: 'error',
        status: 403,
        code: 'Forbidden.RAM',
        message: 'No <b>right</b>',
        fields: { AccessDeniedDetail: { AuthAction: 'hbr:CreateRestoreJob' } },
      },
      executed: false,
      status: 403,
      see: ({ error }) => {
        assert.equal(error?.code, 'Forbidden.RAM');
        assert.equal(error.data?.['Message'], 'No <b>right</b>');
        assert.deepEqual(error.data['AccessDeniedDetail'], { AuthAction: 'hbr:CreateRestoreJob' });
        assert.equal(error.data['RequestId'], last().requestId);
      },
    },
    { fault: { kind: 'throttle' }, executed: false, status: 400, see: sees('Throttling.User', 400) },
    {
      fault: { kind: 'throttle', status: 429, code: 'Throttling' },
      executed: false,
      status: 429,
      see: sees('Throttling', 429),
    },
    {
      fault: { kind: 'successFalse', code: 'VaultFrozen', message: 'no' },
      executed: false,
      status: 200,
      see: ({ body }) =>
        assert.deepEqual(body, { Code: 'VaultFrozen', Message: 'no', RequestId: last().requestId, Success: false }),
    },
    {
      fault: { kind: 'successFalse', execute: true },
      executed: true,
      status: 200,
      see: ({ body }) => assert.equal(body?.['Success'], false),
    },
    { fault: { kind: 'html502' }, executed: false, status: 502, see: notJson },
    { fault: { kind: 'html502', execute: true }, executed: true, status: 502, see: notJson },
    { fault: { kind: 'emptyBody' }, executed: true, status: 200, see: notJson },
    { fault: { kind: 'emptyBody', execute: false }, executed: false, status: 200, see: notJson },
    { fault: { kind: 'notJson' }, executed: true, status: 200, see: notJson },
    { fault: { kind: 'notJson', execute: false, body: 'OK' }, executed: false, status: 200, see: notJson },
    { fault: { kind: 'resetBeforeRead' }, executed: false, see: sees('ECONNRESET') },
    { fault: { kind: 'resetAfterRead' }, executed: false, see: sees('ECONNRESET') },
    { fault: { kind: 'resetAfterExecute' }, executed: true, see: sees('ECONNRESET') },
    { fault: { kind: 'cutAnswer' }, executed: true, status: 200, see: broken },
    {
      fault: { kind: 'delay', ms: 60 },
      executed: true,
      status: 200,
      see: ({ body }) => assert.ok(body?.['RestoreId']),
    },
    { fault: { kind: 'delay', ms: 5_000 }, executed: true, see: broken },
    { fault: { kind: 'hang' }, executed: false, see: broken },
    { fault: { kind: 'hang', execute: true }, executed: true, see: broken },
  ];
  for (const { fault, executed, status, see } of cases) {
    it(`${JSON.stringify(fault)}: ${executed ? 'executed' : 'not executed'}`, async () => {
      sandbox.inject(fault);
      const outcome = await create(600).then(
        (body) => ({ body }),
        (error: unknown) => ({ error: error as SdkError }),
      );
      see(outcome);
      assert.equal(sandbox.jobs().length, executed ? 1 : 0);
      if (fault.kind === 'resetBeforeRead') {
        // Nobody knows who sent it.
        assert.deepEqual([sandbox.requests(), sandbox.unverified()], [[], { resetBeforeRead: 1 }]);
        assert.equal((await create())['Success'], true, 'the fault meets one request');
        return;
      }
      const { requestId, time, parameters, code, ...record } = last();
      assert.deepEqual(record, { action: 'CreateRestoreJob', status, executed, fault: fault.kind });
      assert.ok(requestId && time && parameters);
      assert.equal(
        code !== undefined,
        ['error', 'throttle', 'successFalse', 'cutAnswer', 'delay'].includes(fault.kind) && status !== undefined,
      );
      assert.equal((await create())['Success'], true, 'the fault meets one request');
    });
  }

  it('writes half of the answer and no more', async () => {
    sandbox.inject({ kind: 'cutAnswer' });
    await assert.rejects(send(sandbox), /aborted/);
  });

  it('delays the answer, not the execution', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      sandbox.inject({ kind: 'delay', ms: 150 });
      const answer = create();
      while (sandbox.jobs().length === 0) await setImmediate();
      mock.timers.tick(149);
      assert.equal(last().status, undefined);
      mock.timers.tick(1);
      assert.equal(last().status, 200);
      assert.equal((await answer)['Success'], true);
    } finally {
      mock.timers.reset();
    }
  });

  it('meets the action it names, as often as it says, in order', async () => {
    sandbox.inject({ action: 'DescribeRestoreJobs2', times: 2, kind: 'throttle' });
    sandbox.inject({ kind: 'error', status: 503, code: 'ServiceUnavailable' });
    assert.equal((await refused(call(sandbox, 'DescribeRestoreJobs2'))).code, 'Throttling.User');
    assert.equal((await refused(create())).code, 'ServiceUnavailable');
    assert.equal((await refused(call(sandbox, 'DescribeRestoreJobs2'))).code, 'Throttling.User');
    assert.equal((await call(sandbox, 'DescribeRestoreJobs2'))['TotalCount'], 0);
  });

  it('lasts until it is cleared where it is told to', async () => {
    sandbox.inject({ kind: 'throttle', times: Infinity });
    for (let index = 0; index < 5; index++) await refused(create());
    sandbox.clearFaults();
    assert.equal((await create())['Success'], true);
  });

  it('is not used up by a request that is not believed', async () => {
    sandbox.inject({ kind: 'throttle' });
    assert.equal((await send(sandbox, { secret: 'wrong' })).body['Code'], 'SignatureDoesNotMatch');
    assert.equal((await send(sandbox)).body['Code'], 'Throttling.User');
  });

  it('executes nothing that the rules refuse, whatever the fault', async () => {
    sandbox.inject({ kind: 'resetAfterExecute' });
    await refused(call(sandbox, 'CreateRestoreJob', { query: { RestoreType: 'NAS' } }));
    assert.deepEqual(sandbox.jobs(), []);
    assert.equal(last().executed, false);
  });

  it('cancels under a fault as well', async () => {
    const { RestoreId } = await create();
    sandbox.inject({ action: 'CancelRestoreJob', kind: 'resetAfterExecute' });
    await refused(call(sandbox, 'CancelRestoreJob', { query: { RestoreId, VaultId: 'v-1' } }));
    assert.equal(sandbox.jobs()[0]?.status, 'CANCELING');
  });

  it('answers for itself where a fault makes no sense', async () => {
    sandbox.inject({ kind: 'error', status: 99_999, code: 'Nonsense' });
    assert.equal((await send(sandbox)).body['Code'], 'InternalError');
  });

  it('closes while answers are withheld', async () => {
    sandbox.inject({ kind: 'hang' });
    sandbox.inject({ kind: 'delay', ms: 60_000 });
    const answers = [create(), create()].map((answer) => refused(answer));
    while (sandbox.requests().filter(({ fault }) => fault !== undefined).length < 2) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await sandbox.close();
    for (const error of await Promise.all(answers)) assert.equal(error.code, 'ECONNRESET');
    assert.equal(sandbox.jobs().length, 1, 'still readable');
    await sandbox.close();
  });
});
