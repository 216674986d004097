/** The rules that a schema can't say: spellings of numbers, repeated keys, and what stands inside a JSON string. */
import * as l10n from '@vscode/l10n';
import { readInside, type Inside } from './inside.ts';
import { characters, compact, propertiesOf, sourceOf, toValue, walk, type Node } from './json.ts';
import { maxIdDigits, maxPathsLength, newerParameters, newerValues, structuredParameters } from './parameters.ts';
import type { Problem, ProblemCode } from './problem.ts';
import { problemsOf } from './schemaProblems.ts';

type Place = Pick<Node, 'offset' | 'length'>;
/** Where a node of some JSON stands in the spec. */
type PlaceOf = (node: Node) => Place;
const itself: PlaceOf = (node) => node;

export const placesIn =
  ({ outer }: Inside): PlaceOf =>
  ({ offset, length }) => ({ offset: outer(offset), length: outer(offset + length) - outer(offset) });

function problem(
  code: ProblemCode,
  message: string,
  { offset, length }: Place,
  saidBy: Problem['saidBy'] = 'own',
): Problem {
  return { code, message, severity: 'error', offset, length, saidBy };
}

/** Keys whose content the pages don't fix, so that any JSON may stand in it. */
const freeForm = new Set(['Options', 'FailbackDetail']);

function repeatedKeys(root: Node, placeOf = itself): Problem[] {
  const found: Problem[] = [];
  walk(root, (node) => {
    const seen = new Set<string>();
    for (const { key, name } of propertiesOf(node)) {
      if (seen.has(name)) {
        const message = l10n.t('"{0}" stands here twice: only one of them could be sent.', name);
        found.push(problem('duplicateKey', message, placeOf(key), placeOf === itself ? 'editor' : 'own'));
      }
      seen.add(name);
    }
  });
  return found;
}

/** Every number of the API is a whole one and travels as it is written, so `1e3` or `12.0` would reach it as such. */
function oddNumbers(root: Node, text: string, placeOf = itself): Problem[] {
  const found: Problem[] = [];
  walk(root, (node) => {
    if (node.type !== 'number' || /^\d+$/.test(sourceOf(node, text))) return;
    found.push(problem('plainDigits', l10n.t('Write the number in plain digits, such as 1554347313.'), placeOf(node)));
  });
  return found;
}

/** JSON can escape what no text may hold: a NUL, and half of a character. */
function brokenTexts(root: Node, placeOf = itself): Problem[] {
  const found: Problem[] = [];
  walk(root, (node) => {
    if (node.type !== 'string' || !/[\0\p{Cs}]/u.test(String(node.value))) return;
    const message = l10n.t("Holds a NUL character or half of a surrogate pair: it can't be sent.");
    found.push(problem('brokenText', message, placeOf(node)));
  });
  return found;
}

function longIds(name: string, value: Node, text: string): Problem[] {
  if (name !== 'CrossAccountUserId' || value.type !== 'number') return [];
  if (sourceOf(value, text).length <= maxIdDigits) return [];
  return [problem('tooLong', l10n.t('An account ID has at most {0} digits.', maxIdDigits), value)];
}

function longPaths(name: string, value: Node, text: string): Problem[] {
  if (structuredParameters.get(name) !== 'array' || value.type !== 'array') return [];
  const length = characters(compact(value, text));
  if (length <= maxPathsLength) return [];
  const message = l10n.t(
    '{0} is {1} characters long as the JSON string that the API takes; at most {2} are allowed.',
    name,
    length,
    maxPathsLength,
  );
  return [problem('tooLong', message, value)];
}

function notJson({ name, at }: Inside): Problem {
  const message =
    structuredParameters.get(name) === 'array'
      ? l10n.t('The string must hold a JSON array of paths, such as ["/home"].')
      : l10n.t('The string must hold a JSON object, such as {"key": "value"}.');
  return problem('notJson', message, at);
}

/** What the schema says of the JSON in those strings, as if it stood in the spec itself. */
function insideSchema(root: Node, insides: readonly Inside[]): Problem[] {
  if (insides.length === 0) return [];
  // Of a key that stands there twice, the last counts.
  const byName = new Map(insides.map((inside) => [inside.name, inside]));
  const roots = new Map([...byName].flatMap(([name, { root }]) => (root ? [[name, root] as const] : [])));
  const expanded = toValue(root) as Record<string, unknown>;
  for (const [name, root] of roots) expanded[name] = toValue(root);
  return problemsOf(expanded, root, roots).flatMap(({ code, message, node, atStart, inside }) => {
    const found = byName.get(inside ?? '');
    if (!found) return [];
    return problem(code, message, placesIn(found)(atStart ? { ...node, length: 1 } : node));
  });
}

function insideProblems(inside: Inside): Problem[] {
  const { name, root, text } = inside;
  if (!root) return [];
  const placeOf = placesIn(inside);
  return [
    ...repeatedKeys(root, placeOf),
    ...brokenTexts(root, placeOf),
    ...(freeForm.has(name) ? [] : oddNumbers(root, text, placeOf)),
  ];
}

/** Every structured parameter that is written as a string. */
export function insidesOf(root: Node | undefined, text: string): Inside[] {
  return propertiesOf(root).flatMap(({ name, value }) => readInside(name, value, text) ?? []);
}

/** The errors of these rules, in no particular order. */
export function beyondSchema(root: Node, text: string, insides: readonly Inside[]): Problem[] {
  const properties = propertiesOf(root);
  const sound = insides.filter((inside) => inside.sound);
  return [
    ...repeatedKeys(root),
    ...brokenTexts(root),
    ...properties.filter(({ name }) => !freeForm.has(name)).flatMap(({ value }) => oddNumbers(value, text)),
    ...properties.flatMap(({ name, value }) => [...longIds(name, value, text), ...longPaths(name, value, text)]),
    ...insides.filter((inside) => !inside.sound).map(notJson),
    ...insideSchema(root, sound),
    ...sound.flatMap(insideProblems),
  ];
}

/** Says of each parameter and value that came after the documented page that it did. */
export function newerThanThePage(root: Node): Problem[] {
  return propertiesOf(root).flatMap(({ key, name, value }) => {
    const isNewer = value.type === 'string' && newerValues.get(name)?.has(String(value.value));
    if (!isNewer && !newerParameters.has(name)) return [];
    const message = isNewer
      ? l10n.t(
          '{0} {1} is newer than the documented page of CreateRestoreJob. It is sent as it is.',
          name,
          String(value.value),
        )
      : l10n.t('{0} is newer than the documented page of CreateRestoreJob. It is sent as it is.', name);
    const { offset, length } = isNewer ? value : key;
    return [{ code: 'newer', message, severity: 'information' as const, offset, length, saidBy: 'own' as const }];
  });
}
