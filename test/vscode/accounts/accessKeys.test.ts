import assert from 'node:assert/strict';
import { testSecret } from '../../hosts/testSecrets.ts';
import { containsRegisteredSecret } from '../../hosts/containsRegisteredSecret.ts';
import { homes } from '../accountsWindow.ts';

describe('accounts of AccessKeys that were added here', () => {
  const { window, sandbox } = homes();
  const added = () => ({ accessKeyId: sandbox().accessKeyId, accessKeySecret: sandbox().accessKeySecret });

  it('sign with their own key alone, and no more once they are removed', async () => {
    const { accounts, selection, keys } = window();
    await selection.setRegion('cn-hangzhou');
    await keys.add('night shift', added());
    await selection.setSigner({ signer: 'accessKey', profile: 'night shift' });
    const account = await accounts.forRegion(undefined);
    assert.deepEqual([account.signer, account.profile], ['accessKey', 'night shift']);
    const look = async () =>
      (await accounts.clientFor(account))?.describeRestoreJobs({ restoreType: 'NAS', pageNumber: 1, pageSize: 9 });
    assert.equal((await look())?.jobs.length, 0);
    await keys.remove('night shift');
    const before = sandbox().requests().length;
    const unknown = () => sandbox().unverified()['InvalidAccessKeyId.NotFound'] ?? 0;
    const unknownBefore = unknown();
    await assert.rejects(look(), /AccessKey \S+night shift\S+ was removed/);
    await assert.rejects(accounts.forRegion(undefined), /AccessKey \S+night shift\S+ was removed/);
    // Another one of the same name is another one.
    await keys.add('night shift', { accessKeyId: 'LTAI5tOther0000000001', accessKeySecret: testSecret('other') });
    await assert.rejects(look(), /night shift/);
    assert.equal(unknown(), unknownBefore + 1);
    assert.equal(sandbox().requests().length, before);
  });

  it('are listed without their secrets, which are kept out of every text', async () => {
    const { accounts, keys, globalState } = window();
    const secret = testSecret('listed');
    await keys.add('a', { accessKeyId: 'LTAI5tListed000009876', accessKeySecret: secret, securityToken: secret }, '42');
    assert.ok(await keys.read('a'));
    assert.ok(containsRegisteredSecret(`x ${secret} y`));
    const { choices } = await accounts.choices();
    const choice = choices.find(({ signer }) => signer === 'accessKey');
    assert.deepEqual(choice, {
      signer: 'accessKey',
      profile: 'a',
      mode: 'StsToken',
      accessKeyId: 'LTAI…9876',
      account: '42',
    });
    const kept = globalState.keys().map((key) => JSON.stringify(globalState.get(key)));
    assert.ok(!kept.join().includes(secret));
    assert.equal(await keys.read('b'), undefined);
  });

  it('are checked where restores would go: a permission that is missing is no wrong key', async () => {
    const { accounts, keys } = window();
    const account = await accounts.placeFor({ signer: 'accessKey', profile: 'new' });
    assert.equal(account.region, 'cn-hangzhou');
    const check = (keys: object) => accounts.check(account, undefined, { kind: 'keys', ...added(), ...keys });
    assert.deepEqual(await check({}), {});
    await assert.rejects(check({ accessKeySecret: testSecret('wrong') }), { code: 'SignatureDoesNotMatch' });
    await assert.rejects(check({ accessKeyId: 'LTAI5tNobody000000001' }), { code: 'InvalidAccessKeyId.NotFound' });
    sandbox().inject({ kind: 'error', status: 403, code: 'Forbidden.RAM', action: 'DescribeRegions' });
    assert.deepEqual(await check({}), {});
    // A gateway that lets no more through than restores need.
    const unknown = {
      kind: 'error',
      status: 404,
      code: 'InvalidAction.NotFound',
      action: 'DescribeRegions',
    } as const;
    sandbox().inject(unknown);
    assert.deepEqual(await check({}), {});
    sandbox().inject(unknown);
    await assert.rejects(check({ accessKeySecret: testSecret('wrong') }), { code: 'SignatureDoesNotMatch' });
    sandbox().inject({ kind: 'html502' });
    await assert.rejects(check({}), /502|answer/);
    await keys.add('new', added());
    assert.ok((await accounts.regions(account)).some(({ localName }) => /Hangzhou/.test(localName)));
    // What is not the vendor's makes no region known.
    assert.deepEqual(
      [await accounts.isKnownRegion('cn-sandbox'), await accounts.isKnownRegion('us-west-1')],
      [false, true],
    );
    // STS is the vendor's: it isn't asked about a key for another endpoint.
    assert.ok(
      sandbox()
        .requests()
        .every(({ action }) => /^Describe(Regions|RestoreJobs2)$/.test(action)),
    );
  });
});
