/** The HTTP side: takes connections on loopback, reads requests whole, keeps a record of each. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { refusal, refuse, writeJson } from './answers.ts';
import type { Refusal } from './answers.ts';
import { respond, writeAnswer } from './respond.ts';
import type { OpenRecord, RequestRecord } from './respond.ts';
import { maxBytes, serve, tooLarge } from './service.ts';
import type { Service } from './service.ts';
import { parseForm } from './wire.ts';
import type { WireRequest } from './wire.ts';

/** A sandbox may stand open for days while an editor polls it. */
const maxRecords = 10_000;

/** How much of a body that is too large is read on, so that the answer still reaches who sends it. */
const maxDiscarded = 32 * maxBytes;

export interface HttpSide {
  readonly server: Server;
  readonly records: readonly RequestRecord[];
  /** Ends every connection, answered or not. */
  readonly closeConnections: () => void;
}

export function createHttpSide(service: Service): HttpSide {
  const records: OpenRecord[] = [];
  const sockets = new Set<Socket>();

  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const headers = readHeaders(request.rawHeaders);
    const record = newRecord(headers.get('x-acs-action') ?? '', service.now());
    records.push(record);
    if (records.length > maxRecords) records.shift();
    const deny = (refused: Refusal) => writeAnswer(response, record, refuse(refused, record.requestId, service.host));

    if (service.faults.peek(record.action)?.kind === 'resetBeforeRead') {
      record.fault = service.faults.take(record.action)?.kind;
      request.socket.resetAndDestroy();
      return;
    }
    const body = await readBody(request);
    if (body === 'gone') return;
    if (!isOwnHost(headers.get('host') ?? '', request.socket.localPort, service.hosts)) {
      // A web page whose name was pointed at 127.0.0.1 still sends that name.
      return deny(refusal(403, 'Forbidden', 'The sandbox answers to its own loopback address alone.'));
    }
    if (headers.has('origin') || headers.get('sec-fetch-site') === 'cross-site')
      return deny(refusal(403, 'Forbidden', 'The sandbox answers to no web page.'));
    if (body === 'tooLarge') return deny(tooLarge);

    try {
      const [path = '', query = ''] = splitOnce(request.url ?? '', '?');
      const wire: WireRequest = { method: request.method ?? '', path, query, headers, body };
      const served = serve(service, wire, record.requestId);
      // Of what isn't let in nothing is kept: any page can have its images loaded from here.
      if (wire.method === 'POST') record.parameters = readParameters(wire);
      record.executed = served.answer?.executed ?? false;
      record.fault = served.fault?.kind;
      respond(served, response, record, service.host);
    } catch (error) {
      // A mistake in the sandbox must not take its host down, which is the editor's extension host.
      if (response.headersSent) response.destroy();
      else deny(refusal(500, 'InternalError', `The sandbox failed: ${String(error)}`));
    }
  };

  // Node stops at 16 kB of head, less than queries that the API takes; ours is refused by the service's own words.
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
    answerGarbage(error, socket as Socket, service.host),
  );
  const closeConnections = () => {
    for (const socket of sockets) socket.destroy();
  };
  return { server, records, closeConnections };
}

const newRecord = (action: string, time: number): OpenRecord => ({
  requestId: randomUUID().toUpperCase(),
  time,
  action,
  parameters: {},
  status: undefined,
  code: undefined,
  executed: false,
  fault: undefined,
});

/** Answers bytes that aren't HTTP; there is no request to record. */
function answerGarbage(error: NodeJS.ErrnoException, socket: Socket, host: string): void {
  socket.on('error', ignore);
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const large = error.code === 'HPE_HEADER_OVERFLOW';
  const refused = large ? tooLarge : refusal(400, 'InvalidRequest', 'What came is not an HTTP request.');
  const text = writeJson(refuse(refused, randomUUID().toUpperCase(), host).body);
  const reason = large ? '413 Payload Too Large' : '400 Bad Request';
  const head = `HTTP/1.1 ${reason}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}`;
  // Closing at once, with bytes still unread, would make the kernel drop the answer.
  socket.end(`${head}\r\nConnection: close\r\n\r\n${text}`, () => setTimeout(() => socket.destroy(), 200).unref());
}

/** Who broke off has nobody left to tell. */
const ignore = (): void => undefined;

function readBody(request: IncomingMessage): Promise<Buffer | 'tooLarge' | 'gone'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else if (size > maxDiscarded) request.socket.destroy();
    });
    request.on('end', () => resolve(size > maxBytes ? 'tooLarge' : Buffer.concat(chunks)));
    request.on('error', () => resolve('gone'));
    request.on('close', () => resolve('gone'));
  });
}

/** Headers by name in lower case; Node's own record drops the second of some names. */
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
