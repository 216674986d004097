import { readServiceResponse, type ServiceResponse } from '../../src/cloud/serviceResponse.ts';

const call = { operation: 'a reading call', profile: 'bench', host: '127.0.0.1', timeoutMs: 1000, parameters: [] };

/** A response of the service with this body, read from its bytes as one that came over the network is. */
export const responseOf = (body: Readonly<Record<string, unknown>>): ServiceResponse =>
  readServiceResponse(
    {
      ...{ statusCode: 200, headers: { date: new Date().toUTCString() }, receivedAt: Date.now() },
      body: Buffer.from(JSON.stringify({ Success: true, RequestId: '7C1A8E4E', ...body })),
    },
    'signature',
    { ...call, secrets: [] },
  );
