import { isolateQuoted } from '../restoreSpec/messageQuotes.ts';
import { sanitize, withoutIcons } from '../cloud/sanitize.ts';

/** Longer than what VS Code shows of a message, in UTF-16 units. */
const mostShown = 4000;

/**
 * Text for a message box: one line without secrets. Of marks of direction only those stay that isolate a quoted value. A message box makes a
 * link, even to a command, of `[text](address)`. A space in between keeps text from outside from becoming one.
 */
export function withoutLinks(text: string): string {
  return isolateQuoted(sanitize(text, mostShown).replaceAll('](', '] ('));
}

/**
 * Text for places where VS Code makes links and also draws symbols of `$(name)`: the prompt of an input box, what the box says of a value, and
 * a progress, which goes on in the status bar once its notification is put away.
 */
export function plainText(text: string): string {
  return withoutIcons(withoutLinks(text));
}
