/** Completion in the JSON that a string of the spec holds. */
import * as l10n from '@vscode/l10n';
import { getLocation } from 'jsonc-parser';
import { embeddedJsonAt, isInComment, isJsonOf } from './cursor.ts';
import type { SpecDocument } from './specDocument.ts';
import type { EmbeddedJson } from './embeddedJson.ts';
import { embeddedKeysOf, valueChoices, type EmbeddedKey, type EmbeddedKeys } from './embeddedKeys.ts';
import { propertiesOf, type Node } from './jsonTree.ts';
import { valuePrefix } from './schema.ts';
import type { CompletionItem } from './completionItem.ts';

/** The text, escaped for use inside a JSON string. */
const escaped = (text: string) => JSON.stringify(text).slice(1, -1);

/** In UTF-16 code units. Unquoted words are read up to this length. */
const wordLimit = 100;

/** The range of the embedded JSON that a suggestion replaces. */
interface Token {
  readonly start: number;
  readonly end: number;
}

function placed({ toSpecOffset, text }: EmbeddedJson, { start, end }: Token) {
  const offset = toSpecOffset(start);
  return { offset, length: toSpecOffset(Math.min(end, text.length)) - offset };
}

/** The embedded JSON before and after the place where the key's value is typed. */
function valuePieces({ type }: EmbeddedKey): [string, string] {
  if (type === 'array') return ['[', ']'];
  return type === 'string' ? ['"', '"'] : ['', ''];
}

/** The prefixes of IDs at the tab stops of a suggestion; nothing where no value has one. */
function prefixPlaceholders(parts: readonly EmbeddedKey[]): Pick<CompletionItem, 'placeholders'> {
  const placeholders = parts.map((part) => (part.type === 'string' ? valuePrefix(part) : ''));
  return placeholders.some((prefix) => prefix !== '') ? { placeholders } : {};
}

/** The comma before the next key, or the closing brace where it is missing. */
function closing(text: string, end: number): string {
  const next = text.slice(end).trimStart()[0];
  return next === '"' ? ',' : next === undefined ? '}' : '';
}

function documented(part: EmbeddedKey) {
  return part.markdownDescription ? { documentation: part.markdownDescription } : {};
}

/** Suggests the keys that the object doesn't have yet. */
function keyCompletions(embedded: EmbeddedJson, token: Token, { keys, required }: EmbeddedKeys): CompletionItem[] {
  const { text, root } = embedded;
  const present = new Set(propertiesOf(root).flatMap(({ key, name }) => (key.offset === token.start ? [] : [name])));
  const hasValue = text.slice(token.end).trimStart().startsWith(':');
  return [...keys]
    .filter(([key]) => !present.has(key))
    .map(([key, part]) => {
      const [before, after] = valuePieces(part);
      const insert = hasValue ? [`"${key}"`] : [`"${key}": ${before}`, `${after}${closing(text, token.end)}`];
      return {
        label: key,
        kind: 'key' as const,
        ...(required.includes(key) && { description: l10n.t('required') }),
        ...documented(part),
        ...placed(embedded, token),
        insert: insert.map(escaped),
        ...(!hasValue && prefixPlaceholders([part])),
        filter: escaped(`"${key}"`),
        ...(!hasValue && valueChoices(part).length > 0 && { more: true }),
      };
    });
}

function valueCompletions(embedded: EmbeddedJson, token: Token, part: EmbeddedKey): CompletionItem[] {
  const end = closing(embedded.text, token.end);
  const place = placed(embedded, token);
  const found: CompletionItem[] = valueChoices(part).map(({ json, text }) => ({
    label: json,
    kind: 'value',
    ...(text && { documentation: text }),
    ...place,
    insert: [escaped(json + end)],
    filter: escaped(json),
  }));
  const prefix = valuePrefix(part);
  if (prefix) {
    const insert = [escaped('"'), escaped(`"${end}`)];
    const filter = escaped(`"${prefix}"`);
    found.push({ label: `"${prefix}"`, kind: 'value', ...place, insert, placeholders: [prefix], filter });
  }
  return found;
}

/** For an empty string: suggests an object with the required keys. */
function wholeObjectCompletion(spec: SpecDocument, offset: number, name: string): CompletionItem[] {
  const { required, keys } = embeddedKeysOf(spec, name);
  if (keys.size === 0) return [];
  const pieces = ['{'];
  const parts = required.map((key) => keys.get(key) ?? {});
  required.forEach((key, index) => {
    const [before, after] = valuePieces(parts[index] ?? {});
    pieces[pieces.length - 1] += `${index > 0 ? ', ' : ''}"${key}": ${before}`;
    pieces.push(after);
  });
  if (required.length === 0) pieces.push('');
  pieces[pieces.length - 1] += '}';
  const label = required.length > 0 ? l10n.t('{…} with the required keys') : '{}';
  const insert = pieces.map(escaped);
  const more = required.length === 0;
  const placed = prefixPlaceholders(parts);
  const detail = pieces.map((piece, index) => piece + (placed.placeholders?.[index] ?? '')).join('');
  return [{ label, kind: 'snippet', detail, offset, length: 0, insert, ...placed, filter: '', more }];
}

const wordAfter = (text: string, at: number) => /^[\w.+-]*/.exec(text.slice(at, at + wordLimit))?.[0] ?? '';

/** The string or the unquoted word around the cursor; undefined right after the end of a string. */
function tokenAt(text: string, at: number, previous: Node | undefined): Token | undefined {
  if (previous && /^(string|property)$/.test(previous.type) && at > previous.offset) {
    const token = { start: previous.offset, end: previous.offset + previous.length };
    const isClosed = previous.length > 1 && isJsonOf(text.slice(token.start, token.end), previous.value);
    if (isClosed && at < token.end) return token;
    if (at === token.end && isClosed) return undefined;
    // An unclosed string extends to the end of the text, so only the word at the cursor is taken.
    if (at <= token.end) return { start: token.start, end: at + wordAfter(text, at).length };
  }
  const word = /(?<![\w.+-])[\w.+-]+$/.exec(text.slice(Math.max(0, at - wordLimit), at))?.[0] ?? '';
  return { start: at - word.length, end: at + (word && wordAfter(text, at)).length };
}

/** The suggestions at an offset within a structured parameter that is written as a string; undefined elsewhere. */
export function embeddedCompletionsAt(spec: SpecDocument, offset: number): CompletionItem[] | undefined {
  const found = embeddedJsonAt(spec, offset);
  if (!found) return undefined;
  if ('empty' in found) return wholeObjectCompletion(spec, offset, found.empty);
  const { text, root, name, toEmbeddedOffset, toSpecOffset } = found;
  const at = toEmbeddedOffset(offset);
  // Within an escape such as `\"` nothing can be typed.
  if (root?.type !== 'object' || toSpecOffset(at) !== offset || isInComment(text, at)) return [];
  const { path, previousNode, isAtPropertyKey } = getLocation(text, at);
  const token = tokenAt(text, at, previousNode);
  if (path.length !== 1 || !token) return [];
  const before = text.slice(0, token.start).trimEnd().at(-1);
  const known = embeddedKeysOf(spec, name);
  if (isAtPropertyKey) return before === '{' || before === ',' ? keyCompletions(found, token, known) : [];
  const part = before === ':' ? known.keys.get(String(path[0])) : undefined;
  return part ? valueCompletions(found, token, part) : [];
}
