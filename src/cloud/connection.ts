/** How an answer came, which tells whether it is that of who was asked. */
import type { Socket } from 'node:net';

/**
 * - `tls`: over TLS, from a host whose certificate was checked; `unchecked`: by another extension's doing it was not;
 * - `plain`: over a connection without it;
 * - `nothing`: over none. A proxy's refusal to connect comes so: VS Code's agent (https-proxy-agent) plays it on a socket that
 *   leads nowhere, so that the proxy never gets the request itself.
 */
export type Way = 'tls' | 'unchecked' | 'plain' | 'nothing';

export function wayOf(socket: Socket): Way {
  if ('encrypted' in socket && socket.encrypted === true) {
    return 'authorized' in socket && socket.authorized === true ? 'tls' : 'unchecked';
  }
  return socket.remoteAddress === undefined ? 'nothing' : 'plain';
}

/** The error for an answer to an https request that came another way than over TLS; undefined for the others. */
export function notOverTls(head: {
  readonly over: Way;
  readonly statusCode: number;
  readonly statusMessage: string;
}): Error | undefined {
  const { over, statusCode, statusMessage } = head;
  if (over === 'tls') return undefined;
  const code = over === 'nothing' ? 'PROXY_REFUSED' : over === 'plain' ? 'ANSWER_NOT_ENCRYPTED' : 'ANSWER_NOT_VERIFIED';
  return Object.assign(new Error('not over TLS'), { code, statusCode, statusMessage });
}

/** The error for an answer of another machine than the one whose IP address was asked; undefined for its own. */
export function notFromAddress(address: string, { remoteAddress }: Socket): Error | undefined {
  if (remoteAddress === address) return undefined;
  return Object.assign(new Error('not from the address'), { code: 'PROXY_IN_BETWEEN' });
}
