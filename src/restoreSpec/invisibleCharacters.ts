/** Characters that are invisible in a text, and those that control a terminal or an editor that the text is pasted into. */

/** Each UTF-16 unit as `\uXXXX`. */
export const escapeUnits = (found: string): string =>
  [...Array(found.length).keys()].map((i) => `\\u${found.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');

/** A control code, a mark of direction or joining, a line end of Unicode, or a character that is drawn as nothing. */
export const invisibleCharacters = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** A character that a reader can't recognise: an invisible one, a blank other than a space, half a surrogate pair. */
export const unclearCharacters = new RegExp(`${invisibleCharacters.source}|\\p{Cs}|(?! )\\p{Zs}`, 'gu');

/** Replaces what a pattern finds by `\uXXXX`, which is valid in strings of JSON and JavaScript. A surrogate pair becomes two. */
export function escapeCharacters(text: string, pattern: RegExp): string {
  return text.replace(pattern, escapeUnits);
}

/** A text in which anything may stand as one line. Each run of invisible characters becomes one space. */
export function singleLine(text: string): string {
  // Most texts have nothing else, and this is found out sooner.
  if (/^[ -~\u2018-\u201d\u2026]*$/.test(text)) return text;
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** A value as a JSON string in which everything is visible. It can also stand in a comment that goes to the end of a line. */
export function visibleJsonString(value: string): string {
  return escapeCharacters(JSON.stringify(value), invisibleCharacters);
}
