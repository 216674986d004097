import type { KeyOrigin } from './credentials/keyOrigin.ts';
import type { Keys } from './credentials/keys.ts';
import { sendRequest, type RequestLimits } from './http/httpClient.ts';
import { transportError } from './http/transportErrors.ts';
import { signatureOf, signRequest, type ServiceRequest } from './requestSigning.ts';
import type { ServiceCallContext } from './serviceErrors.ts';
import { readServiceResponse, type ServiceResponse } from './serviceResponse.ts';

/** One call of the service, by whoever signs it. */
export interface ServiceCall extends ServiceRequest {
  /** As errors name it. */
  readonly profile: string;
  /** The service's code in RAM and in the vendor's help: `hbr`, unless said otherwise. */
  readonly product?: string;
  readonly limits: RequestLimits;
  /** See `HttpRequest`: where it throws, nothing is sent. */
  readonly beforeSend?: (() => void) | undefined;
}

/**
 * Signs a request, sends it once and reads its response. Rejects with a CloudError alone, whose outcome says whether the service
 * may have executed the call.
 *
 * @param signal where it is aborted, what has not left by then never does
 */
export async function callService(
  call: ServiceCall,
  { keys, origin }: { readonly keys: Keys; readonly origin: KeyOrigin },
  signal?: AbortSignal,
): Promise<ServiceResponse> {
  const { operation, profile, product, limits, beforeSend } = call;
  const context: ServiceCallContext = {
    ...{ operation, profile, origin, host: call.endpoint.host, timeoutMs: limits.timeoutMs },
    ...(product !== undefined && { product }),
    secrets: [keys.accessKeySecret, keys.securityToken ?? ''],
    parameters: Object.keys({ ...call.query, ...call.body }),
  };
  try {
    const request = await signRequest(call, keys);
    const response = await sendRequest({ ...request, beforeSend }, limits, signal);
    return readServiceResponse(response, signatureOf(request), context);
  } catch (error) {
    throw transportError(error, context);
  }
}
