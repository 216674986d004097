import * as l10n from '@vscode/l10n';
import { memberOf, propertiesOf, sourceOf } from '../jsonTree.ts';
import { readEmbeddedJson } from '../embeddedJson.ts';
import { replaceNode, withoutSnippet, type Draft } from '../fixes/fix.ts';
import { propertyOf, type FixPlace } from '../fixes/fixPlace.ts';
import { insertMembers, removeMembers } from '../fixes/members.ts';
import { filterNames, optionsTypes } from '../parameters.ts';
import { defineRule } from './rule.ts';

/** The list of `Options` that counts in the place of each filter. */
const listOf: ReadonlyMap<string, 'includes' | 'excludes'> = new Map(filterNames);

/** Moves the paths into the list of `Options`. Not where that list is there already, or `Options` is written as a string. */
function moveFixes({ scope, node }: FixPlace): Draft[] {
  const { key, value, property, object } = propertyOf(node) ?? {};
  const list = listOf.get(String(key?.value));
  if (!key || !value || !property || !object || list === undefined) return [];
  const paths = readEmbeddedJson(String(key.value), value, scope.text)?.text ?? sourceOf(value, scope.text);
  const title = l10n.t('Move the paths to {0} of Options', list);
  const options = memberOf(object, 'Options');
  if (!options) {
    const edits = [...replaceNode(key, '"Options"'), ...replaceNode(value, `{ "${list}": ${paths} }`)];
    return [{ title, edits, isPreferred: true }];
  }
  if (options.type !== 'object' || propertiesOf(options).some(({ name }) => name === list)) return [];
  const member = { name: list, value: paths, snippet: paths, after: undefined };
  const edits = [
    ...removeMembers(scope.text, object, new Set([property])),
    ...insertMembers(scope.text, options, [member], false).map(withoutSnippet),
  ];
  return [{ title, edits, isPreferred: true }];
}

/**
 * Include or Exclude of a restore to OSS or NAS. Terraform's provider calls them invalid there, and takes lists in `Options`. If it is
 * right, more is restored than the spec says.
 */
export const ignoredFilter = defineRule({
  code: 'ignoredFilter',
  severity: 'warning',
  isDestructive: true,
  checkSpec(spec, report) {
    const type: unknown = spec.value('RestoreType')?.value;
    if (!optionsTypes.has(String(type))) return;
    const lists = new Set<string>(spec.pathLists.map(({ list }) => list));
    for (const { name, key } of spec.parameters) {
      const list = listOf.get(name);
      if (list === undefined || lists.has(list) || !lists.has(name)) continue;
      const message =
        list === 'includes'
          ? l10n.t(
              'With {0} the service may ignore Include and restore everything in the snapshot: sources disagree. The list "includes" of Options may count instead.',
              String(type),
            )
          : l10n.t(
              'With {0} the service may ignore Exclude and restore what it leaves out: sources disagree. The list "excludes" of Options may count instead.',
              String(type),
            );
      report({ node: key, scope: spec.scope }, message);
    }
  },
  fixes: moveFixes,
});
