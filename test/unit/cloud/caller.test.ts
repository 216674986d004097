import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { callerFor, callerOf } from '../../../src/cloud/caller.ts';
import { cliConfigPath } from '../../../src/cloud/cliConfig.ts';
import { createClient } from '../../../src/cloud/client.ts';
import type { Plan, SignInPlan } from '../../../src/cloud/credentials/plan.ts';
import { marked, writeSecrets } from '../../hosts/canary.ts';
import { closeServers, created, failure, reply, request, serve, withHome } from './helpers.ts';
import { ak, arn, inFile, profileNamed } from './modesHelpers.ts';

const keys: Plan = { kind: 'keys', profile: 'p', keys: ak, origin: { kind: 'added' } };
const assumed = { profile: 'p', sessionName: 's', seconds: 3600, stsHost: 'sts.aliyuncs.com' };
const role: Plan = { kind: 'role', by: keys, roleArn: arn, ...assumed };
const signIn: SignInPlan = {
  kind: 'signIn',
  profile: 'p',
  mode: 'CloudSSO',
  address: 'https://sso.example/x',
  body: { AccountId: '1', AccessConfigurationId: 'a' },
  accessToken: marked('token.'),
  tokenExpires: 1,
  command: 'c',
};

describe('cloud: who signs, told from others', () => {
  afterEach(closeServers);

  const others: Record<string, readonly Plan[]> = {
    'an AccessKey': [keys, { ...keys, keys: { ...ak, accessKeyId: 'other' } }],
    'a role': [role, { ...role, roleArn: 'acs:ram::1:role/other' }],
    'a host in place of STS': [role, { ...role, stsHost: 'sts.example' }, { ...role, stsHost: 'sts.other.example' }],
    'a sign-in': [signIn, { ...signIn, body: { ...signIn.body, AccountId: '2' } }],
    'the role of an instance': [
      { kind: 'instance', profile: 'p', roleName: 'a' },
      { kind: 'instance', profile: 'p', roleName: undefined },
    ],
    'an address': [
      { kind: 'address', profile: 'p', address: 'https://a.example' },
      { kind: 'address', profile: 'p', address: 'https://b.example' },
    ],
    'a program': [
      { kind: 'program', profile: 'p', command: 'a', home: '/' },
      { kind: 'program', profile: 'p', command: 'b', home: '/' },
    ],
  };

  for (const [what, plans] of Object.entries(others)) {
    it(`is told apart by ${what}, and holds nothing of it`, () => {
      assert.equal(new Set(plans.map(callerOf)).size, plans.length);
      for (const plan of plans) {
        assert.match(callerOf(plan), /^[0-9a-f]{16}$/);
        assert.equal(callerOf({ ...plan, profile: 'renamed' }), callerOf(plan));
      }
    });
  }

  it('is the same one whichever keys assume the role, and with a new secret or a new sign-in', () => {
    const by: Plan = { ...keys, keys: { ...ak, accessKeyId: 'other' } };
    const oidc: Plan = { kind: 'oidc', roleArn: arn, providerArn: 'x', tokenFile: '/t', ...assumed };
    assert.equal(callerOf({ ...role, by, sessionName: 't' }), callerOf(role));
    assert.equal(callerOf({ ...role, stsHost: 'sts.cn-beijing.aliyuncs.com:443' }), callerOf(role));
    assert.equal(callerOf(oidc), callerOf(role));
    assert.equal(callerOf({ ...keys, keys: { ...ak, accessKeySecret: marked('new.') } }), callerOf(keys));
    assert.equal(callerOf({ ...signIn, accessToken: marked('later.'), tokenExpires: 2 }), callerOf(signIn));
  });

  const file = (accessKeyId: string) => ({
    current: 'p',
    profiles: [{ name: 'p', mode: 'AK', ...inFile({ ...ak, accessKeyId }), region_id: 'cn-hangzhou' }],
  });
  const list = { RequestId: 'q', TotalCount: 0, RestoreJobs: { RestoreJob: [] } };

  it('is asked about a restore: nothing is sent where the profile has become another one meanwhile', () =>
    withHome(file('first'), {}, async (home) => {
      const { origin, requests } = await serve(reply(200, created));
      const caller = await callerFor(profileNamed('p'), 'p');
      const account = { signer: 'cliProfile', profile: 'p', region: 'cn-hangzhou', endpoint: origin, caller } as const;
      const client = createClient(account, profileNamed('p'));
      await client.createRestoreJob(request);
      writeSecrets(cliConfigPath(home), JSON.stringify(file('second')));
      const error = await failure(client.createRestoreJob(request));
      assert.deepEqual([error.outcome, error.code, requests.length], ['notSent', undefined, 1]);
      assert.match(`${error.message} ${error.nextStep}`, /"p".*others than when you were asked.*Nothing was sent/);
      writeSecrets(cliConfigPath(home), JSON.stringify(file('first')));
      await client.createRestoreJob(request);
      assert.equal(requests.length, 2);
    }));

  it('goes with each list, where somebody else has signed for it', () =>
    withHome(file('first'), {}, async (home) => {
      const { origin } = await serve(reply(200, list));
      const account = { signer: 'cliProfile', profile: 'p', region: 'cn-hangzhou', endpoint: origin } as const;
      const caller = await callerFor(profileNamed('p'), 'p');
      const look = async (pinned: boolean) => {
        const client = createClient({ ...account, ...(pinned && { caller }) }, profileNamed('p'));
        return (await client.describeRestoreJobs({ restoreType: 'NAS', pageNumber: 1, pageSize: 9 })).otherCaller;
      };
      assert.deepEqual([await look(true), await look(false)], [undefined, undefined]);
      writeSecrets(cliConfigPath(home), JSON.stringify(file('second')));
      assert.deepEqual([await look(true), await look(false)], [true, undefined]);
    }));

  for (const [code, fetches] of [
    ['InvalidSecurityToken.Expired', 2],
    ['InvalidAccessKeyId.NotFound', 2],
    ['SignatureDoesNotMatch', 2],
    ['NoPermission', 1],
  ] as const) {
    it(`${fetches === 2 ? 'gets new keys' : 'keeps the keys'} after ${code}`, () => {
      const program = { name: 'p', mode: 'External', process_command: `${process.execPath} keys.mjs` };
      return withHome({ current: 'p', profiles: [program] }, {}, async (home) => {
        const log = `${home}/log`;
        const keys = {
          mode: 'StsToken',
          access_key_id: 'STS.1',
          access_key_secret: marked('s.'),
          sts_token: marked('t.'),
        };
        await writeFile(
          `${home}/keys.mjs`,
          `import fs from 'node:fs'; fs.appendFileSync(${JSON.stringify(log)}, 'x'); console.log(process.env.KEYS);`,
        );
        process.env['KEYS'] = JSON.stringify(keys);
        const { origin } = await serve(reply(403, { Code: code, Message: 'm', RequestId: 'q' }));
        const account = { signer: 'cliProfile', profile: 'p', region: 'cn-hangzhou', endpoint: origin } as const;
        const signing = { allowed: () => true, opened: new Map() };
        try {
          for (let time = 0; time < 2; time++) {
            const client = createClient(account, profileNamed('p'), undefined, undefined, signing);
            assert.equal((await failure(client.createRestoreJob(request))).code, code);
          }
        } finally {
          delete process.env['KEYS'];
        }
        assert.equal((await readFile(log, 'utf8')).length, fetches);
      });
    });
  }
});
