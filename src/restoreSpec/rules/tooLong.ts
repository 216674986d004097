import * as l10n from '@vscode/l10n';
import { sourceOf } from '../jsonTree.ts';
import { maxIdDigits, parameters } from '../parameters.ts';
import { defineRule, type Parameter, type Report, type SpecFacts } from './rule.ts';

function checkAccountId({ name, value }: Parameter, { scope }: SpecFacts, report: Report): void {
  if (parameters.get(name)?.format !== 'accountId' || value.type !== 'number') return;
  if (sourceOf(value, scope.text).length <= maxIdDigits) return;
  report({ node: value, scope }, l10n.t('An account ID has at most {0} digits.', maxIdDigits));
}

/** A path of Include or Exclude, or an account ID, longer than the API takes. */
export const tooLong = defineRule({
  code: 'tooLong',
  severity: 'error',
  schema: {
    keywords: ['maxLength'],
    describe: ({ node, limit }) => ({
      node,
      message: l10n.t('String is longer than the maximum length of {0}.', Number(limit)),
    }),
  },
  checkParameter: checkAccountId,
});
