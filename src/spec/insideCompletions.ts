/** Completion in JSON that stands in a JSON string, as if it stood in the spec itself. */
import * as l10n from '@vscode/l10n';
import { getLocation } from 'jsonc-parser';
import { insideAt, isJsonOf } from './cursor.ts';
import type { SpecDocument } from './document.ts';
import type { Inside } from './inside.ts';
import { innerParts, innerPrefix, innerValues, type InnerParts } from './insideParts.ts';
import { propertiesOf, type Node } from './json.ts';
import type { InnerPart, Suggestion } from './suggestion.ts';

/** What a text becomes inside a JSON string. */
const escaped = (text: string) => JSON.stringify(text).slice(1, -1);

/** The most of a bare word that is looked at. */
const wordLimit = 100;

/** The place in the inner text that a suggestion replaces. */
interface Token {
  readonly start: number;
  readonly end: number;
}

function placed({ outer, text }: Inside, { start, end }: Token) {
  const offset = outer(start);
  return { offset, length: outer(Math.min(end, text.length)) - offset };
}

/** The pieces of inner JSON around the place where a key's value is typed. */
function valuePieces(part: InnerPart): [string, string] {
  if (part.type === 'array') return ['[', ']'];
  return part.type === 'string' ? [`"${innerPrefix(part)}`, '"'] : ['', ''];
}

/** The comma before the next key, or the brace where the object ends without one. */
function closing(text: string, end: number): string {
  const next = text.slice(end).trimStart()[0];
  return next === '"' ? ',' : next === undefined ? '}' : '';
}

function documented(part: InnerPart) {
  return part.markdownDescription ? { documentation: part.markdownDescription } : {};
}

/** The keys that aren't there yet. */
function keySuggestions(inside: Inside, token: Token, { parts, required }: InnerParts): Suggestion[] {
  const { text, root } = inside;
  const present = new Set(propertiesOf(root).flatMap(({ key, name }) => (key.offset === token.start ? [] : [name])));
  const hasValue = text.slice(token.end).trimStart().startsWith(':');
  return [...parts]
    .filter(([key]) => !present.has(key))
    .map(([key, part]) => {
      const [before, after] = valuePieces(part);
      const insert = hasValue ? [`"${key}"`] : [`"${key}": ${before}`, `${after}${closing(text, token.end)}`];
      return {
        label: key,
        kind: 'key' as const,
        ...(required.includes(key) && { description: l10n.t('required') }),
        ...documented(part),
        ...placed(inside, token),
        insert: insert.map(escaped),
        filter: escaped(`"${key}"`),
        ...(!hasValue && innerValues(part).length > 0 && { more: true }),
      };
    });
}

function valueSuggestions(inside: Inside, token: Token, part: InnerPart): Suggestion[] {
  const end = closing(inside.text, token.end);
  const place = placed(inside, token);
  const found: Suggestion[] = innerValues(part).map(({ json, text }) => ({
    label: json,
    kind: 'value',
    ...(text && { documentation: text }),
    ...place,
    insert: [escaped(json + end)],
    filter: escaped(json),
  }));
  const prefix = innerPrefix(part);
  if (prefix) {
    const insert = [escaped(`"${prefix}`), escaped(`"${end}`)];
    found.push({ label: `"${prefix}"`, kind: 'value', ...place, insert, filter: escaped(`"${prefix}"`) });
  }
  return found;
}

/** A whole object with the required keys, where the string is still empty. */
function wholeObject(spec: SpecDocument, offset: number, name: string): Suggestion[] {
  const { required, parts } = innerParts(spec, name);
  if (parts.size === 0) return [];
  const pieces = ['{'];
  required.forEach((key, index) => {
    const [before, after] = valuePieces(parts.get(key) ?? {});
    pieces[pieces.length - 1] += `${index > 0 ? ', ' : ''}"${key}": ${before}`;
    pieces.push(after);
  });
  if (required.length === 0) pieces.push('');
  pieces[pieces.length - 1] += '}';
  const label = required.length > 0 ? l10n.t('{…} with the required keys') : '{}';
  const insert = pieces.map(escaped);
  const more = required.length === 0;
  return [{ label, kind: 'snippet', detail: pieces.join(''), offset, length: 0, insert, filter: '', more }];
}

const wordAfter = (text: string, at: number) => /^[\w.+-]*/.exec(text.slice(at, at + wordLimit))?.[0] ?? '';

/** A string that the cursor is in, or a bare word around it; undefined behind the end of a string. */
function tokenAt(text: string, at: number, previous: Node | undefined): Token | undefined {
  if (previous && /^(string|property)$/.test(previous.type) && at > previous.offset) {
    const token = { start: previous.offset, end: previous.offset + previous.length };
    const isClosed = previous.length > 1 && isJsonOf(text.slice(token.start, token.end), previous.value);
    if (isClosed && at < token.end) return token;
    if (at === token.end && isClosed) return undefined;
    // Without its end it reaches over all that follows.
    if (at <= token.end) return { start: token.start, end: at + wordAfter(text, at).length };
  }
  const word = /[\w.+-]*$/.exec(text.slice(Math.max(0, at - wordLimit), at))?.[0] ?? '';
  return { start: at - word.length, end: at + (word && wordAfter(text, at)).length };
}

/** Suggestions where `offset` lies in a structured parameter that is written as a string; undefined elsewhere. */
export function insideSuggestions(spec: SpecDocument, offset: number): Suggestion[] | undefined {
  const found = insideAt(spec, offset);
  if (!found) return undefined;
  if ('empty' in found) return wholeObject(spec, offset, found.empty);
  const { text, root, name, inner, outer } = found;
  const at = inner(offset);
  // Within an escape such as `\"` nothing can be typed.
  if (root?.type !== 'object' || outer(at) !== offset) return [];
  const { path, previousNode, isAtPropertyKey } = getLocation(text, at);
  const token = tokenAt(text, at, previousNode);
  if (path.length !== 1 || !token) return [];
  const before = text.slice(0, token.start).trimEnd().at(-1);
  const known = innerParts(spec, name);
  if (isAtPropertyKey) return before === '{' || before === ',' ? keySuggestions(found, token, known) : [];
  const part = before === ':' ? known.parts.get(String(path[0])) : undefined;
  return part ? valueSuggestions(found, token, part) : [];
}
