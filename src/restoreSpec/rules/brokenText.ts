import * as l10n from '@vscode/l10n';
import { defineRule } from './rule.ts';

/** A string contains a NUL or half of a surrogate pair. JSON can escape both, but neither can be sent. */
export const brokenText = defineRule({
  code: 'brokenText',
  severity: 'error',
  yieldsToSchema: true,
  visit: {
    string(node, scope, _parameter, report) {
      if (!/[\0\p{Cs}]/u.test(String(node.value))) return;
      report({ node, scope }, l10n.t("Holds a NUL character or half of a surrogate pair: it can't be sent."));
    },
  },
});
