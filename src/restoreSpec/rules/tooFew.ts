import * as l10n from '@vscode/l10n';
import { defineRule } from './rule.ts';

/** A list of paths without a path. */
export const tooFew = defineRule({
  code: 'tooFew',
  severity: 'error',
  schema: {
    keywords: ['minItems'],
    describe: ({ node, limit }) => ({
      node,
      message: l10n.t('Array has too few items. Expected {0} or more.', Number(limit)),
    }),
  },
});
