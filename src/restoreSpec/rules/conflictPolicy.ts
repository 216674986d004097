import * as l10n from '@vscode/l10n';
import { quoteText } from '../messageQuotes.ts';
import { nearestWordFixes } from '../fixes/nearestWords.ts';
import { conflictPolicyKeys } from '../parameters.ts';
import { defineRule } from './rule.ts';

const policies = ['SKIP_THE_FILE', 'OVERWRITE_EXISTING', 'KEEP_LATEST'];

/** A conflict policy of `Options` that no source knows, or one that its other spelling contradicts. */
export const conflictPolicy = defineRule({
  code: 'conflictPolicy',
  severity: 'warning',
  checkParameter(parameter, _spec, report) {
    if (parameter.name !== 'Options') return;
    const found = parameter
      .members()
      .filter(({ name, node }) => conflictPolicyKeys.has(name) && node.type === 'string');
    const [first] = found;
    for (const each of found) {
      const value = String(each.node.value);
      if (!policies.includes(value)) {
        const message = l10n.t(
          '{0} is not a known conflict policy: {1}. The service may take another one instead.',
          quoteText(value),
          policies.join(', '),
        );
        report(each, message);
      } else if (first && value !== first.node.value) {
        const message = l10n.t(
          '{0} and {1} say different things, and sources disagree on which one the service reads. Write one of them.',
          first.name,
          each.name,
        );
        report(each, message);
      }
    }
  },
  fixes: (place) =>
    nearestWordFixes(
      place,
      policies.filter((policy) => policy !== place.node.value),
    ),
});
