/**
 * The search for secrets of the tests in what the HTTP servers of this process receive: nobody may be sent one but by a
 * protocol.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { leakIn, type Leak } from './canary.ts';

/** A request as it was on the wire. */
export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

const addresses = new Set<string>();

/** Says that the user or the query of this address holds a secret because a person wrote it so: a CredentialsURI is asked as it is. */
export function secretsBelongInAddress(address: string): void {
  const { host, pathname, search } = new URL(address);
  addresses.add(`${host} ${pathname}${search}`);
}

const isOwnAddress = ({ url, headers }: Received) => addresses.has(`${String(headers['host'])} ${url}`);

/** Where a sign-in of the CLI is exchanged for keys. */
const exchanges = new Set(['POST /cloud-credentials', 'POST /v1/exchange']);

/** Whether it is signed: a token goes with a signature alone. */
const isSigned = (request: Received) =>
  /^ACS3-/.test(String(request.headers['authorization'])) ||
  [parametersOf(request.url), isForm(request) && new URLSearchParams(request.body)].some(
    (parameters) => parameters && parameters.has('Signature'),
  );

/** The parts of a request in which its protocol has a secret, and when. */
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

/** All of a request, by what each part is. What the form or the query doesn't take apart is a part as a whole. */
function* partsOf(request: Received): Generator<readonly [part: string, text: string]> {
  const { url, headers, body } = request;
  for (const [name, value] of Object.entries(headers)) yield [`header ${name}`, String(value)];
  yield ['path', url.split('?', 1)[0] ?? ''];
  if (!isOwnAddress(request)) for (const [name, value] of parametersOf(url) ?? []) yield [`parameter ${name}`, value];
  if (!isForm(request)) yield ['body', body];
  else for (const [name, value] of new URLSearchParams(body)) yield [`parameter ${name}`, value];
}

/** Where a mark stands in a request without belonging there; `file` names the part and says no secret. */
export function leaksInRequest(request: Received, mark?: string): Leak[] {
  const leaks: Leak[] = [];
  for (const [part, text] of partsOf(request)) {
    const name = leakIn(Buffer.from(part), mark);
    const leak = name ?? leakIn(Buffer.from(text), mark);
    if (!leak || (!name && protocols[part]?.(request))) continue;
    const shown = name ? 'the name of a parameter' : part;
    leaks.push({ file: `a request to ${String(request.headers['host'])}: ${shown}`, ...leak });
  }
  return leaks;
}

/**
 * Looks through every request that any HTTP server of this process gets from now on, when its body has come. Bodies are
 * seen as they are handed to whoever reads them, which reads them for nobody.
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
    // Who breaks off in the middle has sent what came until then.
    response.once('close', () => {
      if (!request.complete) look();
    });
  });
}
