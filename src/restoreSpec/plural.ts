/** Which form of a text a number takes. */
import * as l10n from '@vscode/l10n';

/** Whether a language counts a number as one. */
type IsOne = (count: number) => boolean;

function makeIsOne(language: string): IsOne {
  const rules = new Intl.PluralRules(language);
  /** The answers for small numbers: asking for one takes as long as reading a line of a spec. */
  const known: (boolean | undefined)[] = [];
  const isOne: IsOne = (count) => rules.select(count) === 'one';
  return (count) =>
    Number.isInteger(count) && count >= 0 && count < 100 ? (known[count] ??= isOne(count)) : isOne(count);
}

/** By language. An outline asks for the form of a text at each keystroke. */
const byLanguage = new Map<string, IsOne>();

function isOneIn(language: string): IsOne {
  const known = byLanguage.get(language) ?? makeIsOne(language);
  byLanguage.set(language, known);
  return known;
}

/**
 * @param one the text for the numbers that the language of the texts counts as one, such as 1 in English
 * @param other the text for all others; a language such as Chinese has no other form
 */
export const plural = (count: number, one: string, other: string): string =>
  // A translation says its own language here.
  isOneIn(l10n.t('en'))(count) ? one : other;
