/** Fixes of keys: misspelt ones, ones that aren't taken, repeated ones. */
import * as l10n from '@vscode/l10n';
import { compact, propertiesOf, type Node } from '../json.ts';
import type { Draft } from './fix.ts';
import { removeMembers } from './members.ts';
import { nearest } from './nearest.ts';
import { rulesAt } from './rules.ts';
import { pathOf, propertyOf, type Place } from './scope.ts';

type Property = ReturnType<typeof propertiesOf>[number];

/** The same as `work`, worked out once for an object, however many of its keys are wrong. */
function once<T>(work: (object: Node, place: Place) => T): typeof work {
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

const byName = once((object): ReadonlyMap<string, readonly Property[]> => {
  const properties = new Map<string, Property[]>();
  for (const property of propertiesOf(object)) {
    const same = properties.get(property.name);
    if (same) same.push(property);
    else properties.set(property.name, [property]);
  }
  return properties;
});

/** Removes every key that the object may not have, where there are several. */
const removeAll = once((object, { scope }): Draft[] => {
  const { keys, closed } = rulesAt(pathOf(scope, object), scope.facts);
  const taken = new Set(keys);
  const doomed = closed
    ? propertiesOf(object).flatMap(({ key, name }) => (taken.has(name) ? [] : (key.parent ?? [])))
    : [];
  const title = l10n.t("Remove all {0} keys that aren't taken here", doomed.length);
  return doomed.length > 1 ? [{ title, edits: removeMembers(scope.text, object, new Set(doomed)) }] : [];
});

/** For a key that nobody takes, or not with this RestoreType: the key that was meant, or none. */
export function keyFixes(place: Place): Draft[] {
  const { scope, node, problem } = place;
  const found = propertyOf(node);
  if (!found || (problem.code !== 'unknownKey' && problem.code !== 'notTaken')) return [];
  const { key, property, object } = found;
  const name = String(key.value);
  const present = byName(object, place);
  const { keys } = rulesAt(pathOf(scope, object), scope.facts);
  const open = keys.filter((taken) => !present.has(taken));
  const meant = problem.code === 'unknownKey' ? nearest(name, open) : [];
  return [
    ...meant.map((word) => ({
      title: l10n.t('Change "{0}" to "{1}"', name, word),
      edits: [{ offset: key.offset, length: key.length, text: JSON.stringify(word) }],
      isPreferred: meant.length === 1,
    })),
    { title: l10n.t('Remove "{0}"', name), edits: removeMembers(scope.text, object, new Set([property])) },
    ...removeAll(object, place),
  ];
}

/** Of a key that stands there more often, nobody looks for the one to keep. */
const mostTwins = 100;

/** For a key that stands there twice: this one goes, or the others do. */
export function duplicateFixes(place: Place): Draft[] {
  const { scope, node, problem } = place;
  const found = problem.code === 'duplicateKey' ? propertyOf(node) : undefined;
  if (!found) return [];
  const { property, object, value } = found;
  const name = String(node.value);
  const twins = byName(object, place).get(name) ?? [];
  const remove = (properties: (Node | undefined)[]) =>
    removeMembers(scope.text, object, new Set(properties.filter((each) => each !== undefined)));
  const removeThis = { title: l10n.t('Remove this "{0}"', name), edits: remove([property]) };
  if (twins.length > mostTwins) return [removeThis];
  const others = twins.filter(({ key }) => key !== node);
  // With equal values it makes no difference which one goes.
  const same = others.every((other) => compact(other.value, scope.text) === compact(value, scope.text));
  const title = l10n.t('Keep this "{0}", remove the other', name);
  const keepThis = { title, edits: remove(others.map(({ key }) => key.parent)) };
  return [{ ...removeThis, isPreferred: same }, ...(same ? [] : [keepThis])];
}
