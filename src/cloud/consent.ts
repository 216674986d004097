import { createHash } from 'node:crypto';
import { homedir, hostname } from 'node:os';
import type { CredentialSource } from './account.ts';
import type { Plan } from './credentials/plan.ts';
import { planFor } from './credentials/planFor.ts';
import { isVendorSts } from './credentials/stsHost.ts';

/** What a source of credentials would do that is asked about first: run a program, or ask an address. */
export interface Consent {
  readonly kind: 'program' | 'address';
  /** The whole command line, or the whole address, as the user's own file or environment has it; unchecked text. */
  readonly text: string;
  /** Tells this very program or address (and profile or role, machine and home) from any other: a hash, without anything secret. */
  readonly key: string;
}

/** Where a yes counts: what VS Code keeps of it may be there for windows on other machines and in containers, too. */
interface Place {
  /** Name of the machine; this one's, unless said otherwise. */
  readonly host?: string | undefined;
  /** The home folder, whose files say what is run and asked; the plan's, or the person's, unless said otherwise. */
  readonly home?: string | undefined;
}

/** What a plan would do that is asked about first, in the order in which it would; mostly nothing. */
export function consentsOf(plan: Plan, place: Place = {}): Consent[] {
  const { host = hostname(), home = plan.kind === 'program' ? plan.home : homedir() } = place;
  const consent = (kind: Consent['kind'], text: string, who = plan.profile): Consent => {
    const of = JSON.stringify([kind, who, text, host, home]);
    return { kind, text, key: createHash('sha256').update(of).digest('hex') };
  };
  // Whoever stands in for STS gets a token or a signed request, and decides by which keys is signed.
  const ofSts =
    'stsHost' in plan && !isVendorSts(plan.stsHost)
      ? [consent('address', `https://${plan.stsHost}`, plan.roleArn)]
      : [];
  switch (plan.kind) {
    case 'program':
      return [consent('program', plan.command)];
    case 'address':
      return [consent('address', plan.address)];
    case 'role':
      return [...consentsOf(plan.by, place), ...ofSts];
    default:
      return ofSts;
  }
}

/**
 * What is to be asked before `source` is used. Reads the user's own files. Rejects with a CloudError where the source can't
 * sign as it is.
 */
export async function consentsFor(source: CredentialSource, home?: string): Promise<Consent[]> {
  const name = 'name' in source ? source.name : source.kind;
  return consentsOf(await planFor(source, name, process.env, home), { home });
}
