/** The responses of the API: a success, a refusal, and their JSON, which has 64-bit numbers. */

/** A JSON value; a bigint is written as a number with all its digits, an undefined member is left out. */
export type Json = string | number | bigint | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** A refusal: nothing was executed. `status` is the HTTP status. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Members beyond those that every error has, such as `AccessDeniedDetail`. */
  readonly fields?: JsonObject;
}

export interface ApiResponse {
  readonly status: number;
  /** The `Code` of the body. */
  readonly code: string;
  readonly body: JsonObject;
  /** Whether the operation took effect. */
  readonly executed: boolean;
  /** The restore job that the operation made or touched. */
  readonly restoreId?: string;
}

export const refusal = (status: number, code: string, message: string): Refusal => ({ status, code, message });

/** An error as the gateway words it: `{RequestId, HostId, Code, Message, Recommend}`. */
export function errorResponse(refused: Refusal, requestId: string, host: string): ApiResponse {
  const { status, code, message, fields } = refused;
  const recommend = `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(code)}&product=hbr&requestId=${requestId}`;
  return {
    status,
    code,
    executed: false,
    body: { RequestId: requestId, HostId: host, Code: code, Message: message, Recommend: recommend, ...fields },
  };
}

/** A success: the four fields that every answer of the service has, then those of the operation. */
export function successResponse(requestId: string, fields: JsonObject = {}, restoreId?: string): ApiResponse {
  return {
    status: 200,
    code: '200',
    executed: true,
    body: { Code: '200', Message: 'successful', RequestId: requestId, Success: true, ...fields },
    ...(restoreId === undefined ? {} : { restoreId }),
  };
}

/** JSON text. `JSON.stringify` refuses a bigint and `JSON.rawJSON` came with Node 22, after the oldest host. */
export function writeJson(value: Json): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(writeJson).join(',')}]`;
  const members: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${writeJson(member)}`);
  }
  return `{${members.join(',')}}`;
}

/** `Array.isArray` doesn't narrow a readonly array. */
const isList = (value: readonly Json[] | JsonObject): value is readonly Json[] => Array.isArray(value);
