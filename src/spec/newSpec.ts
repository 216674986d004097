/** The text of a new spec, from the kind of restore and what a person has entered so far. */
import { readSpec } from './document.ts';
import { judge } from './judge.ts';
import { errorsOf } from './problem.ts';
import { placeOf } from './request.ts';
import { partOf, requiredKeys, sourceTypeOf } from './schema.ts';

/** The keys that a person has to know the values of, in the order of filling in. */
export function keysToFill(restoreType: string): string[] {
  return requiredKeys(restoreType).filter((key) => key !== 'RestoreType' && key !== 'SourceType');
}

/** What an ID of this key begins with, such as `v-`; empty where nothing is known. */
export function prefixOf(key: string, restoreType: string): string {
  const body = partOf(key, restoreType)?.defaultSnippets?.[0]?.body;
  return typeof body === 'string' && body.endsWith('-$1') ? body.slice(0, -2) : '';
}

/** The first sentence of what the schema says of a key, as plain text. */
export function inShort(key: string, restoreType: string): string {
  const [first = ''] = /^[^]*?\.(?=\s|$)/.exec(partOf(key, restoreType)?.markdownDescription ?? '') ?? [];
  return first.replace(/[*`]/g, '');
}

const isWhole = (key: string, restoreType: string) => partOf(key, restoreType)?.type === 'integer';

/** What a person typed as JSON: digits of a number stay as they are, so that none is lost. */
function literal(key: string, restoreType: string, input: string): string {
  return isWhole(key, restoreType) && /^\d+$/.test(input) ? input : JSON.stringify(input);
}

/** What is wrong with a value that a person types, in the words of the judge; undefined where nothing is. */
export function problemWith(key: string, restoreType: string, input: string): string | undefined {
  const head = `{"RestoreType": ${JSON.stringify(restoreType)}, ${JSON.stringify(key)}: `;
  const spec = readSpec(`${head}${literal(key, restoreType, input)}}`);
  const place = placeOf(spec, key);
  return errorsOf(judge(spec)).find(({ offset }) => offset === place?.offset)?.message;
}

const inSnippet = (text: string) => text.replace(/[\\$}]/g, '\\$&');

/**
 * A snippet in VS Code's syntax: what was entered stands there, what was not is a tab stop, the first of them first.
 *
 * @param values by key; a missing or empty one is left to fill in, save a `TargetPrefix`, which may be empty
 */
export function newSpecSnippet(restoreType: string, values: ReadonlyMap<string, string>): string {
  let stop = 0;
  const lines = keysToFill(restoreType).map((key) => {
    const value = values.get(key);
    if (value !== undefined && (value !== '' || key === 'TargetPrefix')) {
      return `"${key}": ${inSnippet(literal(key, restoreType, value))}`;
    }
    stop++;
    return isWhole(key, restoreType) ? `"${key}": $${stop}` : `"${key}": "${prefixOf(key, restoreType)}$${stop}"`;
  });
  const first = [`"RestoreType": "${restoreType}"`, `"SourceType": "${sourceTypeOf(restoreType) ?? ''}"`];
  return `{\n${[...first, ...lines].map((line) => `\t${line}`).join(',\n')}\n}\n`;
}
