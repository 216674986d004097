/** Figures as rows of text, for the terminal and for the page of the docs. */
import { isMet, type Figure } from './figures.ts';

/** Three digits tell all that a measurement knows. */
function rounded(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

const withUnit = (value: number, unit: string) =>
  Number.isNaN(value) ? 'not measured' : `${rounded(value)} ${unit}`.trim();

function budgetText({ budget, unit }: Figure): string {
  const parts = [
    budget.most !== undefined && withUnit(budget.most, unit),
    budget.times !== undefined && `${rounded(budget.times)} times`,
    budget.over !== undefined && `${withUnit(budget.over, unit)} more`,
  ];
  return `at most ${parts.filter((part) => part !== false).join(' and ')}`;
}

function referenceText({ value, reference, unit }: Figure): string {
  if (!reference) return '';
  const times = reference.value > 0 ? ` (${rounded(value / reference.value)} times)` : '';
  return `${reference.name} ${withUnit(reference.value, unit)}${times}`;
}

export const figureColumns: readonly string[] = ['what', 'figure', 'reference', 'budget', ''];

/** The cells of a figure, one for each of {@link figureColumns}. */
export function figureCells(figure: Figure): string[] {
  const { name, unit, value, spread } = figure;
  const between = spread ? ` (${spread.map(rounded).join(' to ')})` : '';
  return [
    name,
    withUnit(value, unit) + between,
    referenceText(figure),
    budgetText(figure),
    isMet(figure) ? 'met' : 'missed',
  ];
}

/** Lines of cells, each column as wide as its widest cell. */
export function alignedTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}

export const figureTable = (figures: readonly Figure[]): string =>
  alignedTable([figureColumns, ...figures.map(figureCells)]);
