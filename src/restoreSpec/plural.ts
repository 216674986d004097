/** Which form of a text a number takes. */
import * as l10n from '@vscode/l10n';

/** By language. Making them is slow, and an outline asks for them at each keystroke. */
const rules = new Map<string, Intl.PluralRules>();

function rulesOf(language: string): Intl.PluralRules {
  const known = rules.get(language) ?? new Intl.PluralRules(language);
  rules.set(language, known);
  return known;
}

/**
 * @param one the text for the numbers that the language of the texts counts as one, such as 1 in English
 * @param other the text for all others; a language such as Chinese has no other form
 */
export const plural = (count: number, one: string, other: string): string =>
  // A translation says its own language here.
  rulesOf(l10n.t('en')).select(count) === 'one' ? one : other;
