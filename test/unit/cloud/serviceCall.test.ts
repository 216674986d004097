/** The client against the sandbox, which shares no code with it: signature, parameters, and who is right after a fault. */
import assert from 'node:assert/strict';
import type { CredentialSource } from '../../../src/cloud/account.ts';
import { createClient } from '../../../src/cloud/hbrClient.ts';
import { startSandbox, type Fault, type Sandbox, type SandboxOptions } from '../../hosts/testSandbox.ts';
import { failure } from './helpers.ts';

const request = {
  query: {
    RestoreType: 'NAS',
    SourceType: 'NAS',
    VaultId: 'v-0001',
    SnapshotId: 's-0001',
    TargetFileSystemId: '005494',
    TargetCreateTime: '1554347313',
    CrossAccountType: 'CROSS_ACCOUNT',
    CrossAccountUserId: '1234567890123456789',
    CrossAccountRoleName: 'role*()~ +备份',
  },
  body: { TargetPath: "/a b/*(1)~+'备份👍", Include: '["/home/*.pdf"]' },
};

describe('cloud: with the sandbox', () => {
  let sandbox: Sandbox | undefined;
  afterEach(() => sandbox?.close());

  /** @param createMs the time for CreateRestoreJob, in ms. Only what gives no answer may come to its end */
  async function open(
    options?: SandboxOptions,
    other: Partial<Extract<CredentialSource, { kind: 'keys' }>> = {},
    createMs = 60_000,
  ) {
    sandbox = await startSandbox(options);
    const { accessKeyId, accessKeySecret, endpoint } = sandbox;
    const account = { signer: 'cliProfile' as const, profile: 'sandbox', region: 'cn-hangzhou', endpoint };
    const limits = { credentialsMs: 5000, createMs, otherMs: 5000, responseBytes: 8_000_000 };
    const source: CredentialSource = { kind: 'keys', accessKeyId, accessKeySecret, ...other };
    return { sandbox, client: createClient(account, source, undefined, limits) };
  }

  it('a job is created, followed to its end and found with every digit', async () => {
    const { sandbox, client } = await open();
    const { restoreId, requestId } = await client.createRestoreJob(request);
    assert.ok(requestId);
    assert.deepEqual({ ...sandbox.jobs()[0]?.parameters }, { ...request.query, ...request.body });
    const list = async (vaultId: string) =>
      client.describeRestoreJobs({ restoreType: 'NAS', pageNumber: 1, pageSize: 99, vaultId });
    const first = (await list('v-0001')).jobs[0];
    assert.equal(first?.RestoreId, restoreId);
    assert.equal(first.Status, 'CREATED');
    assert.equal(first.CrossAccountUserId, '1234567890123456789');
    assert.equal(first.TargetPath, request.body.TargetPath);
    assert.deepEqual((await list('v-other')).jobs, []);
    sandbox.advance(60);
    const last = (await list('v-0001')).jobs[0];
    assert.equal(last?.Status, 'COMPLETE');
    assert.equal(last.Progress, 10_000);
  });

  it('a job is cancelled', async () => {
    const { sandbox, client } = await open();
    const { restoreId } = await client.createRestoreJob(request);
    await client.cancelRestoreJob({ vaultId: 'v-0001', restoreId });
    assert.match(sandbox.jobs()[0]?.status ?? '', /^CANCEL/);
  });

  it('temporary credentials sign as well', async () => {
    const { sandbox, client } = await open({ securityToken: 'token+/=1' }, { securityToken: 'token+/=1' });
    await client.createRestoreJob(request);
    assert.equal(sandbox.jobs().length, 1);
  });

  it('a wrong secret, an unknown key and a wrong clock are refused as such', async () => {
    for (const [options, other, pattern] of [
      [{}, { accessKeySecret: 'wrong-secret' }, /SignatureDoesNotMatch/],
      [{}, { accessKeyId: 'nobody' }, /InvalidAccessKeyId/],
      [{ now: () => Date.now() + 3_600_000 }, {}, /clock/],
    ] as const) {
      const { sandbox, client } = await open(options, other);
      const error = await failure(client.createRestoreJob(request));
      assert.equal(error.outcome, 'refused');
      assert.match(error.message, pattern);
      assert.equal(sandbox.jobs().length, 0);
      await sandbox.close();
    }
  });

  it('a wrong clock is measured', async () => {
    for (const [offset, says] of [
      [17 * 60_000, /clock is 17 minutes behind the service's/],
      [-40 * 60_000, /clock is 40 minutes ahead of the service's/],
    ] as const) {
      const { sandbox, client } = await open({ now: () => Date.now() + offset });
      assert.match((await failure(client.createRestoreJob(request))).message, says);
      await sandbox.close();
    }
  });

  it('the regions are listed, and no parameter goes with the question', async () => {
    const { sandbox, client } = await open();
    const found = await client.describeRegions();
    assert.ok(found.some(({ regionId, localName }) => regionId === 'cn-hangzhou' && localName !== regionId));
    assert.deepEqual(sandbox.requests()[0]?.parameters, {});
  });

  it('a missing parameter is named', async () => {
    const { client } = await open();
    const query = Object.fromEntries(Object.entries(request.query).filter(([name]) => name !== 'TargetFileSystemId'));
    const error = await failure(client.createRestoreJob({ ...request, query }));
    assert.equal(error.outcome, 'refused');
    assert.equal(error.parameter, 'TargetFileSystemId');
  });

  const faults: Fault[] = [
    { kind: 'error', status: 500, code: 'InternalError' },
    { kind: 'error', status: 500, code: 'InternalError', execute: true },
    { kind: 'error', status: 503, code: 'ServiceUnavailable', execute: true },
    { kind: 'error', status: 400, code: 'InvalidVaultId.NotFound' },
    { kind: 'error', status: 403, code: 'NoPermission' },
    { kind: 'error', status: 409, code: 'Something.New' },
    { kind: 'error', status: 409, code: 'Something.New', execute: true },
    { kind: 'error', status: 408, code: 'InvalidParameter', execute: true },
    { kind: 'successFalse', code: 'VaultNotExist' },
    { kind: 'successFalse', code: 'RequestTimeout', execute: true },
    { kind: 'html502' },
    { kind: 'html502', execute: true },
    { kind: 'emptyBody' },
    { kind: 'emptyBody', execute: false },
    { kind: 'notJson' },
    { kind: 'notJson', execute: false },
    { kind: 'resetBeforeRead' },
    { kind: 'resetAfterRead' },
    { kind: 'resetAfterExecute' },
    { kind: 'cutAnswer' },
    { kind: 'delay', ms: 50 },
    { kind: 'hang' },
    { kind: 'hang', execute: true },
    { kind: 'throttle' },
    { kind: 'throttle', status: 429, code: 'Throttling.Api' },
  ];
  for (const fault of faults) {
    it(`tells the truth after ${JSON.stringify(fault)}, and sends once`, async () => {
      const { sandbox, client } = await open(undefined, undefined, fault.kind === 'hang' ? 1000 : undefined);
      sandbox.inject(fault);
      const outcome = await client.createRestoreJob(request).then(
        () => 'ok',
        (error: unknown) => (error as { outcome: string }).outcome,
      );
      const jobs = sandbox.jobs().length;
      if (outcome === 'ok') assert.equal(jobs, 1);
      else if (outcome === 'refused') assert.equal(jobs, 0);
      else assert.equal(outcome, 'unclear');
      const refusals: readonly unknown[] = ['InvalidVaultId.NotFound', 'NoPermission', 'VaultNotExist'];
      const surelyRefused = fault.kind === 'throttle' || ('code' in fault && refusals.includes(fault.code));
      assert.equal(outcome === 'refused', surelyRefused);
      // A request that was not read was not verified, so the sandbox counts it apart.
      assert.equal(sandbox.requests().length + (sandbox.unverified()['resetBeforeRead'] ?? 0), 1);
    });
  }
});
