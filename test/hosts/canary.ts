/**
 * The mark that secrets of a test run carry, and the search for it in what the run wrote: a secret that turns up anywhere
 * but where a test put it has leaked.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';

/** One for all suites of `npm test`. */
export const canaryVariable = 'CANARY';
export const canary = process.env[canaryVariable] ?? 'canary-0000';

/** A secret of a test. */
export const marked = (name: string): string => `${canary}-${name}`;

/** What a sandbox makes up where it is given none. The words before it stand in the program too. */
const sandboxSecret = /sandbox-secret-[0-9a-f]{32}/;

export interface Leak {
  readonly file: string;
  /** Of the mark, in bytes. */
  readonly offset: number;
  /** How it stands there: `plain`, `base64` or `utf16`. */
  readonly form: string;
}

/** The mark as Base64 has it wherever it stands in a text, without the signs that depend on what is beside it. */
function base64Forms(text: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });
}

/** Nothing in the mark is written otherwise in a URL or in JSON. */
function formsOf(mark: string): readonly (readonly [form: string, bytes: Buffer])[] {
  return [
    ['plain', Buffer.from(mark)],
    ...base64Forms(mark).map((text) => ['base64', Buffer.from(text)] as const),
    // As browsers keep strings.
    ['utf16', Buffer.from(mark, 'utf16le')],
  ];
}

/** Where a mark first turns up in some bytes; undefined where it doesn't. */
export function leakIn(bytes: Buffer, mark: string = canary): Omit<Leak, 'file'> | undefined {
  for (const [form, wanted] of formsOf(mark)) {
    const offset = bytes.indexOf(wanted);
    if (offset >= 0) return { offset, form };
  }
  const words = bytes.includes('sandbox-secret-') ? sandboxSecret.exec(bytes.toString('latin1')) : null;
  return words ? { offset: words.index, form: 'plain' } : undefined;
}

export const holdsCanary = (text: string): boolean => leakIn(Buffer.from(text)) !== undefined;

/** Files and folders in which a test put a secret itself, by their whole path. */
const allowed = new Set<string>();

/** Says that a secret stands in this file, or below this folder, because a test put it there. @returns the path */
export function secretsBelong(path: string): string {
  allowed.add(path);
  return path;
}

/** The user's own files of credentials, which are read and never written. */
const credentialFiles = new Set(['.aliyun', '.alibabacloud']);

const isAllowed = (path: string) => allowed.has(path) || credentialFiles.has(basename(path));

/**
 * Every file at or below a path in which a mark stands, save where secrets belong. What vanishes meanwhile is let be.
 */
export function findCanary(path: string, mark: string = canary): Leak[] {
  if (isAllowed(path)) return [];
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return readdirSync(path).flatMap((name) => findCanary(join(path, name), mark));
  if (!found?.isFile()) return [];
  const leak = leakIn(readFileSync(path), mark);
  return leak ? [{ file: path, ...leak }] : [];
}

/** @throws an Error that names the files and the offsets, and not the secrets */
export function assertNoCanary(leaks: readonly Leak[], where: string): void {
  if (leaks.length === 0) return;
  const places = leaks.map(({ file, offset, form }) => `${file.split(sep).join('/')} at byte ${offset} (${form})`);
  throw new Error(`A secret of the tests turned up in ${where}:\n  ${places.join('\n  ')}`);
}
