import * as l10n from '@vscode/l10n';
import { sourceOf } from '../jsonTree.ts';
import { constraintsOfNode, type FixPlace } from '../fixes/fixPlace.ts';
import { replaceNode, type Draft } from '../fixes/fix.ts';
import { changeTo } from '../fixes/valueFixes.ts';
import { readDate } from '../times.ts';
import { defineRule } from './rule.ts';

/** More digits than any number of the API has. */
const digitsPattern = /^\d{1,19}$/;

/** The same value, written as the type that the parameter takes. */
function convertFixes({ scope, node }: FixPlace): Draft[] {
  const { types, millisecondsFrom } = constraintsOfNode(scope, node);
  const convert = (json: string) => [changeTo(node, json, { isPreferred: true })];
  if (node.type === 'string') {
    const text = String(node.value).trim();
    if (types.has('integer') && digitsPattern.test(text)) return convert(String(BigInt(text)));
    // Only of a time does the schema say where milliseconds begin.
    const dates = millisecondsFrom === undefined ? [] : readDate(text);
    const [date, ...others] = dates;
    if (types.has('integer') && date !== undefined && others.length === 0) return convert(String(date.seconds));
    if (types.has('integer') && dates.length > 0) {
      return dates.map(({ label, seconds }) => ({
        title: l10n.t('Change to {0}: {1}', seconds, label),
        edits: replaceNode(node, String(seconds)),
      }));
    }
    const flag = text.toLowerCase();
    if (types.has('boolean') && (flag === 'true' || flag === 'false')) return convert(flag);
  }
  const isScalar = node.type === 'number' || node.type === 'boolean';
  // A string at Include and the like is JSON, so a scalar in quotes would be no better there.
  if (isScalar && types.size === 1 && types.has('string')) return convert(JSON.stringify(sourceOf(node, scope.text)));
  return [];
}

/** What a parameter takes, where the schema has no sentence of its own for it. */
function typeText(type: unknown): string {
  if (type === 'string') return l10n.t('Must be a text in double quotes.');
  if (type === 'boolean') return l10n.t('Must be true or false.');
  return typeof type === 'string' ? l10n.t('Must be of another type: {0}.', type) : l10n.t('Incorrect value.');
}

/** The value is of another type than the parameter. */
export const wrongType = defineRule({
  code: 'wrongType',
  severity: 'error',
  schema: {
    keywords: ['type'],
    describe: ({ node, message, params }) => ({ node, message: message ?? typeText(params['type']) }),
  },
  fixes: convertFixes,
});
