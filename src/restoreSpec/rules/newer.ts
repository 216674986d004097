import * as l10n from '@vscode/l10n';
import { newerParameters, newerValues } from '../parameters.ts';
import { defineRule } from './rule.ts';

/** The parameter or the value came after the documented page of CreateRestoreJob. */
export const newer = defineRule({
  code: 'newer',
  severity: 'information',
  checkParameter({ name, key, value }, { scope }, report) {
    if (value.type === 'string' && newerValues.get(name)?.has(String(value.value))) {
      const message = l10n.t(
        '{0} {1} is not yet in the public API reference. It is sent as written.',
        name,
        String(value.value),
      );
      report({ node: value, scope }, message);
    } else if (newerParameters.has(name)) {
      const message = l10n.t('{0} is not yet in the public API reference. It is sent as written.', name);
      report({ node: key, scope }, message);
    }
  },
});
