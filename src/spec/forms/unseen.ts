/** What nobody sees in a text, and what rules a terminal or an editor that it is pasted into. */

/** Every UTF-16 unit as `\uXXXX`. */
export const escaped = (found: string): string =>
  [...Array(found.length).keys()].map((i) => `\\u${found.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');

/** Control codes, marks of direction and joining, the line ends of Unicode, and characters drawn as nothing, one at a time. */
export const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** What can't be seen as it is in a line that is there to look at: blanks of other kinds and halves of characters too. */
export const unclear = new RegExp(`${unseen.source}|\\p{Cs}|(?! )\\p{Zs}`, 'gu');

/** The text with what a pattern finds as `\uXXXX`, a half of a surrogate pair each: what JSON and JavaScript read in strings. */
export function escapeUnseen(text: string, pattern: RegExp): string {
  return text.replace(pattern, escaped);
}

/** A value as a JSON string in which everything is seen. It can stand in a comment to the end of the line, too. */
export function jsonString(value: string): string {
  return escapeUnseen(JSON.stringify(value), unseen);
}
