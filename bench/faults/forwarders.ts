/** Servers between the processes of the bench and the sandbox. They lose and hold up requests for restores, and falsify dates. */
import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMs, proofMs } from './times.ts';

/**
 * What becomes of a request for a restore: `lost` never arrives, of `answerLost` the answer is lost, and `late` and `later` arrive
 * after the client has given up. Other requests get through.
 */
export type Path = 'lost' | 'answerLost' | 'late' | 'later';

/** What the `Date` of the answers says: 20 minutes more or less than the time, now this and now that, or no date at all. */
export type FalseDate = 'ahead' | 'behind' | 'jumping' | 'none';

export interface Forwarders {
  /** The one whose answers have this date, or the right one. */
  endpointOf(date?: FalseDate): string;
  /** What becomes of the next request for a restore to this prefix; without it that request and its answer get through. */
  expect(targetPrefix: string, path: Path): void;
  readonly endpoints: readonly string[];
  /** Resolves once no request for a restore is held up any more. */
  delivered(): Promise<void>;
  close(): void;
}

const dates: readonly (FalseDate | undefined)[] = [undefined, 'ahead', 'behind', 'jumping', 'none'];

/** How long a request is held up, in ms. The longest is less than the bench's time of proof after the client gave up. */
const holdMs = (path: Path) =>
  createMs + (path === 'late' ? 200 + Math.random() * 1000 : 0.8 * proofMs + Math.random() * 0.1 * proofMs);

const dateLieMs = 20 * 60_000;

function falseDate(date: FalseDate): string {
  switch (date) {
    case 'none':
      return 'from a cache';
    case 'ahead':
      return new Date(Date.now() + dateLieMs).toUTCString();
    case 'behind':
      return new Date(Date.now() - dateLieMs).toUTCString();
    case 'jumping':
      return new Date(Date.now() + (Math.random() * 2 - 1) * dateLieMs).toUTCString();
  }
}

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

const isRestore = ({ headers }: IncomingMessage) => headers['x-acs-action'] === 'CreateRestoreJob';

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Sends a request on as it came. @throws where the sandbox breaks off */
async function forward(to: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  const sent = httpRequest(new URL(url ?? '/', to), { method, headers: { ...headers, connection: 'close' } });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const contentType = answer.headers['content-type'] ?? '';
  return { status: answer.statusCode ?? 502, contentType, body: await readAll(answer) };
}

export async function startForwarders(sandbox: string): Promise<Forwarders> {
  const held = new Set<Promise<unknown>>();
  const servers: Server[] = [];
  const endpoints = new Map<FalseDate | undefined, string>();
  const expected = new Map<string, Path[]>();

  const start = async (date: FalseDate | undefined) => {
    const server = createServer((request, response) => {
      response.on('error', () => undefined);
      const handle = async () => {
        const body = await readAll(request);
        const { socket } = request;
        const targetPrefix = new URL(request.url ?? '/', sandbox).searchParams.get('TargetPrefix') ?? '';
        const path = isRestore(request) ? expected.get(targetPrefix)?.shift() : undefined;
        if (path) {
          if (path === 'late' || path === 'later') await new Promise((resolve) => setTimeout(resolve, holdMs(path)));
          if (path !== 'lost') await forward(sandbox, request, body);
          socket.resetAndDestroy();
          return;
        }
        const answer = await forward(sandbox, request, body);
        response.sendDate = date === undefined;
        if (date) response.setHeader('date', falseDate(date));
        response.writeHead(answer.status, { 'content-type': answer.contentType, connection: 'close' }).end(answer.body);
      };
      const handled = handle().catch(() => request.socket.destroy());
      if (isRestore(request)) held.add(handled);
      void handled.then(() => held.delete(handled));
    });
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    endpoints.set(date, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  };
  for (const date of dates) await start(date);

  return {
    endpointOf: (date) => endpoints.get(date) ?? '',
    expect: (targetPrefix, path) => expected.set(targetPrefix, [...(expected.get(targetPrefix) ?? []), path]),
    endpoints: [...endpoints.values()],
    async delivered() {
      while (held.size > 0) await Promise.all(held);
    },
    close() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}
