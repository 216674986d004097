import assert from 'node:assert/strict';
import { containsRegisteredSecret } from '../../../../hosts/containsRegisteredSecret.ts';
import { testSecret } from '../../../../hosts/testSecrets.ts';
import { closeServers } from '../../helpers.ts';
import { assertSigns, instance, metadata, profileNamed, withProfiles, refusal } from '../credentialHelpers.ts';
import { createMetadata } from '../../../standIns.ts';

const p = profileNamed('p');

describe('cloud: the RAM role of the instance', () => {
  afterEach(closeServers);

  for (const [what, token] of [
    ['with a token', testSecret('imds-token.')],
    ['of the first version', undefined],
  ] as const) {
    const answer = createMetadata('instance-role', instance, token === undefined ? {} : { token });

    it(`EcsRamRole by a metadata service ${what}`, () =>
      withProfiles(
        [{ name: 'p', mode: 'EcsRamRole', ram_role_name: 'instance-role' }],
        { [metadata]: answer },
        async () => {
          await assertSigns(p, () => instance);
          assert.ok(token === undefined || containsRegisteredSecret(token), 'not kept secret');
        },
      ));

    it(`EcsRamRole without a name asks for it, by a metadata service ${what}`, () =>
      withProfiles(
        [{ name: 'p', mode: 'EcsRamRole' }],
        { [metadata]: answer },
        () => assertSigns(p, () => instance),
        // Somebody else's, which the library would take.
        { ALIBABA_CLOUD_ECS_METADATA: 'other-role' },
      ));
  }

  it('no instance by the first version of its metadata service where the environment forbids that', () =>
    withProfiles(
      [{ name: 'p', mode: 'EcsRamRole', ram_role_name: 'r' }],
      { [metadata]: createMetadata('r', instance) },
      async () => assert.match((await refusal()).message, /100\.100\.100\.200/),
      { ALIBABA_CLOUD_IMDSV1_DISABLED: 'true' },
    ));
});
