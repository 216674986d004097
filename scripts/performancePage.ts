/** The page of what the extension costs: its table is the last committed run of all benches. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { figureCells, figureColumns } from '../bench/figureTable.ts';
import { readResults, type Results } from '../bench/results.ts';

export const performancePath = 'docs/performance.md';

/** Between these two lines of the page stands its table. */
const tablePlace = /(<!-- results: .* -->\n)[^]*(<!-- \/results -->)/;

function resultsText({ day, machine, figures }: Results): string {
  const rows = [figureColumns, figureColumns.map(() => '---'), ...figures.map(figureCells)];
  const table = rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return `The last run was on ${day} (${machine}).\n\n${table}`;
}

/** A page with the results in the place for them. @throws where it has none */
export function withResults(page: string, results: Results): string {
  if (!tablePlace.test(page)) throw new Error(`${performancePath} has no place for the results`);
  return page.replace(tablePlace, (_all, start: string, end: string) => `${start}\n${resultsText(results)}\n\n${end}`);
}

export async function performancePage(root: string): Promise<string> {
  const path = join(root, performancePath);
  const page = withResults(await readFile(path, 'utf8'), await readResults(root));
  return format(page, { ...(await resolveConfig(path)), parser: 'markdown' });
}
