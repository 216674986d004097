/** JSON in strings: from one form to the other, and strings that hold no JSON yet. */
import * as l10n from '@vscode/l10n';
import { createScanner } from 'jsonc-parser';
import { readInside } from '../inside.ts';
import { compact, parseJson, propertiesOf, sourceOf, type Node } from '../json.ts';
import { structuredParameters } from '../parameters.ts';
import type { Draft, Edit } from './fix.ts';
import { removeMembers } from './members.ts';
import { endOf, propertyOf, type Place, type Scope } from './scope.ts';

const replaced = ({ offset, length }: Node, text: string): Edit[] => [{ offset, length, text }];

/** The text without one level of backslashes before quotes, as the API's page prints its examples. */
function unescaped(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(`"${text}"`);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined; // It was not escaped.
  }
}

/** For a string that should hold JSON: the JSON that was meant, as JSON. */
export function notJsonFixes({ scope, node, problem }: Place): Draft[] {
  const { value, key } = propertyOf(node) ?? {};
  if (problem.code !== 'notJson' || scope.inside || !value || !key) return [];
  const name = String(key.value);
  const kind = structuredParameters.get(name);
  const text = String(value.value);
  for (const candidate of [text, unescaped(text)]) {
    if (candidate === undefined) continue;
    const read = parseJson(candidate, { lenient: true });
    if (read.errors.length > 0 || read.root?.type !== kind || !read.root) continue;
    const edits = replaced(value, compact(read.root, candidate));
    return [{ title: l10n.t('Write {0} as JSON', name), edits, isPreferred: true }];
  }
  // What begins as JSON is broken JSON, no path.
  if (kind !== 'array' || /^\s*[[{"]/.test(text) || text.trim() === '') return [];
  const edits = replaced(value, `[${sourceOf(value, scope.text)}]`);
  return [{ title: l10n.t('Make it an array of one path'), edits, isPreferred: true }];
}

/** For a path that Exclude shuts out: one of the two goes. The last path stays: an empty list is none. */
export function pathFixes({ scope, node, problem }: Place): Draft[] {
  const list = node.parent;
  if (problem.code !== 'includedAndExcluded' || list?.type !== 'array' || (list.children ?? []).length < 2) return [];
  return [{ title: l10n.t('Remove this path'), edits: removeMembers(scope.text, list, new Set([node])) }];
}

/** Whether a comment stands in a node, which a string could not keep. */
function hasComment(text: string, node: Node): boolean {
  const scanner = createScanner(text, false);
  scanner.setPosition(node.offset);
  for (;;) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    if (offset >= endOf(node)) return false;
    if (text[offset] === '/') return true;
  }
}

/** In UTF-16 code units. What is longer is no value that the API takes, and writing it anew would take time. */
const longest = 10_000;

/** The parameter at an offset as a JSON string instead of JSON, or the other way round. */
export function otherForm({ text, root }: Scope, offset: number): Draft[] {
  const found = propertiesOf(root).find(({ key, value }) => key.offset <= offset && offset <= endOf(value));
  if (!found || !structuredParameters.has(found.name) || found.value.length > longest) return [];
  const { name, value } = found;
  const inside = readInside(name, value, text);
  if (inside?.sound) return [{ title: l10n.t('Write {0} as JSON', name), edits: replaced(value, inside.text.trim()) }];
  if (value.type !== structuredParameters.get(name) || hasComment(text, value)) return [];
  const edits = replaced(value, JSON.stringify(compact(value, text)));
  return [{ title: l10n.t('Write {0} as a JSON string', name), edits }];
}
