/** Parses the RPC form of a request: the parameters in the query string and in the form body. */
import { refusal } from './apiResponse.ts';
import type { Refusal } from './apiResponse.ts';
import { parameterLocation } from './apiParameters.ts';
import type { Action } from './apiParameters.ts';

/** A request as it came, before anything of it is verified. */
export interface WireRequest {
  readonly method: string;
  /** The request target without its query. */
  readonly path: string;
  /** The text after the `?`, still encoded; empty where there is none. */
  readonly query: string;
  /** By name in lower case; a header that came more than once holds its values joined by a comma. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** Decoded names and values. A Map, since a name from outside may be `__proto__`. */
export type Form = ReadonlyMap<string, string>;

/** An admitted call of an operation. */
export interface OperationCall {
  readonly requestId: string;
  readonly query: Form;
  readonly body: Form;
  /** The sandbox's clock, ms. */
  readonly now: number;
}

/** Decodes `a=1&b=2`; undefined where an escape isn't valid UTF-8, a byte isn't ASCII or a name comes twice. */
export function parseForm(text: string): Form | undefined {
  const form = new Map<string, string>();
  if (text === '') return form;
  for (const pair of text.split('&')) {
    const [, name = '', value = ''] = /^([^=]*)(?:=([^]*))?$/.exec(pair) ?? [];
    const decoded = [decodeFormText(name), decodeFormText(value)] as const;
    if (decoded[0] === undefined || decoded[1] === undefined || form.has(decoded[0])) return undefined;
    form.set(decoded[0], decoded[1]);
  }
  return form;
}

function decodeFormText(text: string): string | undefined {
  if (/[^\x21-\x7e]/.test(text)) return undefined;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // decodeURIComponent has no other way to say that an escape is malformed.
    return undefined;
  }
}

/** Refuses a parameter that the operation doesn't take, or that came in the wrong place. */
export function checkParameterLocations(action: Action, query: Form, body: Form): Refusal | undefined {
  for (const name of [...query.keys(), ...body.keys()]) {
    const place = parameterLocation(action, name);
    if (place === undefined) {
      return refusal(400, 'UnknownParameter', `The parameter ${JSON.stringify(name)} is not known to ${action}.`);
    }
    if (!(place === 'query' ? query : body).has(name)) {
      const where = place === 'query' ? 'the query string' : 'the form body';
      return refusal(400, `Invalid${name.replace(/\..*/, '')}`, `The parameter ${name} must travel in ${where}.`);
    }
    if (query.has(name) && body.has(name)) {
      return refusal(400, `Invalid${name}`, `The parameter ${name} came twice: in the query and in the body.`);
    }
  }
  return undefined;
}
