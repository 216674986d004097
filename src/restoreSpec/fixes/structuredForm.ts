/** The two ways to write a structured parameter, JSON and a string that holds JSON: from one to the other. */
import * as l10n from '@vscode/l10n';
import { readEmbeddedJson } from '../embeddedJson.ts';
import { compactJson, propertiesOf } from '../jsonTree.ts';
import { structuredParameters } from '../parameters.ts';
import { replaceNode, type Draft } from './fix.ts';
import { endOf, type FixScope } from './fixPlace.ts';
import { hasComment } from './members.ts';

/** In UTF-16 code units. The API takes no longer value, and rewriting one would take time. */
const maxLength = 10_000;

/** The parameter at an offset as a JSON string instead of JSON, or the other way round. */
export function otherFormOf({ text, root }: FixScope, offset: number): Draft[] {
  const found = propertiesOf(root).find(({ key, value }) => key.offset <= offset && offset <= endOf(value));
  if (!found || !structuredParameters.has(found.name) || found.value.length > maxLength) return [];
  const { name, value } = found;
  const embedded = readEmbeddedJson(name, value, text);
  if (embedded?.isValid) {
    return [{ title: l10n.t('Write {0} as JSON', name), edits: replaceNode(value, embedded.text.trim()) }];
  }
  // A comment would be lost in a string.
  if (value.type !== structuredParameters.get(name) || hasComment(text, value)) return [];
  const edits = replaceNode(value, JSON.stringify(compactJson(value, text)));
  return [{ title: l10n.t('Write {0} as a JSON string', name), edits }];
}
