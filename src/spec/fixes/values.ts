/** Fixes of plain values: words, numbers, flags. */
import * as l10n from '@vscode/l10n';
import { withoutDots } from '../dotSegments.ts';
import { propertiesOf, sourceOf, type Node } from '../json.ts';
import type { ProblemCode } from '../problem.ts';
import type { Draft } from './fix.ts';
import { plainDigits } from './digits.ts';
import { nearest } from './nearest.ts';
import { rulesAt, type Facts } from './rules.ts';
import { propertyOf, rulesOfNode, type Place } from './scope.ts';

const replaced = ({ offset, length }: Node, text: string) => [{ offset, length, text }];

function change(node: Node, text: string, more: Partial<Draft> = {}): Draft {
  return { title: l10n.t('Change to {0}', text), edits: replaced(node, text), ...more };
}

const wordCodes: ReadonlySet<string> = new Set<ProblemCode>([
  'unknownValue',
  'pattern',
  'unknownRegion',
  'unknownTargetRegion',
]);

/** For a word that isn't one of those taken, or of those known. */
export function wordFixes({ scope, node, problem }: Place): Draft[] {
  if (node.type !== 'string' || !wordCodes.has(problem.code)) return [];
  const { words, examples } = rulesOfNode(scope, node);
  const word = String(node.value);
  const meant = nearest(word, problem.code === 'unknownValue' ? words : examples);
  return meant.map((known) => {
    const isCase = known.toLowerCase() === word.toLowerCase();
    return change(node, JSON.stringify(known), { isPreferred: meant.length === 1, safe: isCase });
  });
}

/** The only RestoreType that goes with a SourceType; undefined where several do. */
function restoreTypeOf(sourceType: string, facts: Facts): string | undefined {
  const { words } = rulesAt(['RestoreType'], facts);
  const fitting = words.filter((word) => {
    const taken = rulesAt(['SourceType'], new Map([...facts, ['RestoreType', word]])).words;
    return taken.length === 1 && taken[0] === sourceType;
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** For a SourceType that doesn't go with the RestoreType: either may be the wrong one. */
export function sourceTypeFixes({ scope, node, problem }: Place): Draft[] {
  if (problem.code !== 'mismatch') return [];
  const [only] = rulesOfNode(scope, node).words;
  const restoreType = propertiesOf(scope.root).find(({ name }) => name === 'RestoreType')?.value;
  if (only === undefined || !restoreType) return [];
  const source = String(node.value);
  const isCase = node.type === 'string' && source.toLowerCase() === only.toLowerCase();
  const other = node.type === 'string' ? restoreTypeOf(source, scope.facts) : undefined;
  return [
    {
      title: l10n.t('Change SourceType to {0}, which goes with this RestoreType', only),
      edits: replaced(node, JSON.stringify(only)),
      isPreferred: true,
      safe: isCase,
    },
    ...(other === undefined
      ? []
      : [
          {
            title: l10n.t('Change RestoreType to {0}, which goes with this SourceType', other),
            edits: replaced(restoreType, JSON.stringify(other)),
          },
        ]),
  ];
}

/** For a value of another kind than the one that is taken: the same value, written as that kind. */
export function kindFixes({ scope, node, problem }: Place): Draft[] {
  if (problem.code !== 'wrongType') return [];
  const { types, tooLate } = rulesOfNode(scope, node);
  const value = String(node.value).trim();
  if (node.type === 'string') {
    const digits = /^\d{1,19}$/.test(value) ? String(BigInt(value)) : undefined;
    const isDate = tooLate !== undefined && /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(value);
    const seconds = isDate ? Math.floor(Date.parse(value) / 1000) : NaN;
    if (types.has('integer') && digits !== undefined) return [change(node, digits, { isPreferred: true })];
    if (types.has('integer') && seconds >= 0) return [change(node, String(seconds), { isPreferred: true })];
    const flag = value.toLowerCase();
    if (types.has('boolean') && (flag === 'true' || flag === 'false'))
      return [change(node, flag, { isPreferred: true })];
  }
  const isScalar = node.type === 'number' || node.type === 'boolean';
  // Of Include and the like a string is JSON, so a scalar in quotes would be no better.
  if (isScalar && types.size === 1 && types.has('string'))
    return [change(node, JSON.stringify(sourceOf(node, scope.text)), { isPreferred: true })];
  return [];
}

/** For numbers: milliseconds where seconds are taken, and other spellings than plain digits. */
export function numberFixes({ scope, node, problem }: Place): Draft[] {
  if (node.type !== 'number') return [];
  const digits = plainDigits(sourceOf(node, scope.text));
  if (digits === undefined) return [];
  if (problem.code === 'plainDigits') return [change(node, digits, { isPreferred: true, safe: true })];
  const { tooLate } = rulesOfNode(scope, node);
  if (problem.code !== 'outOfRange' || tooLate === undefined) return [];
  // Micro- and nanoseconds are further thousands.
  let seconds = BigInt(digits);
  while (seconds >= BigInt(tooLate)) seconds /= 1000n;
  return [
    {
      ...change(node, String(seconds), { isPreferred: true }),
      title: l10n.t('Change to seconds: {0}', String(seconds)),
    },
  ];
}

/** For a flag that a warning is about. */
export function flagFixes({ node, problem }: Place): Draft[] {
  const isFlag = problem.code === 'forceRestore' || problem.code === 'overwriteExisting';
  if (!isFlag || node.value !== true) return [];
  const name = String(propertyOf(node)?.key.value ?? '');
  return [{ title: l10n.t('Change {0} to false', name), edits: replaced(node, 'false') }];
}

/** For a path with "." and ".." in it: the one that it leads to. */
export function dotFixes({ node, problem }: Place): Draft[] {
  const plain = problem.code === 'dotSegments' ? withoutDots(String(node.value)) : undefined;
  if (plain === undefined) return [];
  return [{ title: l10n.t('Write the path without "." and ".."'), edits: replaced(node, JSON.stringify(plain)) }];
}

/** For a request that goes to another region than what it restores: either may be the wrong one. */
export function regionFixes({ scope, node, problem }: Place): Draft[] {
  if (problem.code !== 'otherRegion') return [];
  const request = propertiesOf(scope.root).findLast(({ name }) => name === '$region')?.value;
  if (!request) return [];
  const [from, to] = [request, node].map((each) => JSON.stringify(each.value));
  if (from === undefined || to === undefined) return [];
  return [
    { title: l10n.t('Change {0} to {1}', 'UdmRegionId', from), edits: replaced(node, from) },
    { title: l10n.t('Change {0} to {1}', '$region', to), edits: replaced(request, to) },
  ];
}
