/** The text of a new spec, from the kind of restore and the values that the user entered. */
import { readSpec } from './specDocument.ts';
import { validateSpec } from './validation.ts';
import { errorsOf } from './diagnostic.ts';
import { parameterRange } from './restoreRequest.ts';
import { prefixPlaceholder } from './prefixPlaceholder.ts';
import { schemaOf, requiredKeys, sourceTypeOf, valuePrefix } from './schema.ts';

/** The required keys whose values the user has to enter, in the order of filling in. */
export function keysToFill(restoreType: string): string[] {
  return requiredKeys(restoreType).filter((key) => key !== 'RestoreType' && key !== 'SourceType');
}

/** The prefix of this key's values, such as `v-`; empty where there is none. */
export function idPrefix(key: string, restoreType: string): string {
  return valuePrefix(schemaOf(key, restoreType));
}

/** The first sentence of what the schema says of a key, as plain text. */
export function shortDescription(key: string, restoreType: string): string {
  const [first = ''] = /^[^]*?\.(?=\s|$)/.exec(schemaOf(key, restoreType)?.markdownDescription ?? '') ?? [];
  return first.replace(/[*`]/g, '');
}

const isInteger = (key: string, restoreType: string) => schemaOf(key, restoreType)?.type === 'integer';

/** The user's input as JSON. A number keeps its digits as typed, so that none is lost. */
function jsonLiteral(key: string, restoreType: string, input: string): string {
  return isInteger(key, restoreType) && /^\d+$/.test(input) ? input : JSON.stringify(input);
}

/** The validation error of a value that the user types; undefined where it is valid. */
export function valueProblem(key: string, restoreType: string, input: string): string | undefined {
  const head = `{"RestoreType": ${JSON.stringify(restoreType)}, ${JSON.stringify(key)}: `;
  const spec = readSpec(`${head}${jsonLiteral(key, restoreType, input)}}`);
  const place = parameterRange(spec, key);
  return errorsOf(validateSpec(spec)).find(({ offset }) => offset === place?.offset)?.message;
}

const escapeSnippet = (text: string) => text.replace(/[\\$}]/g, '\\$&');

/**
 * The new spec as a snippet in VS Code's syntax. Each value that was not entered is a tab stop.
 *
 * @param values by key; a missing or empty one becomes a tab stop, except that a `TargetPrefix` may be empty
 */
export function newSpecSnippet(restoreType: string, values: ReadonlyMap<string, string>): string {
  let stop = 0;
  const lines = keysToFill(restoreType).map((key) => {
    const value = values.get(key);
    if (value !== undefined && (value !== '' || key === 'TargetPrefix')) {
      return `"${key}": ${escapeSnippet(jsonLiteral(key, restoreType, value))}`;
    }
    stop++;
    if (isInteger(key, restoreType)) return `"${key}": $${stop}`;
    // An empty prefix is the whole bucket. The placeholder is refused, so a prefix that nobody chose can't be sent.
    if (key === 'TargetPrefix') return `"${key}": "\${${stop}:${prefixPlaceholder}}"`;
    // The prefix is selected, so that an ID that is pasted takes its place.
    const prefix = idPrefix(key, restoreType);
    return `"${key}": "${prefix === '' ? `$${stop}` : `\${${stop}:${prefix}}`}"`;
  });
  const first = [`"RestoreType": "${restoreType}"`, `"SourceType": "${sourceTypeOf(restoreType) ?? ''}"`];
  return `{\n${[...first, ...lines].map((line) => `\t${line}`).join(',\n')}\n}\n`;
}
