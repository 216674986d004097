/**
 * Whether a connection stands and leads to the host that was asked. A proxy, or another extension, may have put itself in between.
 */
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/**
 * The connection that a request goes over:
 * - `verified`: TLS, and the certificate of the host was checked;
 * - `unverified`: TLS without that check, which another extension can switch off;
 * - `plain`: no TLS;
 * - `none`: no connection at all. When a proxy refuses to connect, VS Code's agent (https-proxy-agent) replays the proxy's response
 *   on a socket that leads nowhere. So the proxy never gets the request itself.
 */
type Security = 'verified' | 'unverified' | 'plain' | 'none';

const isEncrypted = (socket: Socket) => 'encrypted' in socket && socket.encrypted === true;
const isAuthorized = (socket: Socket) => 'authorized' in socket && socket.authorized === true;

export function securityOf(socket: Socket): Security {
  if (isEncrypted(socket)) return isAuthorized(socket) ? 'verified' : 'unverified';
  return socket.remoteAddress === undefined ? 'none' : 'plain';
}

const codes = { none: 'PROXY_REFUSED', plain: 'ANSWER_NOT_ENCRYPTED', unverified: 'ANSWER_NOT_VERIFIED' } as const;

/** The error for a response to an https request that came over another connection than a verified one. */
function tlsError({ socket, statusCode = 0, statusMessage = '' }: IncomingMessage): Error | undefined {
  const security = securityOf(socket);
  if (security === 'verified') return undefined;
  return Object.assign(new Error('not over verified TLS'), { code: codes[security], statusCode, statusMessage });
}

/** The error for a response of another machine than the one whose IP address was asked. */
function addressError(address: string, { socket }: IncomingMessage): Error | undefined {
  if (socket.remoteAddress === address) return undefined;
  return Object.assign(new Error('not from the address'), { code: 'PROXY_IN_BETWEEN' });
}

/**
 * The error for a response that isn't the asked host's own; undefined where it can be believed. Its `code` is `PROXY_REFUSED`,
 * `ANSWER_NOT_ENCRYPTED`, `ANSWER_NOT_VERIFIED` or `PROXY_IN_BETWEEN`.
 *
 * @param direct whether the host is given by its IP address and has to answer itself
 */
export function connectionError(response: IncomingMessage, url: URL, direct: boolean): Error | undefined {
  if (url.protocol === 'https:') return tlsError(response);
  return direct ? addressError(url.hostname, response) : undefined;
}

function isConnected(socket: Socket): boolean {
  if (!isEncrypted(socket)) return !socket.connecting;
  return isAuthorized(socket) || ('secureConnecting' in socket && socket.secureConnecting === false);
}

/**
 * Calls back once, as soon as the request's connection stands: after the tunnel of a proxy, and after the handshake of TLS. A socket
 * on which the refusal of a proxy is replayed counts as standing.
 */
export function whenConnected(request: ClientRequest, callback: (socket: Socket) => void): void {
  request.once('socket', (socket) => {
    if (isConnected(socket)) callback(socket);
    else socket.once(isEncrypted(socket) ? 'secureConnect' : 'connect', () => callback(socket));
  });
}
