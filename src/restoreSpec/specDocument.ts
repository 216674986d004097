/** A `.restore.json` text that has been parsed. */
import { type JsonText, memberOf, type Node, parseJson } from './jsonTree.ts';
import type { SpecKey } from './parameters.ts';

/** In UTF-16 code units. Real specs are far shorter, and a text of this length doesn't make the editor slow. */
export const maxSpecLength = 1_000_000;

export interface SpecDocument {
  readonly text: string;
  /** The JSON value of the text, as far as it can be read; absent where there is none, or the text is too long to be read. */
  readonly value?: Node;
  /** The same value where it is an object, as in every valid spec. */
  readonly root?: Node;
  readonly syntaxErrors: JsonText['errors'];
}

export const isTooLarge = ({ text }: Pick<SpecDocument, 'text'>): boolean => text.length > maxSpecLength;

/** Whether a text holds nothing but blanks and comments. */
export function isBlank(document: SpecDocument): boolean {
  return !document.value && document.syntaxErrors.length === 0 && !isTooLarge(document);
}

/**
 * Reads a spec's text: JSON with comments and trailing commas, a byte order mark allowed.
 * Never throws. The rules in `rules/unreadableText.ts` report why a text can't be read.
 */
export function readSpec(text: string): SpecDocument {
  if (isTooLarge({ text })) return { text, syntaxErrors: [] };
  // A space in the place of the byte order mark keeps every offset.
  const json = text.replace(/^\uFEFF/, ' ');
  const { root: value, errors } = parseJson(json, { lenient: true });
  // Where there is nothing to read, the one error is that the value is missing at the end.
  const isMissing = !value && errors.length === 1 && errors[0]?.offset === json.length;
  return {
    text: json,
    ...(value && { value }),
    ...(value?.type === 'object' && { root: value }),
    syntaxErrors: isMissing ? [] : errors,
  };
}

/** The root of a spec that can be read without an error; undefined of any other text. */
export function readableRoot({ root, syntaxErrors }: SpecDocument): Node | undefined {
  return syntaxErrors.length === 0 ? root : undefined;
}

/** The string at a key of the root, where there is one: `$region`, `RestoreType` and the like. Of a repeated key the last one counts. */
export function stringAt(document: SpecDocument, name: SpecKey): string | undefined {
  const found = memberOf(document.root, name);
  return found?.type === 'string' ? String(found.value) : undefined;
}
