/** One request for credentials: its answer, whatever it is, within a time and a size. Redirects are not followed. */
// VS Code puts its proxies and certificates into these two modules, under these two names.
import http from 'http';
import https from 'https';
import type { IncomingHttpHeaders } from 'node:http';
import { notFromAddress, notOverTls, wayOf } from '../connection.ts';

export interface Question {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** For all of it, in ms. */
  readonly timeoutMs: number;
  /** Whether the host, given by its IP address, is another one by way of a proxy. */
  readonly direct?: boolean | undefined;
}

export interface Said {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** No answer with keys comes near it. */
const maximumBytes = 200_000;

/**
 * Rejects with what Node's network code gives, with an Error named `TimeoutError`, or one with the code `ANSWER_TOO_LARGE`; for
 * https also as `notOverTls` says, for a `direct` one as `notFromAddress` does: who stands in between could put in other keys.
 */
export function ask({ url, method, headers, body, timeoutMs, direct }: Question): Promise<Said> {
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...headers, connection: 'close' }, rejectUnauthorized: true };
    const request = (url.protocol === 'https:' ? https : http).request(url, options, (response) => {
      const { socket, statusCode = 0, statusMessage = '' } = response;
      const wrong =
        url.protocol === 'https:'
          ? notOverTls({ over: wayOf(socket), statusCode, statusMessage })
          : direct && notFromAddress(url.hostname, socket);
      if (wrong) {
        giveUp(wrong);
        return;
      }
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maximumBytes) giveUp(Object.assign(new Error('answer too large'), { code: 'ANSWER_TOO_LARGE' }));
        else chunks.push(chunk);
      });
      response.on('error', giveUp);
      response.on('end', () => {
        clearTimeout(timer);
        resolve({ status: statusCode, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
    const giveUp = (error: Error) => {
      clearTimeout(timer);
      reject(error);
      request.destroy();
    };
    const timer = setTimeout(() => giveUp(Object.assign(new Error('timeout'), { name: 'TimeoutError' })), timeoutMs);
    request.on('error', giveUp);
    request.end(body);
  });
}
