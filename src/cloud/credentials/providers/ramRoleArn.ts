import * as l10n from '@vscode/l10n';
import { renewedProviderKeys } from '../credentialsCache.ts';
import { isAboutKeys } from '../../gatewayCodes.ts';
import { keyRequestLimits } from '../../limits.ts';
import { cacheKeyOf, type CredentialsProvider, type ProviderContext } from '../credentialsProvider.ts';
import type { VendorLibrary } from '../vendorKeys.ts';
import { accountOfRole, roleConsents, roleIdentity, type RoleSession } from '../roleSession.ts';

/** A role that is assumed with the keys of another provider. */
export function ramRoleArnProvider(
  role: RoleSession & { readonly externalId?: string; readonly policy?: string },
  source: CredentialsProvider,
  context: ProviderContext,
): CredentialsProvider {
  const { profile, roleArn } = role;
  let sourceKeys = renewedProviderKeys(source);
  return {
    profile,
    identity: roleIdentity(role),
    consents: [...source.consents, ...roleConsents(role, context)],
    origin: { kind: 'role' },
    accountId: accountOfRole(roleArn),
    // Where the source is a role itself, its AccessKey belongs to another profile.
    accessKeyId: source.origin.kind === 'role' ? undefined : source.accessKeyId,
    cacheKey: cacheKeyOf('ramRoleArn', { ...role, source: source.cacheKey }),
    signedOut: source.signedOut,
    async getCredentials(signal) {
      const used = sourceKeys;
      const keys = await used(signal);
      signal.throwIfAborted();
      const purpose = {
        profile,
        limits: keyRequestLimits,
        name: 'AssumeRole',
        operation: 'AssumeRole',
        nextStep: l10n.t(
          'Check that the role exists and trusts who assumes it, and that they may call {0}.',
          'sts:AssumeRole',
        ),
        role: { arn: roleArn, signer: source.profile, origin: source.origin },
        // The next try asks the source anew, as the error says: its program or file may give others by then.
        onRefusal: (code: string) => {
          if (isAboutKeys(code) && sourceKeys === used) sourceKeys = renewedProviderKeys(source);
        },
      };
      const { requestVendorKeys } = await import('../../network.ts');
      const build = ({ RAMRoleARNCredentialsProvider }: VendorLibrary) => {
        const builder = RAMRoleARNCredentialsProvider.builder()
          .withCredentialsProvider({
            getCredentials: () =>
              Promise.resolve({ ...keys, securityToken: keys.securityToken ?? '', providerName: 'static' }),
            getProviderName: () => 'static',
          })
          .withRoleArn(roleArn)
          .withRoleSessionName(role.sessionName)
          .withDurationSeconds(role.seconds)
          .withStsEndpoint(role.stsHost);
        if (role.externalId !== undefined) builder.withExternalId(role.externalId);
        if (role.policy !== undefined) builder.withPolicy(role.policy);
        return builder.build();
      };
      return requestVendorKeys(build, purpose, context.log, signal);
    },
  };
}
