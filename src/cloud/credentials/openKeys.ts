import * as l10n from '@vscode/l10n';
import type { CallLog } from '../callLog.ts';
import type { Keys } from '../sdk.ts';
import { lacksKeys, shownTime } from './failures.ts';
import { assumeRole, assumeRoleWithOidc, instanceKeys, keysFromAddress } from './library.ts';
import { expired, type Plan, type TimedKeys } from './plan.ts';
import { keysFromProgram } from './program.ts';
import { marginMs, renewing } from './renewing.ts';
import { signInKeys } from './signIn.ts';

type Log = ((line: CallLog) => void) | undefined;

function fetching(plan: Plan, log: Log): () => Promise<TimedKeys> {
  switch (plan.kind) {
    case 'keys':
      return () => Promise.resolve(plan);
    case 'role': {
      const by = openKeys(plan.by, log);
      return async () => assumeRole(plan, await by(), log);
    }
    case 'oidc':
      return () => assumeRoleWithOidc(plan, log);
    case 'instance':
      return () => instanceKeys(plan, log);
    case 'address':
      return () => keysFromAddress(plan, log);
    case 'program':
      return () => keysFromProgram(plan, log);
    case 'signIn':
      return () => signInKeys(plan, marginMs, log);
  }
}

/**
 * Each call gives keys that are still valid, running and asking what the plan says where there are none. Rejects with a
 * CloudError of this bundle. `log` gets one entry for each call and each run of a program, when it has ended.
 */
export function openKeys(plan: Plan, log?: Log): () => Promise<Keys> {
  const ranOut = (expires: number) =>
    expired(plan, Date.now()) ??
    lacksKeys(
      plan.profile,
      l10n.t('the keys that it got ran out on {0} already.', shownTime(expires)),
      l10n.t("Check this machine's clock, and try again."),
    );
  return renewing(fetching(plan, log), ranOut);
}
