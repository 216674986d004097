import * as l10n from '@vscode/l10n';
import { millisecondsFrom } from '../times.ts';
import { defineRule } from './rule.ts';

/** A time later than now. */
export const inFuture = defineRule({
  code: 'inFuture',
  severity: 'warning',
  checkParameter({ name, value }, { scope, now }, report) {
    if (name !== 'TargetTime' && name !== 'TargetCreateTime') return;
    if (typeof value.value !== 'number' || value.value >= millisecondsFrom || value.value * 1000 <= now) return;
    const message =
      name === 'TargetTime'
        ? l10n.t("TargetTime is in the future: a table can't be restored to a moment that has not been.")
        : l10n.t("TargetCreateTime is in the future: the file system can't have been created then.");
    report({ node: value, scope }, message);
  },
});
