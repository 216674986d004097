/** Literals of HCL and TypeScript as JSON text. Nothing is evaluated: what is no literal is reported as such. */
import { beginsComment, consume, consumeBlanks, consumeComment, type Scanner } from './textScanner.ts';

/** Thrown where something other than a literal stands. */
export class NotLiteral extends Error {}

/** The one instance that is thrown. A text can have a million such places, and collecting a stack for each would take long. */
export const notLiteral = new NotLiteral();

/** A value as it would travel. `json`: the text says JSON and leaves its layout open. */
export interface Literal {
  readonly value: string;
  readonly json?: boolean;
}

/** What differs between the languages. Patterns are sticky. */
export interface LiteralSyntax {
  /**
   * Reads a string that begins where the scanner stands; `json` where its layout says nothing, as in a here-document.
   *
   * @returns undefined where none begins
   * @throws NotLiteral for a template
   */
  readonly string: (scanner: Scanner) => Literal | undefined;
  /** The function that makes a string of JSON, with its opening bracket. */
  readonly encode: RegExp;
  /** Words that mean one of JSON, by that: a pattern for `True`. */
  readonly words?: Readonly<Record<'true' | 'false' | 'null', RegExp>>;
  /** A comment that goes to the end of its line. */
  readonly lineComment: RegExp;
  /** Goes past a string, a template too; false where none begins or none ends. */
  readonly skipString: (scanner: Scanner) => boolean;
}

/** A literal as JSON text, in which numbers keep their digits. @param depth how many levels are read @throws NotLiteral */
function readJsonLiteral(scanner: Scanner, syntax: LiteralSyntax, depth = 50): string {
  consumeBlanks(scanner, syntax.lineComment);
  const text = syntax.string(scanner);
  if (text) return JSON.stringify(text.value);
  const plain = consume(scanner, /(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)n?(?![\w.])|(true|false|null)\b/y);
  if (plain) return plain[1] ?? plain[2] ?? '';
  const word = Object.entries(syntax.words ?? {}).find(([, pattern]) => consume(scanner, pattern))?.[0];
  if (word !== undefined) return word;
  const opening = consume(scanner, /[[{]/y)?.[0];
  if (!opening || depth === 0) throw notLiteral;
  const members: string[] = [];
  for (;;) {
    while (consume(scanner, /\s+|,/y) ?? consumeComment(scanner, syntax.lineComment));
    if (consume(scanner, opening === '[' ? /\]/y : /\}/y)) break;
    const key = opening === '{' ? readKey(scanner, syntax) : '';
    members.push(key + readJsonLiteral(scanner, syntax, depth - 1));
    consume(scanner, /[ \t]+/y);
    if (!/[\s,\]}]/.test(scanner.text[scanner.offset] ?? ' ') && !beginsComment(scanner, syntax.lineComment))
      throw notLiteral;
  }
  return opening === '[' ? `[${members.join(',')}]` : `{${members.join(',')}}`;
}

/** The name of a member with its colon, as JSON text. @throws NotLiteral */
function readKey(scanner: Scanner, syntax: LiteralSyntax): string {
  const name = syntax.string(scanner)?.value ?? consume(scanner, /[A-Za-z_][\w-]*/y)?.[0];
  consumeBlanks(scanner, syntax.lineComment);
  if (name === undefined || !consume(scanner, /[:=](?!=)/y)) throw notLiteral;
  return `${JSON.stringify(name)}:`;
}

/** The value of an attribute or a property as it would travel. @throws NotLiteral */
export function readExpression(scanner: Scanner, syntax: LiteralSyntax): Literal {
  const text = syntax.string(scanner);
  if (text) return text;
  if (consume(scanner, syntax.encode)) {
    const value = readJsonLiteral(scanner, syntax);
    consumeBlanks(scanner, syntax.lineComment);
    if (!consume(scanner, /\)/y)) throw notLiteral;
    return { value, json: true };
  }
  return { value: readJsonLiteral(scanner, syntax), json: true };
}

/**
 * Goes past an expression that can't be read, over brackets, strings and comments. It goes at least as far as the reading
 * that failed there, so that no text is read again and again.
 *
 * @param end what ends the expression: a character outside of brackets, such as a comma or a line's end
 */
export function skipExpression(scanner: Scanner, end: RegExp, syntax: LiteralSyntax): void {
  let depth = 0;
  while (scanner.offset < scanner.text.length) {
    const char = scanner.text[scanner.offset] ?? '';
    if (depth === 0 && end.test(char)) return;
    if (syntax.skipString(scanner) || consumeComment(scanner, syntax.lineComment) !== undefined) continue;
    if (/[[({]/.test(char)) depth++;
    if (/[\])}]/.test(char) && --depth < 0) return;
    scanner.offset++;
  }
}
