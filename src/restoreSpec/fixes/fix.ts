/** A change to a spec's text that the user may choose. */
import type { Node } from '../jsonTree.ts';

/** Offsets and lengths are UTF-16 code units of the text before any edit. */
export interface Edit {
  readonly offset: number;
  readonly length: number;
  /** Takes the place of what stood there. */
  readonly text: string;
  /** The same in VS Code's snippet syntax, with a tab stop where a person has to write on. */
  readonly snippet?: string;
}

export interface Fix {
  readonly title: string;
  readonly kind: 'quickfix' | 'refactor';
  readonly isPreferred: boolean;
  /** Whether it may be applied on save without a question: see `fixAll`. */
  readonly safe: boolean;
  /** They don't overlap; in no particular order. */
  readonly edits: readonly Edit[];
}

/** @throws {RangeError} where edits overlap */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let end = 0;
  const parts: string[] = [];
  // The order of edits at one place is kept: sort is stable.
  for (const edit of [...edits].sort((a, b) => a.offset - b.offset)) {
    if (edit.offset < end) throw new RangeError(`edits overlap at ${edit.offset}`);
    parts.push(text.slice(end, edit.offset), edit.text);
    end = edit.offset + edit.length;
  }
  return parts.join('') + text.slice(end);
}

/** One edit that makes a text of another: what lies between what both begin and end with. Undefined where they are the same. */
export function editBetween(before: string, after: string): Edit | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { offset: start, length: before.length - start - end, text: after.slice(start, after.length - end) };
}

/** An edit as a text alone: what is written by the program, and not by a person, has no tab stop. */
export const withoutSnippet = ({ offset, length, text }: Edit): Edit => ({ offset, length, text });

/** What a rule proposes for a place, with edits of the text that the place is in. */
export interface Draft {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly isPreferred?: boolean;
  readonly safe?: boolean;
}

/** Writes a text in the place of a node. */
export function replaceNode({ offset, length }: Node, text: string): Edit[] {
  return [{ offset, length, text }];
}
