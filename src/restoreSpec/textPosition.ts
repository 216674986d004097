/** Lines and columns of offsets in a text, as VS Code counts them. */
import { firstIndex } from './firstIndex.ts';

/** A place in a text. Both count from 1; a column counts UTF-16 code units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Finds the positions of offsets in a text. A line ends with `\n`, `\r\n` or `\r`. */
export function positionFinder(text: string): (offset: number) => TextPosition {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|[\r\n]/g)) starts.push(index + end.length);
  return (offset) => {
    // Also the number of the line, from 1: the first line starts at 0.
    const next = Math.max(
      firstIndex(starts.length, (index) => (starts[index] ?? 0) > offset),
      1,
    );
    return { line: next, column: offset - (starts[next - 1] ?? 0) + 1 };
  };
}
