/**
 * The secrets that this process has seen, and the one place that takes them out of what is written or shown. All bundles share
 * one copy of this file (scripts/build.ts), so what one of them learns is kept out of the texts of all.
 */
import { addForms, hide, noForms } from './hide.ts';
import { formsOf } from './secretForms.ts';

/**
 * The least of one, and of what a cut has left of one, in what must stay exact. AccessKey secrets have 30 characters and tokens
 * hundreds; what is shorter is a password or a placeholder, and could as well be a part of an ID, a path or a word of the service.
 */
const shortestExact = 16;

/**
 * Temporary keys come and go while a window is open for weeks; those that were last seen so many others ago have run out.
 * As many more may wait until they are dropped all at once, since that costs the building of everything.
 */
const fewestPassing = 200;

/** Those of a file of thousands of profiles, and of the tokens of a day. */
const mostForms = 32_768;

/** Those of no file. The one that was seen last comes last. */
let passing = new Set<string>();
const ofFiles = new Map<string, ReadonlySet<string>>();

/** By the secret: to make them is what costs most. */
let forms = new Map<string, readonly string[]>();
let inAny = noForms(mostForms);
let inExact = noForms(mostForms, shortestExact);

function learn(secret: string, known?: readonly string[]): void {
  if (forms.has(secret)) return;
  const itsForms = known ?? formsOf(secret);
  forms.set(secret, itsForms);
  addForms(inAny, itsForms);
  if (secret.length >= shortestExact) addForms(inExact, itsForms);
}

/** Drops the passing ones that were seen longest ago, once there are twice as many as have to stay. */
function forgetPassing(fewest: number): void {
  if (passing.size <= 2 * fewest) return;
  passing = new Set([...passing].slice(-fewest));
  const before = forms;
  forms = new Map();
  inAny = noForms(mostForms);
  inExact = noForms(mostForms, shortestExact);
  for (const secret of [passing, ...ofFiles.values()].flatMap((each) => [...each])) learn(secret, before.get(secret));
}

/**
 * Has these values kept out of every text from now on; the empty and the very short protect nothing and are let be. At least the
 * 200 that were seen last stay, and all that came with them.
 */
export function keepSecret(...values: readonly (string | undefined)[]): void {
  for (const value of values) {
    if (value === undefined || value === '') continue;
    passing.delete(value);
    passing.add(value);
    learn(value);
  }
  forgetPassing(Math.max(fewestPassing, values.length));
}

/**
 * The same of all secrets of a file, which no others push out: they stay as long as they are in it. Those that are no more may
 * still be in use, and go the way of the others.
 * @param path of the file, as it was read
 */
export function keepSecretsOf(path: string, values: Iterable<string | undefined>): void {
  const now = new Set<string>();
  for (const value of values) if (value !== undefined && value !== '') now.add(value);
  const gone = [...(ofFiles.get(path) ?? [])].filter((secret) => !now.has(secret));
  ofFiles.set(path, now);
  for (const secret of now) learn(secret);
  if (gone.length === 0) return;
  passing = new Set([...gone, ...passing]);
  forgetPassing(fewestPassing);
}

/** `text` without any secret that this process has seen, in whichever form. */
export function withoutSecrets(text: string): string {
  return hide(text, inAny);
}

function mapTexts(value: unknown): unknown {
  if (typeof value === 'string') return hide(value, inExact);
  if (Array.isArray(value)) return value.map(mapTexts);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [hide(key, inExact), mapTexts(each)]);
  return Object.fromEntries(entries);
}

/**
 * What must stay exact (a record, a request, what is copied or agreed to: text or plain data) without secrets in any of its
 * texts: the same value where there is none. Secrets under 16 characters stay, and what a cut has
 * left of one, too, where it has less than 16.
 */
export function redacted<T>(value: T): T {
  if (typeof value === 'string') return hide(value, inExact) as T & string;
  const text = JSON.stringify(value);
  if (text === undefined || hide(text, inExact) === text) return value;
  return mapTexts(value) as T;
}

/** Whether a text that must stay exact holds a secret. */
export const hasSecret = (text: string): boolean => redacted(text) !== text;
