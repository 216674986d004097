/** The words of a command for the shells of Windows, cmd.exe and PowerShell, and how to tell for which shell a command was written. */
import { collectShellWords, type ShellCommands, type ShellWordCollector } from './shellWords.ts';
import { consume, consumeQuoted, type Scanner } from './textScanner.ts';

export const shells = ['posix', 'powershell', 'cmd'] as const;
export type Shell = (typeof shells)[number];

/**
 * A path of Windows whose backslashes nothing protects. A POSIX shell would take them away, so nobody writes it for one:
 * there it is `C:\\restore`, or it stands in quotes.
 */
const barePath = /(?:^|[\s=])(?:[A-Za-z]:\\[^\\\s]|\\\\\w[\w.-]*\\\w)/;

/** A text with an empty pair of double quotes in place of all that is quoted. A quote that stays open is left as it is. */
function withoutQuoted(source: string): string {
  const scanner: Scanner = { text: source, offset: 0 };
  const lastSingle = source.lastIndexOf("'");
  const parts: string[] = [];
  while (scanner.offset < source.length) {
    const { offset } = scanner;
    const plain = consume(scanner, /[^'"]+/y)?.[0];
    if (plain !== undefined) parts.push(plain);
    else if (source[offset] === "'" && offset < lastSingle) {
      scanner.offset = source.indexOf("'", offset + 1) + 1;
      parts.push('""');
    } else if (consumeQuoted(scanner, '"', false) !== undefined) parts.push('""');
    else parts.push(source[scanner.offset++] ?? '');
  }
  return parts.join('');
}

/** The shell that a command must have been written for: its line ends, its prompt or its quotes say so. Undefined where they don't. */
export function certainShell(source: string): Shell | undefined {
  // A quote inside of a word that a POSIX shell quotes, and quotes with escapes of bash.
  if (/\\\r?\n|[^\s=']'\\''/.test(source) || /(?:^|[\s=])\$""/.test(withoutQuoted(source))) return 'posix';
  // A JSON list or object in single quotes, its own quotes escaped: so PowerShell passes quotes to a program.
  if (/ `\r?\n|^\s*PS [A-Za-z]:\\[^>\n]*>|'[[{]\s*\\"/.test(source)) return 'powershell';
  // A quote with a caret in front of it, as browsers copy a request.
  if (/\s\^""/.test(withoutQuoted(source))) return 'cmd';
  if (/\^\r?\n|^\s*(?:[A-Za-z]:\\\S*>|\S*aliyun\.exe\b)/i.test(source)) return 'cmd';
  return undefined;
}

/** The shell that a command was most likely written for where nothing is certain. */
export function likelyShell(source: string): Shell {
  if (!barePath.test(withoutQuoted(source))) return 'posix';
  return source.includes("'") ? 'powershell' : 'cmd';
}

/** The prompt that a copied line may begin with. */
export const windowsPrompt = /^\s*(?:PS )?[A-Za-z]:\\[^>\n]*>/;

/** What a program gets of a word in which PowerShell has left escaped quotes: Windows takes the backslash before a quote away. */
const withoutQuoteEscapes = (text: string) =>
  text.replace(/\\+"?/g, (found) =>
    found.endsWith('"') ? `${'\\'.repeat(Math.floor((found.length - 1) / 2))}"` : found,
  );

const powerShellEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
};
const unescaped = (char: string) => powerShellEscapes[char] ?? char;

// A variable, or the beginning of a command whose output is put there. Braces may stay open.
const bare = /`\r?\n|`[^]|\$(?:\{[^}\n"]*\}?|\w+(?::\w+)?|\()|\r?\n|[^`'"$;&|<>\s]+|[^]/y;
const singleQuoted = /''|'|[^']+/y;
const doubleQuoted = /`[^]|\$(?:\{[^}\n"]*\}?|\w+(?::\w+)?|\()|""|"|[^`"$]+|[^]/y;

/** The beginning of a here-string, whose end stands at the beginning of a line. */
const hereString = /@(['"])[ \t]*\r?\n/y;

/** Splits a text into commands and words as PowerShell does: the backtick escapes, quotes are doubled in quotes, `$name` is a variable. */
export function splitPowerShell(source: string): ShellCommands {
  const { word, add, markDynamic, endWord, endCommand, redirect, finish } = collectShellWords(withoutQuoteEscapes);
  let quote = '';
  const scanner: Scanner = { text: source, offset: 0 };
  while (scanner.offset < source.length) {
    const [, here] = (quote === '' && word() === undefined && consume(scanner, hereString)) || [];
    if (here !== undefined) {
      const end = source.indexOf(`\n${here}@`, scanner.offset - 1);
      if (end < 0) return finish(true);
      const text = source.slice(scanner.offset, Math.max(end, scanner.offset)).replace(/\r$/, '');
      // Between double quotes it is evaluated.
      if (here === '"' && /[$`]/.test(text)) markDynamic();
      add(text);
      scanner.offset = end + 3;
      continue;
    }
    const found = consume(scanner, quote === "'" ? singleQuoted : quote === '"' ? doubleQuoted : bare)?.[0] ?? '';
    if (found === quote) quote = '';
    else if (quote === "'") add(found === "''" ? "'" : found);
    else if (found.startsWith('`')) {
      if (!found.endsWith('\n')) add(unescaped(found.slice(1)));
    } else if (found.startsWith('$') && found.length > 1) {
      markDynamic();
      add(found);
    } else if (quote === '"') add(found === '""' ? '"' : found);
    else if (found === "'" || found === '"') {
      quote = found;
      add('');
    } else if (/^(?:\r?\n|[;&|])$/.test(found)) {
      endCommand();
    } else if (/^\s$/.test(found)) endWord();
    else if (/^[<>]$/.test(found)) redirect(found);
    else add(found);
  }
  return finish(quote !== '');
}

// A percent-encoded byte is no variable, though what follows up to the next one looks like the rest of its name.
const cmdBare = /\^\r?\n(?:\r?\n)?|\^[^]|"|%[\dA-Fa-f]{2}(?=\w*%[\dA-Fa-f]{2})|%\w+%|\r?\n|[&|<>]|[^^"%&|<>\r\n]+|[^]/y;
// Between quotes a caret is a caret.
const cmdQuoted = /"|%[\dA-Fa-f]{2}(?=\w*%[\dA-Fa-f]{2})|%\w+%|[^"%]+|[^]/y;

/**
 * Splits a text into commands and words in two stages, as cmd.exe and the start of a program on Windows do. First cmd.exe takes the
 * carets away and ends commands; a quote behind a caret begins no quoted text for it. Then the program takes `"…"` and `\"` of what
 * is left, whether a caret was in front of them or not.
 */
export function splitWindows(source: string): ShellCommands {
  const collector = collectShellWords();
  const argument = readArguments(collector);
  // Whether cmd.exe is between quotes.
  let quoted = false;
  const scanner: Scanner = { text: source, offset: 0 };
  while (scanner.offset < source.length) {
    const found = consume(scanner, quoted ? cmdQuoted : cmdBare)?.[0] ?? '';
    if (/^%\w+%$/.test(found)) {
      argument.end();
      collector.markDynamic();
      collector.add(found);
    } else if (found === '"') {
      // cmd.exe would count an escaped quote too. Whoever wrote it didn't mean that to end a command.
      if (!argument.isEscaped()) quoted = !quoted;
      argument.read(found);
    } else if (quoted) argument.read(found);
    // The character behind a caret and a line's end is one behind a caret too, and may be a line's end itself.
    else if (/^\^\r?\n/.test(found)) argument.read(/\n\r?\n$/.test(found) ? '\n' : '');
    else if (found.startsWith('^')) argument.read(found.slice(1));
    else if (/^(?:\r?\n|[&|])$/.test(found)) {
      argument.endCommand();
    } else if (/^[<>]$/.test(found)) {
      argument.end();
      collector.redirect(found);
    } else argument.read(found);
  }
  argument.end();
  return collector.finish(quoted || argument.isQuoted());
}

/** Reads the words of a command line as a program of Windows does at its start. A backslash stands for itself, except before a quote. */
function readArguments({ add, endWord, endCommand }: ShellWordCollector) {
  let quoted = false;
  let slashes = 0;
  const end = () => {
    if (slashes > 0) add('\\'.repeat(slashes));
    slashes = 0;
  };
  return {
    isQuoted: () => quoted,
    /** Whether a quote that comes next would be one of the text. */
    isEscaped: () => slashes % 2 === 1,
    /** Adds the backslashes that no quote follows. */
    end,
    endCommand() {
      end();
      quoted = false;
      endCommand();
    },
    read(text: string) {
      for (const [piece] of text.matchAll(/\\+|"|\s|[^\\"\s]+/g)) {
        if (piece.startsWith('\\')) slashes += piece.length;
        else if (piece === '"') {
          const isEscaped = slashes % 2 === 1;
          add('\\'.repeat(Math.floor(slashes / 2)) + (isEscaped ? '"' : ''));
          slashes = 0;
          if (!isEscaped) quoted = !quoted;
        } else {
          end();
          if (quoted || !/^\s$/.test(piece)) add(piece);
          else endWord();
        }
      }
    },
  };
}
