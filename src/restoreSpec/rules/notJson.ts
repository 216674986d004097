import * as l10n from '@vscode/l10n';
import { compactJson, parseJson, sourceOf } from '../jsonTree.ts';
import { structuredParameters } from '../parameters.ts';
import { replaceNode, type Draft } from '../fixes/fix.ts';
import { propertyOf, type FixPlace } from '../fixes/fixPlace.ts';
import { hasComment } from '../fixes/members.ts';
import { systemOf } from './paths.ts';
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

/** The paths of a text that may be a list of them, with what people separate such lists by; one where it is no list. */
const listedPaths = (text: string): string[] =>
  text
    .split(/[,;\r\n]|\s(?=\/|[A-Za-z]:[\\/])/)
    .map((path) => path.trim())
    .filter((path) => path !== '');

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
  const paths = listedPaths(text);
  const one: Draft = {
    title: l10n.t('Make it an array of one path'),
    edits: replaceNode(value, `[${sourceOf(value, scope.text)}]`),
    isPreferred: paths.length < 2,
  };
  if (paths.length < 2) return [one];
  const several: Draft = {
    title: l10n.t('Make it an array of {0} paths', paths.length),
    edits: replaceNode(value, `[${paths.map((path) => JSON.stringify(path)).join(', ')}]`),
    // A name may have a comma in it, but hardly one before a path from the root.
    isPreferred: paths.every((path) => systemOf(path) !== undefined),
  };
  return [several, one];
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
