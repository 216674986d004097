import * as l10n from '@vscode/l10n';
import { defineRule } from './rule.ts';

/** The last problem of a spec with more than are shown. It has the severity of those that it stands for. */
export const tooMany = defineRule({ code: 'tooMany', severity: 'error' });

/** @param shown the number of problems that are shown */
export function tooManyText(shown: number): string {
  return l10n.t('More problems follow: only the first {0} are shown.', shown);
}
