import assert from 'node:assert/strict';
import { containsRegisteredSecret } from '../../../../hosts/containsRegisteredSecret.ts';
import { testSecret } from '../../../../hosts/testSecrets.ts';
import { closeServers } from '../../helpers.ts';
import { assertSigns, consentsFor, exchanged, profileNamed, withProfiles } from '../credentialHelpers.ts';
import { inMinutes, json, vendorKeys, type Answer } from '../../../standIns.ts';

const p = profileNamed('p');

describe('cloud: an address of credentials', () => {
  afterEach(closeServers);

  it('CredentialsURI, once it is allowed', () => {
    const answer: Answer = (request, response) => {
      const known = request.query['token'] === testSecret('uri-token.');
      json(known ? 200 : 403, { Code: 'Success', ...vendorKeys(exchanged, inMinutes(60)) })(request, response);
    };
    const uri = `http://credentials.internal/keys?token=${testSecret('uri-token.')}`;
    return withProfiles(
      [{ name: 'p', mode: 'CredentialsURI', credentials_uri: uri }],
      { 'http://credentials.internal': answer },
      async () => {
        const [consent] = await consentsFor(p);
        assert.ok(consent?.kind === 'address' && consent.text === uri);
        await assertSigns(
          p,
          () => exchanged,
          (key) => key === consent.key,
        );
        assert.ok(containsRegisteredSecret(testSecret('uri-token.')), 'not kept secret');
      },
    );
  });
});
