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
export function idPrefixFor(key: string, restoreType: string): string {
  return valuePrefix(schemaOf(key, restoreType));
}

/** What the schema says of a key before its example, as plain text. */
export function shortDescription(key: string, restoreType: string): string {
  const [first = ''] = (schemaOf(key, restoreType)?.markdownDescription ?? '').split('\n\n');
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
 * A value as JSON in a snippet, in one line. What was typed is a text; what an account told may be any value. A field of an object that the
 * account didn't tell is a tab stop.
 */
function valueSnippet(key: string, restoreType: string, value: unknown, nextStop: () => number): string {
  if (typeof value === 'string') return escapeSnippet(jsonLiteral(key, restoreType, value));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return escapeSnippet(JSON.stringify(value));
  const fields = Object.entries(value).map(([name, field]: [string, unknown]) => {
    const literal = field === undefined ? `"$${nextStop()}"` : escapeSnippet(JSON.stringify(field));
    return `${escapeSnippet(JSON.stringify(name))}: ${literal}`;
  });
  return `{ ${fields.join(', ')} \\}`;
}

/** The keys of a new spec in their order: what else is known of the snapshot stands after its ID, the rest at the end. */
function keysOf(restoreType: string, values: ReadonlyMap<string, unknown>): string[] {
  const keys = keysToFill(restoreType).flatMap((key) =>
    key === 'SnapshotId' && values.has('SnapshotHash') ? [key, 'SnapshotHash'] : [key],
  );
  const more = [...values.keys()].filter((key) => !keys.includes(key) && key !== '$region');
  return [...keys, ...more];
}

/**
 * The new spec as a snippet in VS Code's syntax. Each value that was not entered is a tab stop.
 *
 * @param values by key, texts as they were typed or other values; a missing or empty text becomes a tab stop, and so does an undefined field
 * of an object, except that a `TargetPrefix` may be empty. Keys besides those to fill in are written too.
 */
export function newSpecSnippet(restoreType: string, values: ReadonlyMap<string, unknown>): string {
  let stop = 0;
  const lines = keysOf(restoreType, values).map((key) => {
    const value = values.get(key);
    if (value !== undefined && (value !== '' || key === 'TargetPrefix')) {
      return `"${key}": ${valueSnippet(key, restoreType, value, () => ++stop)}`;
    }
    stop++;
    if (isInteger(key, restoreType)) return `"${key}": $${stop}`;
    // An empty prefix is the whole bucket. The placeholder is refused, so a prefix that nobody chose can't be sent.
    if (key === 'TargetPrefix') return `"${key}": "\${${stop}:${prefixPlaceholder}}"`;
    // The prefix is selected, so that an ID that is pasted takes its place.
    const prefix = idPrefixFor(key, restoreType);
    return `"${key}": "${prefix === '' ? `$${stop}` : `\${${stop}:${prefix}}`}"`;
  });
  const region = values.get('$region');
  const first = [
    ...(region === undefined ? [] : [`"\\$region": ${escapeSnippet(JSON.stringify(region))}`]),
    `"RestoreType": "${restoreType}"`,
    `"SourceType": "${sourceTypeOf(restoreType) ?? ''}"`,
  ];
  return `{\n${[...first, ...lines].map((line) => `\t${line}`).join(',\n')}\n}\n`;
}
