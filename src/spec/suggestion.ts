import type { SchemaPart } from './schema.ts';

/** Something to complete with. Offsets and lengths are UTF-16 code units of the spec. */
export interface Suggestion {
  readonly label: string;
  readonly kind: 'time' | 'key' | 'value' | 'snippet';
  /** One line beside the label, always shown. */
  readonly description?: string;
  /** One line, shown once the suggestion is looked at. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** What is replaced, on one line around the cursor. */
  readonly offset: number;
  readonly length: number;
  /** What is written there: the pieces between the places to fill in, which are visited in turn. */
  readonly insert: readonly string[];
  /** What the replaced text up to the cursor is compared with. */
  readonly filter: string;
  /** True where the place to fill in has suggestions of its own. */
  readonly more?: boolean;
}

/** A key of a structured parameter, as far as completion and hover ask. */
export type InnerPart = SchemaPart & { readonly examples?: readonly unknown[] };
