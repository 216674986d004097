/** Writes answers, and plays the faults that happen to an answer on its way. */
import type { ServerResponse } from 'node:http';
import { refuse, writeJson } from './answers.ts';
import type { Answer } from './answers.ts';
import type { Fault } from './faults.ts';
import type { Served } from './service.ts';

/** One request that came, as tests read it. Holds no header, so neither signature nor token. */
export interface RequestRecord {
  readonly requestId: string;
  /** When its head was read: ms of the clock that dates are held against. */
  readonly time: number;
  /** As the request named it; empty where it named none. */
  readonly action: string;
  /** Query and body together, each value as the text in which it travelled; empty where they can't be read. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The HTTP status answered; undefined while there is no answer, and for good where a fault withholds it. */
  readonly status: number | undefined;
  /** The `Code` answered, `200` for success; undefined where no body of the API was answered. */
  readonly code: string | undefined;
  /** Whether the operation took effect, whatever was answered. */
  readonly executed: boolean;
  /** The fault that met it. */
  readonly fault: Fault['kind'] | undefined;
}

/** A record while its request is under way. */
export type OpenRecord = { -readonly [Key in keyof RequestRecord]: RequestRecord[Key] };

const badGateway = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n';
const toldTo = 'The sandbox was told to refuse this request.';

/** Writes what was served, or what the fault makes of it; fills in what `record` says of the answer. */
export function respond({ answer, fault }: Served, response: ServerResponse, record: OpenRecord, host: string): void {
  const { requestId } = record;
  switch (fault?.kind) {
    case undefined:
      if (answer) writeAnswer(response, record, answer);
      return;
    case 'error': {
      const { status, code, message = toldTo, fields = {} } = fault;
      return writeAnswer(response, record, refuse({ status, code, message, fields }, requestId, host));
    }
    case 'throttle': {
      const { status = 400, code = 'Throttling.User' } = fault;
      const message = 'Request was denied due to user flow control.';
      return writeAnswer(response, record, refuse({ status, code, message }, requestId, host));
    }
    case 'successFalse': {
      const { code = 'OperationFailed', message = toldTo } = fault;
      const body = { Code: code, Message: message, RequestId: requestId, Success: false };
      return writeAnswer(response, record, { status: 200, code, body, executed: false });
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
      const timer = setTimeout(() => answer && writeAnswer(response, record, answer), fault.ms);
      response.on('close', () => clearTimeout(timer));
      return;
    }
    case 'hang':
      return;
  }
}

/** Every connection ends with its answer: a kept one may be closed just when a client sends the next request on it. */
const heading = (type: string, text: string | Buffer, { time }: OpenRecord) => ({
  'content-type': `${type};charset=utf-8`,
  date: new Date(time).toUTCString(),
  'content-length': Buffer.byteLength(text),
  connection: 'close',
});

export function writeAnswer(response: ServerResponse, record: OpenRecord, answer: Answer): void {
  record.code = answer.code;
  writeText(response, record, answer.status, 'application/json', writeJson(answer.body));
}

function writeText(response: ServerResponse, record: OpenRecord, status: number, type: string, text: string): void {
  record.status = status;
  response.writeHead(status, heading(type, text, record)).end(text);
}

function writeHalf(response: ServerResponse, record: OpenRecord, answer: Answer): void {
  record.status = answer.status;
  record.code = answer.code;
  const whole = Buffer.from(writeJson(answer.body));
  response.writeHead(answer.status, heading('application/json', whole, record));
  response.write(whole.subarray(0, whole.length / 2), () => response.destroy());
}
