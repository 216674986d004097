import { createHash } from 'node:crypto';
import { homedir, hostname } from 'node:os';
import type { CredentialSource } from './account.ts';
import type { Plan } from './credentials/plan.ts';
import { planFor } from './credentials/planFor.ts';

/** What a source of credentials would do that is asked about first: run a program, or ask an address. */
export interface Consent {
  readonly kind: 'program' | 'address';
  /** The whole command line, or the whole address, as the user's own file or environment has it; unchecked text. */
  readonly text: string;
  /** Tells this very program or address (and profile, machine and home) from any other: a hash, without anything secret. */
  readonly key: string;
}

/** Where a yes counts: what VS Code keeps of it may be there for windows on other machines and in containers, too. */
interface Place {
  /** Name of the machine; this one's, unless said otherwise. */
  readonly host?: string | undefined;
  /** The home folder, whose files say what is run and asked; the plan's, or the person's, unless said otherwise. */
  readonly home?: string | undefined;
}

/** What a plan would do that is asked about first; undefined where nothing is. */
export function consentOf(plan: Plan, place: Place = {}): Consent | undefined {
  if (plan.kind === 'role') return consentOf(plan.by, place);
  if (plan.kind !== 'program' && plan.kind !== 'address') return undefined;
  const { host = hostname(), home = plan.kind === 'program' ? plan.home : homedir() } = place;
  const { kind, profile } = plan;
  const text = plan.kind === 'program' ? plan.command : plan.address;
  return {
    kind,
    text,
    key: createHash('sha256')
      .update(JSON.stringify([kind, profile, text, host, home]))
      .digest('hex'),
  };
}

/**
 * What is to be asked before `source` is used; undefined where nothing is. Reads the user's own files. Rejects with a
 * CloudError where the source can't sign as it is.
 */
export async function consentFor(source: CredentialSource, home?: string): Promise<Consent | undefined> {
  const name = 'name' in source ? source.name : source.kind;
  return consentOf(await planFor(source, name, process.env, home), { home });
}
