import * as l10n from '@vscode/l10n';
import type { Log } from '../callLog.ts';
import { lacksKeys, shownTime } from './failures.ts';
import { assumeRole, assumeRoleWithOidc, instanceKeys, keysFromAddress } from './library.ts';
import { expired, type Plan, type TimedKeys } from './plan.ts';
import { keysFromProgram } from './program.ts';
import { marginMs, renewing, type Open } from './renewing.ts';
import { signInKeys } from './signIn.ts';

function fetching(plan: Plan, log: Log): (signal: AbortSignal) => Promise<TimedKeys> {
  switch (plan.kind) {
    case 'keys':
      return () => Promise.resolve(plan);
    case 'role': {
      const by = openKeys(plan.by, log);
      return async (signal) => {
        const keys = await by(signal);
        signal.throwIfAborted();
        return assumeRole(plan, keys, log);
      };
    }
    case 'oidc':
      return () => assumeRoleWithOidc(plan, log);
    case 'instance':
      return () => instanceKeys(plan, log);
    case 'address':
      return () => keysFromAddress(plan, log);
    case 'program':
      return (signal) => keysFromProgram(plan, log, signal);
    case 'signIn':
      return () => signInKeys(plan, marginMs, log);
  }
}

/**
 * Each call gives keys that are still valid, running and asking what the plan says where there are none. Rejects with a
 * CloudError of this bundle. A program that everybody has given up is ended, and nothing is asked for them any more. `log` gets one
 * entry for each call and each run of a program, when it has ended.
 */
export function openKeys(plan: Plan, log?: Log): Open {
  const ranOut = (expires: number) =>
    expired(plan, Date.now()) ??
    lacksKeys(
      plan.profile,
      l10n.t('the keys that it got ran out on {0} already.', shownTime(expires)),
      l10n.t("Check this machine's clock, and try again."),
    );
  return renewing(fetching(plan, log), ranOut);
}
