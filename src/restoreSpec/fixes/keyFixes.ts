/** Fixes of keys that more than one rule offers. */
import * as l10n from '@vscode/l10n';
import { propertiesOf, type Node } from '../jsonTree.ts';
import type { Draft } from './fix.ts';
import { pathOf, propertyOf, type FixPlace } from './fixPlace.ts';
import { removeMembers } from './members.ts';
import { constraintsAt } from './schemaConstraints.ts';
import { quoteText } from '../messageQuotes.ts';

type Property = ReturnType<typeof propertiesOf>[number];

/** Remembers the result of `work` for each object, so that it is computed once even where many keys are wrong. */
function oncePerObject<T>(work: (object: Node, place: FixPlace) => T): typeof work {
  const known = new WeakMap<Node, { readonly result: T }>();
  return (object, place) => {
    let found = known.get(object);
    if (!found) {
      found = { result: work(object, place) };
      known.set(object, found);
    }
    return found.result;
  };
}

/** The properties of an object by name. A name may be repeated. */
export const propertiesByName = oncePerObject((object): ReadonlyMap<string, readonly Property[]> => {
  const properties = new Map<string, Property[]>();
  for (const property of propertiesOf(object)) {
    const same = properties.get(property.name);
    if (same) same.push(property);
    else properties.set(property.name, [property]);
  }
  return properties;
});

/** How many keys of an object are spelt like this, whatever their case; by the key in lower case. */
export const spellings = oncePerObject((object): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { name } of propertiesOf(object)) {
    const key = name.toLowerCase();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
});

/** Removes every key that the object may not have, where there are several. */
const removeAllUnknownKeys = oncePerObject((object, { scope }): Draft[] => {
  const { keys, closed } = constraintsAt(pathOf(scope, object), scope.rootValues);
  const allowed = new Set(keys);
  const doomed = closed
    ? propertiesOf(object).flatMap(({ key, name }) => (allowed.has(name) ? [] : (key.parent ?? [])))
    : [];
  const title = l10n.t("Remove all {0} keys that aren't taken here", doomed.length);
  return doomed.length > 1 ? [{ title, edits: removeMembers(scope.text, object, new Set(doomed)) }] : [];
});

/** Removes a key. */
export function removeKeyFix({ node, scope }: FixPlace): Draft[] {
  const found = propertyOf(node);
  if (!found) return [];
  const { key, property, object } = found;
  const title = l10n.t('Remove {0}', quoteText(String(key.value)));
  return [{ title, edits: removeMembers(scope.text, object, new Set([property])) }];
}

/** For a key that the object may not have: removes it, or all such keys of the object. */
export function removeKeyFixes(place: FixPlace): Draft[] {
  const found = propertyOf(place.node);
  return found ? [...removeKeyFix(place), ...removeAllUnknownKeys(found.object, place)] : [];
}
