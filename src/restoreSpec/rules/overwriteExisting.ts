import * as l10n from '@vscode/l10n';
import { setToFalse } from '../fixes/valueFixes.ts';
import { conflictPolicyKeys } from '../parameters.ts';
import { defineRule } from './rule.ts';

/** Rows or files that are at the target now are replaced by those of the backup. */
export const overwriteExisting = defineRule({
  code: 'overwriteExisting',
  severity: 'warning',
  isDestructive: true,
  checkParameter(parameter, _spec, report) {
    if (parameter.name !== 'OtsDetail' && parameter.name !== 'Options') return;
    for (const member of parameter.members()) {
      const { name, node } = member;
      if (parameter.name === 'OtsDetail' && name === 'OverwriteExisting' && node.value === true) {
        const message = l10n.t(
          'OverwriteExisting replaces rows that are in the target table now: what was written since the backup is lost.',
        );
        report(member, message);
      }
      if (parameter.name === 'Options' && conflictPolicyKeys.has(name) && node.value === 'OVERWRITE_EXISTING') {
        const message = l10n.t(
          '{0} OVERWRITE_EXISTING replaces files that exist at the target: what was written since the backup is lost.',
          name,
        );
        report(member, message);
      }
    }
  },
  fixes: setToFalse,
});
