import * as l10n from '@vscode/l10n';
import { sourceOf } from '../jsonTree.ts';
import { parameters } from '../parameters.ts';
import type { Draft } from '../fixes/fix.ts';
import type { FixPlace } from '../fixes/fixPlace.ts';
import { toPlainDigits } from '../fixes/plainNumber.ts';
import { changeTo } from '../fixes/valueFixes.ts';
import { defineRule } from './rule.ts';

/** Whether the API's pages leave open what a parameter holds, so that any number may stand in it. */
const isFreeForm = (parameter: string) => parameters.get(parameter)?.format === 'anyJson';

function digitsFixes({ scope, node }: FixPlace): Draft[] {
  const digits = node.type === 'number' ? toPlainDigits(sourceOf(node, scope.text)) : undefined;
  return digits === undefined ? [] : [changeTo(node, digits, { isPreferred: true, safe: true })];
}

/** The API takes whole numbers only. Numbers are sent as written, so the service would get `1e3` or `12.0` literally. */
export const plainDigits = defineRule({
  code: 'plainDigits',
  severity: 'error',
  yieldsToSchema: true,
  visit: {
    number(node, scope, parameter, report) {
      if (isFreeForm(parameter) || /^\d+$/.test(sourceOf(node, scope.text))) return;
      report({ node, scope }, l10n.t('Write the number in plain digits, such as 1554347313.'));
    },
  },
  fixes: digitsFixes,
  hasSafeFixes: true,
});
