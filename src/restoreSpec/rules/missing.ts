import * as l10n from '@vscode/l10n';
import { propertiesOf, type Node } from '../jsonTree.ts';
import type { Draft } from '../fixes/fix.ts';
import { pathOf, propertyOf, type FixPlace } from '../fixes/fixPlace.ts';
import { insertMembers, type NewMember } from '../fixes/members.ts';
import { constraintsAt, type Constraints } from '../fixes/schemaConstraints.ts';
import { prefixPlaceholder } from '../prefixPlaceholder.ts';
import { defineRule } from './rule.ts';
import { quoteLine } from '../messageQuotes.ts';

/**
 * The value of an added key: the only allowed value where there is just one. Otherwise it is a value that is refused, so that a spec
 * can't be sent before the user fills it in: an empty string, or the placeholder of a prefix, which may be empty. An empty string at a
 * time is where its completion reads dates.
 */
function initialValue({ words, types, matches }: Constraints, stop: number): Pick<NewMember, 'value' | 'snippet'> {
  const [only, ...others] = words;
  if (only !== undefined && others.length === 0) return { value: JSON.stringify(only), snippet: JSON.stringify(only) };
  const mayBeEmpty = types.has('string') && words.length === 0 && matches('');
  if (mayBeEmpty) return { value: JSON.stringify(prefixPlaceholder), snippet: `"\${${stop}:${prefixPlaceholder}}"` };
  return { value: '""', snippet: `"$${stop}"` };
}

/** The property of the object that comes last of those before `name` in the order of filling in. */
function lastPropertyBefore(object: Node, name: string, keys: readonly string[]): Node | undefined {
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

/** Adds all keys that the object lacks, in the order of filling in. */
function addMissingFixes({ scope, node }: FixPlace): Draft[] {
  const object = node.type === 'object' ? node : propertyOf(node)?.value;
  if (object?.type !== 'object') return [];
  const path = pathOf(scope, object);
  const { required, keys } = constraintsAt(path, scope.rootValues);
  const present = new Set(propertiesOf(object).map(({ name }) => name));
  const members = required
    .filter((name) => !present.has(name))
    .map((name, index) => ({
      name,
      ...initialValue(constraintsAt([...path, name], scope.rootValues), index + 1),
      after: lastPropertyBefore(object, name, keys),
    }));
  const [first] = members;
  if (!first) return [];
  const title =
    members.length === 1
      ? l10n.t('Add the missing {0}', quoteLine(first.name))
      : l10n.t('Add the {0} missing parameters', members.length);
  return [{ title, edits: insertMembers(scope.text, object, members, !scope.embedded), isPreferred: true }];
}

/** A key is missing that every restore needs, or that this kind of restore needs. */
export const missing = defineRule({
  code: 'missing',
  severity: 'error',
  schema: {
    keywords: ['required'],
    describe({ node, key, isRoot, params }) {
      const message = l10n.t('Missing property {0}.', quoteLine(String(params['missingProperty'])));
      // A root has no key that could be underlined.
      return isRoot ? { node, atStart: true, message } : { node: key, message };
    },
  },
  fixes: addMissingFixes,
  isFixableAnywhere: true,
});
