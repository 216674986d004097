import type { CrossAccountRole } from '../cloud/accountOperations.ts';
import type { Snapshot } from '../cloud/accountResponses.ts';
import type { OfferedValue } from '../restoreSpec/liveValues.ts';
import type { Question } from './questions.ts';

/** What an offer depends on. */
export interface OfferContext {
  /** What the spec says, by parameter; `UdmDetail.sourceInstanceId` for a key inside of one. */
  readonly values: Readonly<Record<string, string>>;
  /** What is typed at the cursor. */
  readonly typed: string;
  /** Where requests of the spec go. */
  readonly region: string;
  /** ms since 1970. */
  readonly now: number;
  /** What is known, or else what the service says. */
  readonly read: <T>(question: Question<T>) => Promise<T>;
  /** A snapshot that some list had a short time ago. */
  readonly listed?: (snapshotId: string) => Snapshot | undefined;
}

/**
 * Whose resources a spec restores to: those of another account, by its role, or the account's own, without one.
 *
 * @returns undefined where another account is meant that the spec doesn't name, so that nothing can be asked of it
 */
export function targetAccount(values: OfferContext['values']): { readonly role?: CrossAccountRole } | undefined {
  if (values['CrossAccountType'] !== 'CROSS_ACCOUNT') return {};
  const { CrossAccountUserId: userId, CrossAccountRoleName: roleName } = values;
  return userId && roleName ? { role: { userId, roleName } } : undefined;
}

export type Offers = (context: OfferContext) => Promise<readonly OfferedValue[]>;

/** Words of a line, without those that are missing. */
export const words = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(' · ');
