import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import * as l10n from '@vscode/l10n';
import { externalOff, type Environment } from './environment.ts';
import { unusableProfileError, removeVariableStep } from './credentialsErrors.ts';

/** What a provider would do that a person is asked about first: run a program, or ask an address. */
export interface Consent {
  readonly kind: 'program' | 'address';
  /** The whole command line, or the whole address, as the user's own file or environment has it; unchecked text. */
  readonly text: string;
  /**
   * Identifies the program or address together with the profile or role, the machine and the home folder. It is a hash and holds
   * nothing secret. The machine and the home are part of it because VS Code may share a kept consent with windows on other machines
   * and in containers.
   */
  readonly key: string;
}

/** @param who the profile, or the role, that would use what comes of it */
export function consentTo(
  kind: Consent['kind'],
  text: string,
  who: string,
  { host = hostname(), home }: { readonly host?: string | undefined; readonly home: string },
): Consent {
  const of = JSON.stringify([kind, who, text, host, home]);
  return { kind, text, key: createHash('sha256').update(of).digest('hex') };
}

/** Throws CloudError where the environment forbids to run a program or ask an address for keys. A person's consent doesn't change that. */
export function requireExternalAllowed(profile: string, env: Environment): void {
  const off = externalOff(env);
  if (off === undefined) return;
  throw unusableProfileError(
    profile,
    l10n.t('it runs a program or asks an address for keys, which {0} forbids.', off),
    removeVariableStep(),
  );
}
