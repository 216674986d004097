import * as l10n from '@vscode/l10n';
import { operation, Unreadable, type Found, type Left, type Reading } from './form.ts';

/** What every call of the service carries beside its parameters; signatures and keys among it. */
const common =
  /^(Action|Version|Format|Timestamp|Signature|SignatureMethod|SignatureNonce|SignatureVersion|SignatureType|AccessKeyId|SecurityToken)$/i;

/** The region of one of the service's own hosts. */
export function regionOf(host: string): string | undefined {
  return /^hbr(?:-vpc)?\.([a-z\d-]+)\.aliyuncs\.com$/.exec(host)?.[1];
}

/**
 * Takes apart the pairs of a call: which are parameters, where it goes, what is left behind.
 * @throws Unreadable where it is a call of another operation
 */
export function readPairs(pairs: Iterable<readonly [name: string, value: string, json?: boolean]>): Reading {
  const found: Found[] = [];
  const left: Left[] = [];
  let region: string | undefined;
  for (const [name, value, json] of pairs) {
    if (name === 'Action' && value !== operation) {
      throw new Unreadable(l10n.t('This is a call of another operation than {0}.', operation));
    }
    if (name === 'RegionId' || name === '$region') region = value;
    else if (name === 'ClientToken') left.push({ name, why: l10n.t('the service promises nothing for it') });
    else if (!common.test(name) && name !== '$schema') found.push({ name, value, ...(json && { json }) });
  }
  return { found, region, left };
}

const decoded = (text: string) => (/[%+]/.test(text) ? (new URLSearchParams(`=${text}`).get('') ?? '') : text);

/**
 * The pairs of a form-encoded text, in which a percent sign may stand for itself. Each is decoded by itself: of a text of
 * many names without values, Node 24 takes the square of their number.
 */
export function pairsOf(text: string): [string, string][] {
  const pairs = text.replace(/^\?/, '').split('&');
  return pairs.flatMap((pair): [string, string][] => {
    const end = pair.includes('=') ? pair.indexOf('=') : pair.length;
    return pair === '' ? [] : [[decoded(pair.slice(0, end)), decoded(pair.slice(end + 1))]];
  });
}

/** A URL or request line with a query, or a query alone. */
export function readQuery(text: string): Reading {
  const [, host = '', query = ''] =
    /^(?:(?:GET|POST)\s+)?(?:https?:\/\/([^/?\s]+))?\/?\??(\S*)/i.exec(text.trim()) ?? [];
  const { region = regionOf(host), ...reading } = readPairs(pairsOf(query.replace(/#[\s\S]*/, '')));
  return { ...reading, region };
}
