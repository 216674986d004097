/** From a text in any of the forms to a spec. */
import * as l10n from '@vscode/l10n';
import { maxSpecLength } from '../document.ts';
import { compact } from '../json.ts';
import { structuredParameters } from '../parameters.ts';
import { partOf } from '../schema.ts';
import { Unreadable, type Found, type Left, type Reading } from './form.ts';
import { jsonIn, layOut } from './layout.ts';
import { skipBlanks, take, type Source } from './literals.ts';
import { parameterNamed, parameterNames } from './names.ts';
import { ansiGuard } from './posix.ts';
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

/**
 * The value in a spec: numbers and booleans by the schema, structured ones as JSON where that gives the same string.
 * @param isShort JSON in one line, without blanks
 */
export function specValue(name: string, { value, json }: Pick<Found, 'value' | 'json'>, isShort = false): string {
  const { type } = partOf(name) ?? {};
  const kind = structuredParameters.get(name);
  const inside = kind && jsonIn(value, kind);
  if (inside && (json || inside.isShortest)) {
    return isShort ? compact(inside.node, inside.text) : layOut(inside.node, inside.text, 100, '  ');
  }
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

/** More lines of what was left than a person reads. */
const mostLines = 1000;

function specText(values: ReadonlyMap<string, Found>, region: string | undefined, isShort: boolean): string {
  const members = parameterNames.flatMap((name) => {
    const value = values.get(name);
    return value === undefined ? [] : [`  "${name}": ${specValue(name, value, isShort)}`];
  });
  if (region !== undefined) members.push(`  "$region": ${JSON.stringify(region)}`);
  return `{\n${members.join(',\n')}\n}\n`;
}

/** The text of a spec that says what was read. */
export function toSpec({ found, region, left }: Reading): Imported {
  const values = new Map<string, Found>();
  const all: Left[] = [...left];
  for (const one of found) {
    const name = parameterNamed(one.name);
    if (name === undefined) all.push({ name: one.name, why: l10n.t('CreateRestoreJob has no such parameter') });
    else if (values.has(name))
      all.push({ name: one.name, why: l10n.t('it stands there twice; the first one was taken') });
    else values.set(name, one);
  }
  const lines = all.slice(0, mostLines).map(({ name, why }) => `${clean(name)}: ${why}`);
  if (all.length > mostLines) lines.push(`… +${all.length - mostLines}`);
  const comments = lines.length > 0 ? [l10n.t('Not carried over:'), ...lines.map((line) => `- ${line}`)] : [];
  const above = comments.map((line) => `// ${line}\n`).join('');
  const spec = specText(values, region, false);
  // What can be a spec is not to become too long by its layout.
  const isTooLong = above.length + spec.length > maxSpecLength;
  return { text: above + (isTooLong ? specText(values, region, true) : spec), left: lines };
}

/** The first line that is no comment. */
function firstLine(text: string): string {
  const source: Source = { text, at: 0 };
  skipBlanks(source, { lineComment: /(?:#|\/\/)[^\n]*/y });
  return take(source, /[^\r\n]*/y)?.[0] ?? '';
}

interface Reader {
  readonly read: (text: string) => Reading;
  /** The most characters of a text. */
  readonly most: number;
}

/** The most characters of what this extension writes: a quote takes four in a shell. No request comes near it. */
const maxCopyLength = 4 * maxSpecLength;

/** How to read a text; undefined where it looks like none of the forms. */
function readerOf(text: string): Reader | undefined {
  // The first line that is no comment decides where it can, since a value may hold anything.
  const first = firstLine(text);
  const copied = (read: Reader['read']): Reader => ({ read, most: maxCopyLength });
  if (first.startsWith('{')) return { read: readJson, most: maxSpecLength };
  if (beginsPreview(first)) return copied(readPreview);
  const command = first.replace(ansiGuard, '');
  if (/^(?:\$\s+)?(?:\S*[/\\>])?(?:aliyun|curl)(?:\.exe)?\s/i.test(command)) return copied(readCli);
  if (/"alicloud_hbr_restore_job"\s+"/.test(text)) return copied(readTerraform);
  if (/CreateRestoreJob/.test(text) && /callApi|OpenApiRequest|new [\w.]*CreateRestoreJobRequest/.test(text)) {
    return copied(readTypeScript);
  }
  const aliyun = text.search(/(?:^|[\s/\\])aliyun(?:\.exe)?\s/i);
  if (aliyun >= 0 && /\bhbr\b/i.test(text.slice(aliyun))) return copied(readCli);
  const query = /^(?:(?:GET|POST)\s+)?(?:https?:\/\/[^\s?]*\?|\/?\?)?([\w$.-]+=\S*)/.exec(first)?.[1];
  const isQuery = query && pairsOf(query).some(([name]) => parameterNamed(name) !== undefined);
  return isQuery ? { read: readQuery, most: maxSpecLength } : undefined;
}

const tooLong = (length: number) => ({
  refused: l10n.t('The text is too long to be a restore spec: {0} characters, at most {1}.', length, maxSpecLength),
});

/**
 * The spec that a text says.
 * @returns undefined where the text looks like none of the forms; `refused` says why one that does can't be read
 */
export function importText(source: string): Imported | { readonly refused: string } | undefined {
  const text = source.replace(/^\uFEFF/, '');
  const reader = readerOf(text.slice(0, maxCopyLength));
  if (!reader) return undefined;
  if (text.length > reader.most) return tooLong(text.length);
  try {
    const reading = reader.read(text);
    const isEmpty = !reading.found.some(({ name }) => parameterNamed(name) !== undefined);
    if (isEmpty) return { refused: l10n.t('No parameter of CreateRestoreJob was found in it.') };
    const length = reading.found.reduce((sum, { value }) => sum + value.length, 0);
    return length > maxSpecLength ? tooLong(length) : toSpec(reading);
  } catch (error) {
    if (error instanceof Unreadable) return { refused: error.message };
    throw error;
  }
}
