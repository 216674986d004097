/** A text in which anything may stand as one line; of what can't be seen a space is left. */
export function oneLine(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ');
}
