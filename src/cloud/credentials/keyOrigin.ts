/** Where keys come from, and what a person can do when the service does not accept them. */
import * as l10n from '@vscode/l10n';
import { quoteWords } from '../quote.ts';
import { joinSentences } from '../../restoreSpec/joinSentences.ts';

/** Keys that somebody entered, and where to enter others. */
export type EnteredOrigin =
  /** An AccessKey that was added with Add AccessKey. */
  | { readonly kind: 'added' }
  /** `variable` has the AccessKey ID. */
  | { readonly kind: 'environment'; readonly variable: string }
  /** `~/.alibabacloud/credentials`, or what stands for it. */
  | { readonly kind: 'file'; readonly path: string }
  /** The CLI's file, of which only the CLI's own `command` should write. */
  | { readonly kind: 'cli'; readonly command: string };

/** Where keys come from, without any secret. */
export type KeyOrigin =
  | EnteredOrigin
  | { readonly kind: 'role' | 'instance' }
  /** `command` signs in again. */
  | { readonly kind: 'signIn'; readonly command: string }
  | { readonly kind: 'program'; readonly program: string }
  /** Without its query. */
  | { readonly kind: 'address'; readonly address: string };

/** How a person replaces keys that are wrong, in a sentence or two. */
export function replaceKeysStep(origin: KeyOrigin): string {
  switch (origin.kind) {
    case 'added':
      return l10n.t('Enter it again with "Cloud Backup: Add AccessKey…".');
    case 'environment':
      return l10n.t(
        'Set {0} and the variables that go with it again where the editor is started from, then restart the editor.',
        origin.variable,
      );
    case 'file':
      return l10n.t('Correct it in {0}.', quoteWords(origin.path, 300));
    case 'cli':
      return l10n.t('Enter it again with `{0}`.', origin.command);
    case 'signIn':
      return l10n.t('Sign in again with `{0}`.', origin.command);
    case 'program':
      return l10n.t(
        'The next try runs the program {0} again. If this goes on, run it in a terminal to see whose keys it gives.',
        quoteWords(origin.program),
      );
    case 'address':
      return l10n.t(
        'The next try asks {0} for new keys. If this goes on, check whose keys it gives.',
        quoteWords(origin.address),
      );
    case 'role':
      return l10n.t('The next try assumes the role again. If this goes on, check the role in the RAM console.');
    case 'instance':
      return l10n.t(
        'The next try asks the instance for new keys. If this goes on, check the RAM role of the instance.',
      );
  }
}

/** What a person can do about keys that the service does not accept. @param wrong which part of the keys was refused */
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
      return joinSentences(look, replaceKeysStep(origin));
    default:
      return replaceKeysStep(origin);
  }
}
