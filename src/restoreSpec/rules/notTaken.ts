import * as l10n from '@vscode/l10n';
import { removeKeyFixes } from '../fixes/keyFixes.ts';
import { defineRule } from './rule.ts';
import { quoteText } from '../messageQuotes.ts';

/** The parameter belongs to another RestoreType. */
export const notTaken = defineRule({
  code: 'notTaken',
  severity: 'error',
  schema: {
    keywords: ['false schema'],
    describe: ({ key, message }) => ({
      node: key,
      message: message ?? l10n.t('Property {0} is not allowed.', quoteText(String(key.value))),
    }),
  },
  fixes: removeKeyFixes,
});
