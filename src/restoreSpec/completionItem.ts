import type { Edit } from './fixes/fix.ts';

/** One suggestion of completion. Offsets and lengths are UTF-16 code units of the spec. */
export interface CompletionItem {
  readonly label: string;
  readonly kind: 'time' | 'key' | 'value' | 'snippet';
  /** One line beside the label, always shown. */
  readonly description?: string;
  /** One line, shown when the suggestion is selected in the list. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** The text to replace: on one line, around the cursor. */
  readonly offset: number;
  readonly length: number;
  /** The text to insert, in pieces. Between two pieces is a tab stop. */
  readonly insert: readonly string[];
  /** The texts that stand selected at the tab stops, in their order; none where it is empty or absent. */
  readonly placeholders?: readonly string[];
  /** VS Code compares this with the replaced text up to the cursor. */
  readonly filter: string;
  /** What else of the spec changes with it, away from the replaced text. */
  readonly edits?: readonly Edit[];
  /** Whether completion has suggestions for the tab stop too. */
  readonly more?: boolean;
}
