/** Which form of a text a number takes. */
import * as l10n from '@vscode/l10n';

/**
 * @param one the text for the numbers that the language of the texts counts as one, such as 1 in English
 * @param other the text for all others; a language such as Chinese has no other form
 */
export const plural = (count: number, one: string, other: string): string =>
  // A translation says its own language here.
  new Intl.PluralRules(l10n.t('en')).select(count) === 'one' ? one : other;
