import * as l10n from '@vscode/l10n';
import { keepAddressSecret, shownAddress } from '../credentialsAddress.ts';
import { consentTo, requireExternalAllowed } from '../consent.ts';
import { keyRequestLimits } from '../../limits.ts';
import { cacheKeyOf, type CredentialsProvider, type ProviderContext } from '../credentialsProvider.ts';
import { unusableProfileError } from '../credentialsErrors.ts';
import { quoteWords } from '../../quote.ts';

/**
 * An address that gives keys. A person has to agree before it is asked.
 *
 * @throws CloudError where the environment forbids to ask it, or where the text is no address
 */
export function credentialsUriProvider(
  profile: string,
  address: string,
  context: ProviderContext,
): CredentialsProvider {
  requireExternalAllowed(profile, context.env);
  keepAddressSecret(address);
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) {
    throw unusableProfileError(
      profile,
      l10n.t('its address of credentials is not an http:// or https:// address.'),
      l10n.t('Correct the address, or choose another profile.'),
    );
  }
  return {
    ...{ profile, identity: ['address', address] },
    consents: [consentTo('address', address, profile, context)],
    origin: { kind: 'address', address: shownAddress(address) },
    cacheKey: cacheKeyOf('credentialsUri', { profile, address }),
    async getCredentials(signal) {
      const purpose = {
        profile,
        limits: keyRequestLimits,
        name: 'CredentialsURI',
        operation: l10n.t('the request for credentials'),
        nextStep: l10n.t(
          'Check that the service at {0} is running, or choose another profile.',
          quoteWords(shownAddress(address)),
        ),
      };
      const { requestVendorKeys } = await import('../../network.ts');
      return requestVendorKeys(
        (library) => library.URICredentialsProvider.builder().withCredentialsURI(address).build(),
        purpose,
        context.log,
        signal,
      );
    },
  };
}
