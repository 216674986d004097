/** Who signs, told from whoever else may come to bear the same profile's name. */
import { createHash } from 'node:crypto';
import type { CredentialSource } from './account.ts';
import type { Plan } from './credentials/plan.ts';
import { planFor } from './credentials/planFor.ts';
import { isVendorSts } from './credentials/stsHost.ts';

/** What stays the same as long as requests are signed for the same one. */
function identityOf(plan: Plan): readonly unknown[] {
  switch (plan.kind) {
    case 'keys':
      return ['key', plan.keys.accessKeyId];
    case 'role':
    case 'oidc':
      return ['role', plan.roleArn, ...(isVendorSts(plan.stsHost) ? [] : [plan.stsHost])];
    case 'signIn':
      return [plan.mode, plan.address, plan.body];
    case 'instance':
      return ['instance', plan.roleName];
    case 'address':
      return ['address', plan.address];
    case 'program':
      return ['program', plan.command];
  }
}

/**
 * 16 hexadecimal digits for the AccessKey, role, sign-in, instance role, address or program by which keys are got. Whose keys an
 * address or a program gives is not known before it is asked.
 */
export function callerOf(plan: Plan): string {
  return createHash('sha256')
    .update(JSON.stringify(identityOf(plan)))
    .digest('hex')
    .slice(0, 16);
}

/** Who would sign now. Reads the user's own files; rejects with a CloudError where the source can't sign as it is. */
export async function callerFor(source: CredentialSource, profile: string): Promise<string> {
  return callerOf(await planFor(source, profile));
}
