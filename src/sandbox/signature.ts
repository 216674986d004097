/**
 * Who sent a request: verifies ACS3-HMAC-SHA256, the vendor's "request syntax and signature method V3", from the
 * request itself. It shares nothing with the SDK that signs, so that each is a check of the other.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { refusal } from './apiResponse.ts';
import type { Refusal } from './apiResponse.ts';
import type { Form, WireRequest } from './requestForm.ts';

export interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Set for temporary (STS) credentials: then every request must carry it. */
  readonly securityToken?: string | undefined;
}

/** How far `x-acs-date` may be off, either way. */
const toleranceMs = 15 * 60 * 1000;

const algorithm = 'ACS3-HMAC-SHA256';
const mandatory = ['x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256'];

/** The nonces of accepted requests, with the time (ms) at which each request was dated. */
export type Nonces = Map<string, number>;

/**
 * The refusal of a request whose signature does not hold; undefined where it holds. The nonce of an accepted request is added to
 * `nonces`, and nonces that are too old to be replayed are dropped. `now` in ms.
 */
export function verifyRequest(
  request: WireRequest,
  query: Form,
  keys: Keys,
  nonces: Nonces,
  now: number,
): Refusal | undefined {
  const header = (name: string) => request.headers.get(name) ?? '';
  const authorization = header('authorization');
  if (authorization === '') return refusal(400, 'IncompleteSignature', 'The header Authorization is missing.');
  for (const name of mandatory) {
    if (header(name) === '') return refusal(400, 'MissingParameter', `The header ${name} is missing.`);
  }
  const given = /^(\S+) Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
    authorization,
  );
  const [, scheme, credential = '', signedHeaders = '', signature = ''] = given ?? [];
  if (scheme !== algorithm) {
    return refusal(400, 'IncompleteSignature', `The header Authorization is not of the form of ${algorithm}.`);
  }
  const signed = signedHeaders.split(';').sort();
  const unsigned = [...request.headers.keys()].find((name) => mustBeSigned(name) && !signed.includes(name));
  if (unsigned !== undefined) return refusal(400, 'IncompleteSignature', `The header ${unsigned} is not signed.`);

  return (
    checkIdentity(credential, header('x-acs-security-token'), keys) ??
    checkDate(header('x-acs-date'), now) ??
    checkContent(header('x-acs-content-sha256'), request.body) ??
    checkSignature(request, query, signed, signature, keys.accessKeySecret) ??
    checkNonce(header('x-acs-signature-nonce'), Date.parse(header('x-acs-date')), nonces, now)
  );
}

const mustBeSigned = (name: string) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-');

function checkIdentity(credential: string, token: string, keys: Keys): Refusal | undefined {
  if (!sameText(credential, keys.accessKeyId)) {
    return refusal(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  }
  const expected = keys.securityToken ?? '';
  if (expected !== '' && token === '') {
    return refusal(400, 'InvalidSecurityToken.Malformed', 'The AccessKey is temporary and needs its security token.');
  }
  if (!sameText(token, expected)) {
    const message = 'Specified SecurityToken mismatch with the AccessKey.';
    return refusal(400, 'InvalidSecurityToken.MismatchWithAccessKey', message);
  }
  return undefined;
}

function checkDate(date: string, now: number): Refusal | undefined {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date) ? Date.parse(date) : NaN;
  if (Number.isNaN(time))
    return refusal(400, 'IllegalTimestamp', 'x-acs-date is not of the form yyyy-MM-ddTHH:mm:ssZ.');
  if (Math.abs(now - time) <= toleranceMs) return undefined;
  return refusal(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
}

function checkContent(hash: string, body: Buffer): Refusal | undefined {
  if (sameText(hash, sha256(body))) return undefined;
  return refusal(400, 'SignatureDoesNotMatch', 'x-acs-content-sha256 is not the hash of the body that came.');
}

function checkSignature(
  request: WireRequest,
  query: Form,
  signed: readonly string[],
  signature: string,
  secret: string,
): Refusal | undefined {
  // By the vendor's documentation names and values are encoded. Its SDK encodes values only. For all names in use both give the same.
  const matches = [encode, (name: string) => name].some((encodeName) => {
    const canonical = canonicalRequest(request, query, signed, encodeName);
    const expected = createHmac('sha256', secret)
      .update(`${algorithm}\n${sha256(canonical)}`)
      .digest('hex');
    return sameText(signature, expected);
  });
  if (matches) return undefined;
  return refusal(400, 'SignatureDoesNotMatch', 'Specified signature is not matched with our calculation.');
}

function canonicalRequest(
  request: WireRequest,
  query: Form,
  signed: readonly string[],
  encodeName: (name: string) => string,
): string {
  const pairs = [...query].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return [
    request.method,
    request.path,
    pairs.map(([name, value]) => `${encodeName(name)}=${encode(value)}`).join('&'),
    ...signed.map((name) => `${name}:${(request.headers.get(name) ?? '').trim()}`),
    '',
    signed.join(';'),
    request.headers.get('x-acs-content-sha256') ?? '',
  ].join('\n');
}

function checkNonce(nonce: string, date: number, nonces: Nonces, now: number): Refusal | undefined {
  for (const [known, dated] of nonces) {
    if (now - dated > toleranceMs) nonces.delete(known);
  }
  if (nonces.has(nonce)) return refusal(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
  nonces.set(nonce, date);
  return undefined;
}

/** Percent-encoding as RFC 3986 has it: everything but letters, digits and `-_.~`. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

/** Compares two texts in constant time. Their hashes are compared, because these have the same length. */
const sameText = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
