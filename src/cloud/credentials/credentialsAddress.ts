/** Addresses that give credentials. The query, or the user and password, may be all that an attacker needs to get them. */
import { registerSecrets } from '../redaction/secrets.ts';
import { sanitize } from '../sanitize.ts';

const namesSecret = /token|secret|passw|pwd|sig|key|auth|code|cred/i;
/** A value with capitals, small letters and digits. The IDs and ARNs that restores name have no such mix, so they don't match. */
const looksSecret = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[\w+/=.~-]{16,}$/;
/** An ARN or an AccessKey ID. It is no secret, whatever the parameter is called: restores and the service's responses name them. */
const isName = /^(?:acs:[\w-]*:[^:]*:\d*:\S+|LTAI[A-Za-z0-9]{12,26}|STS\.[A-Za-z0-9]{12,40})$/;

/** What is secret in an address. */
export function addressSecrets(address: string): string[] {
  if (!URL.canParse(address)) return [];
  const { password, search, searchParams } = new URL(address);
  const secrets = [...searchParams]
    // A short value is an ordinary word. As a registered secret it would be redacted in other texts, too.
    .filter(([name, value]) => value.length >= 16 && (namesSecret.test(name) || looksSecret.test(value)))
    .filter(([, value]) => !isName.test(value))
    .map(([, value]) => value);
  const query = search.slice(1);
  return [password, decoded(password), query, decoded(query), ...secrets];
}

/** Registers the secrets of an address, so that they are redacted in every text. */
export function keepAddressSecret(address: string): void {
  registerSecrets(...addressSecrets(address));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** An address as an error may show it: without user, query and fragment. */
export function shownAddress(address: string): string {
  if (!URL.canParse(address)) return '…';
  const { protocol, host, pathname } = new URL(address);
  return sanitize(`${protocol}//${host}${pathname}`, 200);
}
