/**
 * The vendor's SDK, all of it behind this one file: a chunk of its own, loaded by the first call (about 60 ms). Other
 * files reach it by `import('./sdk.ts')` alone and take nothing but types from it; being a bundle of its own it shares no
 * classes with them, so what it throws is told apart by plain properties.
 */
import credentials from '@alicloud/credentials';
import openApi from '@alicloud/openapi-client';
import { parse } from 'lossless-json';
import type { Readable } from 'node:stream';
import type { CredentialSource } from './account.ts';

export interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
}

/** One call as it travels. */
export interface WireCall {
  readonly operation: string;
  /** Host with port, as `parseEndpoint` gives it. */
  readonly host: string;
  readonly protocol: 'HTTPS' | 'HTTP';
  readonly query: Readonly<Record<string, string>>;
  /** Form body. */
  readonly body: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** The most bytes read of an answer. */
  readonly answerBytes: number;
}

export interface WireAnswer {
  readonly statusCode: number;
  readonly text: string;
  /** The header `Date`, in ms since 1970; undefined where there is none that can be read. */
  readonly serverTime: number | undefined;
}

/**
 * Opens a source of credentials; each call of the result gives keys that are still valid, fetching new ones where the
 * profile's mode needs it. Never the library's default chain: that one asks the ECS metadata service unasked.
 */
export function openKeys(source: CredentialSource): () => Promise<Keys> {
  if (source.kind === 'keys') return () => Promise.resolve(source);
  const provider =
    source.kind === 'environment'
      ? credentials.EnvironmentVariableCredentialsProvider.builder().build()
      : credentials.CLIProfileCredentialsProvider.builder().withProfileName(source.name).build();
  return () => provider.getCredentials();
}

async function readText(stream: Readable, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the stream and with it the connection.
    if (size > limit) throw Object.assign(new Error('answer too large'), { code: 'ANSWER_TOO_LARGE' });
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/**
 * Sends one call, once, and reads its answer, whatever it is save a 4xx or 5xx. Throws what the SDK throws: for a 4xx or
 * 5xx with a JSON body an Error with `statusCode` and `data`, else whatever the network gave (`errors.ts` judges them);
 * an Error with the code `ANSWER_TOO_LARGE` past the limit.
 */
export async function send(call: WireCall, keys: Keys): Promise<WireAnswer> {
  const client = new openApi.default(
    new openApi.Config({
      accessKeyId: keys.accessKeyId,
      accessKeySecret: keys.accessKeySecret,
      securityToken: keys.securityToken,
      endpoint: call.host,
      userAgent: 'cloud-backup-restore',
    }),
  );
  const params = new openApi.Params({
    action: call.operation,
    version: '2017-09-08',
    protocol: call.protocol,
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    // Says only how the SDK reads the answer, nothing of it travels: 'json' would lose the digits of 64-bit ids.
    bodyType: 'binary',
  });
  const request = new openApi.OpenApiRequest({
    query: call.query,
    body: Object.keys(call.body).length === 0 ? undefined : call.body,
    // The SDK keeps connections open; one that the service has closed meanwhile would break the next call in a way that
    // can't be told from a restore that was started.
    headers: { connection: 'close' },
  });
  // The class of these options is in a package that the SDK doesn't hand on; it reads plain properties.
  const runtime = {
    autoretry: false,
    connectTimeout: call.timeoutMs,
    readTimeout: call.timeoutMs,
  } as unknown as Parameters<typeof client.callApi>[2];
  const answer: Record<string, unknown> = await client.callApi(params, request, runtime);
  const date = Date.parse((answer['headers'] as Record<string, string> | undefined)?.['date'] ?? '');
  return {
    statusCode: Number(answer['statusCode']),
    serverTime: Number.isNaN(date) ? undefined : date,
    text: await readText(answer['body'] as Readable, call.answerBytes),
  };
}

/** A JSON text as a value. Whole numbers that a double can't hold come as strings of their digits. Throws SyntaxError. */
export function parseAnswer(text: string): unknown {
  return parse(text, undefined, {
    parseNumber: (digits) =>
      /^-?\d+$/.test(digits) && !Number.isSafeInteger(Number(digits)) ? digits : Number(digits),
    onDuplicateKey: ({ newValue }) => newValue,
  });
}
