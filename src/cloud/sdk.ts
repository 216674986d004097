/**
 * The vendor's SDK, all of it behind this one file: a chunk of its own, loaded by the first call (about 60 ms). Other
 * files reach it by `import('./sdk.ts')` alone and take nothing but types from it; being a bundle of its own it shares no
 * classes with them, so what it throws is told apart by plain properties.
 */
import openApi from '@alicloud/openapi-client';
import { parse } from 'lossless-json';
import type { Readable } from 'node:stream';
import { notOverTls } from './connection.ts';
import { incomingText } from './incoming.ts';
import { dateOf, watch, type Witness } from './witness.ts';

export { openKeys } from './credentials/openKeys.ts';

export interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
}

/** One call as it travels. */
export interface WireCall {
  readonly operation: string;
  /** The API's version: Hbr's, unless said otherwise. */
  readonly version?: string;
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
  /** How far this machine's clock was ahead of it when the answer came, in ms. */
  readonly aheadMs: number | undefined;
}

/** What the SDK gives for a success. */
interface Answered {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Readable;
}

async function readText(stream: Readable, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the stream and with it the connection.
    if (size > limit) throw Object.assign(new Error('answer too large'), { code: 'ANSWER_TOO_LARGE', limit });
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** What comes in another way than over TLS is not the service's. */
function requireTls({ protocol }: WireCall, { head }: Witness): void {
  const error = protocol === 'HTTPS' && head ? notOverTls(head) : undefined;
  if (error) throw error;
}

/**
 * Sends one call, once, and reads its answer, whatever its status; secrets are gone from it. Throws what the network gave
 * (`errors.ts` judges it), else an Error with a `code` of its own: `ANSWER_TOO_LARGE` past the `limit`; for https
 * `PROXY_REFUSED` where a proxy let no connection through, `ANSWER_NOT_ENCRYPTED` and `ANSWER_NOT_VERIFIED`.
 *
 * @param signal where it is aborted, what has not left by then never does
 */
export async function send(call: WireCall, keys: Keys, signal: AbortSignal): Promise<WireAnswer> {
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
    version: call.version ?? '2017-09-08',
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
    // Said outright, since NODE_TLS_REJECT_UNAUTHORIZED would switch it off.
    ignoreSSL: false,
    connectTimeout: call.timeoutMs,
    readTimeout: call.timeoutMs,
  } as unknown as Parameters<typeof client.callApi>[2];
  const seen: Witness = { operation: call.operation, signal };
  const answered = watch(seen, () => client.callApi(params, request, runtime)).finally(() => requireTls(call, seen));
  const { body, headers, statusCode } = (await answered) as unknown as Answered;
  const text = await readText(body, call.answerBytes);
  const { head } = seen;
  if (!head)
    return { statusCode, serverTime: dateOf(headers['date']), aheadMs: undefined, text: incomingText(text, []) };
  const { serverTime, receivedAt, signature } = head;
  return {
    statusCode: head.statusCode,
    serverTime,
    aheadMs: serverTime === undefined ? undefined : receivedAt - serverTime,
    text: incomingText(text, [signature]),
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
