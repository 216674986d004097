/** Adds the keys that an object lacks. */
import * as l10n from '@vscode/l10n';
import { propertiesOf, type Node } from '../json.ts';
import type { Draft } from './fix.ts';
import { insertMembers, type NewMember } from './members.ts';
import { rulesAt, type Rules } from './rules.ts';
import { pathOf, propertyOf, type Place } from './scope.ts';

/**
 * A value that is right only where there is no other, else one that can't be sent, so that what nobody filled in goes
 * nowhere: an empty string where that is refused, else `null`.
 */
function valueFor({ words, types, takes }: Rules, stop: number): Pick<NewMember, 'value' | 'snippet'> {
  const [only, ...others] = words;
  if (only !== undefined && others.length === 0) return { value: JSON.stringify(only), snippet: JSON.stringify(only) };
  const isText = types.has('string') && types.size === 1;
  if (isText && (words.length > 0 || !takes(''))) return { value: '""', snippet: `"$${stop}"` };
  return { value: 'null', snippet: `\${${stop}:null}` };
}

/** The property of the object that comes last of those before `name` in the order of filling in. */
function before(object: Node, name: string, keys: readonly string[]): Node | undefined {
  const place = keys.indexOf(name);
  let found: { place: number; property: Node | undefined } = { place: -2, property: undefined };
  for (const { key, name: present } of propertiesOf(object)) {
    // What never travels, such as $region, keeps the head of the spec.
    const at = present.startsWith('$') ? -1 : keys.indexOf(present);
    const isKnown = at >= 0 || present.startsWith('$');
    if (isKnown && at >= found.place && at < place) found = { place: at, property: key.parent };
  }
  return found.property;
}

/** All missing keys of the object, in the order of filling in. */
export function addMissing({ scope, node, problem }: Place): Draft[] {
  if (problem.code !== 'missing') return [];
  const object = node.type === 'object' ? node : propertyOf(node)?.value;
  if (object?.type !== 'object') return [];
  const path = pathOf(scope, object);
  const { required, keys } = rulesAt(path, scope.facts);
  const present = new Set(propertiesOf(object).map(({ name }) => name));
  const members = required
    .filter((name) => !present.has(name))
    .map((name, index) => ({
      name,
      ...valueFor(rulesAt([...path, name], scope.facts), index + 1),
      after: before(object, name, keys),
    }));
  const [first] = members;
  if (!first) return [];
  const title =
    members.length === 1
      ? l10n.t('Add the missing "{0}"', first.name)
      : l10n.t('Add the {0} missing parameters', members.length);
  return [{ title, edits: insertMembers(scope.text, object, members, !scope.inside), isPreferred: true }];
}
