/** Writes responses, and plays the faults that happen to a response on its way. */
import type { ServerResponse } from 'node:http';
import { errorResponse, writeJson } from './apiResponse.ts';
import type { ApiResponse } from './apiResponse.ts';
import type { Fault } from './faults.ts';
import type { ServedRequest } from './service.ts';

/** One request that came, as tests read it. It has no headers, so it holds neither signature nor token. */
export interface RequestRecord {
  readonly requestId: string;
  /** When its head was read, in ms by the clock that the dates of requests are compared with. */
  readonly time: number;
  /** As the request named it; empty where it named none that the API has. */
  readonly action: string;
  /** Query and body together, each value as the text in which it travelled; empty where they can't be read. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The HTTP status of the response; undefined before there is one, and where a fault withholds it. */
  readonly status: number | undefined;
  /** The `Code` of the response, `200` for success; undefined where the response has no body of the API. */
  readonly code: string | undefined;
  /** Whether the operation took effect, whatever the response says. */
  readonly executed: boolean;
  /** The fault that met it. */
  readonly fault: Fault['kind'] | undefined;
}

/** A record while its request is under way. */
export type MutableRequestRecord = { -readonly [Key in keyof RequestRecord]: RequestRecord[Key] };

const badGateway = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n';
const defaultFaultMessage = 'The sandbox was told to refuse this request.';

/** Writes the response, or what the fault makes of it, and completes `record` with it. */
export function writeResponse(
  { answer, fault }: ServedRequest,
  response: ServerResponse,
  record: MutableRequestRecord,
  host: string,
): void {
  const { requestId } = record;
  switch (fault?.kind) {
    case undefined:
      if (answer) writeApiResponse(response, record, answer);
      return;
    case 'error': {
      const { status, code, message = defaultFaultMessage, fields = {} } = fault;
      return writeApiResponse(response, record, errorResponse({ status, code, message, fields }, requestId, host));
    }
    case 'throttle': {
      const { status = 400, code = 'Throttling.User' } = fault;
      const message = 'Request was denied due to user flow control.';
      return writeApiResponse(response, record, errorResponse({ status, code, message }, requestId, host));
    }
    case 'forbidden': {
      const action = `hbr:${record.action}`;
      const denied = {
        status: 403,
        code: 'Forbidden.RAM',
        message: `You are not authorized to do this action. You should be authorized by RAM: ${action}`,
        fields: {
          AccessDeniedDetail: {
            AuthAction: action,
            PolicyType: 'AccountLevelIdentityBasedPolicy',
            NoPermissionType: 'ImplicitDeny',
          },
        },
      };
      return writeApiResponse(response, record, errorResponse(denied, requestId, host));
    }
    case 'successFalse': {
      const { code = 'OperationFailed', message = defaultFaultMessage } = fault;
      const body = { Code: code, Message: message, RequestId: requestId, Success: false };
      return writeApiResponse(response, record, { status: 200, code, body, executed: false });
    }
    case 'html502':
      return writeText(response, record, 502, 'text/html', fault.body ?? badGateway);
    case 'emptyBody':
      return writeText(response, record, 200, 'application/json', '');
    case 'notJson':
      return writeText(response, record, 200, 'application/json', fault.body ?? '{"Code":"200","Success":true,"Rest');
    case 'resetBeforeRead':
    case 'resetAfterRead':
    case 'resetAfterExecute':
      response.socket?.resetAndDestroy();
      return;
    case 'cutAnswer':
      if (answer) writeHalf(response, record, answer);
      return;
    case 'delay': {
      const timer = setTimeout(() => answer && writeApiResponse(response, record, answer), fault.ms);
      response.on('close', () => clearTimeout(timer));
      return;
    }
    case 'hang':
      return;
  }
}

/** Every connection ends with its response. A connection that is kept may be closed just when a client sends the next request on it. */
const headersFor = (type: string, text: string | Buffer, { time }: MutableRequestRecord) => ({
  'content-type': `${type};charset=utf-8`,
  date: new Date(time).toUTCString(),
  'content-length': Buffer.byteLength(text),
  connection: 'close',
});

export function writeApiResponse(response: ServerResponse, record: MutableRequestRecord, answer: ApiResponse): void {
  record.code = answer.code;
  writeText(response, record, answer.status, 'application/json', writeJson(answer.body));
}

function writeText(
  response: ServerResponse,
  record: MutableRequestRecord,
  status: number,
  type: string,
  text: string,
): void {
  record.status = status;
  response.writeHead(status, headersFor(type, text, record)).end(text);
}

function writeHalf(response: ServerResponse, record: MutableRequestRecord, answer: ApiResponse): void {
  record.status = answer.status;
  record.code = answer.code;
  const whole = Buffer.from(writeJson(answer.body));
  response.writeHead(answer.status, headersFor('application/json', whole, record));
  response.write(whole.subarray(0, whole.length / 2), () => response.destroy());
}
