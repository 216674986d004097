import assert from 'node:assert/strict';
import { createCredentialsCache } from '../../../../src/cloud/credentials/credentialsCache.ts';
import { createSigner } from '../../../../src/cloud/credentials/signer.ts';
import { cliConfigPath } from '../../../../src/cloud/credentials/cliConfigFile.ts';
import { testSecret, writeSecretFile } from '../../../hosts/testSecrets.ts';
import { failure, withHome } from '../helpers.ts';
import { ak, arn, inFile, profileNamed, refusal, role, textOf, withProfiles } from './credentialHelpers.ts';
import { createSts, inMinutes, json, standIn, type Answer } from '../../standIns.ts';

describe('cloud: keys are renewed', () => {
  const withTime = async (minutes: number, run: () => Promise<void>) => {
    const { now } = Date;
    Date.now = () => now() + minutes * 60_000;
    try {
      await run();
    } finally {
      Date.now = now;
    }
  };

  const service = () => {
    const made = createSts([ak]);
    return { made, hosts: { 'https://sts.aliyuncs.com': made.answer } };
  };

  it('are kept while they are good, and fetched once for all who ask at the same time', () => {
    const { made, hosts } = service();
    return withProfiles([role], hosts, async () => {
      const signer = createSigner(profileNamed('p'), 'p');
      const all = await Promise.all([signer(), signer(), signer()]);
      assert.deepEqual(new Set([...all, await signer()].map(({ keys }) => keys.accessKeyId)), new Set(['STS.1']));
      assert.equal(made.calls.length, 1);
    });
  });

  it('are fetched once for signers that share them', () => {
    const { made, hosts } = service();
    return withProfiles([role], hosts, async () => {
      const cache = createCredentialsCache();
      await createSigner(profileNamed('p'), 'p', { cache })();
      await createSigner(profileNamed('p'), 'shown otherwise', { cache })();
      assert.equal(made.calls.length, 1);
    });
  });

  it('are fetched anew some minutes before they run out', () => {
    const { made, hosts } = service();
    return withProfiles([role], hosts, async () => {
      const signer = createSigner(profileNamed('p'), 'p');
      await signer();
      await withTime(54, async () => assert.equal((await signer()).keys.accessKeyId, 'STS.1'));
      await withTime(56, async () => assert.equal((await signer()).keys.accessKeyId, 'STS.2'));
      assert.equal(made.calls.length, 2);
    });
  });

  it('are kept for half of their time where that is short, and not fetched anew for each call', () => {
    const { made, hosts } = service();
    made.expires = () => inMinutes(4);
    return withProfiles([role], hosts, async () => {
      const signer = createSigner(profileNamed('p'), 'p');
      await signer();
      await withTime(1, async () => assert.equal((await signer()).keys.accessKeyId, 'STS.1'));
      await withTime(3, async () => assert.equal((await signer()).keys.accessKeyId, 'STS.2'));
      assert.equal(made.calls.length, 2);
    });
  });

  it('are used until they run out where there are no new ones, and never after', () => {
    const { made } = service();
    let works = true;
    const answer: Answer = (request, response) => {
      if (works) made.answer(request, response);
      else json(500, { Code: 'InternalError', Message: testSecret('body.') })(request, response);
    };
    return withProfiles([role], { 'https://sts.aliyuncs.com': answer }, async ({ requests }) => {
      const signer = createSigner(profileNamed('p'), 'p');
      await signer();
      works = false;
      await withTime(58, async () => {
        assert.equal((await signer()).keys.accessKeyId, 'STS.1');
        assert.equal((await signer()).keys.accessKeyId, 'STS.1');
        assert.equal(requests.length, 2, 'asked again at once');
      });
      await withTime(61, async () => assert.match(textOf(await failure(signer())), /internal error during AssumeRole/));
      works = true;
      await withTime(62, async () => assert.equal((await signer()).keys.accessKeyId, 'STS.2'));
    });
  });

  it('are an error where they have run out on arrival', async () => {
    const { made, hosts } = service();
    made.expires = () => inMinutes(-1);
    await withProfiles([role], hosts, async () => {
      assert.match(textOf(await refusal()), /ran out on \d{4}-.* UTC already.*clock/);
    });
  });

  it('follow what is changed in the file', () => {
    const { hosts } = service();
    return withHome({ profiles: [role] }, {}, async (home) => {
      const standIns = await standIn(hosts);
      try {
        const write = (profile: object) =>
          writeSecretFile(cliConfigPath(home), JSON.stringify({ profiles: [profile] }));
        const signer = createSigner(profileNamed('p'), 'p');
        assert.equal((await signer()).keys.accessKeyId, 'STS.1');
        write({ ...role, ram_role_arn: `${arn}-2` });
        assert.equal((await signer()).keys.accessKeyId, 'STS.2');
        write({ name: 'p', mode: 'AK', ...inFile(ak) });
        assert.equal((await signer()).keys.accessKeyId, ak.accessKeyId);
        write({});
        assert.match((await failure(signer())).message, /no such profile/);
      } finally {
        standIns.close();
      }
    });
  });
});
