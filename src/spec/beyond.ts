/** The rules that a schema can't say: spellings of numbers, repeated keys, and what stands inside a JSON string. */
import * as l10n from '@vscode/l10n';
import { characters, compact, parseJson, propertiesOf, sourceOf, toValue, walk, type Node } from './json.ts';
import { maxIdDigits, maxPathsLength, newerParameters, newerValues, structuredParameters } from './parameters.ts';
import type { Problem } from './problem.ts';
import { problemsOf } from './schemaProblems.ts';

type Place = Pick<Node, 'offset' | 'length'>;

function problem(code: string, message: string, { offset, length }: Place, saidBy: Problem['saidBy'] = 'own'): Problem {
  return { code, message, severity: 'error', offset, length, saidBy };
}

/** Keys whose content the pages don't fix, so that any JSON may stand in it. */
const freeForm = new Set(['Options', 'FailbackDetail']);

function repeatedKeys(root: Node, place?: Place): Problem[] {
  const found: Problem[] = [];
  walk(root, (node) => {
    const seen = new Set<string>();
    for (const { key, name } of propertiesOf(node)) {
      if (seen.has(name)) {
        const message = l10n.t('"{0}" stands here twice: only one of them could be sent.', name);
        found.push(problem('duplicateKey', message, place ?? key, place ? 'own' : 'editor'));
      }
      seen.add(name);
    }
  });
  return found;
}

/** Every number of the API is a whole one and travels as it is written, so `1e3` or `12.0` would reach it as such. */
function oddNumbers(root: Node, text: string, place?: Place): Problem[] {
  const found: Problem[] = [];
  walk(root, (node) => {
    if (node.type !== 'number' || /^\d+$/.test(sourceOf(node, text))) return;
    found.push(problem('plainDigits', l10n.t('Write the number in plain digits, such as 1554347313.'), place ?? node));
  });
  return found;
}

/** JSON can escape what no text may hold: a NUL, and half of a character. */
function brokenTexts(root: Node, place?: Place): Problem[] {
  const found: Problem[] = [];
  walk(root, (node) => {
    if (node.type !== 'string' || !/[\0\p{Cs}]/u.test(String(node.value))) return;
    const message = l10n.t("Holds a NUL character or half of a surrogate pair: it can't be sent.");
    found.push(problem('brokenText', message, place ?? node));
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

interface Inside {
  readonly name: string;
  readonly at: Node;
  readonly text: string;
  readonly root: Node;
}

/** Reads the JSON inside a structured parameter that is written as a string; what can't be read is a problem. */
function readInside(name: string, at: Node): Inside | Problem | undefined {
  const kind = structuredParameters.get(name);
  if (!kind || at.type !== 'string' || at.value === '') return undefined;
  const { root, errors, text } = parseJson(String(at.value), { lenient: false });
  if (root?.type === kind && errors.length === 0) return { name, at, text, root };
  const message =
    kind === 'array'
      ? l10n.t('The string must hold a JSON array of paths, such as ["/home"].')
      : l10n.t('The string must hold a JSON object, such as {"key": "value"}.');
  return problem('notJson', message, at);
}

function insideProblems(root: Node, insides: readonly Inside[]): Problem[] {
  if (insides.length === 0) return [];
  const asWritten = toValue(root) as Record<string, unknown>;
  const known = new Set(problemsOf(asWritten, root).map(({ node, message }) => `${node.offset} ${message}`));
  const expanded = { ...asWritten };
  for (const inside of insides) expanded[inside.name] = toValue(inside.root);
  const schema = problemsOf(expanded, root).filter(({ node, message }) => !known.has(`${node.offset} ${message}`));
  return [
    ...schema.map(({ code, message, node }) => problem(code, l10n.t('In the JSON of this string: {0}', message), node)),
    ...insides.flatMap(({ root, at }) => [...repeatedKeys(root, at), ...brokenTexts(root, at)]),
    ...insides.filter(({ name }) => !freeForm.has(name)).flatMap(({ root, text, at }) => oddNumbers(root, text, at)),
  ];
}

/** The errors of these rules, in no particular order. */
export function beyondSchema(root: Node, text: string): Problem[] {
  const properties = propertiesOf(root);
  const read = properties.flatMap(({ name, value }) => readInside(name, value) ?? []);
  return [
    ...repeatedKeys(root),
    ...brokenTexts(root),
    ...properties.filter(({ name }) => !freeForm.has(name)).flatMap(({ value }) => oddNumbers(value, text)),
    ...properties.flatMap(({ name, value }) => [...longIds(name, value, text), ...longPaths(name, value, text)]),
    ...read.filter((found) => 'code' in found),
    ...insideProblems(
      root,
      read.filter((found) => 'root' in found),
    ),
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
