/**
 * The mark that secrets of a test run carry, and the search for it in what the run wrote: a secret that turns up anywhere
 * but where a test put it has leaked.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';

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
  /** How it stands there: `plain`, `base64`, `hex` or `utf16`. */
  readonly form: string;
}

/** The mark as Base64 has it wherever it stands in a text, without the signs that depend on what is beside it. */
function base64Forms(text: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });
}

/** Nothing in the mark is written otherwise in a URL or in JSON, nor in the Base64 of URLs. */
function formsOf(mark: string): readonly (readonly [form: string, bytes: Buffer])[] {
  const hex = Buffer.from(mark).toString('hex');
  return [
    ['plain', Buffer.from(mark)],
    ...base64Forms(mark).map((text) => ['base64', Buffer.from(text)] as const),
    ...[hex, hex.toUpperCase()].map((text) => ['hex', Buffer.from(text)] as const),
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

const digest = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

interface Belonging {
  /** What tests put secrets into: the digests of what they wrote, by the whole path of the file. */
  readonly written: Map<string, Set<string>>;
  /** Where VS Code keeps what a person typed into it: whole paths of files and folders. */
  readonly allowed: string[];
}

// One for the process: of the suite inside VS Code each file is a bundle with this module in it.
const key = Symbol.for('cloud-backup-restore.canary');
const ofProcess = globalThis as { [key]?: Belonging };
const { written, allowed } = (ofProcess[key] ??= { written: new Map(), allowed: [] });

/** Says that a file holds secrets because a test put them there, as long as it stays what it is now. @returns the path */
export function secretsBelong(path: string, content: string | Buffer = readFileSync(path)): string {
  written.set(path, (written.get(path) ?? new Set()).add(digest(content)));
  return path;
}

/** Writes a file that holds secrets, as a person would or a program that is not ours. @returns the path */
export function writeSecrets(path: string, content: string): string {
  secretsBelong(path, content);
  writeFileSync(path, content);
  return path;
}

/** Says that secrets may stand anywhere at or below a path that VS Code itself writes. */
export function secretsBelongBelow(path: string): void {
  allowed.push(path);
}

/** Let be what vanishes meanwhile, or what this user may not read. */
const isOutOfReach = (error: unknown) =>
  ['ENOENT', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Every file at or below a path in which a mark stands, save where a test put it. */
export function findCanary(path: string, mark: string = canary): Leak[] {
  if (allowed.some((each) => path === each || path.startsWith(each + sep))) return [];
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) return readdirSync(path).flatMap((name) => findCanary(join(path, name), mark));
    if (!found?.isFile()) return [];
    const bytes = readFileSync(path);
    const leak = leakIn(bytes, mark);
    return leak && !written.get(path)?.has(digest(bytes)) ? [{ file: path, ...leak }] : [];
  } catch (error) {
    if (isOutOfReach(error)) return [];
    throw error;
  }
}

/** @throws an Error that names the files and the offsets, and not the secrets */
export function assertNoCanary(leaks: readonly Leak[], where: string): void {
  if (leaks.length === 0) return;
  const places = leaks.map(({ file, offset, form }) => `${file.split(sep).join('/')} at byte ${offset} (${form})`);
  throw new Error(`A secret of the tests turned up in ${where}:\n  ${[...new Set(places)].join('\n  ')}`);
}
