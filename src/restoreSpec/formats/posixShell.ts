/**
 * The words of a command for a POSIX shell. Nothing is ever expanded, and each word tells whether a shell would expand it. The
 * libraries for this (shell-quote, string-argv) expand variables, or don't tell a quoted `$` from one that would be expanded.
 */
import { collectShellWords, type ShellCommands } from './shellWords.ts';
import { findClosingQuote } from './textScanner.ts';
import { decodeUtf8 } from './utf8.ts';
import { invisibleCharacters } from '../invisibleCharacters.ts';

/** Whether {@link quoteWord} writes a value with the escapes of `$'…'`, which not every shell has. */
export function needsAnsiQuote(value: string): boolean {
  return value.search(invisibleCharacters) >= 0;
}

/**
 * Precedes a command with such escapes, on the same line. A shell that doesn't know them (dash) would pass the escapes literally, which
 * is another path. With this guard, such a shell runs nothing.
 */
export const ansiQuoteGuard = `[ $'\\101' = A ] && `;

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

/** The bytes of a character in octal, three digits each: the one escape that all shells read alike in all locales. */
const octal = (char: string) =>
  [...new TextEncoder().encode(char)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');

/**
 * A value as one word that the shell takes literally: bare where nothing in it is special, else in single quotes. A value with
 * invisible characters, some of which act as keys in a terminal that the word is pasted into, is written as `$'…'`.
 */
export function quoteWord(value: string): string {
  if (/^[\w./:,+-]+$/.test(value)) return value;
  if (!needsAnsiQuote(value)) return `'${value.replaceAll("'", `'\\''`)}'`;
  // Some shells look for `!` before they look for quotes. They must find no `!`, and no quote that seems to end the word.
  return `$'${value.replace(/[\\'!]/g, (char) => shortEscapes[char] ?? octal(char)).replace(invisibleCharacters, (char) => shortEscapes[char] ?? octal(char))}'`;
}

/**
 * A text for a comment, without what a shell may take for something else: zsh takes a pasted comment for a command.
 *
 * @param text one line
 */
export const shellComment = (text: string): string => `# ${text.replace(/[^\p{L}\p{N} .,:-]/gu, ' ')}`;

const ansiEscapes: Readonly<Record<string, string>> = {
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

/** The text of bytes that are written as escapes, `\x41\303\251`. @throws TypeError where they are no UTF-8 */
function decodeBytes(escapes: string): string {
  const bytes = [...escapes.matchAll(/\\(?:x([\dA-Fa-f]+)|([0-7]+))/g)].map(([, hex, octal = '']) =>
    hex === undefined ? parseInt(octal, 8) & 0xff : parseInt(hex, 16),
  );
  return decodeUtf8(bytes);
}

/** The text between `$'` and `'`. @throws TypeError where its bytes are no UTF-8 */
function decodeAnsi(text: string): string {
  const escape = /((?:\\x[\dA-Fa-f]{1,2}|\\[0-7]{1,3})+)|\\(?:u([\dA-Fa-f]{1,4})|U([\dA-Fa-f]{1,8})|([\s\S]))/g;
  return text.replace(escape, (_, ...found: (string | undefined)[]) => {
    const [bytes, u, U, other = ''] = found;
    if (bytes !== undefined) return decodeBytes(bytes);
    const hex = u ?? U;
    if (hex === undefined) return ansiEscapes[other] ?? other;
    const point = parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  });
}

/** The offset after an expansion that begins with `$` or a backtick at `at`; `at` itself where there is none. */
function afterExpansion(source: string, at: number): number {
  if (source[at] === '`') {
    const end = findClosingQuote(source, '`', at + 1).at;
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

/** Watches the unquoted signs of each word for braces that bash and zsh expand: `{a,b}`, `{1..3}`. */
function braceWatch() {
  // For each open brace, whether there is something to expand in it.
  let open: boolean[] = [];
  return {
    /** Whether the braces that this sign closes are expanded. @param isFirst whether a word begins with it */
    expandAt(char: string, two: string, isFirst: boolean): boolean {
      if (isFirst) open = [];
      if (char === '{') open.push(false);
      else if (open.length > 0 && (char === ',' || two === '..')) open[open.length - 1] = true;
      else if (char === '}') return open.pop() ?? false;
      return false;
    },
  };
}

/** Splits a text into simple commands, as a POSIX shell (with bash's `$'…'`) would before it expands anything. */
export function splitPosix(source: string): ShellCommands {
  const { word, add, markDynamic, markUndecodable, dropWord, endWord, endCommand, redirect, finish } =
    collectShellWords();
  const braces = braceWatch();
  let unclosed = false;
  let at = 0;

  const until = (end: number): string => {
    if (end < 0) unclosed = true;
    const found = source.slice(at, end < 0 ? source.length : end);
    at = end < 0 ? source.length : end + 1;
    return found;
  };
  const expansion = () => {
    const end = afterExpansion(source, at);
    if (end > at) markDynamic();
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
  const ansiQuoted = (escapes: string) => {
    try {
      add(decodeAnsi(escapes));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      markUndecodable();
      add(escapes);
    }
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
    if (plain(/[^\\$'"`#~;&|()<>\s{,.}]+/y)) continue;
    const char = source[at] ?? '';
    const two = source.slice(at, at + 2);
    if (two === '\\\n' || source.startsWith('\\\r\n', at)) at += two === '\\\n' ? 2 : 3;
    else if (char === '\\') {
      add(source[at + 1] ?? '');
      at += 2;
    } else if (two === "$'") {
      at += 2;
      ansiQuoted(until(findClosingQuote(source, "'", at).at));
    } else if (char === "'") {
      at++;
      add(until(source.indexOf("'", at)));
    } else if (char === '"' || two === '$"') {
      at += char === '"' ? 1 : 2;
      doubleQuoted();
    } else if (char === '$' || char === '`') expansion();
    else if (char === '#' && word() === undefined) {
      const end = source.indexOf('\n', at);
      at = end < 0 ? source.length : end;
    } else if (/[\n\r;&|()]/.test(char)) {
      endCommand();
      at++;
    } else if (/\s/.test(char)) {
      endWord();
      at++;
    } else if (char === '<' || char === '>') {
      if (/^\d+$/.test(word() ?? '')) dropWord();
      const operator = /[<>]+[&|-]?/y;
      operator.lastIndex = at;
      operator.test(source);
      redirect(source.slice(at, operator.lastIndex));
      at = operator.lastIndex;
    } else {
      if (char === '~' && word() === undefined) markDynamic();
      if (braces.expandAt(char, two, word() === undefined)) markDynamic();
      add(char);
      at++;
    }
  }
  return finish(unclosed);
}
