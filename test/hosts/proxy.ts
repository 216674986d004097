import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Certificate } from './certificates.ts';

/** A request for a tunnel, or for a page (always refused), with the HTTP status of the response. */
export interface Tunnel {
  /** `HOST:PORT`, or the address of the page. */
  readonly target: string;
  /** `USER:PASSWORD` that came with it, or `undefined`. */
  readonly credentials: string | undefined;
  readonly status: number;
}

export interface Proxy {
  readonly host: string;
  readonly port: number;
  /** The requests since the last call, in order. */
  readonly take: () => Tunnel[];
  /** From now on answers 407 to requests without `USER:PASSWORD`; `undefined` accepts all requests again. */
  readonly require: (credentials: string | undefined) => void;
  /** From now on answers every tunnel with this status and an HTML page, or opens tunnels again. */
  readonly answer: (status: number | undefined) => void;
  /** From now on answers every tunnel with these bytes. */
  readonly say: (bytes: string) => void;
  /** From now on delays all answers until the returned function is called. */
  readonly hold: () => () => void;
  /** Resolves once no connection is open. */
  readonly idle: () => Promise<void>;
  /** Stops listening until `resume`, which listens on the same port again. */
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const page = '<html><head><title>Gateway</title></head><body><h1>The proxy says no</h1></body></html>';

/** Connects two sockets. Where one closes, the other is closed too; an aborted connection is no error here. */
function join(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
    from.pipe(to);
  }
}

/** Listens on a free port. Closing it closes all connections too. */
async function listen(server: Server, host: string) {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  const listenOn = async (port: number) => {
    server.listen(port, host);
    await once(server, 'listening');
  };
  await listenOn(0);
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  const idle = async () => {
    for (const socket of sockets) if (!socket.closed) await once(socket, 'close');
  };
  return { port: (server.address() as AddressInfo).port, close, listenOn, idle };
}

/**
 * An HTTP proxy on loopback. It opens tunnels only to `routes`, by the requested `HOST:PORT`, so that no test can reach another
 * machine.
 */
export async function startProxy(routes: Readonly<Record<string, { host: string; port: number }>>): Promise<Proxy> {
  const host = '127.0.0.1';
  const tunnels: Tunnel[] = [];
  let required: string | undefined;
  let forced: number | undefined;
  let rawAnswer: string | undefined;
  let held: Promise<void> | undefined;
  const server = createServer(({ url: target = '' }, response) => {
    tunnels.push({ target, credentials: undefined, status: 405 });
    response.writeHead(405).end();
  });
  const open = ({ headers, url: target = '' }: IncomingMessage, socket: Socket, head: Buffer) => {
    const [, encoded] = /^Basic (\S+)$/i.exec(headers['proxy-authorization'] ?? '') ?? [];
    const credentials = encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString();
    const route = routes[target];
    const allowed = required === undefined || credentials === required;
    const status = forced ?? (!allowed ? 407 : route ? 200 : 403);
    tunnels.push({ target, credentials, status });
    socket.on('error', () => undefined);
    if (rawAnswer !== undefined) {
      socket.end(rawAnswer);
      return;
    }
    if (status !== 200 || !route) {
      const challenge = status === 407 ? 'Proxy-Authenticate: Basic realm="test"\r\n' : '';
      const about = `Content-Type: text/html\r\nContent-Length: ${page.length}\r\nConnection: close\r\n`;
      socket.end(`HTTP/1.1 ${status} No\r\n${challenge}${about}\r\n${page}`);
      return;
    }
    const onward = connect(route.port, route.host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      join(socket, onward);
    });
    onward.on('error', () => socket.destroy());
  };
  server.on('connect', (request, socket: Socket, head: Buffer) => {
    if (held) void held.then(() => open(request, socket, head));
    else open(request, socket, head);
  });
  const { port, close, listenOn, idle } = await listen(server, host);
  return {
    host,
    port,
    take: () => tunnels.splice(0),
    require: (credentials) => (required = credentials),
    answer: (status) => (forced = status),
    say: (bytes) => (rawAnswer = bytes),
    hold() {
      let release = () => {};
      held = new Promise((resolve) => {
        release = () => {
          held = undefined;
          resolve();
        };
      });
      return release;
    },
    idle,
    pause: close,
    resume: () => listenOn(port),
    close,
  };
}

export interface TlsFront {
  readonly host: string;
  readonly port: number;
  /** The number of connections whose client accepted the certificate. */
  readonly accepted: () => number;
  readonly close: () => Promise<void>;
}

/** A TLS server that forwards the decrypted bytes to a plain server on loopback. */
export async function startTlsFront(certificate: Certificate, to: string, host = '127.0.0.1'): Promise<TlsFront> {
  let accepted = 0;
  const server = createTlsServer(certificate, (socket) => {
    accepted += 1;
    const { hostname, port } = new URL(to);
    join(socket, connect(Number(port), hostname));
  });
  // A client that refuses the certificate aborts the handshake.
  server.on('tlsClientError', () => undefined);
  const { port, close } = await listen(server, host);
  return { host, port, close, accepted: () => accepted };
}
