/** What a bench measures, as plain data, and the statistics behind it. Of every figure, less is better. */

/** At least one of them is there. A figure has to keep all that are. */
export interface Budget {
  readonly most?: number;
  /** At most so many times the reference. */
  readonly times?: number;
  /** At most so much more than the reference. */
  readonly over?: number;
}

/** What the same work costs elsewhere, or the least that it can cost, measured in the same run. */
export interface Reference {
  readonly name: string;
  readonly value: number;
}

/** Where the middle half of the runs lies. */
export type Spread = readonly [from: number, to: number];

export interface Figure {
  /** The same in every run, since a later run is compared by it. */
  readonly name: string;
  /** Of the value, the spread, the reference and the budget. Empty for a plain number. */
  readonly unit: string;
  /** NaN where nothing could be measured: such a figure misses its budget. */
  readonly value: number;
  /** Absent where every run gives the same. */
  readonly spread?: Spread;
  readonly reference?: Reference;
  readonly budget: Budget;
}

/** A budget beside a reference is missed where there is none. */
export function isMet({ value, reference, budget }: Figure): boolean {
  const beside = reference?.value ?? Number.NaN;
  return (
    (budget.most === undefined || value <= budget.most) &&
    (budget.times === undefined || value <= budget.times * beside) &&
    (budget.over === undefined || value <= beside + budget.over)
  );
}

/** For `JSON.parse`: JSON writes null for what is no number. Nothing else of a figure is null. */
export const nullIsNoNumber = (_key: string, value: unknown): unknown => (value === null ? Number.NaN : value);

const ascending = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);

export function median(numbers: readonly number[]): number {
  const sorted = ascending(numbers);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** The median of some runs, and where their middle half lies. */
export function medianWithSpread(numbers: readonly number[]): { value: number; spread: Spread } {
  const sorted = ascending(numbers);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return { value: median(sorted), spread: [at(0.25), at(0.75)] };
}

/**
 * How something grows: 1 where it doubles with its size, 2 where it grows with the square, 0 where it stays. It is the slope of
 * the line that fits best where both axes are logarithmic.
 */
export function growth(points: readonly { readonly size: number; readonly value: number }[]): number {
  const logs = points.map(({ size, value }) => [Math.log(size), Math.log(value)] as const);
  const mean = (index: 0 | 1) => logs.reduce((sum, point) => sum + point[index], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const upper = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return upper / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
