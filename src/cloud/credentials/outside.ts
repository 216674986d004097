/** Credentials that a program or an address gives: what the person is asked about first. */
import * as l10n from '@vscode/l10n';
import { externalOff, type Environment } from '../environment.ts';
import { keepAddressSecret } from './address.ts';
import { splitCommand } from './command.ts';
import { cannotSign } from './failures.ts';
import type { Plan } from './plan.ts';

function requireAllowed(profile: string, env: Environment): void {
  const off = externalOff(env);
  if (off === undefined) return;
  throw cannotSign(
    profile,
    l10n.t('it runs a program or asks an address for keys, which {0} forbids.', off),
    l10n.t('Take the variable out of the environment that the editor starts in, or choose another profile.'),
  );
}

/** Throws CloudError where that is switched off, or where it is no address. */
export function addressPlan(profile: string, address: string, env: Environment): Plan {
  requireAllowed(profile, env);
  keepAddressSecret(address);
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) {
    throw cannotSign(
      profile,
      l10n.t('its address of credentials is no http:// or https:// address.'),
      l10n.t('Correct the address, or choose another profile.'),
    );
  }
  return { kind: 'address', profile, address };
}

/** Throws CloudError where that is switched off, or where the command can't be taken apart. */
export function programPlan(profile: string, command: string, env: Environment, home: string): Plan {
  requireAllowed(profile, env);
  try {
    splitCommand(command);
  } catch (error) {
    throw cannotSign(
      profile,
      l10n.t("its process_command can't be read: {0}", error instanceof Error ? error.message : ''),
      l10n.t('Correct the command in the profile, or choose another one.'),
    );
  }
  return { kind: 'program', profile, command, home };
}
