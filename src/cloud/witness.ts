/**
 * What the SDK hides: of an answer the status and the headers of an error, and the connection; of a request the way to stop
 * it. Node tells of every answer by a diagnostics channel, and the asynchronous context says which call it belongs to.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import httpx from 'httpx';
import { wayOf, type Way } from './connection.ts';

/** The head of an answer, as it came. */
export interface Head {
  readonly statusCode: number;
  readonly statusMessage: string;
  /** The header `Date`, in ms since 1970; undefined where there is none that can be read. */
  readonly serverTime: number | undefined;
  /** When the head came, in ms since 1970 by this machine's clock. */
  readonly receivedAt: number;
  readonly over: Way;
  /** The request's own signature, which an answer may echo. */
  readonly signature: string;
}

/** One call; `head` is there once its answer has begun, and stays away on a Node that doesn't tell. */
export interface Witness {
  readonly operation: string;
  /** Where it is aborted, the request is destroyed, also while a proxy or a certificate is still waited for. */
  readonly signal: AbortSignal;
  head?: Head;
}

const witnesses = new AsyncLocalStorage<Witness>();

/** A header `Date` in ms since 1970; undefined where it is none. */
export function dateOf(header: string | undefined): number | undefined {
  const date = Date.parse(header ?? '');
  return Number.isNaN(date) ? undefined : date;
}

function headOf(request: ClientRequest, response: IncomingMessage): Head {
  const { socket, statusCode = 0, statusMessage = '' } = response;
  return {
    statusCode,
    statusMessage,
    serverTime: dateOf(response.headers.date),
    receivedAt: Date.now(),
    over: wayOf(socket),
    signature: /Signature=([^,\s]+)/.exec(String(request.getHeader('authorization')))?.[1] ?? '',
  };
}

// The SDK's HTTP client gives up a request only once it has a connection. One that waits for its proxy (for a person who is
// asked for its password) would leave long after everybody has stopped waiting for it.
const { request } = httpx;
httpx.request = (url, options) => {
  const signal = witnesses.getStore()?.signal;
  const stoppable = (ready: object) => ({ ...ready, signal });
  return request(url, signal ? { ...options, beforeRequest: stoppable } : options);
};

// In spite of its name it tells as soon as the head was read, before the request itself does.
subscribe('http.client.response.finish', (message) => {
  const witness = witnesses.getStore();
  if (!witness) return;
  const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
  // What else is asked on the way (by whatever has its hands in `http`) has nothing to say of this call.
  if (request.getHeader('x-acs-action') !== witness.operation) return;
  witness.head = headOf(request, response);
  // The SDK reads an error's body by itself, without a limit, and throws the rest away. A success it hands on unread.
  if (witness.head.statusCode >= 400) response.statusCode = 200;
});

/** Runs one call of the SDK and keeps the head of its answer in `witness`, also where the call fails. */
export function watch<T>(witness: Witness, call: () => Promise<T>): Promise<T> {
  return witnesses.run(witness, call);
}
