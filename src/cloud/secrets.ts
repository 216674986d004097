/**
 * The secrets that this process has seen, and the one place that takes them out of what is written or shown. All bundles share
 * one copy of this file (scripts/build.ts), so what one of them learns is kept out of the texts of all.
 */
import { formsFor, hide } from './secretForms.ts';

/**
 * The least of one in what must stay exact. AccessKey secrets have 30 characters and tokens hundreds; what is shorter is a
 * password or a placeholder, and could as well be a part of an ID, a path or a word of the service.
 */
const shortestExact = 16;

/** Temporary keys come and go while a window is open for weeks; those that were last seen so long ago have run out. */
const mostKept = 500;

/** The one that was seen last comes last. */
const kept = new Set<string>();
let forms = formsFor([]);
let exactForms = forms;

/**
 * Has these values kept out of every text from now on; the empty and the very short protect nothing and are let be. Many at once
 * cost little more than one, and none of them pushes another one out.
 */
export function keepSecret(...values: readonly (string | undefined)[]): void {
  let isNew = false;
  for (const value of values) {
    if (value === undefined || value === '') continue;
    if (!kept.delete(value)) isNew = true;
    kept.add(value);
  }
  if (!isNew) return;
  const most = Math.max(mostKept, values.length);
  for (const oldest of kept) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
  forms = formsFor(kept);
  exactForms = formsFor([...kept].filter(({ length }) => length >= shortestExact));
}

/** `text` without any secret that this process has seen, in whichever form. */
export function withoutSecrets(text: string): string {
  return hide(text, forms);
}

function mapTexts(value: unknown): unknown {
  if (typeof value === 'string') return hide(value, exactForms);
  if (Array.isArray(value)) return value.map(mapTexts);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [hide(key, exactForms), mapTexts(each)]);
  return Object.fromEntries(entries);
}

/**
 * What must stay exact (a record, a request, what is copied or agreed to: text or plain data) without secrets in any of its
 * texts: the same value where there is none. Secrets under 16 characters stay.
 */
export function redacted<T>(value: T): T {
  if (typeof value === 'string') return hide(value, exactForms) as T & string;
  const text = JSON.stringify(value);
  if (text === undefined || hide(text, exactForms) === text) return value;
  return mapTexts(value) as T;
}

/** Whether a text that must stay exact holds a secret. */
export const hasSecret = (text: string): boolean => redacted(text) !== text;
