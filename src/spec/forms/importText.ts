/** From a text in any of the forms to a spec. */
import * as l10n from '@vscode/l10n';
import { structuredParameters } from '../parameters.ts';
import { partOf } from '../schema.ts';
import { Unreadable, type Found, type Left, type Reading } from './form.ts';
import { jsonIn, layOut } from './layout.ts';
import { parameterNamed, parameterNames } from './names.ts';
import { beginsPreview, readPreview } from './preview.ts';
import { readCli } from './readCli.ts';
import { readJson } from './readJson.ts';
import { pairsOf, readQuery } from './readQuery.ts';
import { readTerraform } from './readTerraform.ts';
import { readTypeScript } from './readTypeScript.ts';

const clean = (name: string) =>
  name
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .slice(0, 60)
    .replace(/[\ud800-\udbff]$/, '');

/** The value in a spec: numbers and booleans by the schema, structured ones as JSON where that gives the same string. */
export function specValue(name: string, { value, json }: Pick<Found, 'value' | 'json'>): string {
  const { type } = partOf(name) ?? {};
  const kind = structuredParameters.get(name);
  const inside = kind && jsonIn(value, kind);
  if (inside && (json || inside.isShortest)) return layOut(inside.node, inside.text, 100, '  ');
  if (type === 'integer' && /^(0|[1-9]\d*)$/.test(value)) return value;
  if (type === 'boolean' && /^(true|false)$/.test(value)) return value;
  return JSON.stringify(value);
}

/** What came of a text. */
export interface Imported {
  /** The spec, with what was left as comments above it. */
  readonly text: string;
  /** What could not be carried over, a line each. */
  readonly left: readonly string[];
}

/** The text of a spec that says what was read. */
export function toSpec({ found, region, left }: Reading): Imported {
  const values = new Map<string, string>();
  const all: Left[] = [...left];
  for (const one of found) {
    const name = parameterNamed(one.name);
    if (name === undefined) all.push({ name: one.name, why: l10n.t('CreateRestoreJob has no such parameter') });
    else if (values.has(name))
      all.push({ name: one.name, why: l10n.t('it stands there twice; the first one was taken') });
    else values.set(name, specValue(name, one));
  }
  const members = parameterNames.flatMap((name) => {
    const value = values.get(name);
    return value === undefined ? [] : [`  "${name}": ${value}`];
  });
  if (region !== undefined) members.push(`  "$region": ${JSON.stringify(region)}`);
  const lines = all.map(({ name, why }) => `${clean(name)}: ${why}`);
  const comments = lines.length > 0 ? [l10n.t('Not carried over:'), ...lines.map((line) => `- ${line}`)] : [];
  return {
    text: `${comments.map((line) => `// ${line}\n`).join('')}{\n${members.join(',\n')}\n}\n`,
    left: lines,
  };
}

/** How to read a text; undefined where it looks like none of the forms. */
function readerOf(text: string): ((text: string) => Reading) | undefined {
  // The first line that is no comment decides where it can, since a value may hold anything.
  const [, first = ''] = /^(?:\s*(?:#|\/\/)[^\n]*\n|\s*\/\*[\s\S]*?\*\/)*\s*([^\r\n]*)/.exec(text) ?? [];
  if (first.startsWith('{')) return readJson;
  if (beginsPreview(first)) return readPreview;
  if (/^(?:\$\s+)?(?:\S*[/\\>])?(?:aliyun|curl)(?:\.exe)?\s/i.test(first)) return readCli;
  if (/"alicloud_hbr_restore_job"\s+"/.test(text)) return readTerraform;
  if (/CreateRestoreJob/.test(text) && /callApi|OpenApiRequest|new [\w.]*CreateRestoreJobRequest/.test(text)) {
    return readTypeScript;
  }
  if (/(?:^|[\s/\\])aliyun(?:\.exe)?\s[\s\S]*\bhbr\b/i.test(text)) return readCli;
  const query = /^(?:(?:GET|POST)\s+)?(?:https?:\/\/[^\s?]*\?|\/?\?)?([\w$.-]+=\S*)/.exec(first)?.[1];
  return query && pairsOf(query).some(([name]) => parameterNamed(name) !== undefined) ? readQuery : undefined;
}

/**
 * The spec that a text says.
 * @returns undefined where the text looks like none of the forms; `refused` says why one that does can't be read
 */
export function importText(source: string): Imported | { readonly refused: string } | undefined {
  const text = source.replace(/^\uFEFF/, '').slice(0, 1_000_000);
  const read = readerOf(text);
  if (!read) return undefined;
  try {
    const reading = read(text);
    const isEmpty = !reading.found.some(({ name }) => parameterNamed(name) !== undefined);
    return isEmpty ? { refused: l10n.t('No parameter of CreateRestoreJob was found in it.') } : toSpec(reading);
  } catch (error) {
    if (error instanceof Unreadable) return { refused: error.message };
    throw error;
  }
}
