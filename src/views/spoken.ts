/** What a screen reader says of a row, in one go. A part that is a sentence ends as one, and the next one begins after it. */
export function spoken(...parts: readonly (string | undefined)[]): string {
  let said = '';
  for (const part of parts) {
    if (part === undefined || part === '') continue;
    if (said !== '') said += /[.!?。！？]$/.test(said) ? ' ' : ', ';
    said += part;
  }
  return said;
}
