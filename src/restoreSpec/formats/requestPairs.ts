/** The pairs of names and values that a request is made of, whatever carries them: an address, a form body, JSON. */
import * as l10n from '@vscode/l10n';
import { decodeUtf8, notUtf8 } from './utf8.ts';
import { operation, UnreadableTextError, type ParsedParameter, type Skipped, type ParsedRequest } from './format.ts';

/** What every call carries beside the parameters of its operation: signatures and keys are among it. */
const commonParameters =
  /^(Action|Version|Format|Timestamp|Signature|SignatureMethod|SignatureNonce|SignatureVersion|SignatureType|AccessKeyId|SecurityToken)$/i;

/** Whether a name is one of those that every call carries beside the parameters of its operation. */
export const isCommonParameter = (name: string) => commonParameters.test(name);

/** The region of one of the service's own hosts. */
export function regionOfHost(host: string): string | undefined {
  return /^hbr(?:-vpc)?\.([a-z\d-]+)\.aliyuncs\.com$/.exec(host.toLowerCase())?.[1];
}

/** @throws UnreadableTextError where a text calls another operation */
export function checkOperation(action: string): void {
  if (action !== operation) throw new UnreadableTextError(l10n.t('This calls another operation, not {0}.', operation));
}

/** A name with its value, which is undefined where its bytes are no text; `json` as {@link ParsedParameter} has it. */
export type RequestPair = readonly [name: string, value: string | undefined, json?: boolean];

/**
 * Sorts the pairs of a call: parameters, the region that it goes to, and what no spec can carry.
 *
 * @throws UnreadableTextError where it is a call of another operation
 */
export function readPairs(pairs: Iterable<RequestPair>): ParsedRequest {
  const parameters: ParsedParameter[] = [];
  const skipped: Skipped[] = [];
  let region: string | undefined;
  for (const [name, value, json] of pairs) {
    if (value === undefined) {
      skipped.push({ name, reason: notUtf8() });
      continue;
    }
    if (name === 'Action') checkOperation(value);
    if (name === 'RegionId' || name === '$region') region = value;
    else if (name === 'ClientToken') skipped.push({ name, reason: l10n.t("the service doesn't act on it") });
    else if (!isCommonParameter(name) && name !== '$schema') parameters.push({ name, value, ...(json && { json }) });
  }
  return { parameters, region, skipped };
}

/** A form-encoded text; undefined where its bytes are no UTF-8. */
function decoded(text: string): string | undefined {
  const spaced = text.replaceAll('+', ' ');
  try {
    return spaced.replace(/(?:%[\dA-Fa-f]{2})+/g, (escapes) =>
      decodeUtf8(
        escapes
          .slice(1)
          .split('%')
          .map((hex) => parseInt(hex, 16)),
      ),
    );
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The pairs of a form-encoded text, in which a percent sign may stand for itself. */
export function formPairs(text: string): [name: string, value: string | undefined][] {
  const pairs = text.replace(/^\?/, '').split('&');
  return pairs.flatMap((pair): [string, string | undefined][] => {
    const end = pair.includes('=') ? pair.indexOf('=') : pair.length;
    const name = pair.slice(0, end);
    return pair === '' ? [] : [[decoded(name) ?? name, decoded(pair.slice(end + 1))]];
  });
}

/** The host of an address, without a user and a port; '' where it begins with its path. */
export function hostOf(address: string): string {
  return /^(?:https?:\/\/)?(?:[^/?#@]*@)?([^/?#:]*)/i.exec(address)?.[1] ?? '';
}

/** An address or a request, by the host that it goes to: one that names no region leaves it to the spec's reader. */
export function regionUnknown(host: string): Skipped[] {
  if (host === '' || regionOfHost(host) !== undefined) return [];
  return [{ name: '$region', reason: l10n.t('the address names no region of the service') }];
}

/** What follows a `#` in an address. It is never sent, though a person may have meant it as part of a value. */
export function fragmentSkipped(fragment: string | undefined): Skipped[] {
  return fragment === undefined ? [] : [{ name: '#', reason: l10n.t('what follows it in an address is not sent') }];
}
