/**
 * The vendor's providers of temporary keys. They know what to request and how to sign it. This project sends the requests,
 * checks the times and makes the errors itself, because the vendor's code has no limits, hands out keys that have run out, and quotes
 * whole responses in errors.
 */
import credentials from '@alicloud/credentials';
import type { Log } from '../http/callLog.ts';
import type { HttpResponse } from '../http/httpClient.ts';
import { registerSecrets } from '../redaction/secrets.ts';
import type { Purpose } from './keyRequestErrors.ts';
import { requestKeys, type SendKeyRequest } from './keyRequest.ts';
import { timedKeys, type TimedKeys } from './keys.ts';

/** What a provider makes of one round of requests. */
interface Session {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string;
  readonly expiration: string;
}

/** A request as a provider puts it together. */
interface ProviderRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyForm?: Readonly<Record<string, string>>;
  toRequestURL(): string;
}

export type VendorLibrary = typeof credentials;

const form = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');

/**
 * Gets keys once by one of the library's providers, without its own cache.
 *
 * @param build makes the library's provider
 * @param signal where it is aborted, the request is destroyed
 * @param set `roleName` is set on that provider; `direct` goes with its requests
 */
export function requestVendorKeys(
  build: (library: VendorLibrary) => object,
  purpose: Purpose,
  log: Log,
  signal: AbortSignal,
  set: { readonly direct?: boolean; readonly roleName?: string | undefined } = {},
): Promise<TimedKeys> {
  const { direct, ...own } = set;
  // The method that gets keys is private in the library's types.
  const provider = build(credentials) as { refresher: () => Promise<Session> };
  const work = async (send: SendKeyRequest) => {
    const doRequest = async (request: ProviderRequest): Promise<HttpResponse> => {
      const { method, headers, bodyForm } = request;
      const url = new URL(request.toRequestURL());
      const response = await send({ url, method, headers, body: bodyForm && form(bodyForm), direct });
      // This response is the token for the instance's metadata. An error page must not be registered as a secret.
      if (method === 'PUT' && response.statusCode === 200) registerSecrets(response.body.toString());
      return response;
    };
    Object.assign(provider, { doRequest, ...own });
    const { accessKeyId, accessKeySecret, securityToken, expiration } = await provider.refresher();
    return timedKeys(accessKeyId, accessKeySecret, securityToken, expiration);
  };
  return requestKeys(purpose, log, work, signal);
}
