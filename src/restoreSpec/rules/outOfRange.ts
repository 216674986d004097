import * as l10n from '@vscode/l10n';
import { sourceOf } from '../jsonTree.ts';
import type { Draft } from '../fixes/fix.ts';
import { constraintsOfNode, type FixPlace } from '../fixes/fixPlace.ts';
import { toPlainDigits } from '../fixes/plainNumber.ts';
import { changeTo } from '../fixes/valueFixes.ts';
import { defineRule } from './rule.ts';

/** A time in milliseconds becomes one in seconds; micro- and nanoseconds are further thousands. */
function secondsFixes({ scope, node }: FixPlace): Draft[] {
  const digits = node.type === 'number' ? toPlainDigits(sourceOf(node, scope.text)) : undefined;
  const { millisecondsFrom } = constraintsOfNode(scope, node);
  if (digits === undefined || millisecondsFrom === undefined) return [];
  let seconds = BigInt(digits);
  while (seconds >= BigInt(millisecondsFrom)) seconds /= 1000n;
  const title = l10n.t('Change to seconds: {0}', String(seconds));
  return [{ ...changeTo(node, String(seconds), { isPreferred: true }), title }];
}

/** The number can't be meant: milliseconds where seconds are taken, or below what makes sense. */
export const outOfRange = defineRule({
  code: 'outOfRange',
  severity: 'error',
  schema: { keywords: ['not'] },
  fixes: secondsFixes,
});
