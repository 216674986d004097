import assert from 'node:assert/strict';
import { once } from 'node:events';
import { formatCall, type CallLog } from '../../../../src/cloud/http/callLog.ts';
import { requestKeys } from '../../../../src/cloud/credentials/keyRequest.ts';
import { closeServers, failure, reply, serve, serveTcp } from '../helpers.ts';
import { join } from 'node:path';
import { createSigner } from '../../../../src/cloud/credentials/signer.ts';
import { containsTestSecret, testSecret, writeSecretFile } from '../../../hosts/testSecrets.ts';
import {
  ak,
  arn,
  exchanged,
  inFile,
  inSeconds,
  instance,
  metadata,
  profileNamed,
  withProfiles,
} from './credentialHelpers.ts';
import { createMetadata, createSts, inMinutes, json, vendorKeys, type Hosts } from '../../standIns.ts';

const p = profileNamed('p');

const sts = 'https://sts.aliyuncs.com';

const node = JSON.stringify(process.execPath);

/** The log of getting the keys of `p`, without the times; fails where a secret or a query is in it. */
async function logOf(profiles: readonly object[], hosts: Hosts, files: Record<string, string> = {}): Promise<string[]> {
  const lines: CallLog[] = [];
  await withProfiles(profiles, hosts, async (_, home) => {
    for (const [name, text] of Object.entries(files)) writeSecretFile(join(home, name), text);
    // What comes of it, the other tests say.
    await createSigner(p, 'shown', { allowed: () => true, log: (line) => lines.push(line) })().catch(() => undefined);
  });
  const texts = lines.map((line) => formatCall(line));
  assert.ok(!containsTestSecret(JSON.stringify(lines)) && !containsTestSecret(texts.join()), 'a secret in the log');
  assert.doesNotMatch(JSON.stringify(lines), /[?&]|Signature/);
  return texts.map((text) => text.replace(/ \d+ ms$/, ''));
}

describe('cloud: a request for keys', () => {
  afterEach(closeServers);

  const limits = { timeoutMs: 5000, responseBytes: 1000 };
  const purpose = { profile: 'p', name: 'AssumeRole', operation: 'AssumeRole', nextStep: 'Check it.', limits };

  /** One call for keys that asks `origin` once, and finds none in the response. */
  const request = (origin: string, more: { readonly log?: CallLog[]; readonly signal?: AbortSignal } = {}) =>
    requestKeys(
      purpose,
      (line) => more.log?.push(line),
      async (send) => {
        await send({ url: new URL(origin), method: 'POST', headers: {} });
        return undefined;
      },
      more.signal,
    );

  it('is destroyed once everybody has given it up', async () => {
    const stop = new AbortController();
    let closed: Promise<unknown> | undefined;
    const { port } = await serveTcp((socket) => {
      closed = once(socket, 'close');
      socket.once('data', () => stop.abort());
    });
    const log: CallLog[] = [];
    const error = await failure(request(`http://127.0.0.1:${port}`, { log, signal: stop.signal }));
    assert.equal(error.outcome, 'notSent', 'the service itself was not asked');
    await closed;
    assert.deepEqual(
      log.map(({ outcome }) => outcome),
      ['unclear'],
    );
  });

  it('has one line in the log for all that was sent, about the last response', async () => {
    const { origin } = await serve((captured, response) =>
      reply(captured.url === '/first' ? 500 : 403, { Code: 'No', RequestId: 'R-1' })(captured, response),
    );
    const log: CallLog[] = [];
    const work = requestKeys(
      purpose,
      (line) => log.push(line),
      async (send) => {
        for (const path of ['/first', '/second']) {
          await send({ url: new URL(path, origin), method: 'POST', headers: {} });
        }
        throw new Error('the whole response');
      },
    );
    const error = await failure(work);
    assert.match(error.message, /refused AssumeRole \(HTTP 403\)\. No$/);
    const [line, ...others] = log;
    const { host } = new URL(origin);
    const expected = { operation: 'AssumeRole', profile: 'p', host, outcome: 'refused' };
    assert.deepEqual(line, { ...expected, statusCode: 403, code: 'No', requestId: 'R-1', ms: line?.ms });
    assert.deepEqual(others, []);
  });

  it('that was never sent has no line in the log', async () => {
    const log: CallLog[] = [];
    const work = requestKeys(
      purpose,
      (line) => log.push(line),
      () => Promise.reject(new Error('not even asked')),
    );
    await assert.rejects(work, /not even asked/);
    assert.deepEqual(log, []);
  });

  it('that nobody answers is given up after its time', async () => {
    const { port } = await serveTcp(() => undefined);
    const origin = `http://127.0.0.1:${port}`;
    const work = requestKeys({ ...purpose, limits: { ...limits, timeoutMs: 100 } }, undefined, async (send) => {
      await send({ url: new URL(origin), method: 'POST', headers: {} });
      return undefined;
    });
    assert.match((await failure(work)).message, /gave no answer to AssumeRole within 0\.1 s/);
  });
});

describe('cloud: the log has a line for each call for keys', () => {
  const byKeys = { ...{ name: 'p', mode: 'RamRoleArn' }, ...inFile(ak), ram_role_arn: arn };

  const external = (command: string) => ({ name: 'p', mode: 'External', process_command: command });

  const signedIn = {
    ...{ name: 'p', mode: 'CloudSSO', cloud_sso_sign_in_url: 'https://sso.test/d/login?x=1' },
    ...{ cloud_sso_account_id: '1', cloud_sso_access_config: 'ac-1', access_token: testSecret('sso-access.') },
    cloud_sso_access_token_expire: inSeconds(3600),
  };

  const oauth = {
    ...{ name: 'p', mode: 'OAuth', oauth_site_type: 'CN', oauth_access_token: testSecret('oauth-access.') },
    oauth_access_token_expire: inSeconds(3600),
  };

  const { accessKeyId, accessKeySecret, securityToken } = exchanged;

  const oauthKeys = { requestId: 'R-O', accessKeyId, accessKeySecret, securityToken, expiration: inMinutes(60) };

  const printed = JSON.stringify({ mode: 'AK', ...inFile(ak) });

  const uri = `http://user:${testSecret('password.')}@keys.test/k?token=${testSecret('uri-token.')}`;

  const cases: [string, readonly object[], Hosts, string[], Record<string, string>?][] = [
    ['AK, for which nobody is asked', [{ name: 'p', mode: 'AK', ...inFile(ak) }], {}, []],
    [
      'RamRoleArn',
      [byKeys],
      { [sts]: createSts([ak]).answer },
      ['AssumeRole sts.aliyuncs.com profile=p HTTP 200 ok RequestId=STS-REQ'],
    ],
    [
      'RamRoleArn that is refused',
      [byKeys],
      { [sts]: createSts([]).answer },
      ['AssumeRole sts.aliyuncs.com profile=p HTTP 404 refused Code=InvalidAccessKeyId.NotFound RequestId=STS-REQ'],
    ],
    ['RamRoleArn without STS', [byKeys], {}, ['AssumeRole sts.aliyuncs.com profile=p notSent Code=ECONNREFUSED']],
    [
      'RamRoleArn whose answer breaks off',
      [byKeys],
      { [sts]: (_, response) => response.destroy() },
      ['AssumeRole sts.aliyuncs.com profile=p unclear Code=ECONNRESET'],
    ],
    [
      'ChainableRamRoleArn, each role by its own name',
      [
        { name: 'p', mode: 'ChainableRamRoleArn', source_profile: 'q', ram_role_arn: `${arn}-p` },
        { ...byKeys, name: 'q' },
      ],
      { [sts]: createSts([ak]).answer },
      [
        'AssumeRole sts.aliyuncs.com profile=q HTTP 200 ok RequestId=STS-REQ',
        'AssumeRole sts.aliyuncs.com profile=p HTTP 200 ok RequestId=STS-REQ',
      ],
    ],
    [
      'OIDC',
      [{ name: 'p', mode: 'OIDC', oidc_provider_arn: 'x', oidc_token_file: 'token', ram_role_arn: arn }],
      { [sts]: createSts([], { oidcToken: testSecret('oidc.log.') }).answer },
      ['AssumeRoleWithOIDC sts.aliyuncs.com profile=p HTTP 200 ok RequestId=STS-REQ'],
      { token: testSecret('oidc.log.') },
    ],
    [
      'EcsRamRole',
      [{ name: 'p', mode: 'EcsRamRole' }],
      { [metadata]: createMetadata('instance-role', instance, { token: testSecret('imds-token.') }) },
      ['EcsRamRole 100.100.100.200 profile=p HTTP 200 ok'],
    ],
    [
      'RamRoleArnWithRoleName',
      [{ name: 'p', mode: 'RamRoleArnWithRoleName', ram_role_name: 'instance-role', ram_role_arn: arn }],
      { [metadata]: createMetadata('instance-role', instance), [sts]: createSts([instance]).answer },
      [
        'EcsRamRole 100.100.100.200 profile=p HTTP 200 ok',
        'AssumeRole sts.aliyuncs.com profile=p HTTP 200 ok RequestId=STS-REQ',
      ],
    ],
    [
      'CredentialsURI',
      [{ name: 'p', mode: 'CredentialsURI', credentials_uri: uri }],
      { 'http://keys.test': json(200, { Code: 'Success', ...vendorKeys(exchanged, inMinutes(60)) }) },
      ['CredentialsURI keys.test profile=p HTTP 200 ok'],
    ],
    [
      'CloudSSO',
      [signedIn],
      { 'https://sso.test': json(200, { CloudCredential: vendorKeys(exchanged, inMinutes(60)), RequestId: 'R-S' }) },
      ['CloudSSO sso.test profile=p HTTP 200 ok RequestId=R-S'],
    ],
    [
      'CloudSSO that is refused',
      [signedIn],
      { 'https://sso.test': json(401, { ErrorCode: 'InvalidToken', ErrorMessage: 'No.', RequestId: 'R-S' }) },
      ['CloudSSO sso.test profile=p HTTP 401 refused Code=InvalidToken RequestId=R-S'],
    ],
    [
      'OAuth',
      [oauth],
      { 'https://oauth.aliyun.com': json(200, oauthKeys) },
      ['OAuth oauth.aliyun.com profile=p HTTP 200 ok RequestId=R-O'],
    ],
    [
      'External',
      [external(`${node} give.cjs ${testSecret('argument.')}`)],
      {},
      [`External program=${process.execPath} profile=p ok exit=0`],
      { 'give.cjs': `console.log(${JSON.stringify(printed)})` },
    ],
    [
      'External that fails',
      [external(`${node} -e "process.exit(3)"`)],
      {},
      [`External program=${process.execPath} profile=p refused exit=3`],
    ],
    ['External that is not there', [external('./none')], {}, ['External program=./none profile=p notSent Code=ENOENT']],
  ];

  for (const [what, profiles, hosts, expected, files] of cases) {
    it(what, async () => assert.deepEqual(await logOf(profiles, hosts, files), expected));
  }

  it('and a log that fails costs no keys', () =>
    withProfiles([byKeys], { [sts]: createSts([ak]).answer }, async () => {
      const log = () => {
        throw new Error('disk full');
      };
      assert.equal((await createSigner(p, 'p', { log })()).keys.accessKeyId, 'STS.1');
    }));
});
