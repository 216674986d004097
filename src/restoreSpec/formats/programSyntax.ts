/** The strings and the comments of the languages in which a program calls the service: TypeScript, JavaScript and Python. */
import { notLiteral, type LiteralSyntax } from './literalParser.ts';
import { consumeQuoted, type Scanner } from './textScanner.ts';

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '\0' };
const escapeSequence = /\\(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|u\{([\dA-Fa-f]{1,6})\}|(\r?\n)|([\s\S]))/g;

/** The text between the quotes of a string literal of TypeScript. */
function decode(text: string): string {
  return text.replace(escapeSequence, (_, ...found: (string | undefined)[]) => {
    const [two, four, braced, lineEnd, other = ''] = found;
    const hex = two ?? four ?? braced;
    if (hex !== undefined) {
      // The halves of a surrogate pair are escaped one by one: each is a unit, and no character.
      return braced === undefined
        ? String.fromCharCode(parseInt(hex, 16))
        : String.fromCodePoint(Math.min(parseInt(hex, 16), 0x10ffff));
    }
    return lineEnd === undefined ? (escapes[other] ?? other) : '';
  });
}

const pythonEscapes: Readonly<Record<string, string>> = {
  ...{ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', a: '\x07' },
  ...{ '\\': '\\', "'": "'", '"': '"' },
};
const pythonEscape =
  /\\(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|([0-7]{1,3})|(\r?\n)|([abfnrtv\\'"])|([NUux]))/g;

/** The text between the quotes of a string literal of Python, where a backslash that escapes nothing stands for itself. @throws NotLiteral */
function decodePython(text: string): string {
  return text.replace(pythonEscape, (_, ...found: (string | undefined)[]) => {
    const [two, four, eight, octal, lineEnd, plain] = found;
    if (lineEnd !== undefined) return '';
    if (plain !== undefined) return pythonEscapes[plain] ?? '';
    const hex = two ?? four;
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
    const point = octal === undefined ? parseInt(eight ?? '', 16) : parseInt(octal, 8);
    // A character by its name, and an escape that Python refuses.
    if (!(point <= 0x10ffff)) throw notLiteral;
    return String.fromCodePoint(point);
  });
}

/** Whether a template has a `${` that no backslash escapes. */
const isComputed = (template: string) => template.replace(/\\[\s\S]/g, ' ').includes('${');

const typeScript: LiteralSyntax = {
  string(scanner) {
    const plain = consumeQuoted(scanner, '"', true) ?? consumeQuoted(scanner, "'", true);
    if (plain !== undefined) return { value: decode(plain) };
    const template = consumeQuoted(scanner, '`', false);
    if (template === undefined) return undefined;
    if (isComputed(template)) throw notLiteral;
    return { value: decode(template) };
  },
  encode: /JSON\.stringify\s*\(/y,
  // No line begins with a hash and a blank, save one that somebody took out so.
  lineComment: /\/\/[^\n]*|(?<=(?:^|\n)[ \t]*)#[ \t!][^\n]*/y,
  skipString: (scanner) =>
    [...`"'`].some((quote) => consumeQuoted(scanner, quote, true) !== undefined) ||
    consumeQuoted(scanner, '`', false) !== undefined,
};

/** Reads a string between quotes of three; undefined, and nothing read, where none begins or none ends. */
function consumeTriple(scanner: Scanner): string | undefined {
  const { text, offset } = scanner;
  const quotes = ['"""', "'''"].find((each) => text.startsWith(each, offset));
  if (quotes === undefined) return undefined;
  const end = text.indexOf(quotes, offset + 3);
  if (end < 0) return undefined;
  scanner.offset = end + 3;
  return text.slice(offset + 3, end);
}

/** The words of Python that JSON spells otherwise. */
const words = { true: /True\b/y, false: /False\b/y, null: /None\b/y } as const;

const python: LiteralSyntax = {
  string(scanner) {
    const found = consumeTriple(scanner) ?? consumeQuoted(scanner, '"', true) ?? consumeQuoted(scanner, "'", true);
    return found === undefined ? undefined : { value: decodePython(found) };
  },
  encode: /json\.dumps\s*\(/y,
  words,
  lineComment: /#[^\n]*/y,
  skipString: (scanner) =>
    consumeTriple(scanner) !== undefined ||
    [...`"'`].some((quote) => consumeQuoted(scanner, quote, true) !== undefined),
};

/** A piece of a program that doesn't say its language. */
const unclear: LiteralSyntax = {
  ...typeScript,
  words,
  lineComment: /\/\/[^\n]*|(?<!\S)#[^\n]*/y,
};

const pythonLine = /^[ \t]*(?:from[ \t]+[\w.]+[ \t]+import\b|def[ \t]+\w+[ \t]*\(|if[ \t]+__name__\b|#.*coding:)/m;
const typeScriptLine = /^[ \t]*(?:export\s+|async\s+)*(?:const|let|var|function|interface)\s|\bnew [\w.$]+\(|=>|===/m;

/** A request that is made with keyword arguments. */
const pythonCall = /CreateRestoreJob(?:Shrink)?Request\(\s*\w+\s*=(?![=>])/;

/** The syntax of the language that a program is in. */
export function syntaxOf(text: string): LiteralSyntax {
  const isPython = pythonLine.test(text) || pythonCall.test(text);
  if (typeScriptLine.test(text)) return isPython ? unclear : typeScript;
  return isPython ? python : unclear;
}
