/** Faults that a test, or a person who tries the extension, injects into the traffic. */
import type { JsonObject } from './apiResponse.ts';
import type { Action } from './apiParameters.ts';

interface Matching {
  /** The fault meets only requests of this operation, or any request where this is absent. */
  readonly action?: Action;
  /** How many requests it meets; 1 without it, Infinity for all. */
  readonly times?: number;
}

/**
 * A fault, and whether the operation is executed under it. A request that is not admitted (signature, host, size) is refused
 * and uses up no fault, except `resetBeforeRead`, which comes first. The rules of the operation hold under every fault: what
 * they refuse is never executed.
 */
export type Fault = Matching &
  (
    | {
        /** An error body with this status. Executed: no, unless `execute`. */
        readonly kind: 'error';
        readonly status: number;
        readonly code: string;
        readonly message?: string;
        /** More members of the body, such as `AccessDeniedDetail`. */
        readonly fields?: JsonObject;
        readonly execute?: boolean;
      }
    | {
        /** Status 200 with `Success: false` and this Code. Executed: no, unless `execute`. */
        readonly kind: 'successFalse';
        readonly code?: string;
        readonly message?: string;
        readonly execute?: boolean;
      }
    | {
        /** A gateway's HTML page with status 502. Executed: no, unless `execute`. */
        readonly kind: 'html502';
        readonly body?: string;
        readonly execute?: boolean;
      }
    /** Status 200 and no body. Executed: yes, unless `execute` is false. */
    | { readonly kind: 'emptyBody'; readonly execute?: boolean }
    /** Status 200 and a body that isn't JSON though it says so. Executed: yes, unless `execute` is false. */
    | { readonly kind: 'notJson'; readonly body?: string; readonly execute?: boolean }
    /** The connection is reset once the head is there, before the body is read. Never executed. */
    | { readonly kind: 'resetBeforeRead' }
    /** The connection is reset after the whole request was read. Never executed. */
    | { readonly kind: 'resetAfterRead' }
    /** The connection is reset in place of the answer. Always executed. */
    | { readonly kind: 'resetAfterExecute' }
    /** Half of the answer, then the connection ends. Always executed. */
    | { readonly kind: 'cutAnswer' }
    /** The true answer, `ms` late. Always executed, at once. */
    | { readonly kind: 'delay'; readonly ms: number }
    /** No answer; the connection stays open. Executed: no, unless `execute`. */
    | { readonly kind: 'hang'; readonly execute?: boolean }
    /** Status 400 and `Throttling.User`, or what is named. Never executed. */
    | { readonly kind: 'throttle'; readonly status?: number; readonly code?: string }
    /** Status 403: the RAM permission of the operation is missing, as the service says it. Never executed. */
    | { readonly kind: 'forbidden' }
  );

/** Whether the operation is executed under a fault. */
export function isExecutedUnder(fault: Fault): boolean {
  switch (fault.kind) {
    case 'error':
    case 'successFalse':
    case 'html502':
    case 'hang':
      return fault.execute ?? false;
    case 'emptyBody':
    case 'notJson':
      return fault.execute ?? true;
    case 'resetAfterExecute':
    case 'cutAnswer':
    case 'delay':
      return true;
    case 'resetBeforeRead':
    case 'resetAfterRead':
    case 'throttle':
    case 'forbidden':
      return false;
  }
}

/** The faults that wait for a request, in the order in which they were injected. */
export class FaultQueue {
  readonly #waiting: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  /** The first fault that meets requests of `action`; it stays in the queue. */
  peek(action: string): Fault | undefined {
    return this.#find(action)?.fault;
  }

  /** The first fault that meets requests of `action`, used up by one. */
  take(action: string): Fault | undefined {
    const entry = this.#find(action);
    if (entry) entry.left -= 1;
    return entry?.fault;
  }

  #find(action: string) {
    return this.#waiting.find(({ fault, left }) => left > 0 && (fault.action ?? action) === action);
  }
}
