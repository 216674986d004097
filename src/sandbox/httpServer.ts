/** The HTTP server of the sandbox: it listens on loopback, reads each request whole and keeps a record of it. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { refusal, errorResponse, writeJson } from './apiResponse.ts';
import type { Refusal } from './apiResponse.ts';
import { writeResponse, writeApiResponse } from './writeResponse.ts';
import type { MutableRequestRecord } from './writeResponse.ts';
import { createRequestLog, type RequestLog } from './requestLog.ts';
import { isAction } from './apiParameters.ts';
import { maxBytes, serveRequest, tooLargeRefusal } from './service.ts';
import type { Service } from './service.ts';
import { parseForm } from './requestForm.ts';
import type { WireRequest } from './requestForm.ts';

/** The most bytes that are read of a body that is too large. Reading on lets the response reach the sender. */
const maxDiscarded = 32 * maxBytes;

/** The most bytes of bodies that are held at a time, of all requests that are being read. */
const maxBuffered = 64 * maxBytes;
const busyRefusal = refusal(503, 'ServiceUnavailable', 'The sandbox reads too many large requests at once.');

export interface HttpServer {
  readonly server: Server;
  readonly log: RequestLog;
  /** Ends every connection, answered or not. */
  readonly closeConnections: () => void;
}

export function openHttpServer(service: Service): HttpServer {
  const log = createRequestLog();
  const sockets = new Set<Socket>();
  const readBody = createBodyReader();

  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const headers = readHeaders(request.rawHeaders);
    const record = newRecord(headers.get('x-acs-action') ?? '', service.now());
    const deny = (refused: Refusal) =>
      writeApiResponse(response, record, errorResponse(refused, record.requestId, service.host));

    // What a web page sent is neither kept nor recorded. It is read, or else the refusal would not arrive.
    const foreign = foreignRefusal(request, headers, service.hosts);
    if (foreign) return (await readBody(request, 0)) === 'gone' ? undefined : deny(foreign);
    if (service.faults.peek(record.action)?.kind === 'resetBeforeRead') {
      service.faults.take(record.action);
      log.count('resetBeforeRead');
      request.socket.resetAndDestroy();
      return;
    }
    const body = await readBody(request, maxBytes);
    if (body === 'gone') return;
    if (body === 'busy') return deny(busyRefusal);
    if (body === 'tooLarge') {
      deny(tooLargeRefusal);
      return log.count(tooLargeRefusal.code);
    }

    try {
      const [path = '', query = ''] = splitOnce(request.url ?? '', '?');
      const wire: WireRequest = { method: request.method ?? '', path, query, headers, body };
      const served = serveRequest(service, wire, record.requestId);
      record.executed = served.answer?.executed ?? false;
      record.fault = served.fault?.kind;
      if (served.isVerified) {
        record.parameters = readParameters(wire);
        log.add(record);
      } else log.count(served.answer?.code ?? '');
      writeResponse(served, response, record, service.host);
    } catch (error) {
      // A mistake in the sandbox must not take its host down, which is the editor's extension host.
      if (response.headersSent) response.destroy();
      else deny(refusal(500, 'InternalError', `The sandbox failed: ${String(error)}`));
    }
  };

  // Node's own limit for the head is 16 kB, less than queries that the API takes. With this limit the service itself refuses long ones.
  const options = { maxHeaderSize: maxBytes + 64 * 1024, requireHostHeader: false };
  const server = createServer(options, (request, response) => {
    response.on('error', ignore);
    void receive(request, response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) =>
    answerMalformedRequest(error, socket as Socket, service.host),
  );
  const closeConnections = () => {
    for (const socket of sockets) socket.destroy();
  };
  return { server, log, closeConnections };
}

/** The refusal of a request that is not meant for the sandbox or comes from a web page; undefined for others. */
function foreignRefusal(
  request: IncomingMessage,
  headers: ReadonlyMap<string, string>,
  hosts: readonly string[],
): Refusal | undefined {
  if (!isOwnHost(headers.get('host') ?? '', request.socket.localPort, hosts)) {
    // A web page can point its own host name at 127.0.0.1 (DNS rebinding). The browser then still sends that name.
    return refusal(403, 'Forbidden', 'The sandbox answers to its own loopback address alone.');
  }
  if (headers.has('origin') || headers.get('sec-fetch-site') === 'cross-site')
    return refusal(403, 'Forbidden', 'The sandbox answers to no web page.');
  return undefined;
}

/** Of an action only a known name is kept: anybody can write the header, and make it as long as they like. */
const newRecord = (action: string, time: number): MutableRequestRecord => ({
  requestId: randomUUID().toUpperCase(),
  time,
  action: isAction(action) ? action : '',
  parameters: {},
  status: undefined,
  code: undefined,
  executed: false,
  fault: undefined,
});

/** Answers bytes that aren't HTTP; there is no request to record. */
function answerMalformedRequest(error: NodeJS.ErrnoException, socket: Socket, host: string): void {
  socket.on('error', ignore);
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const large = error.code === 'HPE_HEADER_OVERFLOW';
  const refused = large ? tooLargeRefusal : refusal(400, 'InvalidRequest', 'What came is not an HTTP request.');
  const text = writeJson(errorResponse(refused, randomUUID().toUpperCase(), host).body);
  const reason = large ? '413 Payload Too Large' : '400 Bad Request';
  const head = `HTTP/1.1 ${reason}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}`;
  // Closing at once, with bytes still unread, would make the kernel drop the answer.
  socket.end(`${head}\r\nConnection: close\r\n\r\n${text}`, () => setTimeout(() => socket.destroy(), 200).unref());
}

/** For errors of a client that broke off: nobody is left to answer. */
const ignore = (): void => undefined;

/** A body that was read whole, or why there is none. */
type Body = Buffer | 'tooLarge' | 'busy' | 'gone';

/** Reads bodies to their ends. Of one with more bytes than `limit` nothing is kept. */
function createBodyReader(): (request: IncomingMessage, limit: number) => Promise<Body> {
  let buffered = 0;
  return (request, limit) =>
    new Promise((resolve) => {
      let chunks: Buffer[] = [];
      let kept = 0;
      let size = 0;
      let isBusy = false;
      const release = () => {
        buffered -= kept;
        kept = 0;
        chunks = [];
      };
      request.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxDiscarded) request.socket.destroy();
        isBusy ||= size <= limit && buffered + chunk.length > maxBuffered;
        if (isBusy || size > limit) return release();
        chunks.push(chunk);
        kept += chunk.length;
        buffered += chunk.length;
      });
      const end = (body: () => Body) => () => {
        resolve(body());
        release();
      };
      request.on(
        'end',
        end(() => (size > limit ? 'tooLarge' : isBusy ? 'busy' : Buffer.concat(chunks))),
      );
      request.on(
        'error',
        end(() => 'gone'),
      );
      request.on(
        'close',
        end(() => 'gone'),
      );
    });
}

/** Headers by name in lower case. Node's own record drops the second header of some names. */
function readHeaders(raw: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const value = raw[index + 1] ?? '';
    const earlier = headers.get(name);
    headers.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return headers;
}

function readParameters(request: WireRequest): Record<string, string> {
  const query = parseForm(request.query) ?? [];
  const body = parseForm(request.body.toString('latin1')) ?? [];
  return Object.fromEntries([...query, ...body]);
}

const isOwnHost = (host: string, port: number | undefined, hosts: readonly string[]): boolean =>
  [`127.0.0.1:${port}`, `localhost:${port}`].includes(host.toLowerCase()) ||
  hosts.includes(host.toLowerCase().replace(/:\d+$/, ''));

function splitOnce(text: string, mark: string): string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
