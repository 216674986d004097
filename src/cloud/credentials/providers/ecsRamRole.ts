import * as l10n from '@vscode/l10n';
import { metadataLimits } from '../../limits.ts';
import { cacheKeyOf, type CredentialsProvider, type ProviderContext } from '../credentialsProvider.ts';
import { metadataOff } from '../environment.ts';
import { unusableProfileError, removeVariableStep } from '../credentialsErrors.ts';
import { quoteValue } from '../../quote.ts';

/** Stands for the instance's RAM role where its name is not known. No role can have this name. */
export const anyInstanceRole = 'instance role';

/** A RAM role's name, as a path may hold it. */
const isRoleName = (name: string) => /^[\w.@-]{1,64}$/.test(name);

/** The role to ask for; undefined for whichever the instance has. Throws CloudError for a name that no role can have. */
function requestedRole(profile: string, name: string): string | undefined {
  if (name === '' || name === anyInstanceRole) return undefined;
  if (isRoleName(name)) return name;
  // Asking without the name would give the keys of whichever role the instance has, which may be another one.
  throw unusableProfileError(
    profile,
    l10n.t('its RAM role is called {0}, which is not a valid role name.', quoteValue(name, 200)),
    l10n.t('Correct the name of the role: look for spaces in it. Or choose another profile.'),
  );
}

/**
 * The RAM role of the ECS instance that this runs on, whose keys its metadata service gives.
 *
 * @param name without it, or with `anyInstanceRole`, the metadata service is asked for the role's name
 * @throws CloudError where the environment switches the metadata service off, or where no role can have this name
 */
export function ecsRamRoleProvider(profile: string, name: string, context: ProviderContext): CredentialsProvider {
  const off = metadataOff(context.env);
  if (off !== undefined) {
    throw unusableProfileError(
      profile,
      l10n.t("it needs the instance's metadata service, which {0} switches off.", off),
      removeVariableStep(),
    );
  }
  const roleName = requestedRole(profile, name);
  return {
    ...{ profile, identity: ['instance', roleName], consents: [], origin: { kind: 'instance' } },
    cacheKey: cacheKeyOf('ecsRamRole', { profile, roleName }),
    async getCredentials(signal) {
      const purpose = {
        profile,
        limits: metadataLimits,
        name: 'EcsRamRole',
        operation: l10n.t('the request for the keys of its RAM role'),
        nextStep: l10n.t(
          'Check that this machine is an ECS instance, and that it has this RAM role; or choose another profile.',
        ),
      };
      const { requestVendorKeys } = await import('../../network.ts');
      // The library's provider takes the environment's role where it is made without a name, so the name is set on it afterwards.
      const set = { direct: true, roleName };
      return requestVendorKeys(
        (library) => library.ECSRAMRoleCredentialsProvider.builder().build(),
        purpose,
        context.log,
        signal,
        set,
      );
    },
  };
}
