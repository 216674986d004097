/** Whole sentences, one after the other, as the language of the display writes them. */

/** What ends a sentence in Chinese and Japanese, where no blank follows. */
const fullWidthEnd = /[\u3002\uff01\uff1f\uff1a\uff1b]$/;

/** @param sentences those that are empty or missing are left out */
export function joinSentences(...sentences: readonly (string | false | undefined)[]): string {
  return sentences
    .filter((each): each is string => typeof each === 'string' && each !== '')
    .reduce((text, next) => (text === '' || fullWidthEnd.test(text) ? text + next : `${text} ${next}`), '');
}
