/**
 * The secrets that this process has seen, and the one place that takes them out of what is written or shown. All bundles share
 * one copy of this file (scripts/build.ts), so what one of them learns is kept out of the texts of all.
 */
import { formsFor, hide } from './secretForms.ts';

/** A shorter one could be a part of an id or of a word of the service, and those are kept as they are. */
const shortestInRecords = 8;

/** Temporary keys come and go while a window is open for weeks; those that were last seen so long ago have run out. */
const mostKept = 500;

/** The one that was seen last comes last. */
const kept = new Set<string>();
let forms = formsFor([]);
let formsInRecords = forms;

/** Has these values kept out of every text from now on; the empty and the very short protect nothing and are let be. */
export function keepSecret(...values: readonly (string | undefined)[]): void {
  let isNew = false;
  for (const value of values) {
    if (value === undefined || value === '') continue;
    if (!kept.delete(value)) isNew = true;
    kept.add(value);
  }
  if (!isNew) return;
  for (const oldest of kept) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  forms = formsFor(kept);
  formsInRecords = formsFor([...kept].filter(({ length }) => length >= shortestInRecords));
}

/** `text` without any secret that this process has seen, in whichever form. */
export function withoutSecrets(text: string): string {
  return hide(text, forms);
}

export const hasSecret = (text: string): boolean => withoutSecrets(text) !== text;

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [change(key), mapTexts(each, change)]));
}

/**
 * Plain data for a file, without secrets in any of its texts: the same value where there is none. Secrets under 8 characters
 * stay.
 */
export function redacted<T>(value: T): T {
  const text = JSON.stringify(value);
  if (text === undefined || hide(text, formsInRecords) === text) return value;
  return mapTexts(value, (each) => hide(each, formsInRecords)) as T;
}
