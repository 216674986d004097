import * as l10n from '@vscode/l10n';
import { setToFalse } from '../fixes/valueFixes.ts';
import { defineRule } from './rule.ts';

/** `forceRestore` in `UdmDetail` lets a rollback overwrite a disk that has moved to another instance. */
export const forceRestore = defineRule({
  code: 'forceRestore',
  severity: 'warning',
  isDestructive: true,
  checkParameter(parameter, _spec, report) {
    if (parameter.name !== 'UdmDetail') return;
    for (const member of parameter.members()) {
      if (member.name !== 'forceRestore' || member.node.value !== true) continue;
      const message = l10n.t(
        'forceRestore overwrites the disk even if it was detached or now belongs to another instance: what is on it there is lost.',
      );
      report(member, message);
    }
  },
  fixes: setToFalse,
});
