/**
 * The mark that all secrets of a test run contain, and the search for it in what the run wrote. A secret that is found anywhere but
 * where a test put it has leaked.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The environment variable with the mark, which is the same for all suites of `npm test`. */
export const secretMarkVariable = 'CANARY';
export const secretMark = process.env[secretMarkVariable] ?? 'canary-0000';

/** Makes a secret for a test. */
export const testSecret = (name: string): string => `${secretMark}-${name}`;

/** The secret that a sandbox makes up where it is given none. The prefix alone is in the program's own text too. */
const sandboxSecret = /sandbox-secret-[0-9a-f]{32}/;

export interface Leak {
  readonly file: string;
  /** Of the mark, in bytes. */
  readonly offset: number;
  /** `plain`, `base64`, `hex` or `utf16`. */
  readonly encoding: string;
}

/** The mark in Base64 at each of the three alignments, without the characters that depend on the text beside it. */
function base64Encodings(text: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });
}

/** The encodings of the mark. It has no character that a URL or JSON escapes, and its Base64 is the same in the variant for URLs. */
function encodingsOf(mark: string): readonly (readonly [encoding: string, bytes: Buffer])[] {
  const hex = Buffer.from(mark).toString('hex');
  return [
    ['plain', Buffer.from(mark)],
    ...base64Encodings(mark).map((text) => ['base64', Buffer.from(text)] as const),
    ...[hex, hex.toUpperCase()].map((text) => ['hex', Buffer.from(text)] as const),
    // Browsers store strings so.
    ['utf16', Buffer.from(mark, 'utf16le')],
  ];
}

/** The first place of a mark in some bytes; undefined where they don't contain it. */
export function findLeak(bytes: Buffer, mark: string = secretMark): Omit<Leak, 'file'> | undefined {
  for (const [encoding, wanted] of encodingsOf(mark)) {
    const offset = bytes.indexOf(wanted);
    if (offset >= 0) return { offset, encoding };
  }
  const words = bytes.includes('sandbox-secret-') ? sandboxSecret.exec(bytes.toString('latin1')) : null;
  return words ? { offset: words.index, encoding: 'plain' } : undefined;
}

export const containsTestSecret = (text: string): boolean => findLeak(Buffer.from(text)) !== undefined;

const digest = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

interface AllowedSecrets {
  /** The files into which tests put secrets: the digests of their contents, by absolute path. */
  readonly written: Map<string, Set<string>>;
  /** The absolute paths of files and folders in which VS Code keeps what a user typed. */
  readonly allowed: string[];
}

// One for the process. In the suite inside VS Code, each test file is a bundle with its own copy of this module.
const key = Symbol.for('cloud-backup-restore.canary');
const ofProcess = globalThis as { [key]?: AllowedSecrets };
const { written, allowed } = (ofProcess[key] ??= { written: new Map(), allowed: [] });

/** Allows the secrets that a test put into a file, as long as its content stays the same. @returns the path */
export function allowSecretsInFile(path: string, content: string | Buffer = readFileSync(path)): string {
  written.set(path, (written.get(path) ?? new Set()).add(digest(content)));
  return path;
}

/** Writes a file with secrets, as a user or another program would. @returns the path */
export function writeSecretFile(path: string, content: string): string {
  allowSecretsInFile(path, content);
  writeFileSync(path, content);
  return path;
}

/** Allows secrets anywhere at or below a path that VS Code itself writes. */
export function allowSecretsBelow(path: string): void {
  allowed.push(path);
}

/** Whether a file disappeared during the search, or this user may not read it. Such a file is skipped. */
const isOutOfReach = (error: unknown) =>
  ['ENOENT', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Every file at or below a path that contains a mark, except where a test put it. */
export function findLeaks(path: string, mark: string = secretMark): Leak[] {
  if (allowed.some((each) => path === each || path.startsWith(each + sep))) return [];
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) return readdirSync(path).flatMap((name) => findLeaks(join(path, name), mark));
    if (!found?.isFile()) return [];
    const bytes = readFileSync(path);
    const leak = findLeak(bytes, mark);
    return leak && !written.get(path)?.has(digest(bytes)) ? [{ file: path, ...leak }] : [];
  } catch (error) {
    if (isOutOfReach(error)) return [];
    throw error;
  }
}

/** @throws an Error that names the files and the offsets, but not the secrets */
export function assertNoLeaks(leaks: readonly Leak[], where: string): void {
  if (leaks.length === 0) return;
  const places = leaks.map(
    ({ file, offset, encoding }) => `${file.split(sep).join('/')} at byte ${offset} (${encoding})`,
  );
  throw new Error(`A secret of the tests turned up in ${where}:\n  ${[...new Set(places)].join('\n  ')}`);
}
