/** The checks of equal jobs, and of another account's role. */
import * as l10n from '@vscode/l10n';
import { failed, notChecked, passed, shown, type CheckResult, type Fact } from './check.ts';

/** A job with the same parameters that may be under way. */
export interface EqualJob {
  readonly status: string;
  readonly restoreId?: string | undefined;
}

export function checkEqualJob(job: Fact<EqualJob | undefined>): CheckResult {
  const place = { parameter: 'RestoreType' };
  if (!job.isKnown) return notChecked('equalJob', job.why, place);
  if (!job.value) return passed('equalJob', l10n.t('No identical job in the list is running.'), place);
  const { status, restoreId } = job.value;
  return failed(
    'equalJob',
    restoreId === undefined
      ? l10n.t('The same restore was submitted already; its status is {0}.', shown(status))
      : l10n.t('The same restore was submitted already as {0}; its status is {1}.', shown(restoreId), shown(status)),
    place,
  );
}

/** What the service says of another account's role: nothing where it is set up, else why it is not. */
export interface RoleAnswer {
  readonly missing?: string;
}

export function checkRole(roleName: string, answer: Fact<RoleAnswer>): CheckResult {
  const place = { parameter: 'CrossAccountRoleName' };
  if (!answer.isKnown) return notChecked('crossAccountRole', answer.why, place);
  const { missing } = answer.value;
  return missing === undefined
    ? passed('crossAccountRole', l10n.t('The role {0} of the other account is set up.', shown(roleName)), place)
    : failed('crossAccountRole', missing, place);
}
