/** What all providers of a role's keys need: the role, and the STS that is asked for the keys. */
import { consentTo, type Consent } from './consent.ts';
import type { ProviderContext } from './credentialsProvider.ts';
import { isVendorSts } from './stsHost.ts';

/** A session of a role. */
export interface RoleSession {
  readonly profile: string;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly seconds: number;
  /** Host of STS, with its port where that isn't 443. */
  readonly stsHost: string;
}

/** How long the keys of a role are valid where nothing sets it, in seconds. It is also the default of STS. */
export const defaultSeconds = 3600;

/** The name of a role's session, where nothing sets one. */
export const defaultSessionName = 'cloud-backup-restore';

/** The account of a role's ARN (`acs:ram::ACCOUNT:role/NAME`). */
export const accountOfRole = (arn: string): string | undefined => /^acs:ram::(\d+):role\//.exec(arn)?.[1];

/** The identity of a role's keys. An STS that is not the vendor's is part of it, because that host decides which keys it gives. */
export const roleIdentity = ({ roleArn, stsHost }: RoleSession): readonly unknown[] => [
  'role',
  roleArn,
  ...(isVendorSts(stsHost) ? [] : [stsHost]),
];

/** The consents for a role. An STS that is not the vendor's needs one, because it gets a token or a signed request. */
export const roleConsents = ({ roleArn, stsHost }: RoleSession, context: ProviderContext): readonly Consent[] =>
  isVendorSts(stsHost) ? [] : [consentTo('address', `https://${stsHost}`, roleArn, context)];
