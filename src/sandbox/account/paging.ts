/** The two ways in which the operations give long lists: by pages with numbers, and by a token that leads on. */
import { refusal } from '../apiResponse.ts';
import type { Refusal } from '../apiResponse.ts';
import type { Form } from '../requestForm.ts';

export interface Page {
  readonly number: number;
  readonly size: number;
}

/** A whole number within bounds, from text; undefined where it is none. */
export function readNumber(text: string, least: number, most: number): number | undefined {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}

/** `PageNumber` from 1 on and `PageSize` 1 to 100, 10 by default. */
export function readPage(query: Form): Page | Refusal {
  const number = readNumber(query.get('PageNumber') ?? '1', 1, 999_999_999);
  if (number === undefined) return refusal(400, 'InvalidPageNumber', 'PageNumber must be a number from 1 on.');
  const size = readNumber(query.get('PageSize') ?? '10', 1, 100);
  if (size === undefined) return refusal(400, 'InvalidPageSize', 'PageSize must be a number from 1 to 100.');
  return { number, size };
}

export const onPage = <T>(all: readonly T[], { number, size }: Page): T[] =>
  all.slice((number - 1) * size, number * size);

export interface Stretch {
  readonly start: number;
  readonly size: number;
}

/** Where a list goes on, by `NextToken` and the parameter that says how many entries are wanted. */
export function readStretch(
  form: Form,
  name: string,
  { least, most, usual }: { readonly least: number; readonly most: number; readonly usual: number },
): Stretch | Refusal {
  const size = readNumber(form.get(name) ?? String(usual), least, most);
  if (size === undefined) return refusal(400, `Invalid${name}`, `${name} must be a number from ${least} to ${most}.`);
  const token = form.get('NextToken') ?? '';
  const start = token === '' ? 0 : readNumber(/^at-(\d+)$/.exec(token)?.[1] ?? '', 1, 1e12);
  if (start === undefined) return refusal(400, 'InvalidNextToken', 'NextToken must be one that the last page gave.');
  return { start, size };
}

/** The token for what follows; empty at the end. A stretch of no entries, which counts alone, has none. */
export const nextToken = ({ start, size }: Stretch, total: number): string =>
  size > 0 && start + size < total ? `at-${start + size}` : '';

export const isRefusal = (value: object): value is Refusal =>
  'code' in value && 'status' in value && 'message' in value;
