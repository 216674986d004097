/** Addresses that give credentials. The query, or the user and password, may be all that an attacker needs to get them. */
import { registerSecrets } from '../redaction/secrets.ts';
import { sanitize } from '../sanitize.ts';

const namesSecret = /token|secret|passw|pwd|sig|key|auth|code|cred/i;
/** A shorter value is an ordinary word. As a registered secret it would be redacted in other texts, too. */
const shortest = 16;
/** A value with capitals, small letters and digits. The IDs and ARNs that restores name have no such mix, so they don't match. */
const looksSecret = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[\w+/=.~-]{16,}$/;
/** An ARN or an AccessKey ID. It is no secret, whatever the parameter is called: restores and the service's responses name them. */
const isName = /^(?:acs:[\w-]*:[^:]*:\d*:\S+|LTAI[A-Za-z0-9]{12,26}|STS\.[A-Za-z0-9]{12,40})$/;

/** What no name or word has: letters and digits without a break, the groups of a UUID, or a sign that names don't have. */
const looksRandom =
  /(?=[a-z]{0,99}\d)(?=\d{0,99}[a-z])[a-z\d]{16,}|^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$|^(?=.*\d)(?=.*[a-z])[^\s]*[^\w\s./:-]/i;

/** Whether a value looks like a secret, and like no word or name, where what it is given for says that it is one. */
export const looksLikeSecret = (value: string): boolean =>
  value.length >= shortest && !isName.test(value) && (looksSecret.test(value) || looksRandom.test(value));

/** What is secret in an address. */
export function addressSecrets(address: string): string[] {
  if (!URL.canParse(address)) return [];
  const { password, search, searchParams } = new URL(address);
  const secrets = [...searchParams]
    .filter(([name, value]) => value.length >= shortest && (namesSecret.test(name) || looksSecret.test(value)))
    .filter(([, value]) => !isName.test(value))
    .map(([, value]) => value);
  const query = search.slice(1);
  const whole = query.length >= shortest ? [query, decoded(query)] : [];
  return [password, decoded(password), ...whole, ...secrets];
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
