import type { IncomingMessage } from 'node:http';

/**
 * Whether a request names a server of this machine's loopback as such: a web page whose name was pointed at 127.0.0.1 sends
 * that name, and its own origin.
 *
 * @param port absent where something of a test's, on a port of its own, stands before the server
 */
export function isOwnHost({ headers: { host = '', origin } }: IncomingMessage, port?: number): boolean {
  const [, name, given] = /^(127\.0\.0\.1|localhost):(\d+)$/.exec(host) ?? [];
  return name !== undefined && (port === undefined || given === String(port)) && origin === undefined;
}
