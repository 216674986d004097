/** Addresses that give credentials: who knows one has them, by its query or its user. */
import { keepSecret } from '../secrets.ts';
import { clean } from '../text.ts';

const namesSecret = /token|secret|passw|pwd|sig|key|auth|code|cred/i;
/** Capitals, small letters and digits: an account, an instance or a role's ARN looks otherwise, and belongs into restores. */
const looksSecret = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[\w+/=.~-]{16,}$/;
/** An ARN and an AccessKey ID say who, whatever they are called: they stand in restores and in what the service answers. */
const isName = /^(?:acs:[\w-]*:[^:]*:\d*:\S+|LTAI[A-Za-z0-9]{12,26}|STS\.[A-Za-z0-9]{12,40})$/;

/** What is secret in an address. */
export function addressSecrets(address: string): string[] {
  if (!URL.canParse(address)) return [];
  const { password, search, searchParams } = new URL(address);
  const secrets = [...searchParams]
    // A short one is a word, which would be missing from other texts.
    .filter(([name, value]) => value.length >= 16 && (namesSecret.test(name) || looksSecret.test(value)))
    .filter(([, value]) => !isName.test(value))
    .map(([, value]) => value);
  const query = search.slice(1);
  return [password, decoded(password), query, decoded(query), ...secrets];
}

/** Has what is secret in an address kept out of every text. */
export function keepAddressSecret(address: string): void {
  keepSecret(...addressSecrets(address));
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
  return clean(`${protocol}//${host}${pathname}`, 200);
}
