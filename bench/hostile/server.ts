/** A hostile service: its responses contain hostile texts and the secrets that it was sent. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { formatCall, type CallLog } from '../../src/cloud/http/callLog.ts';
import { createClient, type HbrClient } from '../../src/cloud/hbrClient.ts';
import { credentialsUriProvider } from '../../src/cloud/credentials/providers/credentialsUri.ts';
import { formatLogEntry } from '../../src/cloud/logFormat.ts';
import { containsTestSecret } from '../../test/hosts/testSecrets.ts';
import { isLoopbackRequest } from '../../test/hosts/loopbackRequest.ts';
import { secret } from './payloads.ts';
import { serviceJob } from './jobs.ts';
import type { Shown } from './outputChecks.ts';
import { errorTexts } from './nodeSurfaces.ts';

type Answer = (response: ServerResponse, text: string) => void;

const json =
  (status: number, body: (text: string) => unknown): Answer =>
  (response, text) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body(text)));
  };

const refusal = (text: string) => ({ Code: text, Message: text, RequestId: text, Recommend: text, HostId: text });
const denied = (text: string) => ({ AuthAction: text, PolicyType: text, NoPermissionType: text });

/** Bytes that no server's library would send. */
const raw =
  (head: (text: string) => string): Answer =>
  ({ socket }, text) => {
    const body = JSON.stringify(refusal(text));
    const bytes = Buffer.from(body);
    const line = head(text.replace(/[\r\n]/g, ' '));
    socket?.end(`${line}\r\nContent-Length: ${bytes.length}\r\nConnection: close\r\n\r\n${body}`);
  };

const manyObjects = '{},'.repeat(260_000);

const answers: readonly Answer[] = [
  json(200, (text) => ({ Success: true, RestoreId: text, RequestId: text, Message: text, Code: text })),
  json(200, (text) => ({ Success: false, ...refusal(text) })),
  json(400, refusal),
  json(403, (text) => ({ ...refusal(text), Code: 'Forbidden.RAM', AccessDeniedDetail: denied(text) })),
  json(500, refusal),
  json(404, (text) => ({ ...refusal(text), Code: 'InvalidAccessKeyId.NotFound' })),
  json(200, (text) => ({
    RequestId: text,
    TotalCount: 1,
    RestoreJobs: { RestoreJob: [serviceJob(text), { ...serviceJob(text), RestoreId: text }, text] },
  })),
  json(200, (text) => ({ RequestId: { a: text }, TotalCount: text, RestoreJobs: text, [text]: text })),
  (response, text) => response.writeHead(200, { 'content-type': 'application/json' }).end(text),
  (response, text) => response.writeHead(502, { 'content-type': 'text/html' }).end(`<h1>${text}</h1>`),
  (response, text) =>
    response.writeHead(302, { location: `/moved?${encodeURIComponent(text.replace(/\p{Cs}/gu, ''))}` }).end(text),
  raw((text) => `HTTP/1.1 400 ${text}\r\nx-acs-request-id: ${text}\r\nDate: ${text}\r\nContent-Type: application/json`),
  raw((text) => `HTTP/1.1 200 OK\r\n${text}: ${text}\r\nContent-Encoding: ${text}`),
  raw((text) => text),
  json(200, (text) => ({
    Regions: { Region: [{ RegionId: 'cn-plain-1', LocalName: text }, { RegionId: text }, text] },
  })),
  json(200, (text) => ({ Code: 'Success', AccessKeyId: text, AccessKeySecret: secret, SecurityToken: secret })),
  json(503, (text) => ({ ...refusal(text), Code: 'ServiceUnavailable' })),
  json(400, (text) => ({ ...refusal(text), Code: 'Throttling.User' })),
  // Cloud Backup's own codes, with its words.
  json(404, (text) => ({ ...refusal(text), Code: 'VaultNotExist' })),
  json(500, (text) => ({ ...refusal(text), Code: 'AccessVaultFail' })),
  json(200, (text) => ({
    RequestId: text,
    TotalCount: 1,
    RestoreJobs: { RestoreJob: [{ ...serviceJob(text), Status: 'COMPLETE', ItemsDone: 0, Edition: text }] },
  })),
  // More values than anybody reads.
  (response, text) => {
    const fields = JSON.stringify({ Success: true, RestoreId: 'r-1', RequestId: text }).slice(1);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(`{"many":[${manyObjects}{}],${fields}`);
  },
];

/** The parts of a request in which a secret stands, save the header that carries the token. */
function leaksIn({ url = '', headers }: IncomingMessage, body: string): string[] {
  const parts = [['its address', url] as const, ['its body', body] as const, ...Object.entries(headers)];
  return parts.flatMap(([name, text]) =>
    name !== 'x-acs-security-token' && containsTestSecret(String(text)) ? [name] : [],
  );
}

export interface LyingServer {
  readonly port: number;
  /** What came of calls to which the service answered with the text. */
  surfaces(text: string, index: number): Promise<Shown[]>;
  close(): void;
}

export async function startLyingServer(): Promise<LyingServer> {
  const texts = new Map<string, { text: string; answer: Answer }>();
  /** For requests that name nothing of their own. */
  let latest: { text: string; answer: Answer } | undefined;
  const leaks: Shown[] = [];
  let port = 0;
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    if (!isLoopbackRequest(request, port)) {
      response.writeHead(403).end();
      return;
    }
    const { searchParams } = new URL(request.url ?? '', 'http://unused');
    const told = texts.get(searchParams.get('VaultId') ?? searchParams.get('Filters.1.Values.1') ?? '') ?? latest;
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      leaks.push(
        ...leaksIn(request, body).map(
          (name) => ({ surface: `a request, ${name}`, kind: 'line', text: secret }) as const,
        ),
      );
      if (told) told.answer(response, told.text);
      else response.writeHead(404).end();
    });
  });
  server.on('clientError', (_, socket) => void socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  const endpoint = `http://127.0.0.1:${port}`;
  const keys = {
    kind: 'keys',
    accessKeyId: 'LTAI-hostile',
    accessKeySecret: `${secret}-key`,
    securityToken: secret,
  } as const;
  const limits = { credentialsMs: 20_000, createMs: 20_000, otherMs: 20_000, responseBytes: 1_000_000 };

  return {
    port,
    async surfaces(text, index) {
      const vault = `v-${index}`;
      const answer = answers[index % answers.length];
      if (!answer) return [];
      latest = { text, answer };
      texts.set(vault, latest);
      const lines: CallLog[] = [];
      const account = { signer: 'cliProfile', profile: text, region: 'cn-hangzhou', endpoint } as const;
      const client = createClient(account, keys, (line) => lines.push(line), limits);
      const request = { query: { RestoreType: 'OSS', VaultId: vault }, body: { Include: '["a"]' } };
      // A header can't hold everything that a file of credentials or an address may give for a key.
      const odd = createClient(account, { ...keys, accessKeyId: text }, (line) => lines.push(line), limits);
      const calls: ((client: HbrClient) => Promise<unknown>)[] = [
        (client) => client.createRestoreJob(request),
        (client) => client.describeRestoreJobs({ restoreType: 'OSS', pageNumber: 1, pageSize: 99, vaultId: vault }),
        (client) => client.cancelRestoreJob({ vaultId: vault, restoreId: 'r-1' }),
        (client) => client.describeRegions(),
        () => odd.describeRegions(),
        async () => {
          const log = (line: CallLog) => lines.push(line);
          const address = credentialsUriProvider(text, `${endpoint}/keys`, { env: {}, home: '/', log });
          await address.getCredentials(new AbortController().signal);
        },
      ];
      const shown: Shown[] = [];
      for (const call of calls) {
        try {
          // All of an answer is kept by somebody.
          const texts = JSON.stringify(await call(client));
          if (texts) shown.push({ surface: 'an answer', kind: 'json', text: texts });
        } catch (error) {
          shown.push(...errorTexts('an error of a lying service', error));
        }
      }
      texts.delete(vault);
      shown.push(
        ...lines.map(
          (line) => ({ surface: 'the log of a call', kind: 'log', text: formatLogEntry(formatCall(line)) }) as const,
        ),
      );
      return [...shown, ...leaks.splice(0)];
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
