/**
 * The HTTP client of the extension, for credentials and for the service. A request is sent once: it is never repeated, and no redirect
 * is followed.
 */
// VS Code puts its proxies and certificates into these two modules, under these two names.
import http from 'http';
import https from 'https';
import type { ClientRequest, IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { withTimeout } from '../withTimeout.ts';
import { connectionError, securityOf, whenConnected } from './connectionSecurity.ts';

export interface HttpRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
  /** Whether the host, given by its IP address, has to answer itself: by way of a proxy it is another machine. */
  readonly direct?: boolean | undefined;
  /** Called when the connection stands, right before the first byte is written. Where it throws, nothing is. */
  readonly beforeSend?: (() => void) | undefined;
}

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** When its headers came, in ms since 1970 by this machine's clock. */
  readonly receivedAt: number;
}

export interface RequestLimits {
  /** Time for the whole of it, in ms. */
  readonly timeoutMs: number;
  /** The most bytes that are read of the response's body. */
  readonly responseBytes: number;
}

/**
 * Why nothing may be written on a connection that stands: nobody checked that it leads to the host, or `beforeSend` threw. Undefined where
 * the request may leave.
 */
function reasonToHoldBack({ url, beforeSend }: HttpRequest, socket: Socket): Error | undefined {
  if (url.protocol === 'https:' && securityOf(socket) !== 'verified') {
    return Object.assign(new Error('not verified'), { code: 'CONNECTION_NOT_VERIFIED' });
  }
  try {
    beforeSend?.();
    return undefined;
  } catch (cause) {
    return Object.assign(new Error('held back', { cause }), { code: 'HELD_BACK' });
  }
}

/**
 * The length as a header. Node would know it only at the end of the request, and an agent may write the headers before that. Then they
 * would announce chunks.
 */
function lengthHeader({ method, body }: HttpRequest): Record<string, string> {
  if (body === undefined && method === 'GET') return {};
  return { 'content-length': String(Buffer.byteLength(body ?? '')) };
}

/** How far a request has come. */
interface Progress {
  /** Node's request, once it is made. */
  sent?: ClientRequest;
  /** Whether it was handed to Node, which writes it from then on. */
  isHandedOver: boolean;
}

/**
 * Whether surely not a byte of a request was written, and none will be once it is given up: it was never handed over. Agents of others get
 * it too, and one that had written its headers would have set `headersSent`. Where that can't be told, it isn't sure.
 */
const neverLeft = ({ sent, isHandedOver }: Progress): boolean =>
  !isHandedOver && (sent === undefined || sent.headersSent === false);

function exchange(
  request: HttpRequest,
  responseBytes: number,
  signal: AbortSignal,
  progress: Progress,
): Promise<HttpResponse> {
  const { url, method, headers, body, direct = false } = request;
  const options = {
    method,
    // The other side may close a connection that is kept open just when the next request is sent on it. That can't be told from a
    // restore that was started.
    headers: { ...headers, ...lengthHeader(request), connection: 'close' },
    // Set here, since NODE_TLS_REJECT_UNAUTHORIZED would switch the check off.
    rejectUnauthorized: true,
    // Destroys the request, also while a proxy or its password is still waited for. Else it would leave long after it was given up.
    signal,
  };
  return new Promise((resolve, reject) => {
    let isGivenUp = false;
    const sent = (url.protocol === 'https:' ? https : http).request(url, options, (response) => {
      const receivedAt = Date.now();
      const wrong = connectionError(response, url, direct);
      if (wrong) {
        giveUp(wrong);
        return;
      }
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= responseBytes) chunks.push(chunk);
        else giveUp(Object.assign(new Error('response too large'), { code: 'ANSWER_TOO_LARGE', limit: responseBytes }));
      });
      response.on('error', giveUp);
      response.on('end', () => {
        const { statusCode = 0, headers } = response;
        resolve({ statusCode, headers, body: Buffer.concat(chunks), receivedAt });
      });
    });
    progress.sent = sent;
    const giveUp = (error: Error) => {
      isGivenUp = true;
      reject(error);
      sent.destroy();
    };
    sent.on('error', giveUp);
    // Not a byte is given to Node before: it would send it by itself once the connection stands, however late that is.
    whenConnected(sent, (socket) => {
      // A socket that leads nowhere replays the refusal of a proxy, which comes as the response.
      if (isGivenUp || signal.aborted || sent.destroyed || securityOf(socket) === 'none') return;
      const reason = reasonToHoldBack(request, socket);
      if (reason) {
        giveUp(reason);
        return;
      }
      progress.isHandedOver = true;
      sent.end(body);
    });
  });
}

/**
 * Sends one request and reads its response, whatever its status. Where that fails the request is destroyed, and what was thrown is for
 * `transportError` to judge: an error of Node's network code, one of `connectionError`, one with the code `CONNECTION_NOT_VERIFIED`,
 * with `HELD_BACK` and what `beforeSend` threw as its cause, or with `ANSWER_TOO_LARGE` and the `limit`, or one named `RequestTimeoutError` or `AbortError`.
 * Its `neverLeft` is true where surely not a byte was written.
 *
 * @param signal where it is aborted, what has not left by then never does
 */
export async function sendRequest(
  request: HttpRequest,
  limits: RequestLimits,
  signal?: AbortSignal,
): Promise<HttpResponse> {
  const progress: Progress = { isHandedOver: false };
  const work = (stop: AbortSignal) => exchange(request, limits.responseBytes, stop, progress);
  try {
    return await withTimeout(work, limits.timeoutMs, signal);
  } catch (error) {
    throw neverLeft(progress) ? Object.assign(Object(error) as object, { neverLeft: true }) : error;
  }
}

/** A header `Date` in ms since 1970. Undefined for what is not written as HTTP wants it: `Date.parse` makes a date of nearly anything. */
export function dateOf(header: string | undefined): number | undefined {
  const date = new Date(header ?? '');
  return Number.isNaN(date.getTime()) || date.toUTCString() !== header ? undefined : date.getTime();
}
