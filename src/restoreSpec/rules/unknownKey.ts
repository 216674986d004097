import * as l10n from '@vscode/l10n';
import { propertiesByName, removeKeyFixes, spellings } from '../fixes/keyFixes.ts';
import type { Draft } from '../fixes/fix.ts';
import { pathOf, propertyOf, type FixPlace } from '../fixes/fixPlace.ts';
import { nearestWords } from '../fixes/nearestWords.ts';
import { constraintsAt } from '../fixes/schemaConstraints.ts';
import { defineRule } from './rule.ts';
import { quoteLine, quoteText } from '../messageQuotes.ts';

/** The keys that were likely meant, of those that the object may have and hasn't. */
function renameKeyFixes(place: FixPlace): Draft[] {
  const { scope, node } = place;
  const found = propertyOf(node);
  if (!found) return [];
  const { key, object } = found;
  const name = String(key.value);
  const present = propertiesByName(object, place);
  const { keys } = constraintsAt(pathOf(scope, object), scope.rootValues);
  const absent = keys.filter((allowed) => !present.has(allowed));
  const meant = nearestWords(name, absent);
  const spelt = name.toLowerCase();
  // The right key is not there yet. Nor may another spelling of it be, or two keys would become one.
  const isSafe = (word: string) => word.toLowerCase() === spelt && spellings(object, place).get(spelt) === 1;
  return meant.map((word) => ({
    title: l10n.t('Change {0} to {1}', quoteText(name), quoteLine(word)),
    edits: [{ offset: key.offset, length: key.length, text: JSON.stringify(word) }],
    isPreferred: meant.length === 1,
    safe: isSafe(word),
  }));
}

/** No parameter has this name. */
export const unknownKey = defineRule({
  code: 'unknownKey',
  severity: 'error',
  schema: {
    keywords: ['additionalProperties'],
    describe({ memberKey, params }) {
      const name = String(params['additionalProperty']);
      return { node: memberKey(name), message: l10n.t('Property {0} is not allowed.', quoteText(name)) };
    },
  },
  fixes: (place) => [...renameKeyFixes(place), ...removeKeyFixes(place)],
  hasSafeFixes: true,
});
