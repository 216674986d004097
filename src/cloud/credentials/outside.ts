/** Credentials that a program or an address gives: what the person is asked about first. */
import * as l10n from '@vscode/l10n';
import { externalOff, type Environment } from '../environment.ts';
import { clean } from '../text.ts';
import { keepAddressSecret } from './address.ts';
import { splitCommand } from './command.ts';
import { cannotSign, withoutVariable } from './failures.ts';
import type { Plan } from './plan.ts';

function requireAllowed(profile: string, env: Environment): void {
  const off = externalOff(env);
  if (off === undefined) return;
  throw cannotSign(
    profile,
    l10n.t('it runs a program or asks an address for keys, which {0} forbids.', off),
    withoutVariable(),
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

/** Control characters but for tabs and line breaks: no argument can hold a NUL, and nobody sees the others when asked. */
const unusable = /(?![\t\n\r])\p{Cc}/u;

/** Throws CloudError where that is switched off, or where the command can't be taken apart or run. */
export function programPlan(profile: string, command: string, env: Environment, home: string): Plan {
  requireAllowed(profile, env);
  const unreadable = (why: string) =>
    cannotSign(
      profile,
      l10n.t("its process_command can't be read: {0}", why),
      l10n.t('Correct the command in the profile, or choose another one.'),
    );
  try {
    splitCommand(command);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : '');
  }
  if (unusable.test(command)) {
    // As it is written, or a secret in it might not be known any more; nothing of the arguments, which may hold a password.
    const [program = ''] = command.trim().split(/\s/u, 1);
    throw unreadable(l10n.t('it calls the program {0} with control characters.', clean(program, 200)));
  }
  return { kind: 'program', profile, command, home };
}
