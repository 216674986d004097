/** Rules for one value by itself, independent of the rest of the request. */

export interface Finding {
  readonly kind: 'missing' | 'type' | 'value' | 'unknown';
  /** Continues a sentence that begins with the value's name: `must be …`. */
  readonly message: string;
}

const wrongType = (what: string): Finding => ({ kind: 'type', message: `must be ${what}.` });
const wrongValue = (message: string): Finding => ({ kind: 'value', message });

/** By the API's page of 2026, each path of Exclude has 1 to 255 characters; the page of 2024 says so of the whole list. */
const maxPathLength = 255;

/** Times from this second on (in the year 5138) are refused, because they were surely written in milliseconds. */
const firstMilliseconds = 100_000_000_000;

/** The length in characters as a person counts them: an emoji outside the BMP is one. */
const codePoints = (text: string): number => [...text].length;

export interface TextRule {
  readonly empty?: boolean;
  readonly controls?: boolean;
}

/** A string: not empty, well-formed Unicode, without NUL, and without control characters unless `controls`. */
export function checkText(value: unknown, rule: TextRule = {}): Finding | undefined {
  if (typeof value !== 'string') return wrongType('a string');
  if (value === '' && !rule.empty) return wrongValue('must not be empty.');
  const broken = findInvalidText(value);
  if (broken) return broken;
  if (!rule.controls && /\p{Cc}/u.test(value)) return wrongValue('must not contain control characters.');
  return undefined;
}

/** The problem of a string that no request may hold, at any depth of the value. Names of members count too. */
export function findInvalidText(value: unknown): Finding | undefined {
  // A stack instead of recursion: a request decides how deep its JSON is.
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') {
      if (next.includes('\0')) return wrongValue('must not contain NUL.');
      if (/\p{Cs}/u.test(next)) return wrongValue('must be well-formed Unicode; it holds half of a surrogate pair.');
    } else if (Array.isArray(next)) {
      for (const item of next) open.push(item);
    } else if (typeof next === 'object' && next !== null) {
      for (const [key, member] of Object.entries(next)) open.push(key, member);
    }
  }
  return undefined;
}

/** A UNIX time in whole seconds, as a number or a bigint. */
export function checkSeconds(value: unknown): Finding | undefined {
  if (!isWhole(value)) return wrongType('a whole number of UNIX seconds');
  if (value < 0) return wrongValue('must not be negative: it is a UNIX time in seconds.');
  if (value >= firstMilliseconds) return wrongValue(`must be UNIX seconds: ${value} looks like milliseconds.`);
  return undefined;
}

/** An account's id: 1 to 19 digits, as a number or a bigint. */
export function checkAccountId(value: unknown): Finding | undefined {
  const message = 'must have 1 to 19 digits.';
  if (!isWhole(value)) return wrongType('a whole number');
  // As a double, 9999999999999999999 is 10^19: the largest id of 19 digits has become the smallest of 20.
  const tooLarge = typeof value === 'bigint' ? value >= 10n ** 19n : value > 1e19;
  return value < 0 || tooLarge ? wrongValue(message) : undefined;
}

export const checkFlag = (value: unknown): Finding | undefined =>
  typeof value === 'boolean' ? undefined : wrongType('true or false');

export function checkCount(value: unknown): Finding | undefined {
  if (!isWhole(value)) return wrongType('a whole number');
  return value < 1 ? wrongValue('must be at least 1.') : undefined;
}

export function checkAllowedValue(value: unknown, words: readonly string[]): Finding | undefined {
  if (typeof value !== 'string') return wrongType('a string');
  return words.includes(value) ? undefined : wrongValue(`must be one of ${words.join(', ')}.`);
}

/** An array of strings, none empty; `controls` says whether control characters may stand in them. */
export function checkTexts(value: unknown, controls: boolean): Finding | undefined {
  if (!Array.isArray(value)) return wrongType('an array of strings');
  for (const item of value) {
    const finding = checkText(item, { controls });
    if (finding) return { kind: finding.kind, message: `must hold strings that can be used: one ${finding.message}` };
  }
  return undefined;
}

/** Include or Exclude: an array of paths, or the JSON text of one. */
export function checkPaths(value: unknown): Finding | undefined {
  const parsed = parseStructured(value);
  if ('finding' in parsed) return parsed.finding;
  if (!Array.isArray(parsed.value)) return wrongType('a JSON array of paths');
  if (parsed.value.length === 0) return wrongValue('must name at least one path.');
  const finding = checkTexts(parsed.value, true);
  if (finding) return finding;
  const isLong = parsed.value.some((path) => codePoints(String(path)) > maxPathLength);
  return isLong ? wrongValue(`must have paths of at most ${maxPathLength} characters.`) : undefined;
}

/** The value of a structured parameter, given as JSON or as its text. Text must be strict JSON. */
export function parseStructured(value: unknown): { readonly value: unknown } | { readonly finding: Finding } {
  if (typeof value !== 'string') return { value };
  try {
    return { value: JSON.parse(value) as unknown };
  } catch {
    // The engine's own message is left out, because it differs between versions and adds nothing.
    return { finding: wrongValue('must be JSON.') };
  }
}

function isWhole(value: unknown): value is number | bigint {
  return typeof value === 'bigint' || Number.isInteger(value);
}
