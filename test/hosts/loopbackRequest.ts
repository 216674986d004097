import type { IncomingMessage } from 'node:http';

/**
 * Whether a request was addressed to a loopback address itself. A web page whose host name was pointed at 127.0.0.1 (DNS rebinding)
 * sends that name and its own origin, so its requests are refused.
 *
 * @param port absent where a test puts a proxy on another port before the server
 */
export function isLoopbackRequest({ headers: { host = '', origin } }: IncomingMessage, port?: number): boolean {
  const [, name, given] = /^(127\.0\.0\.1|localhost):(\d+)$/.exec(host) ?? [];
  return name !== undefined && (port === undefined || given === String(port)) && origin === undefined;
}
