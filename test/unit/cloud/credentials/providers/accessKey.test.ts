import { closeServers } from '../../helpers.ts';
import { ak, assertSigns, inFile, inSeconds, profileNamed, sts, withProfiles } from '../credentialHelpers.ts';

const p = profileNamed('p');

describe('cloud: an AccessKey', () => {
  afterEach(closeServers);

  it('AK, however the mode is written', async () => {
    for (const mode of ['AK', 'ak', '', undefined]) {
      await withProfiles([{ name: 'p', mode, ...inFile(ak) }], {}, () => assertSigns(p, () => ak));
    }
  });

  it('AK without a token that lies about', () =>
    withProfiles([{ name: 'p', mode: 'AK', ...inFile(sts) }], {}, () =>
      assertSigns(p, () => ({ accessKeyId: sts.accessKeyId, accessKeySecret: sts.accessKeySecret })),
    ));

  it('StsToken', () =>
    withProfiles([{ name: 'p', mode: 'StsToken', ...inFile(sts), sts_expiration: inSeconds(3600) }], {}, () =>
      assertSigns(p, () => sts),
    ));
});
