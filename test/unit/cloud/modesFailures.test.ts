import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '../../../src/cloud/credentials/ask.ts';
import { unanswered } from '../../../src/cloud/credentials/answers.ts';
import type { CloudError } from '../../../src/cloud/errors.ts';
import { policyFor } from '../../../src/cloud/permissions.ts';
import { createSigner } from '../../../src/cloud/signing.ts';
import { clean } from '../../../src/cloud/text.ts';
import { marked, writeSecrets } from '../../hosts/canary.ts';
import { failure, withHome } from './helpers.ts';
import {
  ak,
  arn,
  given,
  inFile,
  inSeconds,
  profileNamed,
  refusal,
  role,
  textOf,
  withProfiles,
} from './modesHelpers.ts';
import { createSts, inMinutes, json, standIn, vendorKeys, type Answer, type Hosts } from '../standIns.ts';

describe('cloud: services that lie give no keys', () => {
  const body =
    (text: string, status = 200, type = 'text/html'): Answer =>
    (_, response) => {
      response.writeHead(status, { 'content-type': type }).end(text);
    };
  const lies: [string, Answer, RegExp][] = [
    ['HTML', body(`<html>${marked('body.')}</html>`), /holds no keys/],
    ['nothing', body(''), /holds no keys/],
    ['null', body('null'), /holds no keys/],
    ['a number', body('7'), /holds no keys/],
    ['HTML and 502', body(`<html>${marked('body.')}</html>`, 502), /HTTP 502/],
    ['JSON without a message and 400', body('{"Code":7}', 400, 'application/json'), /HTTP 400/],
    ['a redirect', (_, response) => response.writeHead(302, { location: 'https://evil.test/' }).end(), /HTTP 302/],
    [
      'a code with terminal sequences',
      json(403, { Code: 'NoPermission\u001b[31m', Message: 'You [may](command:x)\nnot', RequestId: 'R-1' }),
      /permission sts:AssumeRole\. NoPermission: You \[may\]\(command:x\) not/,
    ],
    [
      'its whole request back',
      json(400, { Code: 'SignatureDoesNotMatch', Message: `string to sign is: POST&%2F&${marked('body.')}` }),
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
      const question = { url: new URL('https://sts.aliyuncs.com'), method: 'POST', headers: {}, timeoutMs: 200 };
      const silence = await ask(question).then(
        () => assert.fail(),
        (error: unknown) => error,
      );
      const error = unanswered(silence, question, {
        ...{ profile: 'p', name: 'AssumeRole', operation: 'AssumeRole', nextStep: '' },
      });
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
        /AccessKey of the profile "p" is wrong.* InvalidAccessKeyId\.NotFound: Not that way\./,
      );
      const { requestId, recommend, statusCode } = error;
      assert.deepEqual([requestId, statusCode], ['STS-REQ', 404]);
      assert.equal(recommend, 'https://api.aliyun.com/x');
    });
  });

  const others: [string, object, Hosts, RegExp][] = [
    [
      'a metadata service without the role',
      { mode: 'EcsRamRole', ram_role_name: 'r' },
      { 'http://100.100.100.200': body(`<html>${marked('body.')}</html>`, 404) },
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
      { mode: 'CredentialsURI', credentials_uri: `http://uri.test/a?token=${marked('uri.')}` },
      { 'http://uri.test': body('<html>') },
      /holds no keys.*http:\/\/uri\.test\/a/,
    ],
    [
      'OAuth with an error',
      {
        mode: 'OAuth',
        oauth_site_type: 'CN',
        oauth_access_token: marked('o.'),
        oauth_access_token_expire: inSeconds(999),
      },
      {
        'https://oauth.aliyun.com': json(401, {
          error: 'expired_token',
          error_description: 'The token.',
          requestId: 'R',
        }),
      },
      /HTTP 401\)\. expired_token: The token\..*--mode OAuth/,
    ],
    [
      'CloudSSO without keys',
      {
        ...{ mode: 'CloudSSO', cloud_sso_sign_in_url: 'https://x.test/', cloud_sso_account_id: '1' },
        ...{ cloud_sso_access_config: 'a', access_token: marked('s.'), cloud_sso_access_token_expire: inSeconds(999) },
      },
      { 'https://x.test': json(200, { CloudCredential: null }) },
      /holds no keys.*aliyun configure --profile p/,
    ],
    [
      'OIDC without its file',
      { mode: 'OIDC', oidc_token_file: '/none', oidc_provider_arn: 'x', ram_role_arn: arn },
      {},
      /\/none can't be read \(ENOENT\)/,
    ],
  ];
  for (const [what, profile, hosts, pattern] of others) {
    it(what, () =>
      withProfiles([{ name: 'p', ...profile }], hosts, async () => assert.match(textOf(await refusal()), pattern)),
    );
  }
});

describe('cloud: what STS says of who asks it', () => {
  const says = (Code: string, more: object = {}, hoursAhead = 0, status = 400): Answer =>
    function answer(request, response) {
      response.setHeader('date', new Date(Date.now() + hoursAhead * 3_600_000).toUTCString());
      json(status, { Code, Message: 'Told so.', RequestId: 'R-1', ...more })(request, response);
    };
  const of = async (answer: Answer, profiles: readonly object[] = [role], host = 'sts.aliyuncs.com') => {
    let error: CloudError | undefined;
    await withProfiles(profiles, { [`https://${host}`]: answer }, async () => {
      error = await refusal();
    });
    assert.ok(error);
    assert.match(error.nextStep, /[^.]\. Nothing was sent\.$/);
    assert.doesNotMatch(error.nextStep, /Nothing was changed/);
    return error;
  };
  const aboutRole = /Check that the role exists and trusts who assumes it/;

  for (const [ahead, pattern] of [
    [3, /: This machine's clock is 3 hours behind the service's\. InvalidTimeStamp\.Expired: Told so\. Set it/],
    [-3, /clock is 3 hours ahead of the service's/],
    [0, /this machine's clock is right now\..*Try again/],
  ] as const) {
    it(`the clock is measured by an answer that is ${ahead} h ahead`, async () => {
      const text = textOf(await of(says('InvalidTimeStamp.Expired', {}, ahead)));
      assert.match(text, pattern);
      assert.doesNotMatch(text, aboutRole);
    });
  }

  for (const [code, pattern] of [
    [
      'InvalidAccessKeyId.NotFound',
      /AccessKey of the profile "p" is wrong, deleted or disabled.*RAM console.*again with `aliyun/,
    ],
    ['InvalidAccessKeyId.Inactive', /AccessKey of the profile "p" is disabled.*Enable the AccessKey/],
    [
      'SignatureDoesNotMatch',
      /secret of the profile "p" is not that of its ID.*Check the AccessKey secret\. Enter it again with `aliyun configure --profile p`/,
    ],
    ['InvalidSecurityToken.Expired', /security token of the profile "p" has run out.*Get a new security token/],
    ['InvalidSecurityToken.Malformed', /security token of the profile "p" is broken.*Get a new security token/],
    ['InvalidParameter.DurationSeconds', /a parameter of AssumeRole.*Correct the parameter/],
    ['Throttling.User', /Too many calls.*Wait a minute/],
    ['InternalError', /fault of its own during AssumeRole.*Try again in a moment/],
  ] as const) {
    it(`${code} is what it is in a call of the service`, async () => {
      const error = await of(says(code));
      assert.match(textOf(error), pattern);
      assert.match(error.message, new RegExp(`${code.replace('.', '\\.')}(: Told so\\.)?$`));
      assert.doesNotMatch(textOf(error), aboutRole);
      assert.deepEqual([error.requestId, error.statusCode, error.action], ['R-1', 400, undefined]);
    });
  }

  for (const code of ['EntityNotExist.Role', 'InvalidParameter.RoleArn', 'InvalidAction.NotFound', 'SomethingNew']) {
    it(`${code} is about the role, or about what nobody here knows`, async () => {
      const text = textOf(await of(says(code, {}, 3)));
      assert.match(text, new RegExp(`refused AssumeRole \\(HTTP 400\\)\\. ${code.replace('.', '\\.')}: Told so\\.`));
      assert.match(text, aboutRole);
    });
  }

  it('in a chain it is the source whose keys are wrong', async () => {
    const chain = { name: 'p', mode: 'ChainableRamRoleArn', source_profile: 'q', ram_role_arn: arn };
    const error = await of(says('InvalidAccessKeyId.NotFound'), [chain, { name: 'q', mode: 'AK', ...inFile(ak) }]);
    assert.match(error.message, /^The profile "p" gave no credentials: The AccessKey of the profile "q" is wrong/);
  });

  for (const code of ['NoPermission', 'Forbidden.RAM']) {
    it(`${code} names the action and the role to allow, and has a policy for these alone`, async () => {
      const error = await of(says(code, {}, 0, 403));
      assert.match(error.message, /The profile "p" lacks the permission sts:AssumeRole\./);
      assert.match(error.nextStep, new RegExp(`Have sts:AssumeRole allowed in RAM for ${arn}, .*trust who assumes it`));
      const policy = JSON.parse(policyFor(error.action ?? '') ?? '') as { Statement: object[] };
      assert.deepEqual(policy.Statement, [{ Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: arn }]);
    });
  }

  it('NoPermission by a policy that denies it has no policy to add', async () => {
    const AccessDeniedDetail = { AuthAction: 'sts:AssumeRole', NoPermissionType: 'ExplicitDeny' };
    const error = await of(says('NoPermission', { AccessDeniedDetail }));
    assert.match(textOf(error), /denies sts:AssumeRole.*No policy that is added helps/);
    assert.equal(error.action, undefined);
  });

  it('NoPermission for an odd role has no policy either', async () => {
    const error = await of(says('NoPermission'), [{ ...role, ram_role_arn: 'acs:ram::*:role/*' }]);
    assert.match(error.nextStep, /sts:AssumeRole/);
    assert.equal(error.action, undefined);
  });

  for (const host of ['sts.evil.test', 'sts.oss-cn-hangzhou.aliyuncs.com']) {
    it(`by ${host} it is nothing to go by`, async () => {
      for (const code of ['InvalidTimeStamp.Expired', 'InvalidAccessKeyId.NotFound', 'NoPermission']) {
        const error = await of(says(code, {}, 3), [{ ...role, sts_endpoint: host }], host);
        assert.match(textOf(error), /refused AssumeRole \(HTTP 400\)/);
        assert.doesNotMatch(textOf(error), /clock|AccessKey of|lacks the permission/);
        assert.equal(error.action, undefined);
      }
    });
  }

  it('an address on a host of the vendor is no STS', async () => {
    const profile = { name: 'p', mode: 'CredentialsURI', credentials_uri: 'https://keys.aliyuncs.com/k' };
    const error = await of(says('InvalidTimeStamp.Expired', {}, 3), [profile], 'keys.aliyuncs.com');
    assert.match(textOf(error), /refused the request for credentials.*keys\.aliyuncs\.com\/k runs/);
    assert.doesNotMatch(textOf(error), /clock/);
  });

  it('where an OIDC token stands for keys, there is a clock and no permission to add', async () => {
    const home = await mkdtemp(join(tmpdir(), 'cloud-oidc-'));
    try {
      const file = writeSecrets(join(home, 'token'), marked('oidc.sts.'));
      const oidc = { name: 'p', mode: 'OIDC', oidc_token_file: file, oidc_provider_arn: 'x', ram_role_arn: arn };
      assert.match((await of(says('InvalidTimeStamp.Expired', {}, 3), [oidc])).message, /3 hours behind/);
      for (const code of ['NoPermission', 'AuthenticationFail.OIDCToken.Expired', 'InvalidParameter.OIDCToken']) {
        const error = await of(says(code), [oidc]);
        assert.match(textOf(error), /refused AssumeRoleWithOIDC.*Check that the OIDC token is still valid/);
        assert.equal(error.action, undefined);
      }
    } finally {
      await rm(home, { recursive: true });
    }
  });
});

describe('cloud: a profile that is not whole', () => {
  const chain = { name: 'p', mode: 'ChainableRamRoleArn', ram_role_arn: arn };
  const cases: [string, object, RegExp][] = [
    ['its own source', { ...chain, source_profile: 'p' }, /circle/],
    ['a source that is gone', { ...chain, source_profile: 'gone' }, /"gone".*no such profile/],
    ['too short a session', { ...role, expired_seconds: 60 }, /expired_seconds/],
    ['an STS endpoint that is a path', { ...role, sts_endpoint: 'sts.aliyuncs.com/x?y' }, /sts_endpoint is no host/],
    [
      'an STS endpoint whose port is none',
      { ...role, sts_endpoint: 'sts.aliyuncs.com:99999' },
      /The profile "p" can't sign: its sts_endpoint is no host\. Correct it in \S+\.aliyun.config\.json/,
    ],
    ['an STS endpoint that is no address', { ...role, sts_endpoint: '1.2.3.999' }, /its sts_endpoint is no host/],
    ['an STS region that is a host', { ...role, sts_region: 'evil.com/' }, /sts_region is no region ID/],
    ['an address of a file', { name: 'p', mode: 'CredentialsURI', credentials_uri: 'file:///etc/passwd' }, /no http/],
    [
      'a sign-in in the clear',
      {
        ...{ name: 'p', mode: 'CloudSSO', cloud_sso_sign_in_url: 'http://x.test/', cloud_sso_account_id: '1' },
        cloud_sso_access_config: 'a',
      },
      /no https/,
    ],
    ['an odd site', { name: 'p', mode: 'OAuth', oauth_site_type: 'constructor' }, /neither CN nor INTL/],
    [
      'a role of the instance with a space at its end',
      { name: 'p', mode: 'EcsRamRole', ram_role_name: 'prod-role ' },
      /RAM role is called "prod-role ", which no role can be.*spaces/,
    ],
    [
      'a role of the instance that is a path, and another one',
      { name: 'p', mode: 'RamRoleArnWithRoleName', ram_role_name: '../x\n', ram_role_arn: arn },
      /called "\.\.\/x ", which no role can be/,
    ],
    ['an unclosed quote', { name: 'p', mode: 'External', process_command: 'give "x' }, /quote is not closed/],
    [
      'a key pair',
      { name: 'p', mode: 'RsaKeyPair', private_key: marked('pem.') },
      /given up.*AK, StsToken, RamRoleArn/,
    ],
    [
      'a bearer token',
      { name: 'p', mode: 'bearertoken', bearer_token: marked('b.') },
      /signed requests alone.*AK, Sts/,
    ],
    ['no credentials at all', { name: 'p', mode: 'Anonymous' }, /signs nothing/],
    ['no mode and no keys', { name: 'p' }, /not configured yet/],
  ];
  for (const [what, profile, pattern] of cases) {
    it(`with ${what}`, () =>
      withProfiles([profile], {}, async ({ requests }) => {
        assert.match(textOf(await refusal()), pattern);
        assert.equal(requests.length, 0);
      }));
  }

  it("with an odd name of the instance's role, by the environment", () =>
    withProfiles([], {}, async ({ requests }) => {
      const source = { kind: 'instanceRole' as const, name: 'prod role' };
      assert.match(textOf(await failure(createSigner(source, 'prod role')())), /called "prod role", which no role/);
      assert.equal(requests.length, 0);
    }));

  it('with a circle of three, asks nobody', () =>
    withProfiles(
      [
        { ...chain, source_profile: 'q' },
        { ...chain, name: 'q', source_profile: 'r' },
        { ...chain, name: 'r', source_profile: 'q' },
      ],
      {},
      async () => assert.match(textOf(await refusal()), /"q".*circle/),
    ));

  it('with a hostile name, is found by it and shown without its tricks', async () => {
    const name = 'p"\u001b[2J\n$(rm -rf ~)\u202e`x`';
    await withProfiles([{ name, mode: 'OAuth', oauth_site_type: 'CN' }], {}, async () => {
      const error = await failure(createSigner(profileNamed(name), name)());
      assert.match(error.message, /^The profile "p"/);
      assert.equal(clean(textOf(error)), textOf(error));
      assert.match(error.nextStep, /`aliyun configure --profile NAME --mode OAuth --oauth-site-type CN`/);
    });
  });

  it('with a name that would fill the message, is left to be named', async () => {
    const name = 'n'.repeat(5000);
    await withProfiles([{ name, mode: 'AK' }], {}, async () => {
      const { nextStep } = await failure(createSigner(profileNamed(name), name)());
      assert.match(nextStep, /`aliyun configure --profile NAME`/);
    });
  });

  it('is refused where the environment switches it off', () =>
    withProfiles([role], {}, async () => {
      process.env['ALIBABA_CLOUD_IGNORE_PROFILE'] = 'TRUE';
      assert.match(textOf(await refusal()), /ALIBABA_CLOUD_IGNORE_PROFILE/);
    }));
});
