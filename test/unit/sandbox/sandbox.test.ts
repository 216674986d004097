import assert from 'node:assert/strict';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { call, ecsFile, nas, refused, send } from './client.ts';
import type { CallParameters } from './client.ts';

interface Listed {
  readonly TotalCount: number;
  readonly RestoreJobs: { readonly RestoreJob: readonly Readonly<Record<string, unknown>>[] };
}

const list = async (sandbox: Sandbox, query: Record<string, unknown> = {}): Promise<Listed> =>
  (await call(sandbox, 'DescribeRestoreJobs2', { query })) as unknown as Listed;

const create = async (sandbox: Sandbox, parameters: CallParameters = nas): Promise<string> =>
  (await call(sandbox, 'CreateRestoreJob', parameters))['RestoreId'] as string;

describe('sandbox: operations through the SDK', () => {
  let sandbox: Sandbox;
  let now = Date.now();

  beforeEach(async () => {
    now = Date.now();
    sandbox = await startSandbox({ now: () => now });
  });
  afterEach(() => sandbox.close());

  it('is on loopback with a key of its own', async () => {
    assert.match(sandbox.endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.match(sandbox.accessKeyId, /^sandbox-/);
    const other = await startSandbox();
    assert.notEqual(other.accessKeySecret, sandbox.accessKeySecret);
    await other.close();
  });

  it('creates a job as the page says and keeps what travelled', async () => {
    const answer = await call(sandbox, 'CreateRestoreJob', ecsFile);
    const { RestoreId, RequestId, ...rest } = answer;
    assert.deepEqual(rest, { Code: '200', Message: 'successful', Success: true });
    assert.match(String(RestoreId), /^r-[0-9a-z]{20}$/);
    const [job] = sandbox.jobs();
    assert.equal(job?.restoreId, RestoreId);
    assert.equal(job?.requestId, RequestId);
    assert.deepEqual(job?.parameters, { ...ecsFile.query, ...ecsFile.body });
    const [record] = sandbox.requests();
    assert.deepEqual(
      { ...record },
      {
        requestId: RequestId,
        time: now,
        action: 'CreateRestoreJob',
        parameters: job?.parameters,
        status: 200,
        code: '200',
        executed: true,
        fault: undefined,
      },
    );
  });

  const awkward = 'a b+c&d=e%f*(g)~h!i\'j"k/ü漢😀\\`{}$';
  it('reads every character as the SDK writes it, in the query and in the body', async () => {
    await create(sandbox, {
      query: { ...ecsFile.query, VaultId: awkward, UdmDetail: undefined },
      body: { TargetInstanceId: 'i-1', TargetPath: `${awkward}\n\t`, Include: JSON.stringify([awkward, '\n']) },
    });
    assert.equal(sandbox.jobs()[0]?.parameters['VaultId'], awkward);
    assert.equal(sandbox.jobs()[0]?.parameters['TargetPath'], `${awkward}\n\t`);
  });

  it('refuses by its rules with the error body of the API, and executes nothing', async () => {
    const error = await refused(
      call(sandbox, 'CreateRestoreJob', { query: { ...nas.query, TargetCreateTime: 1554347313000 } }),
    );
    assert.equal(error.code, 'InvalidTargetCreateTime');
    assert.equal(error.statusCode, 400);
    assert.match(String(error.data?.['Message']), /milliseconds/);
    assert.deepEqual(
      ['RequestId', 'HostId', 'Code', 'Message', 'Recommend'].filter((name) => typeof error.data?.[name] !== 'string'),
      [],
    );
    assert.deepEqual(sandbox.jobs(), []);
    assert.equal(sandbox.requests()[0]?.executed, false);
  });

  const misplaced: [string, CallParameters, string][] = [
    ['a body parameter in the query', { query: { ...ecsFile.query, ...ecsFile.body } }, 'InvalidTargetInstanceId'],
    ['a query parameter in the body', { query: {}, body: nas.query ?? {} }, 'InvalidRestoreType'],
    ['a parameter in both', { query: nas.query ?? {}, body: { VaultId: 'v-1' } }, 'InvalidVaultId'],
    ['an unknown parameter', { query: { ...nas.query, ClientToken: 'x' } }, 'UnknownParameter'],
    ['a key with $', { query: { ...nas.query, $region: 'cn-shanghai' } }, 'UnknownParameter'],
    ['a structured value flattened', { query: { ...nas.query, Options: { includes: ['/a'] } } }, 'UnknownParameter'],
    ['words where digits belong', { query: { ...nas.query, TargetCreateTime: '1e9' } }, 'InvalidTargetCreateTime'],
    ['a boolean in capitals', { query: { ...nas.query, InitiatedByAck: 'True' } }, 'InvalidInitiatedByAck'],
    [
      'a 20-digit account',
      { query: { ...nas.query, CrossAccountUserId: '1'.repeat(20) } },
      'InvalidCrossAccountUserId',
    ],
  ];
  for (const [name, parameters, code] of misplaced) {
    it(`refuses ${name}: ${code}`, async () => {
      const error = await refused(call(sandbox, 'CreateRestoreJob', parameters));
      assert.equal(error.code, code);
      assert.deepEqual(sandbox.jobs(), []);
    });
  }

  it('keeps 64-bit digits on the way in and out', async () => {
    const digits = '9999999999999999999';
    const cross = { CrossAccountType: 'CROSS_ACCOUNT', CrossAccountUserId: BigInt(digits), CrossAccountRoleName: 'R' };
    await create(sandbox, { query: { ...nas.query, ...cross } });
    assert.equal(sandbox.jobs()[0]?.parameters['CrossAccountUserId'], digits);
    const { text } = await send(sandbox);
    assert.match(text, new RegExp(`"CrossAccountUserId":${digits}[,}]`));
  });

  it('describes a job with the fields of the API', async () => {
    const restoreId = await create(sandbox, {
      query: {
        RestoreType: 'OTS_TABLE',
        SourceType: 'OTS_TABLE',
        VaultId: 'v-1',
        SnapshotId: 's-1',
        TargetInstanceName: 'instancename',
        TargetTableName: 'tablename',
        TargetTime: 1642496881,
      },
      body: { OtsDetail: JSON.stringify({ OverwriteExisting: true, BatchChannelCount: 2 }) },
    });
    const [job = {}] = (await list(sandbox)).RestoreJobs.RestoreJob;
    assert.equal(job['RestoreId'], restoreId);
    assert.equal(job['TargetTime'], 1642496881);
    assert.deepEqual(job['OtsDetail'], { OverwriteExisting: true, BatchChannelCount: 2 });
    assert.equal(job['CreatedTime'], Math.floor(now / 1000));
    assert.equal('ItemsTotal' in job, false);
    assert.equal('CompleteTime' in job, false);
  });

  it('lives by the clock: CREATED, RUNNING, COMPLETE', async () => {
    await create(sandbox, ecsFile);
    const seen: unknown[] = [];
    for (const seconds of [0, 1.9, 0.2, 2.9, 2.9, 0.2, 86_400]) {
      sandbox.advance(seconds);
      const [job = {}] = (await list(sandbox)).RestoreJobs.RestoreJob;
      seen.push([
        job['Status'],
        job['Progress'],
        job['BytesDone'] !== 0,
        job['ItemsDone'] !== 0,
        'CompleteTime' in job,
      ]);
    }
    assert.deepEqual(seen, [
      ['CREATED', 0, false, false, false],
      ['CREATED', 0, false, false, false],
      ['RUNNING', 166, true, true, false],
      ['RUNNING', 5000, true, true, false],
      ['RUNNING', 9833, true, true, false],
      ['COMPLETE', 10000, true, true, true],
      ['COMPLETE', 10000, true, true, true],
    ]);
  });

  it('takes its times from now() too, forwards and backwards', async () => {
    await create(sandbox);
    now += 5_000;
    assert.deepEqual([sandbox.jobs()[0]?.status, sandbox.jobs()[0]?.progress], ['RUNNING', 5000]);
    now -= 60_000;
    assert.deepEqual([sandbox.jobs()[0]?.status, sandbox.jobs()[0]?.progress], ['CREATED', 0]);
  });

  it('takes jobs that last no time at all', async () => {
    const instant = await startSandbox({ queuedSeconds: 0, runningSeconds: 0 });
    await create(instant);
    assert.equal(instant.jobs()[0]?.status, 'COMPLETE');
    await instant.close();
  });

  it('ends a job as a test says, with an unknown status too', async () => {
    const restoreId = await create(sandbox, ecsFile);
    sandbox.advance(5);
    const look = async () => (await list(sandbox)).RestoreJobs.RestoreJob[0] ?? {};
    sandbox.finish(restoreId, 'PAUSED_BY_MARS', { NewField: { deep: [1n, null] } });
    sandbox.advance(3600);
    let job = await look();
    assert.deepEqual([job['Status'], job['Progress'], 'CompleteTime' in job], ['PAUSED_BY_MARS', 5000, false]);
    assert.deepEqual(job['NewField'], { deep: [1, null] });
    sandbox.finish(restoreId, 'PARTIAL_COMPLETE');
    job = await look();
    assert.equal(job['CompleteTime'], Math.floor(now / 1000) + 3605);
    assert.equal(typeof job['ErrorMessage'], 'string');
    sandbox.finish(restoreId, 'FAILED', { ErrorMessage: 'disk full', ErrorFile: '/e' });
    job = await look();
    assert.deepEqual([job['Status'], job['ErrorMessage'], job['ErrorFile']], ['FAILED', 'disk full', '/e']);
    assert.throws(() => sandbox.finish('r-none', 'FAILED'), /no restore job r-none/);
  });

  describe('cancel', () => {
    const cancel = (RestoreId: string, VaultId = 'v-1') =>
      call(sandbox, 'CancelRestoreJob', { query: { RestoreId, VaultId } });

    it('goes over CANCELING to CANCELED, and a second cancel changes nothing', async () => {
      const restoreId = await create(sandbox);
      sandbox.advance(5);
      const { RequestId, ...rest } = await cancel(restoreId);
      assert.deepEqual(rest, { Code: '200', Message: 'successful', Success: true });
      assert.equal(typeof RequestId, 'string');
      sandbox.advance(1.5);
      await cancel(restoreId);
      assert.deepEqual([sandbox.jobs()[0]?.status, sandbox.jobs()[0]?.progress], ['CANCELING', 5000]);
      sandbox.advance(0.5);
      assert.equal(sandbox.jobs()[0]?.status, 'CANCELED');
      assert.equal((await refused(cancel(restoreId))).code, 'InvalidRestoreJobStatus');
    });

    it('takes the edition of the job alone', async () => {
      const created = await call(sandbox, 'CreateRestoreJob', {
        ...ecsFile,
        query: { ...ecsFile.query, Edition: 'BASIC' },
      });
      const query = { RestoreId: created['RestoreId'], VaultId: 'v-1' };
      assert.equal((await refused(call(sandbox, 'CancelRestoreJob', { query }))).code, 'InvalidRestoreId.NotFound');
      await call(sandbox, 'CancelRestoreJob', { query: { ...query, Edition: 'BASIC' } });
      assert.equal(sandbox.jobs()[0]?.status, 'CANCELING');
    });

    it('refuses what has ended, what it does not know, and the wrong vault', async () => {
      const restoreId = await create(sandbox);
      assert.equal((await refused(cancel('r-none'))).code, 'InvalidRestoreId.NotFound');
      assert.equal((await refused(cancel(restoreId, 'v-2'))).code, 'InvalidRestoreId.NotFound');
      const bare = (query: Record<string, unknown>) => refused(call(sandbox, 'CancelRestoreJob', { query }));
      assert.equal((await bare({ RestoreId: restoreId })).code, 'MissingVaultId');
      assert.equal((await bare({ VaultId: 'v-1' })).code, 'MissingRestoreId');
      sandbox.advance(60);
      assert.equal((await refused(cancel(restoreId))).code, 'InvalidRestoreJobStatus');
      assert.equal(sandbox.jobs()[0]?.status, 'COMPLETE');
    });
  });

  it('refuses a port that is taken, and frees its own on close', async () => {
    const port = Number(new URL(sandbox.endpoint).port);
    await assert.rejects(startSandbox({ port }), /EADDRINUSE/);
    await sandbox.close();
    sandbox = await startSandbox({ port });
    assert.equal(sandbox.endpoint, `http://127.0.0.1:${port}`);
  });
});
