/** Reads the parameters of a query or a form body. */
import * as l10n from '@vscode/l10n';
import { operation, UnreadableTextError, type ParsedParameter, type Skipped, type ParsedRequest } from './format.ts';

/** What every call carries beside the parameters of its operation: signatures and keys are among it. */
const commonParameters =
  /^(Action|Version|Format|Timestamp|Signature|SignatureMethod|SignatureNonce|SignatureVersion|SignatureType|AccessKeyId|SecurityToken)$/i;

/** The region of one of the service's own hosts. */
export function regionOfHost(host: string): string | undefined {
  return /^hbr(?:-vpc)?\.([a-z\d-]+)\.aliyuncs\.com$/.exec(host)?.[1];
}

/**
 * Sorts the pairs of a call: parameters, the region that it goes to, and what no spec can carry.
 *
 * @throws UnreadableTextError where it is a call of another operation
 */
export function readPairs(pairs: Iterable<readonly [name: string, value: string, json?: boolean]>): ParsedRequest {
  const parameters: ParsedParameter[] = [];
  const skipped: Skipped[] = [];
  let region: string | undefined;
  for (const [name, value, json] of pairs) {
    if (name === 'Action' && value !== operation) {
      throw new UnreadableTextError(l10n.t('This calls another operation, not {0}.', operation));
    }
    if (name === 'RegionId' || name === '$region') region = value;
    else if (name === 'ClientToken') skipped.push({ name, reason: l10n.t("the service doesn't act on it") });
    else if (!commonParameters.test(name) && name !== '$schema')
      parameters.push({ name, value, ...(json && { json }) });
  }
  return { parameters, region, skipped };
}

const decoded = (text: string) => (/[%+]/.test(text) ? (new URLSearchParams(`=${text}`).get('') ?? '') : text);

/**
 * The pairs of a form-encoded text, in which a percent sign may stand for itself. Each pair is decoded by itself: for a text
 * of many names without values, Node 24 takes time by the square of their number.
 */
export function formPairs(text: string): [string, string][] {
  const pairs = text.replace(/^\?/, '').split('&');
  return pairs.flatMap((pair): [string, string][] => {
    const end = pair.includes('=') ? pair.indexOf('=') : pair.length;
    return pair === '' ? [] : [[decoded(pair.slice(0, end)), decoded(pair.slice(end + 1))]];
  });
}

/** Reads a URL or a request line with a query, or a query alone. @throws UnreadableTextError as {@link readPairs} */
export function readQuery(text: string): ParsedRequest {
  const [, host = '', query = ''] =
    /^(?:(?:GET|POST)\s+)?(?:https?:\/\/([^/?\s]+))?\/?\??(\S*)/i.exec(text.trim()) ?? [];
  const { region = regionOfHost(host), ...parsed } = readPairs(formPairs(query.replace(/#[\s\S]*/, '')));
  return { ...parsed, region };
}
