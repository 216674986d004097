/** As much of HCL, Terraform's language, as a resource block of literals needs. */
import {
  notLiteral,
  NotLiteral,
  readExpression,
  skipExpression,
  type Literal,
  type LiteralSyntax,
} from './literalParser.ts';
import { beginsComment, consume, consumeComment, consumeQuoted, type Scanner } from './textScanner.ts';

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/**
 * Reads a `$` or `%` of a template. Doubled before a brace, it stands for one of itself.
 *
 * @throws NotLiteral where it begins something that Terraform evaluates
 */
function readTemplateSign(scanner: Scanner): string {
  const [sign = '', doubled, evaluated] = consume(scanner, /([$%])\1\{|([$%]\{)|[$%]/y) ?? [];
  if (evaluated) throw notLiteral;
  return doubled ? `${doubled}{` : sign;
}

/** Reads a string from after its opening quote. @throws NotLiteral where it is a template, or none that is right */
function readQuoted(scanner: Scanner): string {
  let value = '';
  for (;;) {
    const plain = consume(scanner, /[^"\\$%\n]+/y);
    if (plain) value += plain[0];
    else if (consume(scanner, /"/y)) return value;
    else if (/[$%]/.test(scanner.text[scanner.offset] ?? '')) value += readTemplateSign(scanner);
    else {
      const [, short, four, eight] = consume(scanner, /\\(?:([nrt"\\])|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8}))/y) ?? [];
      const point = parseInt(four ?? eight ?? '', 16);
      if (short !== undefined) value += escapes[short] ?? '';
      else if (point <= 0x10ffff) value += String.fromCodePoint(point);
      else throw notLiteral;
    }
  }
}

/** A here-document. One that stays open goes to the end of the text. */
interface Heredoc {
  readonly lines: readonly string[];
  /** Whether it is written with `<<-`, so that its indentation doesn't count. */
  readonly isIndented: boolean;
  readonly isClosed: boolean;
}

/** Reads a here-document; undefined, and nothing read, where none begins. */
function consumeHeredoc(scanner: Scanner): Heredoc | undefined {
  const [, hyphen, marker = ''] = consume(scanner, /<<(-?)(\w+)[ \t]*\r?\n/y) ?? [];
  if (marker === '') return undefined;
  const isIndented = hyphen === '-';
  const lines: string[] = [];
  while (scanner.offset < scanner.text.length) {
    const line = consume(scanner, /[^\n]*/y)?.[0].replace(/\r$/, '') ?? '';
    // The end of this line is left: it ends the attribute as well.
    if (line.trim() === marker) return { lines, isIndented, isClosed: true };
    lines.push(line);
    consume(scanner, /\n/y);
  }
  return { lines, isIndented, isClosed: false };
}

/** The text of a here-document; undefined where none begins. @throws NotLiteral where it is a template or stays open */
function readHeredoc(scanner: Scanner): string | undefined {
  const found = consumeHeredoc(scanner);
  if (found === undefined) return undefined;
  if (!found.isClosed) throw notLiteral;
  const indents = found.lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const cut = found.isIndented ? indents.reduce((least, indent) => Math.min(least, indent), Infinity) : 0;
  const inner: Scanner = { text: found.lines.map((line) => `${line.slice(cut)}\n`).join(''), offset: 0 };
  let value = '';
  while (inner.offset < inner.text.length) value += consume(inner, /[^$%]+/y)?.[0] ?? readTemplateSign(inner);
  return value;
}

const hcl: LiteralSyntax = {
  string(scanner) {
    if (consume(scanner, /"/y)) return { value: readQuoted(scanner) };
    const value = readHeredoc(scanner);
    return value === undefined ? undefined : { value, json: true };
  },
  encode: /jsonencode\s*\(/y,
  lineComment: /(?:#|\/\/)[^\n]*/y,
  skipString: (scanner) => consumeQuoted(scanner, '"', true) !== undefined || consumeHeredoc(scanner) !== undefined,
};

export interface Attribute {
  readonly name: string;
  /** Absent where it is no literal. */
  readonly value?: Literal;
  /** The name that it refers to where it is nothing but one, such as `alicloud.dr`. */
  readonly reference?: string;
}

export interface Block {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly { readonly name: string; readonly block: Block }[];
  readonly comments: readonly string[];
  /** The names of what stands in it that is no attribute and no block, such as a line of a plan; '' where it has no name. */
  readonly unread: readonly string[];
  /** Whether its closing brace was found. */
  readonly isClosed: boolean;
}

/** Reads the labels of a block and its opening brace. @returns false, and nothing read, where they aren't there */
function consumeBlockStart(scanner: Scanner): boolean {
  const start = scanner.offset;
  while (consume(scanner, /"[^"\n]*"\s*/y));
  if (consume(scanner, /\{/y)) return true;
  scanner.offset = start;
  return false;
}

/** Goes past what is left of a line, over brackets that are opened in it. */
function skipLine(scanner: Scanner): void {
  do skipExpression(scanner, /\n/, hcl);
  while (
    // A bracket that nothing opened ends an expression, and not the line.
    consume(scanner, /[\])]/y)
  );
}

/**
 * The name of an attribute or of a block within. A plan marks what is added, and Terraform took a name in quotes once.
 *
 * @returns undefined, and nothing read, where there is none
 */
function consumeName(scanner: Scanner): string | undefined {
  const [, name, quoted] = consume(scanner, /(?:\+[ \t]+)?(?:([A-Za-z_][\w-]*)|"([A-Za-z_][\w-]*)"(?=[ \t]*=))/y) ?? [];
  return name ?? quoted;
}

/**
 * Reads a block from after its opening brace to its closing one, or to the end of the text. What is no attribute and no
 * block is passed over line by line.
 *
 * @param depth how many levels of blocks are read
 */
function readBlock(scanner: Scanner, depth = 10): Block {
  const attributes: Attribute[] = [];
  const blocks: { name: string; block: Block }[] = [];
  const comments: string[] = [];
  const unread: string[] = [];
  let isClosed = false;
  const skipUnread = (name: string) => {
    unread.push(name);
    skipLine(scanner);
  };
  while (!isClosed && scanner.offset < scanner.text.length) {
    // A comma or a semicolon between attributes is none of Terraform's, and leaves no doubt of what they say.
    consume(scanner, /[\s,;]+/y);
    const comment = consumeComment(scanner, hcl.lineComment);
    if (comment !== undefined) comments.push(comment);
    else if (consume(scanner, /\}/y)) isClosed = true;
    else if (depth === 0) skipUnread('');
    else {
      const name = consumeName(scanner);
      consume(scanner, /[ \t]+/y);
      if (name === undefined) skipUnread(consume(scanner, /[~-][~/+-]*[ \t]+([A-Za-z_][\w-]*)/y)?.[1] ?? '');
      else if (consume(scanner, /=(?!=)[ \t]*/y)) attributes.push(readAttribute(scanner, name));
      else if (consumeBlockStart(scanner)) blocks.push({ name, block: readBlock(scanner, depth - 1) });
      else skipUnread(name);
    }
  }
  return { attributes, blocks, comments, unread, isClosed };
}

/** Whether a literal that was read is all of its attribute: anything more belongs to an expression, such as an index or a sum. */
function endsAttribute(scanner: Scanner): boolean {
  const { text, offset } = scanner;
  if (/[\s,;}]/.test(text[offset] ?? '\n') || beginsComment(scanner, hcl.lineComment)) return true;
  const next = /[A-Za-z_][\w-]*[ \t]*=(?!=)/y;
  next.lastIndex = offset;
  return next.test(text);
}

/** Reads an attribute from after its equals sign. */
function readAttribute(scanner: Scanner, name: string): Attribute {
  const start = scanner.offset;
  try {
    const value = readExpression(scanner, hcl);
    consume(scanner, /[ \t]+/y);
    if (endsAttribute(scanner)) return { name, value };
  } catch (error) {
    if (!(error instanceof NotLiteral)) throw error;
  }
  scanner.offset = start;
  const reference = consume(scanner, /[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*/y)?.[0];
  consume(scanner, /[ \t]+/y);
  if (reference !== undefined && endsAttribute(scanner)) return { name, reference };
  skipExpression(scanner, /[\n,;]/, hcl);
  return { name };
}

/** A block at the top of a text: its type and labels, and its content. */
export interface TopBlock {
  readonly head: string;
  readonly block: Block;
}

/** The blocks of some kinds, in their order. What stands in comments and in strings is none. @param head a sticky pattern */
export function readTopBlocks(text: string, head: RegExp): TopBlock[] {
  const scanner: Scanner = { text, offset: 0 };
  const blocks: TopBlock[] = [];
  while (scanner.offset < text.length) {
    if (consume(scanner, /\s+/y) ?? consumeComment(scanner, hcl.lineComment)) continue;
    const found = consume(scanner, head)?.[0];
    if (found !== undefined) blocks.push({ head: found, block: readBlock(scanner) });
    else if (!consume(scanner, /\w+/y) && !hcl.skipString(scanner)) scanner.offset++;
  }
  return blocks;
}
