import assert from 'node:assert/strict';
import { join } from 'node:path';
import { containsRegisteredSecret } from '../../../../hosts/containsRegisteredSecret.ts';
import { testSecret, writeSecretFile } from '../../../../hosts/testSecrets.ts';
import { closeServers } from '../../helpers.ts';
import { arn, assertSigns, profileNamed, refusal, textOf, withProfiles } from '../credentialHelpers.ts';
import { createSts } from '../../../standIns.ts';

const p = profileNamed('p');

describe('cloud: a RAM role by an OIDC token', () => {
  afterEach(closeServers);

  it('OIDC, by the token of its file', async () => {
    const oidcToken = testSecret('oidc.token/+=.');
    const service = createSts([], { oidcToken });
    const profile = {
      ...{ name: 'p', mode: 'OIDC', oidc_provider_arn: 'acs:ram::1:oidc-provider/x', oidc_token_file: 'token' },
      // Left from another mode: the CLI has no time of its own for this one.
      ...{ ram_role_arn: arn, ram_session_name: 'pod', expired_seconds: 60 },
    };
    await withProfiles([profile], { 'https://sts.aliyuncs.com': service.answer }, async (_, home) => {
      writeSecretFile(join(home, 'token'), oidcToken);
      await assertSigns(p, () => service.last);
    });
    assert.ok(containsRegisteredSecret(oidcToken), 'not kept secret');
    assert.equal(service.calls[0]?.form['OIDCProviderArn'], 'acs:ram::1:oidc-provider/x');
    assert.equal(service.calls[0]?.form['RoleSessionName'], 'pod');
    assert.equal(service.calls[0]?.form['DurationSeconds'], '3600');
  });

  for (const [what, token, says] of [
    ['is empty', ' \n', /the OIDC token file \S+token" is empty\./],
    ['is not there', undefined, /the OIDC token file \S+token" can't be read \(ENOENT\)\./],
  ] as const) {
    it(`OIDC whose token file ${what} asks nobody, and says so`, () => {
      const oidc = { oidc_provider_arn: 'acs:ram::1:oidc-provider/x', oidc_token_file: 'token', ram_role_arn: arn };
      return withProfiles([{ name: 'p', mode: 'OIDC', ...oidc }], {}, async (_, home) => {
        if (token !== undefined) writeSecretFile(join(home, 'token'), token);
        assert.match(textOf(await refusal()), says);
      });
    });
  }
});
