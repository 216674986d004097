import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudError } from '../../../../src/cloud/cloudError.ts';
import { policyFor } from '../../../../src/cloud/ramPolicy.ts';
import { testSecret, writeSecretFile } from '../../../hosts/testSecrets.ts';
import { ak, arn, inFile, refusal, role, textOf, withProfiles } from './credentialHelpers.ts';
import { json, type Answer } from '../../standIns.ts';
import { plainQuotes } from '../../plainQuotes.ts';

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
    [3, /: This machine's clock is 3 hours behind the service's\. InvalidTimeStamp\.Expired: "Told so\." Set it/],
    [-3, /clock is 3 hours ahead of the service's/],
    [0, /this machine's clock is correct now\..*Try again/],
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
    ['InternalError', /internal error during AssumeRole.*Try again in a moment/],
  ] as const) {
    it(`${code} is what it is in a call of the service`, async () => {
      const error = await of(says(code));
      assert.match(textOf(error), pattern);
      // The message of that code quotes the whole request.
      const told = code === 'SignatureDoesNotMatch' ? '' : ': "Told so\\."';
      assert.match(plainQuotes(error.message), new RegExp(`${code.replace('.', '\\.')}${told}$`));
      // An error with a code is tried again.
      assert.equal(error.code, code === 'Throttling.User' ? code : undefined);
      assert.doesNotMatch(textOf(error), aboutRole);
      assert.deepEqual([error.requestId, error.statusCode, error.action], ['R-1', 400, undefined]);
    });
  }

  for (const code of ['EntityNotExist.Role', 'InvalidParameter.RoleArn', 'InvalidAction.NotFound', 'SomethingNew']) {
    it(`${code} is about the role, or about what nobody here knows`, async () => {
      const text = textOf(await of(says(code, {}, 3)));
      assert.match(text, new RegExp(`refused AssumeRole \\(HTTP 400\\)\\. ${code.replace('.', '\\.')}: "Told so\\."`));
      assert.match(text, aboutRole);
    });
  }

  it('in a chain it is the source whose keys are wrong', async () => {
    const chain = { name: 'p', mode: 'ChainableRamRoleArn', source_profile: 'q', ram_role_arn: arn };
    const error = await of(says('InvalidAccessKeyId.NotFound'), [chain, { name: 'q', mode: 'AK', ...inFile(ak) }]);
    assert.match(
      plainQuotes(error.message),
      /^The profile "p" gave no credentials: The AccessKey of the profile "q" is wrong/,
    );
  });

  for (const code of ['NoPermission', 'Forbidden.RAM']) {
    it(`${code} names the action and the role to allow, and has a policy for these alone`, async () => {
      const error = await of(says(code, {}, 0, 403));
      assert.match(plainQuotes(error.message), /The profile "p" lacks the permission sts:AssumeRole\./);
      assert.match(error.nextStep, new RegExp(`grant sts:AssumeRole to ${arn} in RAM, .*trust who assumes it`));
      const policy = JSON.parse(policyFor(error.action ?? '') ?? '') as { Statement: object[] };
      assert.deepEqual(policy.Statement, [{ Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: arn }]);
    });
  }

  it('NoPermission by a policy that denies it has no policy to add', async () => {
    const AccessDeniedDetail = { AuthAction: 'sts:AssumeRole', NoPermissionType: 'ExplicitDeny' };
    const error = await of(says('NoPermission', { AccessDeniedDetail }));
    assert.match(textOf(error), /denies sts:AssumeRole.*Adding a policy doesn't help/);
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
    assert.match(textOf(error), /refused the request for credentials.*keys\.aliyuncs\.com\/k" is running/);
    assert.doesNotMatch(textOf(error), /clock/);
  });

  it('where an OIDC token stands for keys, there is a clock and no permission to add', async () => {
    const home = await mkdtemp(join(tmpdir(), 'cloud-oidc-'));
    try {
      const file = writeSecretFile(join(home, 'token'), testSecret('oidc.sts.'));
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
