/** Fields and lists out of a response of a reading operation: each of its own type, and in no more than so many entries. */
import * as l10n from '@vscode/l10n';
import { isRecord } from './json.ts';
import { numberFrom, textFrom } from './restoreJob.ts';
import { unreadableResponse } from './serviceErrors.ts';
import type { ServiceResponse } from './serviceResponse.ts';

/** Some entries of a list, and what is known of the rest. */
export interface Entries<T> {
  readonly entries: readonly T[];
  /** How many there are in all, where the service says it. */
  readonly totalCount?: number;
  /** What the next call has to name to go on; absent at the end. */
  readonly nextToken?: string;
}

/** A page has 100 entries. Pages with far more would fill the memory. */
const mostOnPage = 1000;
/** Instances' snapshots come without pages. */
export const mostWithoutPages = 5000;

export type Fields = Readonly<Record<string, unknown>>;

/** IDs and names as the vendor's services have them. They go into specs as they are, so none is cleaned: others are left out. */
const plainId = /^[A-Za-z0-9_][\w.:-]{0,127}$/;
export const idFrom = (value: unknown): string | undefined =>
  typeof value === 'string' && plainId.test(value) ? value : undefined;

export const shortText = (value: unknown): string | undefined => textFrom(value, 200);
export const countFrom = (value: unknown): number | undefined => {
  const number = numberFrom(value);
  return number !== undefined && number >= 0 && number <= Number.MAX_SAFE_INTEGER ? number : undefined;
};
/** 0 stands for a time that isn't there. */
export const timeFrom = (value: unknown): number | undefined => countFrom(value) || undefined;

export const listIn = (value: unknown, read: (value: unknown) => string | undefined, most = 1000): string[] =>
  Array.isArray(value) ? (value as readonly unknown[]).slice(0, most).flatMap((each) => read(each) ?? []) : [];

/** An object without the members that are undefined. */
export function present<T extends object>(fields: { readonly [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as unknown as T;
}

/** The list of a response, at a name or two levels deep. Throws CloudError where it has none. */
export function entriesOf<T>(
  { body, statusCode, call }: ServiceResponse,
  path: readonly [string] | readonly [string, string],
  read: (entry: Fields) => T | undefined,
  most = mostOnPage,
): Entries<T> {
  const [outer, inner] = path;
  const found = body[outer];
  const list = inner === undefined ? found : isRecord(found) ? found[inner] : undefined;
  const total = countFrom(body['TotalCount']);
  const token = body['NextToken'];
  const nextToken = typeof token === 'string' && token !== '' && token.length <= 4096 ? token : undefined;
  // Where there is nothing, some services leave the list out.
  if ((list === undefined || list === null) && total === 0) return { entries: [], totalCount: 0 };
  if (!Array.isArray(list)) {
    throw unreadableResponse(l10n.t('it has no list {0}', path.join('.')), statusCode, call, body);
  }
  if (list.length > mostOnPage && most === mostOnPage) {
    throw unreadableResponse(
      l10n.t('its list {0} has {1} entries', path.join('.'), list.length),
      statusCode,
      call,
      body,
    );
  }
  const entries = (list as readonly unknown[])
    .slice(0, most)
    .flatMap((each) => (isRecord(each) ? (read(each) ?? []) : []));
  return { entries, ...(total !== undefined && { totalCount: total }), ...(nextToken !== undefined && { nextToken }) };
}
