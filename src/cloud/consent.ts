import { createHash } from 'node:crypto';
import type { CredentialSource } from './account.ts';
import type { Plan } from './credentials/plan.ts';
import { planFor } from './credentials/planFor.ts';

/** What a source of credentials would do that is asked about first: run a program, or ask an address. */
export interface Consent {
  readonly kind: 'program' | 'address';
  /** The whole command line, or the whole address, as the user's own file or environment has it; unchecked text. */
  readonly text: string;
  /** Tells this very program or address (and profile) from any other: a hash, without anything secret. */
  readonly key: string;
}

/** What a plan would do that is asked about first; undefined where nothing is. */
export function consentOf(plan: Plan): Consent | undefined {
  if (plan.kind === 'role') return consentOf(plan.by);
  if (plan.kind !== 'program' && plan.kind !== 'address') return undefined;
  const { kind, profile } = plan;
  const text = plan.kind === 'program' ? plan.command : plan.address;
  return {
    kind,
    text,
    key: createHash('sha256')
      .update(JSON.stringify([kind, profile, text]))
      .digest('hex'),
  };
}

/**
 * What is to be asked before `source` is used; undefined where nothing is. Reads the user's own files. Rejects with a
 * CloudError where the source can't sign as it is.
 */
export async function consentFor(source: CredentialSource, home?: string): Promise<Consent | undefined> {
  const name = 'name' in source ? source.name : source.kind;
  return consentOf(await planFor(source, name, process.env, home));
}
