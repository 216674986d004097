/** Files that are committed and made of the source, wholly or in part: tables of the docs, and the keys of the translations. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { rules } from '../src/restoreSpec/rules/index.ts';
import type { Rule } from '../src/restoreSpec/rules/rule.ts';
import { performancePage, performancePath } from './performancePage.ts';
import { storePage, storePagePath } from './storePage.ts';
import { completedBundles } from './translations.ts';

const severityNames = { error: 'Error', warning: 'Warning', information: 'Information' } as const;

function tableRow({ code, severity, isDestructive, fixes, hasSafeFixes }: Rule): string {
  const mark = (is: unknown) => (is ? 'yes' : '');
  const cells = [
    `[${code}](#${code.toLowerCase()})`,
    severityNames[severity],
    mark(isDestructive),
    mark(fixes),
    mark(hasSafeFixes),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Between these two lines of the page stands its table. */
const tablePlace = /(<!-- rules: .* -->\n)[^]*(<!-- \/rules -->)/;

const diagnosticsPath = 'docs/diagnostics.md';

/** The page of all problems, with the table in it as the rules say. */
export async function diagnosticsPage(root: string, path = diagnosticsPath): Promise<string> {
  const page = await readFile(join(root, path), 'utf8');
  if (!tablePlace.test(page)) throw new Error(`${path} has no place for the table of rules`);
  const head = '| problem | severity | data is lost | quick fix | fixed on save |\n| --- | --- | --- | --- | --- |';
  const table = [head, ...rules.map(tableRow)].join('\n');
  const written = page.replace(tablePlace, (_all, start: string, end: string) => `${start}\n${table}\n\n${end}`);
  const config = await resolveConfig(join(root, path));
  return format(written, { ...config, parser: 'markdown' });
}

/** The derived files that are not as the source says: their paths below `root`, and the texts that they should have. */
export async function outdatedFiles(root: string): Promise<{ path: string; text: string }[]> {
  const files = [
    { path: diagnosticsPath, text: await diagnosticsPage(root) },
    { path: performancePath, text: await performancePage(root) },
    { path: storePagePath, text: await storePage(root) },
    ...completedBundles(root),
  ];
  const present = await Promise.all(files.map(({ path }) => readFile(join(root, path), 'utf8').catch(() => '')));
  return files.filter(({ text }, index) => text !== present[index]);
}
