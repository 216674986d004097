/** Files that are committed and derived from the source: the strings for translators, and the tables of the docs. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { format, resolveConfig } from 'prettier';
import { rules } from '../src/restoreSpec/rules/index.ts';
import type { Rule } from '../src/restoreSpec/rules/rule.ts';
import { sources } from './manifest.ts';
import { performancePage, performancePath } from './performancePage.ts';
import { schemaTexts } from './schemaTexts.ts';
import { storePage, storePagePath } from './storePage.ts';

/**
 * The text of the bundle for translators: the English strings of some sources, in the order of the alphabet.
 *
 * @param ofSchema the texts of the schema, which the code looks up by their English words as well
 */
export async function l10nBundle(texts: readonly string[], ofSchema: readonly string[] = []): Promise<string> {
  // As one text, since it is the parser's start that takes the time, and it starts anew for each.
  const contents = texts.filter((text) => text.includes('l10n')).join('\n');
  const found = await getL10nJson([{ extension: '.ts', contents }]);
  const all = { ...found, ...Object.fromEntries(ofSchema.map((text) => [text, text])) };
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify(sorted, null, 2)}\n`;
}

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
  const schema = JSON.parse(await readFile(join(root, 'schemas/restore.schema.json'), 'utf8')) as Parameters<
    typeof schemaTexts
  >[0];
  const texts = sources(root).map(({ text }) => text);
  const files = [
    { path: 'l10n/bundle.l10n.json', text: await l10nBundle(texts, schemaTexts(schema)) },
    { path: diagnosticsPath, text: await diagnosticsPage(root) },
    { path: performancePath, text: await performancePage(root) },
    { path: storePagePath, text: await storePage(root) },
  ];
  const present = await Promise.all(files.map(({ path }) => readFile(join(root, path), 'utf8').catch(() => '')));
  return files.filter(({ text }, index) => text !== present[index]);
}
