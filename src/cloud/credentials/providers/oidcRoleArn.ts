import { readFile } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { registerSecrets } from '../../redaction/secrets.ts';
import { keyRequestLimits } from '../../limits.ts';
import { cacheKeyOf, type CredentialsProvider, type ProviderContext } from '../credentialsProvider.ts';
import { noCredentialsError } from '../credentialsErrors.ts';
import { accountOfRole, roleConsents, roleIdentity, type RoleSession } from '../roleSession.ts';
import { quoteWords } from '../../quote.ts';

/** A role that is assumed with the OIDC token of a file. */
export function oidcRoleArnProvider(
  role: RoleSession & { readonly providerArn: string; readonly tokenFile: string },
  context: ProviderContext,
): CredentialsProvider {
  const { profile, roleArn, tokenFile } = role;
  return {
    profile,
    identity: roleIdentity(role),
    consents: roleConsents(role, context),
    origin: { kind: 'role' },
    accountId: accountOfRole(roleArn),
    cacheKey: cacheKeyOf('oidcRoleArn', role),
    async getCredentials(signal) {
      await requireToken(profile, tokenFile);
      const purpose = {
        profile,
        limits: keyRequestLimits,
        name: 'AssumeRoleWithOIDC',
        operation: 'AssumeRoleWithOIDC',
        nextStep: l10n.t('Check that the OIDC token is still valid, and that the role exists and trusts its provider.'),
        role: { arn: roleArn },
      };
      const { requestVendorKeys } = await import('../../network.ts');
      return requestVendorKeys(
        (library) =>
          library.OIDCRoleArnCredentialsProvider.builder()
            .withOIDCProviderArn(role.providerArn)
            .withOIDCTokenFilePath(tokenFile)
            .withRoleArn(roleArn)
            .withRoleSessionName(role.sessionName)
            .withDurationSeconds(role.seconds)
            .withStsEndpoint(role.stsHost)
            .build(),
        purpose,
        context.log,
        signal,
      );
    },
  };
}

/** Throws CloudError where the file holds no token. Registers the token as a secret, so that it is redacted in every text. */
async function requireToken(profile: string, tokenFile: string): Promise<void> {
  const unusable = (why: string) =>
    noCredentialsError(
      profile,
      why,
      l10n.t('Check that the program that writes the token is running, or choose another profile.'),
    );
  try {
    const token = await readFile(tokenFile, 'utf8');
    registerSecrets(token, token.trim());
    if (token.trim() === '') throw unusable(l10n.t('the OIDC token file {0} is empty.', quoteWords(tokenFile, 300)));
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') throw error;
    throw unusable(l10n.t("the OIDC token file {0} can't be read ({1}).", quoteWords(tokenFile, 300), error.code));
  }
}
