import * as l10n from '@vscode/l10n';
import { compactJson, parseJson, sourceOf } from '../jsonTree.ts';
import { structuredParameters } from '../parameters.ts';
import { replaceNode, type Draft } from '../fixes/fix.ts';
import { propertyOf, type FixPlace } from '../fixes/fixPlace.ts';
import { hasComment } from '../fixes/members.ts';
import { defineRule } from './rule.ts';

/** The text without one level of backslashes before quotes, as the API's page prints its examples. */
function unescaped(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(`"${text}"`);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined; // It was not escaped.
  }
}

/** The JSON that was meant, as JSON. */
function meantJsonFixes({ scope, node }: FixPlace): Draft[] {
  const { value, key } = propertyOf(node) ?? {};
  if (scope.embedded || !value || !key) return [];
  const name = String(key.value);
  const kind = structuredParameters.get(name);
  const text = String(value.value);
  for (const candidate of [text, unescaped(text)]) {
    if (candidate === undefined) continue;
    const { root, errors } = parseJson(candidate, { lenient: true });
    if (errors.length > 0 || root?.type !== kind || !root) continue;
    // As it is written where it has comments, which a spec may have as well.
    const json = hasComment(candidate, root) ? sourceOf(root, candidate) : compactJson(root, candidate);
    const edits = replaceNode(value, json);
    return [{ title: l10n.t('Write {0} as JSON', name), edits, isPreferred: true }];
  }
  // What begins as JSON is broken JSON and no path.
  if (kind !== 'array' || /^\s*[[{"]/.test(text) || text.trim() === '') return [];
  const edits = replaceNode(value, `[${sourceOf(value, scope.text)}]`);
  return [{ title: l10n.t('Make it an array of one path'), edits, isPreferred: true }];
}

/** The string of a structured parameter holds something else than the JSON that the parameter takes. */
export const notJson = defineRule({
  code: 'notJson',
  severity: 'error',
  checkParameter({ name, value, embedded }, { scope }, report) {
    if (!embedded || embedded.isValid) return;
    const message =
      structuredParameters.get(name) === 'array'
        ? l10n.t('The string must hold a JSON array of paths, such as ["/home"].')
        : l10n.t('The string must hold a JSON object, such as {"key": "value"}.');
    report({ node: value, scope }, message);
  },
  fixes: meantJsonFixes,
});
