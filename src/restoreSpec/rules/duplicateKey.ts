import * as l10n from '@vscode/l10n';
import { compactJson, propertiesOf, type Node } from '../jsonTree.ts';
import type { Draft } from '../fixes/fix.ts';
import { propertyOf, type FixPlace } from '../fixes/fixPlace.ts';
import { propertiesByName } from '../fixes/keyFixes.ts';
import { removeMembers } from '../fixes/members.ts';
import { quoteText } from '../messageQuotes.ts';
import { defineRule } from './rule.ts';

/** Where a key is repeated more often, no fix to keep one of them is offered. */
const maxRepetitions = 100;

/** Removes this key, or the others. */
function keepOneFixes(place: FixPlace): Draft[] {
  const { scope, node } = place;
  const found = propertyOf(node);
  if (!found) return [];
  const { property, object, value } = found;
  const name = String(node.value);
  const repeated = propertiesByName(object, place).get(name) ?? [];
  const remove = (properties: (Node | undefined)[]) =>
    removeMembers(scope.text, object, new Set(properties.filter((each) => each !== undefined)));
  const removeThis = { title: l10n.t('Remove this {0}', quoteText(name)), edits: remove([property]) };
  if (repeated.length > maxRepetitions) return [removeThis];
  const others = repeated.filter(({ key }) => key !== node);
  // With equal values, it makes no difference which one is removed.
  const isSame = others.every((other) => compactJson(other.value, scope.text) === compactJson(value, scope.text));
  const title = l10n.t('Keep this {0}, remove the other', quoteText(name));
  const keepThis = { title, edits: remove(others.map(({ key }) => key.parent)) };
  return [{ ...removeThis, isPreferred: isSame }, ...(isSame ? [] : [keepThis])];
}

/**
 * An object has the same key twice. JSON parsers differ in which of the two counts. VS Code's JSON support warns of it too, and
 * can't be kept from that, but the spec is not sent, which only an error says.
 */
export const duplicateKey = defineRule({
  code: 'duplicateKey',
  severity: 'error',
  visit: {
    object(node, scope, _parameter, report) {
      const before = new Set<string>();
      for (const { key, name } of propertiesOf(node)) {
        if (before.has(name)) {
          const message = l10n.t('{0} is given twice: only one of them can be sent.', quoteText(name));
          report({ node: key, scope }, message);
        }
        before.add(name);
      }
    },
  },
  fixes: keepOneFixes,
});
