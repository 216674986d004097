import * as l10n from '@vscode/l10n';
import type { Keys } from '../sdk.ts';
import { lacksKeys, shownTime } from './failures.ts';
import { assumeRole, assumeRoleWithOidc, instanceKeys, keysFromAddress } from './library.ts';
import { expired, type Plan, type TimedKeys } from './plan.ts';
import { keysFromProgram } from './program.ts';
import { marginMs, renewing } from './renewing.ts';
import { signInKeys } from './signIn.ts';

function fetching(plan: Plan): () => Promise<TimedKeys> {
  switch (plan.kind) {
    case 'keys':
      return () => Promise.resolve(plan);
    case 'role': {
      const by = openKeys(plan.by);
      return async () => assumeRole(plan, await by());
    }
    case 'oidc':
      return () => assumeRoleWithOidc(plan);
    case 'instance':
      return () => instanceKeys(plan);
    case 'address':
      return () => keysFromAddress(plan);
    case 'program':
      return () => keysFromProgram(plan);
    case 'signIn':
      return () => signInKeys(plan, marginMs);
  }
}

/**
 * Each call gives keys that are still valid, running and asking what the plan says where there are none. Rejects with a
 * CloudError of this bundle.
 */
export function openKeys(plan: Plan): () => Promise<Keys> {
  const ranOut = (expires: number) =>
    expired(plan, Date.now()) ??
    lacksKeys(
      plan.profile,
      l10n.t('the keys that it got ran out on {0} already.', shownTime(expires)),
      l10n.t("Check this machine's clock, and try again."),
    );
  return renewing(fetching(plan), ranOut);
}
