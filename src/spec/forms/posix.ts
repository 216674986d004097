/**
 * The words of a POSIX shell. Written here since the libraries for it (shell-quote, string-argv) either expand variables
 * or don't tell a quoted `$` from one that would be expanded: here nothing is ever expanded, and what would be is known.
 */

import { closingQuote } from './scan.ts';
import { unseen } from './unseen.ts';

/** A word of a command, without its quotes. */
export interface Word {
  readonly text: string;
  /** True where the shell would put something else in its place: a variable, a command's output, a home directory. */
  readonly dynamic?: boolean;
  /** True for an unquoted `<`, `>` and the like, which takes the next word. */
  readonly redirect?: boolean;
}

export interface Commands {
  /** The simple commands in their order, without the operators between them. */
  readonly commands: readonly (readonly Word[])[];
  /** True where the text ends inside a quote. */
  readonly unclosed: boolean;
}

/** Whether {@link quote} writes a value with the escapes of `$'…'`, which not every shell has. */
export function hasAnsi(value: string): boolean {
  return value.search(unseen) >= 0;
}

/**
 * Stands before a command with such escapes, and on the same line: a shell without them (dash) would hand on the escapes
 * themselves, such as another path, and so runs nothing.
 */
export const ansiGuard = `[ $'\\101' = A ] && `;

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

/** The bytes of a character in octal: three digits each, the one escape that all shells and all locales read alike. */
const octal = (char: string) =>
  [...new TextEncoder().encode(char)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');

/**
 * One word as the shell takes it literally: bare where nothing in it is special, else in single quotes. What can't be seen,
 * or what would be a key where the word is pasted into a terminal, is written as `$'…'`.
 */
export function quote(value: string): string {
  if (/^[\w./:,+-]+$/.test(value)) return value;
  if (!hasAnsi(value)) return `'${value.replaceAll("'", `'\\''`)}'`;
  // A shell that looks for `!` before it looks for quotes must find neither it nor a quote that seems to end.
  return `$'${value.replace(/[\\'!]/g, (char) => named[char] ?? octal(char)).replace(unseen, (char) => named[char] ?? octal(char))}'`;
}

const ansi: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  v: '\v',
};

/** The text of bytes that are written as escapes, `\x41\303\251`. */
function decodeBytes(escapes: string): string {
  const bytes = [...escapes.matchAll(/\\(?:x([\dA-Fa-f]+)|([0-7]+))/g)].map(([, hex, octal = '']) =>
    hex === undefined ? parseInt(octal, 8) & 0xff : parseInt(hex, 16),
  );
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

/** The text between `$'` and `'`. */
function decodeAnsi(text: string): string {
  const escape = /((?:\\x[\dA-Fa-f]{1,2}|\\[0-7]{1,3})+)|\\(?:u([\dA-Fa-f]{1,4})|U([\dA-Fa-f]{1,8})|([\s\S]))/g;
  return text.replace(escape, (_, ...found: (string | undefined)[]) => {
    const [bytes, u, U, other = ''] = found;
    if (bytes !== undefined) return decodeBytes(bytes);
    const hex = u ?? U;
    if (hex === undefined) return ansi[other] ?? other;
    const point = parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  });
}

/** The offset after an expansion that begins with `$` or a backtick at `at`; `at` itself where there is none. */
function afterExpansion(source: string, at: number): number {
  if (source[at] === '`') {
    const end = closingQuote(source, '`', at + 1).at;
    return end < 0 ? source.length : end + 1;
  }
  const simple = /\$(?:[A-Za-z_]\w*|[\d*@#?$!-])/y;
  simple.lastIndex = at;
  if (simple.test(source)) return simple.lastIndex;
  const opening = source[at + 1] ?? '';
  const closing = { '(': ')', '{': '}' }[opening];
  if (!closing) return at;
  let depth = 0;
  for (let i = at + 1; i < source.length; i++) {
    const char = source[i];
    if (char === '\\') i++;
    else if (char === "'" && opening === '(') i = Math.max(source.indexOf("'", i + 1), i);
    else if (char === opening) depth++;
    else if (char === closing && --depth === 0) return i + 1;
  }
  return source.length;
}

/** Splits a text into simple commands, as a POSIX shell (with bash's `$'…'`) would before it expands anything. */
export function splitPosix(source: string): Commands {
  const commands: Word[][] = [[]];
  let text: string | undefined;
  let dynamic = false;
  let unclosed = false;
  let at = 0;

  const add = (more: string) => (text = (text ?? '') + more);
  const endWord = () => {
    if (text !== undefined) commands.at(-1)?.push({ text, ...(dynamic && { dynamic }) });
    [text, dynamic] = [undefined, false];
  };
  const until = (end: number): string => {
    if (end < 0) unclosed = true;
    const found = source.slice(at, end < 0 ? source.length : end);
    at = end < 0 ? source.length : end + 1;
    return found;
  };
  const expansion = () => {
    const end = afterExpansion(source, at);
    if (end > at) dynamic = true;
    add(source.slice(at, Math.max(end, at + 1)));
    at = Math.max(end, at + 1);
  };
  /** Takes what a sticky pattern of plain characters matches, in one piece. */
  const plain = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(source)) return false;
    add(source.slice(at, pattern.lastIndex));
    at = pattern.lastIndex;
    return true;
  };
  const doubleQuoted = () => {
    add('');
    for (;;) {
      if (plain(/[^"$`\\]+/y)) continue;
      if (at >= source.length) return void (unclosed = true);
      const char = source[at] ?? '';
      if (char === '"') return void at++;
      if (char === '$' || char === '`') expansion();
      else if (char === '\\' && /[$`"\\\n]/.test(source[at + 1] ?? '')) {
        if (source[at + 1] !== '\n') add(source[at + 1] ?? '');
        at += 2;
      } else {
        add(char);
        at++;
      }
    }
  };

  while (at < source.length) {
    if (plain(/[^\\$'"`#~;&|()<>\s]+/y)) continue;
    const char = source[at] ?? '';
    const two = source.slice(at, at + 2);
    if (two === '\\\n' || source.startsWith('\\\r\n', at)) at += two === '\\\n' ? 2 : 3;
    else if (char === '\\') {
      add(source[at + 1] ?? '');
      at += 2;
    } else if (two === "$'") {
      at += 2;
      add(decodeAnsi(until(closingQuote(source, "'", at).at)));
    } else if (char === "'") {
      at++;
      add(until(source.indexOf("'", at)));
    } else if (char === '"' || two === '$"') {
      at += char === '"' ? 1 : 2;
      doubleQuoted();
    } else if (char === '$' || char === '`') expansion();
    else if (char === '#' && text === undefined) {
      const end = source.indexOf('\n', at);
      at = end < 0 ? source.length : end;
    } else if (/[\n\r;&|()]/.test(char)) {
      endWord();
      if (commands.at(-1)?.length !== 0) commands.push([]);
      at++;
    } else if (/\s/.test(char)) {
      endWord();
      at++;
    } else if (char === '<' || char === '>') {
      if (/^\d+$/.test(text ?? '')) text = undefined;
      endWord();
      const operator = /[<>]+[&|-]?/y;
      operator.lastIndex = at;
      operator.test(source);
      commands.at(-1)?.push({ text: source.slice(at, operator.lastIndex), redirect: true });
      at = operator.lastIndex;
    } else {
      if (char === '~' && text === undefined) dynamic = true;
      add(char);
      at++;
    }
  }
  endWord();
  return { commands: commands.filter(({ length }) => length > 0), unclosed };
}
