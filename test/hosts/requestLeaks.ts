/**
 * The search for secrets of the tests in the requests that the HTTP servers of this process receive. A request may contain a secret
 * only in the part that its protocol has for it.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { findLeak, type Leak } from './testSecrets.ts';

/** A request as it was received. */
export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

const addresses = new Set<string>();

/** Allows a secret in the user or the query of this address. A user may write such a CredentialsURI, and it is called as it is. */
export function allowSecretInAddress(address: string): void {
  const { host, pathname, search } = new URL(address);
  addresses.add(`${host} ${pathname}${search}`);
}

const isOwnAddress = ({ url, headers }: Received) => addresses.has(`${String(headers['host'])} ${url}`);

/** The requests that exchange a sign-in of the CLI for keys. */
const exchanges = new Set(['POST /cloud-credentials', 'POST /v1/exchange']);

/** Whether a request is signed. Only a signed request may contain a security token. */
const isSigned = (request: Received) =>
  /^ACS3-/.test(String(request.headers['authorization'])) ||
  [parametersOf(request.url), isForm(request) && new URLSearchParams(request.body)].some(
    (parameters) => parameters && parameters.has('Signature'),
  );

/** The parts of a request in which a protocol sends a secret, with the condition. */
const protocols: Readonly<Record<string, (request: Received) => boolean>> = {
  'header x-acs-security-token': isSigned,
  'parameter SecurityToken': isSigned,
  'parameter OIDCToken': ({ url, headers }) =>
    (headers['x-acs-action'] ?? parametersOf(url)?.get('Action')) === 'AssumeRoleWithOIDC',
  'header x-aliyun-ecs-metadata-token': ({ headers }) => headers['host'] === '100.100.100.200',
  'header authorization': (request) => {
    const { method, url, headers } = request;
    const [scheme] = String(headers['authorization']).split(' ', 1);
    return scheme === 'Bearer' ? exchanges.has(`${method} ${url}`) : scheme === 'Basic' && isOwnAddress(request);
  },
};

function parametersOf(url: string): URLSearchParams | undefined {
  const at = url.indexOf('?');
  return at < 0 ? undefined : new URLSearchParams(url.slice(at));
}

const isForm = ({ headers }: Received) => /^application\/x-www-form-urlencoded/i.test(String(headers['content-type']));

/** All parts of a request with their names. Parameters of the query and of a form are parts of their own. */
function* partsOf(request: Received): Generator<readonly [part: string, text: string]> {
  const { url, headers, body } = request;
  for (const [name, value] of Object.entries(headers)) yield [`header ${name}`, String(value)];
  yield ['path', url.split('?', 1)[0] ?? ''];
  if (!isOwnAddress(request)) for (const [name, value] of parametersOf(url) ?? []) yield [`parameter ${name}`, value];
  if (!isForm(request)) yield ['body', body];
  else for (const [name, value] of new URLSearchParams(body)) yield [`parameter ${name}`, value];
}

/** The parts of a request that contain a mark without permission. `file` names the part and contains no secret. */
export function leaksInRequest(request: Received, mark?: string): Leak[] {
  const leaks: Leak[] = [];
  for (const [part, text] of partsOf(request)) {
    const name = findLeak(Buffer.from(part), mark);
    const leak = name ?? findLeak(Buffer.from(text), mark);
    if (!leak || (!name && protocols[part]?.(request))) continue;
    const shown = name ? 'the name of a parameter' : part;
    leaks.push({ file: `a request to ${String(request.headers['host'])}: ${shown}`, ...leak });
  }
  return leaks;
}

/**
 * From now on, searches every request to any HTTP server of this process once its body has arrived. Bodies are observed while the
 * server reads them, so nothing is consumed.
 */
export function watchRequests(found: (leaks: readonly Leak[]) => void): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const { method = '', url = '', headers } = request;
    const chunks: Buffer[] = [];
    const look = () => {
      found(leaksInRequest({ method, url, headers, body: Buffer.concat(chunks).toString('latin1') }));
    };
    const push = request.push.bind(request);
    request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
      if (chunk) chunks.push(chunk);
      else look();
      return push(chunk, encoding);
    };
    // A client that aborts has sent what arrived before.
    response.once('close', () => {
      if (!request.complete) look();
    });
  });
}
