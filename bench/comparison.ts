/** Compares a run with an earlier one, perhaps of another machine. */
import type { Figure } from './figures.ts';

/** A figure of both runs, or of one of them. */
export interface Comparison {
  readonly name: string;
  /** As multiples of the reference in the same run, which takes the machine's speed out. Plain values where there is none. */
  readonly before?: number;
  readonly now?: number;
  /** By how many times it grew; absent where it is in one run only. */
  readonly change?: number;
  /** It grew by more than {@link tolerance}, or is no longer measured. */
  readonly isWorse: boolean;
}

/** A figure may be so many times what it was. */
export const tolerance = 1.25;

const relative = ({ value, reference }: Figure) => (reference ? value / reference.value : value);

/** Nothing that stays nothing has not changed. */
const changeOf = (before: number, now: number) => (before === now ? 1 : now / before);

/** In the order of the new run; what it lacks comes last. */
export function compareFigures(before: readonly Figure[], now: readonly Figure[]): Comparison[] {
  const earlier = new Map(before.map((figure) => [figure.name, figure]));
  const measured = new Set(now.map(({ name }) => name));
  const found = now.map((figure): Comparison => {
    const { name } = figure;
    const old = earlier.get(name);
    if (!old) return { name, now: relative(figure), isWorse: false };
    // With a reference on one side only, the two sides say different things: only the values can be compared.
    const [was, is] = old.reference && figure.reference ? [relative(old), relative(figure)] : [old.value, figure.value];
    const change = changeOf(was, is);
    return { name, before: was, now: is, change, isWorse: !(change <= tolerance) };
  });
  const gone = before.filter(({ name }) => !measured.has(name));
  return [...found, ...gone.map((figure) => ({ name: figure.name, before: relative(figure), isWorse: true }))];
}

/** Of each figure of a run the better one, where some were measured again. */
export function betterOf(figures: readonly Figure[], again: readonly Figure[]): Figure[] {
  const second = new Map(again.map((figure) => [figure.name, figure]));
  return figures.map((figure) => {
    const other = second.get(figure.name);
    if (!other) return figure;
    return Number.isNaN(relative(figure)) || relative(other) < relative(figure) ? other : figure;
  });
}

const short = (value: number | undefined) => (value === undefined ? '' : String(Number(value.toPrecision(3))));

function verdict({ before, now, change, isWorse }: Comparison): string {
  if (now === undefined) return 'not measured any more';
  if (before === undefined || change === undefined) return 'new';
  const percent = Math.round((change - 1) * 100);
  const said = Number.isFinite(percent) ? `${percent > 0 ? '+' : ''}${percent} %` : 'was nothing';
  return isWorse ? `${said}, worse` : said;
}

export const comparisonColumns: readonly string[] = ['what', 'before', 'now', ''];

/** The cells of a comparison, one for each of {@link comparisonColumns}. */
export const comparisonCells = (comparison: Comparison): string[] => [
  comparison.name,
  short(comparison.before),
  short(comparison.now),
  verdict(comparison),
];
