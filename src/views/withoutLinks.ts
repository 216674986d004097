/**
 * Text for a message box, which makes a link, even to a command, of `[text](address)`: what comes from outside is shown as
 * it is, with a space in between.
 */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}
