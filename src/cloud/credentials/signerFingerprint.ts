import { createHash } from 'node:crypto';
import type { CredentialsProvider } from './credentialsProvider.ts';

/**
 * A hash of who signs, 16 hexadecimal digits: of the AccessKey, role, sign-in, instance role, address or program that gives the keys.
 * It shows when a profile of the same name has become another signer. It is kept with each job, so it must stay the same in later
 * versions. For an address or a program it says nothing of whose keys they give, which is only known once they are asked.
 */
export function signerFingerprint({ identity }: Pick<CredentialsProvider, 'identity'>): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
}
