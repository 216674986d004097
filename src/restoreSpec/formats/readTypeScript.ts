/** Reads a program in JavaScript or TypeScript: the literals of its request. Nothing is run. */
import * as l10n from '@vscode/l10n';
import { parameterNamed } from '../parameters.ts';
import { nullNotSent, UnreadableTextError, type ParsedParameter, type ParsedRequest, type Skipped } from './format.ts';
import {
  notLiteral,
  NotLiteral,
  readExpression,
  skipExpression,
  type Literal,
  type LiteralSyntax,
} from './literalParser.ts';
import { consume, consumeBlanks, consumeQuoted, type Scanner } from './textScanner.ts';

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '\0' };
const escapeSequence = /\\(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|u\{([\dA-Fa-f]{1,6})\}|(\r?\n)|([\s\S]))/g;

/** The text between the quotes of a string literal. */
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
  lineComment: /\/\/[^\n]*/y,
  skipString: (scanner) =>
    [...`"'`].some((quote) => consumeQuoted(scanner, quote, true) !== undefined) ||
    consumeQuoted(scanner, '`', false) !== undefined,
};

const computedByProgram = () => l10n.t('it is computed by the program, and nothing is run');

/** What `read` gives; undefined where it comes upon something that is no literal. */
function ifLiteral<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotLiteral) return undefined;
    throw error;
  }
}

/** Reads a value that a comma or the closing brace follows; undefined where there is none that is a literal. */
function readValue(scanner: Scanner): Literal | undefined {
  if (!consume(scanner, /:/y)) return undefined;
  const value = ifLiteral(() => {
    consumeBlanks(scanner, typeScript.lineComment);
    return readExpression(scanner, typeScript);
  });
  consumeBlanks(scanner, typeScript.lineComment);
  return /[,}]/.test(scanner.text[scanner.offset] ?? '}') ? value : undefined;
}

/** Reads an object literal from after its opening brace. Adds its properties to what was parsed and skipped. */
function readObject(scanner: Scanner, parsed: ParsedParameter[], skipped: Skipped[]): void {
  for (;;) {
    consumeBlanks(scanner, typeScript.lineComment);
    if (consume(scanner, /,/y)) continue;
    if (scanner.offset >= scanner.text.length || consume(scanner, /\}/y)) return;
    const name = ifLiteral(() => typeScript.string(scanner)?.value) ?? consume(scanner, /[A-Za-z_$][\w$]*/y)?.[0];
    consumeBlanks(scanner, typeScript.lineComment);
    const start = scanner.offset;
    const value = name === undefined ? undefined : readValue(scanner);
    if (name !== undefined && value !== undefined) {
      if (value.json && value.value === 'null') skipped.push({ name, reason: nullNotSent() });
      else parsed.push({ name, ...value });
      continue;
    }
    skipped.push({ name: name ?? '…', reason: computedByProgram() });
    scanner.offset = start;
    skipExpression(scanner, /,/, typeScript);
    // Past a stray closing bracket, which would be looked at forever.
    consume(scanner, /[\])]/y);
  }
}

/** A type that stands between a name and its value: a name of a type, or an object with any keys. */
const annotation = /:\s*(?:\{\s*\[[^\]{}]*\]\s*:\s*\w+[\s;]*\}|[A-Za-z_$](?:[\w$.<>|]|, )*)\s*/.source;
/** What begins an object of parameters. */
const objectStart = new RegExp(
  `(?:query|queries|body|bodies)\\s*(?:${annotation})?=\\s*\\{|(?:query|body)\\s*:\\s*\\{|CreateRestoreJob(?:Shrink)?Request\\s*\\(\\s*\\{`,
  'y',
);
/** What begins an assignment to a property: `r.targetPath =`, `queries["TargetPath"] =`. */
const assignmentStart = /([A-Za-z_$][\w$]*)(?:\.([A-Za-z_$][\w$]*)|\[\s*(["'`])([\w$.-]+)\3\s*\])\s*=(?![=>])\s*/y;
/** An assignment to a property whose name is computed. */
const computedName = /([A-Za-z_$][\w$]*)\[[^\]\n]{1,200}\]\s*=(?![=>])/y;
const requestName =
  /\b(?:const|let|var)\s+([A-Za-z_$][\w$]*)(?![\w$])[^=;\n]{0,200}=\s*new [\w.$]*CreateRestoreJob(?:Shrink)?Request\b/g;

/** Reads the value of an assignment. Adds the property to what was parsed or skipped. */
function readAssignment(scanner: Scanner, name: string, parsed: ParsedParameter[], skipped: Skipped[]): void {
  const start = scanner.offset;
  const value = ifLiteral(() => readExpression(scanner, typeScript));
  consume(scanner, /[ \t]+/y);
  if (value !== undefined && /[;,)}\s/]/.test(scanner.text[scanner.offset] ?? ';')) {
    // On the next line an operator could go on with it.
    consumeBlanks(scanner, typeScript.lineComment);
    if (!/[.+[(?*&|]/.test(scanner.text[scanner.offset] ?? '')) {
      if (value.json && value.value === 'null') skipped.push({ name, reason: nullNotSent() });
      else parsed.push({ name, ...value });
      return;
    }
  }
  skipped.push({ name, reason: computedByProgram() });
  scanner.offset = start;
  skipExpression(scanner, /[;\n]/, typeScript);
}

/**
 * Reads a program that calls CreateRestoreJob: its objects `query` and `body`, or the SDK's request object, and what is assigned
 * to their properties. What stands in comments counts nowhere.
 *
 * @throws UnreadableTextError where it has none of these
 */
export function readTypeScript(text: string): ParsedRequest {
  const skipped: Skipped[] = [];
  const parameters: ParsedParameter[] = [];
  const requests = new Set([
    'query',
    'queries',
    'body',
    'bodies',
    ...[...text.matchAll(requestName)].map(([, name]) => name),
  ]);
  let isFound = false;
  // The program without its parameters: their strings may hold anything, also what looks like a region.
  const program: string[] = [];
  const scanner: Scanner = { text, offset: 0 };
  while (scanner.offset < text.length) {
    const start = scanner.offset;
    consumeBlanks(scanner, typeScript.lineComment);
    if (scanner.offset > start) {
      program.push('\n');
      continue;
    }
    if (consume(scanner, objectStart)) {
      isFound = true;
      readObject(scanner, parameters, skipped);
      continue;
    }
    const [, object, property, , key] = consume(scanner, assignmentStart) ?? [];
    const name = property ?? key;
    if (name !== undefined && (requests.has(object) || parameterNamed(name) !== undefined)) {
      isFound = true;
      readAssignment(scanner, name, parameters, skipped);
      continue;
    }
    const [, filled] = (name === undefined && consume(scanner, computedName)) || [];
    if (filled !== undefined) {
      if (requests.has(filled)) skipped.push({ name: '…', reason: computedByProgram() });
      continue;
    }
    if (name === undefined && !typeScript.skipString(scanner) && !consume(scanner, /[\w$]+/y)) scanner.offset++;
    program.push(text.slice(start, scanner.offset));
  }
  if (!isFound) throw new UnreadableTextError(l10n.t('No readable object of parameters was found in the program.'));
  const around = program.join('');
  const [, named, host] =
    /\b(?:region|regionId)\s*[=:]\s*["']([a-z\d-]+)["']|\bhbr(?:-vpc)?\.([a-z\d-]+)\.aliyuncs\.com/.exec(around) ?? [];
  return { parameters, region: named ?? host, skipped };
}
