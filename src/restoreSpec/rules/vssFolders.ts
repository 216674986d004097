import * as l10n from '@vscode/l10n';
import { setToFalse } from '../fixes/valueFixes.ts';
import { defineRule } from './rule.ts';

/** `UseVSS` with several paths to restore, of which the service takes one at a time. */
export const vssFolders = defineRule({
  code: 'vssFolders',
  severity: 'warning',
  checkSpec(spec, report) {
    const options = spec.parameters.findLast(({ name }) => name === 'Options');
    const useVss = options?.members().findLast(({ name, node }) => name === 'UseVSS' && node.value === true);
    if (!useVss) return;
    const countOf = (wanted: string) =>
      spec.pathLists.reduce((count, { list, nodes }) => count + (list === wanted ? nodes.length : 0), 0);
    const count = Math.max(countOf('Include'), countOf('includes'));
    if (count < 2) return;
    const message = l10n.t(
      "UseVSS can't restore several folders at once, and this spec has {0} paths. Restore them one by one, or without UseVSS.",
      count,
    );
    report(useVss, message);
  },
  fixes: setToFalse,
});
