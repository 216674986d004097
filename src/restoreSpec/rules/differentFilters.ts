import * as l10n from '@vscode/l10n';
import { defineRule, type PathList } from './rule.ts';
import { quoteLine } from '../messageQuotes.ts';
import { filterNames } from '../parameters.ts';

/** Include and `includes` of Options, or Exclude and `excludes`, have different paths. Which of the two counts is not documented. */
export const differentFilters = defineRule({
  code: 'differentFilters',
  severity: 'warning',
  isDestructive: true,
  checkSpec(spec, report) {
    if (!spec.value('Options')) return;
    const textsIn = (list: PathList['list']) => {
      const texts = new Set<string>();
      for (const each of spec.pathLists) {
        if (each.list === list) for (const { value } of each.nodes) texts.add(String(value));
      }
      return texts;
    };
    for (const [parameter, list] of filterNames) {
      // The lists of Options are rare, and Include may be long.
      const others = textsIn(list);
      const texts = others.size === 0 ? others : textsIn(parameter);
      if (texts.size === 0) continue;
      if (texts.size === others.size && [...texts].every((text) => others.has(text))) continue;
      const found = spec.parameters.findLast(({ name }) => name === parameter);
      if (!found) continue;
      const message = l10n.t(
        '{0} and {1} of Options have different paths, and sources disagree on which of them counts. Write the same paths in both, or one of them.',
        parameter,
        quoteLine(list),
      );
      report({ node: found.key, scope: spec.scope }, message);
    }
  },
});
