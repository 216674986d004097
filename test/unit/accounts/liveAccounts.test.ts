import assert from 'node:assert/strict';
import { createLiveAccounts } from '../../../src/accounts/liveAccounts.ts';
import type { Account } from '../../../src/cloud/account.ts';
import type { CloudError } from '../../../src/cloud/cloudError.ts';
import { createClient } from '../../../src/cloud/hbrClient.ts';
import { plans, vaults, type Question } from '../../../src/live/questions.ts';
import type { ResolvedAccount } from '../../../src/services.ts';
import { startSandbox, type Sandbox } from '../../hosts/testSandbox.ts';

describe('the accounts that are read', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  /** The accounts of a window. `refuse` has nobody sign there from then on. */
  function open() {
    const { accessKeyId, accessKeySecret, endpoint } = sandbox;
    const listeners: (() => unknown)[] = [];
    const told: CloudError[] = [];
    let signs = true;
    const resolve = (region = 'cn-hangzhou'): ResolvedAccount => {
      const account: Account = { signer: 'sandbox', profile: 'tests', region, endpoint };
      const client = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });
      return { account, allow: () => assert.fail('a person was asked'), client: () => Promise.resolve(client) };
    };
    const live = createLiveAccounts({
      accounts: {
        resolveForRegion: (region) =>
          signs ? Promise.resolve(resolve(region)) : Promise.reject(new Error('This workspace is not trusted.')),
        onDidChange: (listener) => {
          listeners.push(() => listener());
          return { dispose: () => undefined };
        },
      },
      locks: { take: () => Promise.resolve({ longestUntouchedMs: () => 0, release: () => Promise.resolve() }) },
      log: { warn: assert.ifError, debug: () => undefined },
      onDenied: (error) => told.push(error),
    });
    return {
      ...{ live, told, resolve },
      change: () => listeners.forEach((listener) => listener()),
      refuse: () => {
        signs = false;
      },
    };
  }

  it('are none where nobody may sign, and then nothing is asked', async () => {
    const { live, refuse } = open();
    refuse();
    assert.equal(await live.whileTyping(undefined), undefined);
    assert.deepEqual(sandbox.requests(), []);
  });

  it('are the same for typing and for a command, in each region', async () => {
    const { live, resolve } = open();
    const typing = await live.whileTyping(undefined);
    assert.equal(typing?.account.region, 'cn-hangzhou');
    assert.equal(live.of(resolve()).reader, typing.reader);
    assert.notEqual((await live.whileTyping('cn-beijing'))?.reader, typing.reader);
  });

  it('are forgotten once somebody else may sign', async () => {
    const { live, resolve, change } = open();
    const { reader } = live.of(resolve());
    await reader.read(vaults(), { by: 'typing' });
    change();
    assert.equal(live.of(resolve()).reader.known(vaults()), undefined);
  });

  it('tell once of a permission that is missing, whatever is asked', async () => {
    sandbox.inject({ kind: 'forbidden', times: Infinity });
    const { live, told, resolve } = open();
    const { reader } = live.of(resolve());
    for (const question of [vaults(), plans('OSS'), plans('NAS')] as Question<unknown>[]) {
      await assert.rejects(reader.read(question, { by: 'typing' }));
    }
    assert.deepEqual(
      told.map(({ action }) => action),
      ['hbr:DescribeVaults'],
    );
    assert.equal(sandbox.requests().length, 2);
  });
});
