/** As much of HCL as a resource block of literals needs. */
import {
  notLiteral,
  NotLiteral,
  readExpression,
  skipExpression,
  take,
  takeComment,
  takeQuoted,
  type Language,
  type Source,
} from './literals.ts';

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** A `$` or `%` in a template: alone, doubled before a brace, or the begin of something that Terraform evaluates. */
function sign(source: Source): string | undefined {
  const [, doubled, begun] = take(source, /([$%])\1\{|([$%]\{)|[$%]/y) ?? [];
  if (begun) throw notLiteral;
  return doubled ? `${doubled}{` : source.text[source.at - 1];
}

function quoted(source: Source): string {
  let value = '';
  for (;;) {
    const plain = take(source, /[^"\\$%\n]+/y);
    if (plain) value += plain[0];
    else if (take(source, /"/y)) return value;
    else if (/[$%]/.test(source.text[source.at] ?? '')) value += sign(source) ?? '';
    else {
      const [, short, four, eight] = take(source, /\\(?:([nrt"\\])|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8}))/y) ?? [];
      const point = parseInt(four ?? eight ?? '', 16);
      if (short !== undefined) value += escapes[short] ?? '';
      else if (point <= 0x10ffff) value += String.fromCodePoint(point);
      else throw notLiteral;
    }
  }
}

/** Reads the lines of a here-document; undefined where none begins. One that stays open goes to the end of the text. */
function takeHeredoc(source: Source): { lines: string[]; flush: boolean; isClosed: boolean } | undefined {
  const [, flush, marker = ''] = take(source, /<<(-?)(\w+)[ \t]*\r?\n/y) ?? [];
  if (marker === '') return undefined;
  const lines: string[] = [];
  while (source.at < source.text.length) {
    const line = take(source, /[^\n]*/y)?.[0].replace(/\r$/, '') ?? '';
    // The line's end ends the attribute as well.
    if (line.trim() === marker) return { lines, flush: flush === '-', isClosed: true };
    lines.push(line);
    take(source, /\n/y);
  }
  return { lines, flush: flush === '-', isClosed: false };
}

function heredoc(source: Source): string | undefined {
  const found = takeHeredoc(source);
  if (found === undefined) return undefined;
  if (!found.isClosed) throw notLiteral;
  const indents = found.lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const cut = found.flush ? indents.reduce((least, indent) => Math.min(least, indent), Infinity) : 0;
  const inner: Source = { text: found.lines.map((line) => `${line.slice(cut)}\n`).join(''), at: 0 };
  let value = '';
  while (inner.at < inner.text.length) value += take(inner, /[^$%]+/y)?.[0] ?? sign(inner) ?? '';
  return value;
}

const hcl: Language = {
  string(source) {
    if (take(source, /"/y)) return { value: quoted(source) };
    const value = heredoc(source);
    return value === undefined ? undefined : { value, loose: true };
  },
  encode: /jsonencode\s*\(/y,
  lineComment: /(?:#|\/\/)[^\n]*/y,
  skipString: (source) => takeQuoted(source, '"', true) !== undefined || takeHeredoc(source) !== undefined,
};

export interface Attribute {
  readonly name: string;
  /** Absent where it is no literal. */
  readonly value?: { readonly value: string; readonly json?: boolean };
}

export interface Block {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly { readonly name: string; readonly block: Block }[];
  readonly comments: readonly string[];
}

/** Reads the labels of a block and its opening brace. @returns false, and nothing read, where they aren't there */
function takeBlockBegin(source: Source): boolean {
  const start = source.at;
  while (take(source, /"[^"\n]*"\s*/y));
  if (take(source, /\{/y)) return true;
  source.at = start;
  return false;
}

/** Reads the inside of a block, up to and with its closing brace, or as far as it is one. */
export function readBlock(source: Source, depth = 10): Block {
  const attributes: Attribute[] = [];
  const blocks: { name: string; block: Block }[] = [];
  const comments: string[] = [];
  for (;;) {
    take(source, /\s+/y);
    const comment = takeComment(source, hcl);
    if (comment !== undefined) comments.push(comment);
    else {
      const name = take(source, /[A-Za-z_][\w-]*/y)?.[0];
      if (name === undefined || depth === 0) break;
      take(source, /[ \t]+/y);
      if (take(source, /=(?!=)[ \t]*/y)) attributes.push(readAttribute(source, name));
      else if (takeBlockBegin(source)) blocks.push({ name, block: readBlock(source, depth - 1) });
      else skipExpression(source, /\n/, hcl);
    }
  }
  take(source, /\}/y);
  return { attributes, blocks, comments };
}

function readAttribute(source: Source, name: string): Attribute {
  const start = source.at;
  try {
    const value = readExpression(source, hcl);
    take(source, /[ \t]+/y);
    // Anything more belongs to an expression, such as an index or a sum.
    if (/[\s#/,}]/.test(source.text[source.at] ?? '\n')) return { name, value };
  } catch (error) {
    if (!(error instanceof NotLiteral)) throw error;
  }
  source.at = start;
  skipExpression(source, /\n/, hcl);
  return { name };
}
