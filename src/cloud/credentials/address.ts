/** Addresses that give credentials: who knows one has them, by its query or its user. */
import { isRegionId } from '../endpoints.ts';
import { keepSecret } from '../secrets.ts';
import { clean } from '../text.ts';

/** Has what is secret in an address kept out of every text. */
export function keepAddressSecret(address: string): void {
  if (!URL.canParse(address)) return;
  const { password, search } = new URL(address);
  keepSecret(password, decoded(password), search.slice(1), decoded(search.slice(1)));
  for (const value of new URL(address).searchParams.values()) {
    // A short one is a word, which would be missing from other texts.
    if (value.length >= 16 && !isRegionId(value)) keepSecret(value);
  }
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
