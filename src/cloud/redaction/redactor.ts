/** A memory of secrets that redacts texts: takes every secret that it was told of out of them. */
import { encodingsOf } from './encodings.ts';
import { createPatternScanner } from './patternScanner.ts';

/**
 * The fewest UTF-16 units of a secret, and of the beginning of one that was cut off, that are redacted in what must stay exact.
 * AccessKey secrets have 30 characters and tokens hundreds. What is shorter is a password or a placeholder, and could as well
 * be a part of an ID, a path or a word of the service.
 */
const shortestInValues = 16;

/**
 * So many secrets of no file are kept. Temporary keys come and go while a window is open for weeks; those that were last
 * registered so many others ago have run out. As many more may wait until they are dropped all together, because dropping
 * rebuilds both scanners.
 */
const keptTemporary = 200;

/** Enough patterns for the secrets of a file with thousands of profiles and for the tokens of a day. */
const scannerCapacity = 32_768;

export interface Redactor {
  /**
   * Redacts these values in every text from now on. Empty values, and those of fewer than 4 characters, protect nothing and are
   * ignored. At least the 200 values that were registered last stay, and all that were registered with them.
   */
  register(...values: readonly (string | undefined)[]): void;
  /**
   * Redacts all secrets of a file. No other secrets push them out: they stay as long as they are in the file. Those that are in
   * it no longer may still be in use, and are kept as other temporary values are.
   *
   * @param path of the file, as it was read
   */
  registerFile(path: string, values: Iterable<string | undefined>): void;
  /** `text` with `***` in place of each secret, in whichever encoding. */
  redact(text: string): string;
  /**
   * A value that must stay exact (a record, a request, what is copied or agreed to: text or plain data), with secrets redacted in
   * each of its texts; the same value where there is none. Secrets of fewer than 16 characters stay, and so does the beginning of
   * one that was cut off, where it has fewer than 16.
   */
  redactValue<T>(value: T): T;
}

const isSecret = (value: string | undefined): value is string => value !== undefined && value !== '';

export function createRedactor(): Redactor {
  /** Those of no file; the one that was registered last comes last. */
  let temporary = new Set<string>();
  const ofFiles = new Map<string, ReadonlySet<string>>();
  /** By the secret. Kept, because making them takes most of the time. */
  let encodings = new Map<string, readonly string[]>();
  let allSecrets = createPatternScanner(scannerCapacity);
  let longSecrets = createPatternScanner(scannerCapacity, shortestInValues);

  function add(secret: string, known?: readonly string[]): void {
    if (encodings.has(secret)) return;
    const its = known ?? encodingsOf(secret);
    encodings.set(secret, its);
    allSecrets.add(its);
    if (secret.length >= shortestInValues) longSecrets.add(its);
  }

  /** Drops the temporary secrets that were registered longest ago, once there are twice as many as have to stay. */
  function dropOldest(kept: number): void {
    if (temporary.size <= 2 * kept) return;
    temporary = new Set([...temporary].slice(-kept));
    const before = encodings;
    encodings = new Map();
    allSecrets = createPatternScanner(scannerCapacity);
    longSecrets = createPatternScanner(scannerCapacity, shortestInValues);
    for (const secret of [temporary, ...ofFiles.values()].flatMap((each) => [...each])) add(secret, before.get(secret));
  }

  /** Keeps these as the last ones that were registered. */
  function keep(secrets: readonly string[]): void {
    for (const secret of secrets) {
      temporary.delete(secret);
      temporary.add(secret);
      add(secret);
    }
    dropOldest(Math.max(keptTemporary, secrets.length));
  }

  function redactTexts(value: unknown): unknown {
    if (typeof value === 'string') return longSecrets.redact(value);
    if (Array.isArray(value)) return value.map(redactTexts);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, each]) => [longSecrets.redact(key), redactTexts(each)]);
    return Object.fromEntries(entries);
  }

  return {
    register(...values) {
      keep(values.filter(isSecret));
    },
    registerFile(path, values) {
      const now = new Set([...values].filter(isSecret));
      const gone = [...(ofFiles.get(path) ?? [])].filter((secret) => !now.has(secret));
      ofFiles.set(path, now);
      for (const secret of now) add(secret);
      keep(gone);
    },
    redact: (text) => allSecrets.redact(text),
    redactValue<T>(value: T): T {
      if (typeof value === 'string') return longSecrets.redact(value) as T & string;
      const text = JSON.stringify(value);
      if (text === undefined || longSecrets.redact(text) === text) return value;
      return redactTexts(value) as T;
    },
  };
}
