import { createHash, createHmac } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import type { CallLog } from '../../../src/cloud/http/callLog.ts';
import { createClient } from '../../../src/cloud/hbrClient.ts';
import { CloudError } from '../../../src/cloud/cloudError.ts';
import type { ServiceLimits } from '../../../src/cloud/limits.ts';
import { testSecret, writeSecretFile } from '../../hosts/testSecrets.ts';
import { isLoopbackRequest } from '../../hosts/loopbackRequest.ts';

/** A request as it was on the wire. */
export interface Captured {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  query: Record<string, string>;
  form: Record<string, string>;
}

export const keys = { accessKeyId: 'LTAI-unit-tests', accessKeySecret: testSecret('of/the+unit=tests') };

const open: { close(): void }[] = [];

/** Closes every server of the test; to be called after each. */
export function closeServers(): void {
  for (const server of open.splice(0)) server.close();
}

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  open.push({
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

export type Handler = (request: Captured, response: ServerResponse) => void;

/** An HTTP server on loopback that keeps what it gets; who calls it by another name than its own gets nothing. */
export async function serve(handler: Handler): Promise<{ origin: string; requests: Captured[] }> {
  const requests: Captured[] = [];
  const server = createServer((message: IncomingMessage, response) => {
    if (!isLoopbackRequest(message)) {
      response.writeHead(421).end();
      return;
    }
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('error', () => undefined);
    message.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const url = new URL(message.url ?? '/', 'http://unused');
      const captured: Captured = {
        method: message.method ?? '',
        url: message.url ?? '',
        headers: message.headers as Record<string, string>,
        body,
        query: Object.fromEntries(url.searchParams),
        form: Object.fromEntries(new URLSearchParams(body)),
      };
      requests.push(captured);
      handler(captured, response);
    });
  });
  return { origin: `http://127.0.0.1:${await listen(server)}`, requests };
}

/** A TCP server on loopback. Bytes name no host, so it can't check by which name it is called; it has nothing to tell. */
export async function serveTcp(
  onSocket: (socket: Socket) => void,
): Promise<{ port: number; connections: () => number }> {
  let connections = 0;
  const server = createTcpServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  return { port: await listen(server), connections: () => connections };
}

export const reply =
  (status: number, body: unknown, contentType = 'application/json'): Handler =>
  (_, response) => {
    response.writeHead(status, { 'content-type': contentType });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

export const created = { Code: '200', Message: 'successful', RequestId: 'REQ-1', Success: true, RestoreId: 'r-0001' };

/** An answer to DescribeRestoreJobs2, with what is put for its list. */
export const page = (jobs: unknown, rest: object = {}) => ({
  Success: true,
  Code: '200',
  RequestId: 'REQ-2',
  RestoreJobs: { RestoreJob: jobs },
  TotalCount: Array.isArray(jobs) ? jobs.length : 0,
  ...rest,
});

/** The question for the first page of the jobs of NAS. */
export const nas = { restoreType: 'NAS', pageNumber: 1, pageSize: 10 };

const small: ServiceLimits = { credentialsMs: 5000, createMs: 5000, otherMs: 5000, responseBytes: 8_000_000 };

/** A client for `origin` with the tests' keys; `lines` gets its log. */
export function clientFor(origin: string, limits: Partial<ServiceLimits> = {}) {
  const lines: CallLog[] = [];
  const account = { signer: 'cliProfile' as const, profile: 'tests', region: 'cn-hangzhou', endpoint: origin };
  const client = createClient(account, { kind: 'keys', ...keys }, (line) => lines.push(line), { ...small, ...limits });
  return { client, lines };
}

/** A restore to ask for, where it doesn't matter which. */
export const request = { query: { VaultId: 'v-1' }, body: {} };

/** Asks for it at `origin`. */
export const create = (origin: string) => clientFor(origin).client.createRestoreJob(request);

/** The CloudError that `work` rejects with. */
export async function failure(work: Promise<unknown>): Promise<CloudError> {
  const error: unknown = await work.then(
    () => assert.fail('should have failed'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof CloudError, `not a CloudError: ${String(error)}`);
  assert.notEqual(error.message, '');
  assert.notEqual(error.nextStep, '');
  return error;
}

/** The error of a restore that may have started, as it says. */
export async function unclearRestore(work: Promise<unknown>, message: RegExp): Promise<CloudError> {
  const error = await failure(work);
  assert.equal(error.outcome, 'unclear');
  assert.match(error.message, message);
  assert.match(error.nextStep, /may have started/);
  return error;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The ACS3-HMAC-SHA256 signature that a request must have, worked out from the wire alone. */
export function expectedSignature(request: Captured, secret: string): string {
  const authorization = request.headers['authorization'] ?? '';
  const signedHeaders = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(';') ?? [];
  const canonical = [
    request.method,
    '/',
    Object.keys(request.query)
      .sort()
      .map((key) => `${encode(key)}=${encode(request.query[key] ?? '')}`)
      .join('&'),
    signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`).join(''),
    signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n');
  return createHmac('sha256', secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
}

export const signatureOf = (request: Captured): string =>
  /Signature=([0-9a-f]+)/.exec(request.headers['authorization'] ?? '')?.[1] ?? '';

/** A profile with an AccessKey of its own, as the CLI's file has it. */
export const akProfile = {
  name: 'default',
  mode: 'AK',
  access_key_id: 'ak-id',
  access_key_secret: testSecret('ak.'),
  region_id: 'cn-hangzhou',
};

/** A profile whose AccessKey is temporary, as the CLI's file has it. */
export const stsProfile = {
  name: 'sts',
  mode: 'StsToken',
  access_key_id: 'STS.id',
  access_key_secret: testSecret('sts-key.'),
  sts_token: testSecret('sts+token/1234==.'),
};

/** The CLI's file with both. */
export const cliConfig = { current: 'default', profiles: [akProfile, stsProfile], meta_path: '' };

/** Runs with another home, with `config` as the CLI's file in it, and with only `env` of the vendor's variables. */
export async function withHome(
  config: unknown,
  env: Record<string, string>,
  run: (home: string) => Promise<void>,
): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'cloud-home-'));
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (/^ALI(BABA_?)?CLOUD_/.test(name)) delete process.env[name];
  Object.assign(process.env, { HOME: home, USERPROFILE: home }, env);
  try {
    if (config !== undefined) {
      await mkdir(join(home, '.aliyun'));
      const text = typeof config === 'string' ? config : JSON.stringify(config);
      writeSecretFile(join(home, '.aliyun', 'config.json'), text);
    }
    await run(home);
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    await rm(home, { recursive: true });
  }
}
