/**
 * Requests of the service, shaped and signed by the vendor's SDK. It has no function that only signs: `callApi` signs and sends. And it
 * offers no way to set a time limit for all of a request, to stop it, to see the connection of its response or the status of an error.
 *
 * So the HTTP function that the SDK calls in the end (`httpx.request`) is replaced, here and nowhere else. The new one sends nothing and
 * rejects with the finished request, which `callApi` lets pass. That request is sent by `http/httpClient.ts`. Nothing in this
 * process gets to the network by httpx any more.
 */
import openApi from '@alicloud/openapi-client';
import httpx from 'httpx';
import type { Readable } from 'node:stream';
import type { Endpoint } from './endpoints.ts';
import type { HttpRequest } from './http/httpClient.ts';
import type { Keys } from './credentials/keys.ts';

/** One request of the service before it is signed. */
export interface ServiceRequest {
  readonly operation: string;
  /** The API's version, e.g. `2017-09-08`. */
  readonly version: string;
  readonly endpoint: Endpoint;
  readonly query: Readonly<Record<string, string>>;
  /** Form body. Absent where the operation has no parameters that travel there. An empty one has a content type too, as the vendor's. */
  readonly body?: Readonly<Record<string, string>> | undefined;
}

type HttpxOptions = NonNullable<Parameters<typeof httpx.request>[1]>;

/** The request that the SDK was about to send. Private fields: it holds a signature, which nothing may print. */
class UnsentRequest extends Error {
  readonly #url: string;
  readonly #options: HttpxOptions;

  constructor(url: string, options: HttpxOptions) {
    super('The SDK has no way to the network of its own.');
    this.#url = url;
    this.#options = options;
  }

  async finish(): Promise<HttpRequest> {
    const { method = 'POST', headers = {}, data } = this.#options;
    const chunks: Buffer[] = [];
    if (data !== undefined) for await (const chunk of data as Readable) chunks.push(chunk as Buffer);
    const body = data === undefined ? undefined : Buffer.concat(chunks);
    return { url: new URL(this.#url), method, headers: headers as Record<string, string>, body };
  }
}

httpx.request = (url, options = {}) => Promise.reject(new UnsentRequest(url, options));

/** Shapes and signs one request with `keys`. Nothing is sent. Rejects with what the SDK throws for what it can't encode. */
export async function signRequest(request: ServiceRequest, keys: Keys): Promise<HttpRequest> {
  const client = new openApi.default(
    new openApi.Config({
      accessKeyId: keys.accessKeyId,
      accessKeySecret: keys.accessKeySecret,
      securityToken: keys.securityToken,
      endpoint: request.endpoint.host,
      userAgent: 'cloud-backup-restore',
    }),
  );
  const params = new openApi.Params({
    action: request.operation,
    version: request.version,
    protocol: request.endpoint.protocol,
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'binary',
  });
  const parameters = new openApi.OpenApiRequest({ query: request.query, body: request.body });
  // The class of these options is in a package that the SDK doesn't hand on; it reads plain properties.
  const runtime = { autoretry: false } as unknown as Parameters<typeof client.callApi>[2];
  try {
    await client.callApi(params, parameters, runtime);
  } catch (error) {
    if (error instanceof UnsentRequest) return error.finish();
    throw error;
  }
  // Another version of the SDK could get past `httpx.request`: then it is not known what it has sent.
  throw new Error('The SDK sent the request by itself.');
}

/** The signature in a signed request, which a response may echo; empty where there is none. */
export function signatureOf(request: HttpRequest): string {
  const [, authorization = ''] =
    Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  return /Signature=([^,\s]+)/.exec(authorization)?.[1] ?? '';
}
