/** Sentences and lists, as the language of the display writes them. */
import * as l10n from '@vscode/l10n';

/** What ends a sentence in Chinese and Japanese, where no blank follows. */
const fullWidthEnd = /[\u3002\uff01\uff1f\uff1a\uff1b]$/;

/** Whole sentences, one after the other. @param sentences those that are empty or missing are left out */
export function joinSentences(...sentences: readonly (string | false | undefined)[]): string {
  return sentences
    .filter((each): each is string => typeof each === 'string' && each !== '')
    .reduce((text, next) => (text === '' || fullWidthEnd.test(text) ? text + next : `${text} ${next}`), '');
}

/** The parts of a list within a sentence. */
export const joinList = (parts: readonly string[]): string => parts.join(l10n.t(', '));

/** The parts of a list that may hold commas themselves. */
export const joinLongList = (parts: readonly string[]): string => parts.join(l10n.t('; '));
