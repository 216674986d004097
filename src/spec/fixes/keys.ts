/** Fixes of keys: misspelt ones, ones that aren't taken, repeated ones. */
import * as l10n from '@vscode/l10n';
import { compact, propertiesOf, type Node } from '../json.ts';
import type { Draft } from './fix.ts';
import { removeMembers } from './members.ts';
import { nearest } from './nearest.ts';
import { rulesAt } from './rules.ts';
import { pathOf, propertyOf, type Place } from './scope.ts';

const known = new WeakMap<Node, Draft[]>();

/** Removes every key that the object may not have, where there are several; worked out once for an object. */
function removeAll({ scope }: Place, object: Node): Draft[] {
  let drafts = known.get(object);
  if (!drafts) {
    const { keys, closed } = rulesAt(pathOf(scope, object), scope.facts);
    const taken = new Set(keys);
    const doomed = closed
      ? propertiesOf(object).flatMap(({ key, name }) => (taken.has(name) ? [] : (key.parent ?? [])))
      : [];
    const title = l10n.t("Remove all {0} keys that aren't taken here", doomed.length);
    drafts = doomed.length > 1 ? [{ title, edits: removeMembers(scope.text, object, new Set(doomed)) }] : [];
    known.set(object, drafts);
  }
  return drafts;
}

/** For a key that nobody takes, or not with this RestoreType: the key that was meant, or none. */
export function keyFixes(place: Place): Draft[] {
  const { scope, node, problem } = place;
  const found = propertyOf(node);
  if (!found || (problem.code !== 'unknownKey' && problem.code !== 'notTaken')) return [];
  const { key, property, object } = found;
  const name = String(key.value);
  const present = new Set(propertiesOf(object).map(({ name }) => name));
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
    ...removeAll(place, object),
  ];
}

/** For a key that stands there twice: this one goes, or the others do. */
export function duplicateFixes({ scope, node, problem }: Place): Draft[] {
  const found = problem.code === 'duplicateKey' ? propertyOf(node) : undefined;
  if (!found) return [];
  const { property, object, value } = found;
  const name = String(node.value);
  const others = propertiesOf(object).filter((other) => other.name === name && other.key !== node);
  const same = others.every((other) => compact(other.value, scope.text) === compact(value, scope.text));
  const remove = (properties: (Node | undefined)[]) =>
    removeMembers(scope.text, object, new Set(properties.filter((each) => each !== undefined)));
  return [
    // With equal values it makes no difference which one goes.
    { title: l10n.t('Remove this "{0}"', name), edits: remove([property]), isPreferred: same },
    ...(same
      ? []
      : [
          {
            title: l10n.t('Keep this "{0}", remove the other', name),
            edits: remove(others.map(({ key }) => key.parent)),
          },
        ]),
  ];
}
