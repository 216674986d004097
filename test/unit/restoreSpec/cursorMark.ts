import { readSpec, type SpecDocument } from '../../../src/restoreSpec/specDocument.ts';
import type { CompletionItem } from '../../../src/restoreSpec/completionItem.ts';

/** A spec and the offset of the `|` that its text was given with. */
export function marked(text: string): { spec: SpecDocument; offset: number } {
  return { spec: readSpec(text.replace('|', '')), offset: text.indexOf('|') };
}

/** The text once a suggestion is accepted; `fill` goes where a person types. */
export function accepted(spec: SpecDocument, { offset, length, insert }: CompletionItem, fill = ''): string {
  return spec.text.slice(0, offset) + insert.join(fill) + spec.text.slice(offset + length);
}

/** Texts that no editor must stumble over. */
export const hostile = ['"', '{', '}', '\\', '\0', '\ud83d', ':', ',', '\\u12', '\n', '__proto__', '$1', '/*', '//'];
