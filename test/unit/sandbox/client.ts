/** Two clients for the sandbox's tests: the vendor's SDK, and one that can send any request, right or wrong. */
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import Module, { createRequire } from 'node:module';
import { connect } from 'node:net';
import type openApiModule from '@alicloud/openapi-client';
// The extension's copy of the SDK comes first: Node would take modules for half loaded that another copy has loaded before it.
import '../../../src/cloud/requestSigning.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';

/**
 * Loads a copy of the SDK for these tests alone. The copy that the extension uses can't send: `requestSigning.ts` replaces the
 * function with which it would, and does so for the whole process. The copy is loaded with an empty cache of modules, which is
 * then put back, so neither copy knows of the other.
 */
function loadOwnSdk(): typeof openApiModule {
  const loader = Module as unknown as { _cache: NodeJS.Dict<NodeJS.Module> };
  const cache = loader._cache;
  loader._cache = {};
  try {
    return createRequire(import.meta.url)('@alicloud/openapi-client') as typeof openApiModule;
  } finally {
    loader._cache = cache;
  }
}
let loaded: typeof openApiModule | undefined;
const ownSdk = () => (loaded ??= loadOwnSdk());

export interface CallParameters {
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface Connection {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** What the SDK throws for an answer that is an error. */
export interface SdkError extends Error {
  readonly code?: string;
  readonly statusCode?: number;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Calls an operation through `@alicloud/openapi-client`, as the vendor's clients do. */
export async function call(
  connection: Connection,
  action: string,
  { query = {}, body }: CallParameters = {},
  readTimeout = 5_000,
): Promise<Record<string, unknown>> {
  const openApi = ownSdk();
  const { accessKeyId, accessKeySecret, securityToken } = connection;
  const client = new openApi.default(
    new openApi.Config({
      accessKeyId,
      accessKeySecret,
      ...(securityToken === undefined ? {} : { securityToken }),
      endpoint: connection.endpoint.replace('http://', ''),
      protocol: 'HTTP',
    }),
  );
  const params = new openApi.Params({
    action,
    version: '2017-09-08',
    protocol: 'HTTP',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  });
  const request = new openApi.OpenApiRequest({ query: flatten(query), ...(body === undefined ? {} : { body }) });
  // The class of the options is in a package that this project doesn't list.
  const runtime = { autoretry: false, connectTimeout: readTimeout, readTimeout } as RuntimeOptions;
  const answer = (await client.callApi(params, request, runtime)) as { body: Record<string, unknown> };
  return answer.body;
}

type RuntimeOptions = Parameters<InstanceType<typeof openApiModule.default>['callApi']>[2];

/** `a.b.1=x`, as the SDK's generated clients flatten what is no text. */
function flatten(value: unknown, name = ''): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object') return { [name]: `${value as string}` };
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => {
    const step = Array.isArray(value) ? String(Number(key) + 1) : key;
    return [name === '' ? step : `${name}.${step}`, member];
  });
  return Object.assign({}, ...entries.map(([key, member]) => flatten(member, key))) as Record<string, string>;
}

/** What the SDK threw; fails where it didn't. */
export async function refused(promise: Promise<unknown>): Promise<SdkError> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error: error as SdkError }),
  );
  if ('value' in outcome) throw new Error(`Not refused: ${JSON.stringify(outcome.value)}`);
  return outcome.error;
}

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
  /** The members of a JSON body; empty where it is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  /** Already encoded. */
  readonly query?: string;
  readonly body?: string;
  /** Replace those of a right request; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly secret?: string;
  readonly accessKeyId?: string;
  /** Signed headers that the list in Authorization leaves out. */
  readonly unsigned?: readonly string[];
  /** Sent in place of what was signed. */
  readonly sentQuery?: string;
  readonly sentBody?: string;
  readonly sentHeaders?: Readonly<Record<string, string | undefined>>;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The headers of a request to `sandbox`, signed as the vendor describes it; made to be got wrong by `raw`. */
export function signedHeaders(sandbox: Sandbox, raw: RawRequest = {}): Record<string, string> {
  const { method = 'POST', path = '/', query = '', body = '', unsigned = [] } = raw;
  const headers: Record<string, string | undefined> = {
    host: sandbox.endpoint.replace('http://', ''),
    'x-acs-action': 'DescribeRestoreJobs2',
    'x-acs-version': '2017-09-08',
    'x-acs-date': new Date().toISOString().replace(/\.\d+Z/, 'Z'),
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-content-sha256': sha256(body),
    ...(body === '' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    ...raw.headers,
  };
  const sent = Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const names = Object.keys(sent)
    .filter(
      (name) => (name === 'host' || name === 'content-type' || name.startsWith('x-acs-')) && !unsigned.includes(name),
    )
    .sort();
  const canonicalQuery = query === '' ? '' : query.split('&').sort().join('&');
  const lines = names.map((name) => `${name}:${sent[name]}\n`).join('');
  const canonical = `${method}\n${path}\n${canonicalQuery}\n${lines}\n${names.join(';')}\n${sent['x-acs-content-sha256']}`;
  const signature = createHmac('sha256', raw.secret ?? sandbox.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  const credential = raw.accessKeyId ?? sandbox.accessKeyId;
  const authorization = `ACS3-HMAC-SHA256 Credential=${credential},SignedHeaders=${names.join(';')},Signature=${signature}`;
  return { authorization, ...sent };
}

/** Sends one request of any kind; rejects where the connection ends without a whole answer. */
export function send(sandbox: Sandbox, raw: RawRequest = {}): Promise<RawAnswer> {
  const headers = Object.entries({ ...signedHeaders(sandbox, raw), ...raw.sentHeaders }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const query = raw.sentQuery ?? raw.query ?? '';
  const body = raw.sentBody ?? raw.body ?? '';
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port: new URL(sandbox.endpoint).port,
        method: raw.method ?? 'POST',
        path: `${raw.path ?? '/'}${query === '' ? '' : '?'}${query}`,
        headers: { ...Object.fromEntries(headers), 'content-length': Buffer.byteLength(body) },
        setHost: false,
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, text, body: readJson(text) });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

function readJson(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // Some answers are not JSON on purpose.
    return {};
  }
}

/** Writes bytes to the sandbox's port; gives back all that came until the connection ended or `ms` went by. */
export function sendBytes(sandbox: Sandbox, bytes: string | Buffer, ms = 500): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(sandbox.endpoint).port), '127.0.0.1');
    let text = '';
    const timer = setTimeout(() => socket.destroy(), ms);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    // A reset is one of the endings that a test may see.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(text);
    });
    socket.write(bytes);
  });
}

/** A request of each RestoreType that is right and has nothing optional, placed as the API wants it. */
export const nas: CallParameters = {
  query: {
    RestoreType: 'NAS',
    SourceType: 'NAS',
    VaultId: 'v-1',
    SnapshotId: 's-1',
    TargetFileSystemId: '005494',
    TargetCreateTime: 1554347313,
  },
};

export const ecsFile: CallParameters = {
  query: { RestoreType: 'ECS_FILE', SourceType: 'ECS_FILE', VaultId: 'v-1', SnapshotId: 's-1' },
  body: { TargetInstanceId: 'i-1', TargetPath: 'C:\\' },
};
