/** Where keys come from, and so what to do about ones that are not accepted. */
import * as l10n from '@vscode/l10n';
import { clean } from '../text.ts';
import { shownAddress } from './address.ts';
import { programIn, splitCommand } from './command.ts';
import type { Plan } from './plan.ts';

/** Keys that somebody entered, and where to enter others. */
export type EnteredOrigin =
  /** With Add AccessKey. */
  | { readonly kind: 'added' }
  /** `variable` has the AccessKey ID. */
  | { readonly kind: 'environment'; readonly variable: string }
  /** `~/.alibabacloud/credentials`, or what stands for it. */
  | { readonly kind: 'file'; readonly path: string }
  /** The CLI's file, of which only the CLI's own `command` should write. */
  | { readonly kind: 'cli'; readonly command: string };

/** Holds no secret. */
export type KeyOrigin =
  | EnteredOrigin
  | { readonly kind: 'role' | 'instance' }
  /** `command` signs in again. */
  | { readonly kind: 'signIn'; readonly command: string }
  | { readonly kind: 'program'; readonly program: string }
  /** Without its query. */
  | { readonly kind: 'address'; readonly address: string };

/** Where the keys of a plan come from that sign in the end. */
export function originOf(plan: Plan): KeyOrigin {
  switch (plan.kind) {
    case 'keys':
      return plan.origin;
    case 'role':
    case 'oidc':
      return { kind: 'role' };
    case 'instance':
      return { kind: 'instance' };
    case 'signIn':
      return { kind: 'signIn', command: plan.command };
    case 'program':
      return { kind: 'program', program: programIn(splitCommand(plan.command)) };
    case 'address':
      return { kind: 'address', address: shownAddress(plan.address) };
  }
}

/** How others take the place of keys that are wrong, in a sentence or two. */
export function otherKeys(origin: KeyOrigin): string {
  switch (origin.kind) {
    case 'added':
      return l10n.t('Enter it again with "Cloud Backup: Add AccessKey…".');
    case 'environment':
      return l10n.t(
        'Set {0} and what belongs to it anew where the editor is started from, and start the editor again.',
        origin.variable,
      );
    case 'file':
      return l10n.t('Correct it in {0}.', clean(origin.path, 300));
    case 'cli':
      return l10n.t('Enter it again with `{0}`.', origin.command);
    case 'signIn':
      return l10n.t('Sign in again with `{0}`.', origin.command);
    case 'program':
      return l10n.t(
        'The next try runs the program {0} anew. If it stays so, run it in a terminal to see whose keys it gives.',
        origin.program,
      );
    case 'address':
      return l10n.t('The next try asks {0} for new keys. If it stays so, check whose keys it gives.', origin.address);
    case 'role':
      return l10n.t('The next try assumes the role anew. If it stays so, check the role in the RAM console.');
    case 'instance':
      return l10n.t('The next try asks the instance for new keys. If it stays so, check the RAM role of the instance.');
  }
}

/** What to do about keys that the service does not accept, by what of them is wrong. */
export function keysNextStep(origin: KeyOrigin | undefined, wrong: 'key' | 'token' | 'secret'): string {
  const look = {
    key: () => l10n.t('Check the AccessKey in the RAM console.'),
    token: () => l10n.t('Get a new security token.'),
    secret: () => l10n.t('Check the AccessKey secret.'),
  }[wrong]();
  if (origin === undefined) return look;
  switch (origin.kind) {
    case 'added':
    case 'environment':
    case 'file':
    case 'cli':
      return `${look} ${otherKeys(origin)}`;
    default:
      return otherKeys(origin);
  }
}
