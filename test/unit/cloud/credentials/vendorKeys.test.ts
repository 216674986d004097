import assert from 'node:assert/strict';
import { requestKeys } from '../../../../src/cloud/credentials/keyRequest.ts';
import { testSecret } from '../../../hosts/testSecrets.ts';
import { failure, withHome } from '../helpers.ts';
import { ak, arn, given, inSeconds, refusal, role, textOf, withProfiles } from './credentialHelpers.ts';
import { createSts, inMinutes, json, standIn, vendorKeys, type Answer, type Hosts } from '../../standIns.ts';

describe('cloud: services that lie give no keys', () => {
  const body =
    (text: string, status = 200, type = 'text/html'): Answer =>
    (_, response) => {
      response.writeHead(status, { 'content-type': type }).end(text);
    };

  const lies: [string, Answer, RegExp][] = [
    ['HTML', body(`<html>${testSecret('body.')}</html>`), /holds no keys/],
    ['nothing', body(''), /holds no keys/],
    ['null', body('null'), /holds no keys/],
    ['a number', body('7'), /holds no keys/],
    ['HTML and 502', body(`<html>${testSecret('body.')}</html>`, 502), /HTTP 502/],
    ['JSON without a message and 400', body('{"Code":7}', 400, 'application/json'), /HTTP 400/],
    ['a redirect', (_, response) => response.writeHead(302, { location: 'https://evil.test/' }).end(), /HTTP 302/],
    [
      'a code with terminal sequences',
      json(403, { Code: 'NoPermission\u001b[31m', Message: 'You [may](command:x)\nnot', RequestId: 'R-1' }),
      /permission sts:AssumeRole\. NoPermission: "You \[may\]\(command:x\) not/,
    ],
    [
      'its whole request back',
      json(400, { Code: 'SignatureDoesNotMatch', Message: `string to sign is: POST&%2F&${testSecret('body.')}` }),
      /SignatureDoesNotMatch/,
    ],
    ['empty keys', json(200, { Credentials: vendorKeys({ ...given, accessKeySecret: '' }, inMinutes(60)) }), /no keys/],
    [
      'keys that are no text',
      json(200, { Credentials: { ...vendorKeys(given, inMinutes(60)), AccessKeySecret: { a: 1 } } }),
      /holds no keys/,
    ],
    [
      'keys with line breaks',
      json(200, { Credentials: vendorKeys({ ...given, accessKeyId: 'a\r\nx: y' }, inMinutes(60)) }),
      /spaces or odd characters/,
    ],
    ['a huge answer', body('x'.repeat(3_000_000)), /too large/],
    ['a broken connection', (_, response) => response.destroy(), /broke before AssumeRole was answered/],
    [
      'half an answer',
      (_, response) => void response.writeHead(200, { 'content-length': '99' }).write('{', () => response.destroy()),
      /gave no credentials: .*AssumeRole/,
    ],
  ];

  const others: [string, object, Hosts, RegExp][] = [
    [
      'a metadata service without the role',
      { mode: 'EcsRamRole', ram_role_name: 'r' },
      { 'http://100.100.100.200': body(`<html>${testSecret('body.')}</html>`, 404) },
      /HTTP 404.*ECS instance/,
    ],
    ['no metadata service', { mode: 'EcsRamRole', ram_role_name: 'r' }, {}, /No connection to 100\.100\.100\.200/],
    [
      'a metadata service whose role is a path',
      { mode: 'EcsRamRole' },
      { 'http://100.100.100.200': body('../../user-data') },
      /holds no keys|HTTP/,
    ],
    [
      'an address with HTML',
      { mode: 'CredentialsURI', credentials_uri: `http://uri.test/a?token=${testSecret('uri.')}` },
      { 'http://uri.test': body('<html>') },
      /holds no keys.*http:\/\/uri\.test\/a/,
    ],
    [
      'OAuth with an error',
      {
        mode: 'OAuth',
        oauth_site_type: 'CN',
        oauth_access_token: testSecret('o.'),
        oauth_access_token_expire: inSeconds(999),
      },
      {
        'https://oauth.aliyun.com': json(401, {
          error: 'expired_token',
          error_description: 'The token.',
          requestId: 'R',
        }),
      },
      /HTTP 401\)\. expired_token: "The token\.".*--mode OAuth/,
    ],
    [
      'CloudSSO without keys',
      {
        ...{ mode: 'CloudSSO', cloud_sso_sign_in_url: 'https://x.test/', cloud_sso_account_id: '1' },
        ...{
          cloud_sso_access_config: 'a',
          access_token: testSecret('s.'),
          cloud_sso_access_token_expire: inSeconds(999),
        },
      },
      { 'https://x.test': json(200, { CloudCredential: null }) },
      /holds no keys.*aliyun configure --profile p/,
    ],
    [
      'OIDC without its file',
      { mode: 'OIDC', oidc_token_file: '/none', oidc_provider_arn: 'x', ram_role_arn: arn },
      {},
      /\/none" can't be read \(ENOENT\)/,
    ],
  ];

  for (const [what, answer, pattern] of lies) {
    it(`STS with ${what}`, () =>
      withProfiles([role], { 'https://sts.aliyuncs.com': answer }, async () => {
        assert.match(textOf(await refusal()), pattern);
      }));
  }

  for (const [code, status, again] of [
    ['NoPermission', 403, false],
    ['Throttling.User', 400, true],
    ['ServiceUnavailable', 503, true],
  ] as const) {
    it(`STS with ${code}, of which the vendor has a page${again ? ', and that passes' : ''}`, () => {
      const answer = json(status, { Code: code, Message: 'no', RequestId: 'R-1', Recommend: 'https://evil.test/' });
      return withProfiles([role], { 'https://sts.aliyuncs.com': answer }, async () => {
        const { requestId, recommend, help, code: own, outcome } = await refusal();
        assert.deepEqual([requestId, recommend, outcome], ['R-1', 'https://evil.test/', 'notSent']);
        assert.equal(help, `https://api.alibabacloud.com/troubleshoot?q=${code}&product=sts&requestId=R-1`);
        // What has a code is tried again by itself.
        assert.equal(own, again ? code : undefined);
      });
    });
  }

  it('STS that never answers', async () => {
    const standIns = await standIn({ 'https://sts.aliyuncs.com': () => undefined });
    try {
      const purpose = { profile: 'p', name: 'AssumeRole', operation: 'AssumeRole', nextStep: '' };
      const limits = { timeoutMs: 200, responseBytes: 1000 };
      const silence = requestKeys({ ...purpose, limits }, undefined, async (send) => {
        await send({ url: new URL('https://sts.aliyuncs.com'), method: 'POST', headers: {} });
        return undefined;
      });
      const error = await failure(silence);
      assert.match(error.message, /gave no answer to AssumeRole within 0\.2 s/);
    } finally {
      standIns.close();
    }
  });

  it('STS by another name', () =>
    withProfiles([{ ...role, sts_endpoint: 'sts-evil.aliyuncs.com' }], {}, async () => {
      assert.match(textOf(await refusal()), /ECONNREFUSED/);
    }));

  it('STS whose certificate nobody vouches for', () =>
    withHome({ profiles: [role] }, {}, async () => {
      const standIns = await standIn({ 'https://sts.aliyuncs.com': createSts([ak]).answer }, false);
      try {
        assert.match(textOf(await refusal()), /identity of sts\.aliyuncs\.com could not be verified/);
        assert.equal(standIns.requests.length, 0);
      } finally {
        standIns.close();
      }
    }));

  it('what is refused names the reason and the RequestId', async () => {
    const service = createSts([]);
    await withProfiles([role], { 'https://sts.aliyuncs.com': service.answer }, async () => {
      const error = await refusal();
      assert.match(
        textOf(error),
        /AccessKey of the profile "p" is wrong.* InvalidAccessKeyId\.NotFound: "Not that way\."/,
      );
      const { requestId, recommend, statusCode } = error;
      assert.deepEqual([requestId, statusCode], ['STS-REQ', 404]);
      assert.equal(recommend, 'https://api.aliyun.com/x');
    });
  });

  for (const [what, profile, hosts, pattern] of others) {
    it(what, () =>
      withProfiles([{ name: 'p', ...profile }], hosts, async () => assert.match(textOf(await refusal()), pattern)),
    );
  }
});
