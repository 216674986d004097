import * as l10n from '@vscode/l10n';
import { Unreadable, type Found, type Left, type Reading } from './form.ts';
import {
  notLiteral,
  NotLiteral,
  readExpression,
  skipBlanks,
  skipExpression,
  take,
  takeQuoted,
  type Language,
  type Source,
} from './literals.ts';

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '\0' };
const escaped = /\\(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|u\{([\dA-Fa-f]{1,6})\}|(\r?\n)|([\s\S]))/g;

/** The text between the quotes of a string literal. */
function decode(text: string): string {
  return text.replace(escaped, (_, ...found: (string | undefined)[]) => {
    const [two, four, braced, lineEnd, other = ''] = found;
    const hex = two ?? four ?? braced;
    if (hex !== undefined) {
      // Halves of a pair come one by one, so units, not characters.
      return braced === undefined
        ? String.fromCharCode(parseInt(hex, 16))
        : String.fromCodePoint(Math.min(parseInt(hex, 16), 0x10ffff));
    }
    return lineEnd === undefined ? (escapes[other] ?? other) : '';
  });
}

/** Whether there is a `${` in a template that no backslash takes the meaning from. */
const isComputed = (template: string) => template.replace(/\\[\s\S]/g, ' ').includes('${');

const typeScript: Language = {
  string(source) {
    const plain = takeQuoted(source, '"', true) ?? takeQuoted(source, "'", true);
    if (plain !== undefined) return { value: decode(plain) };
    const template = takeQuoted(source, '`', false);
    if (template === undefined) return undefined;
    if (isComputed(template)) throw notLiteral;
    return { value: decode(template) };
  },
  encode: /JSON\.stringify\s*\(/y,
  lineComment: /\/\/[^\n]*/y,
  skipString: (source) =>
    [...`"'`].some((quote) => takeQuoted(source, quote, true) !== undefined) ||
    takeQuoted(source, '`', false) !== undefined,
};

/** What a reading gives; undefined where it comes upon something that is no literal. */
function literal<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotLiteral) return undefined;
    throw error;
  }
}

/** Reads a value that a comma or the closing brace follows; undefined where there is none that is a literal. */
function readValue(source: Source): ReturnType<typeof readExpression> | undefined {
  if (!take(source, /:/y)) return undefined;
  const value = literal(() => {
    skipBlanks(source, typeScript);
    return readExpression(source, typeScript);
  });
  skipBlanks(source, typeScript);
  return /[,}]/.test(source.text[source.at] ?? '}') ? value : undefined;
}

/** Adds the properties of an object literal, from after its opening brace, to what was found and left. */
function readObject(source: Source, found: Found[], left: Left[]): void {
  const why = l10n.t('it is computed by the program, and nothing is run');
  for (;;) {
    skipBlanks(source, typeScript);
    if (take(source, /,/y)) continue;
    if (source.at >= source.text.length || take(source, /\}/y)) return;
    const name = literal(() => typeScript.string(source)?.value) ?? take(source, /[A-Za-z_$][\w$]*/y)?.[0];
    skipBlanks(source, typeScript);
    const start = source.at;
    const value = name === undefined ? undefined : readValue(source);
    if (name !== undefined && value !== undefined) {
      if (!(value.json && value.value === 'null')) found.push({ name, ...value });
      continue;
    }
    left.push({ name: name ?? '…', why });
    source.at = start;
    skipExpression(source, /,/, typeScript);
    // A stray closing bracket must not be looked at forever.
    take(source, /[\])]/y);
  }
}

/** Reads the literals of a program that calls CreateRestoreJob: `query` and `body`, or the SDK's request object. @throws Unreadable */
export function readTypeScript(text: string): Reading {
  const left: Left[] = [];
  const found: Found[] = [];
  const begin = /\b(?:query|body)\s*[:=]\s*\{|\bCreateRestoreJobRequest\s*\(\s*\{/g;
  // The program without its parameters, whose strings may hold anything.
  const program: string[] = [];
  let end = 0;
  for (let match = begin.exec(text); match; match = begin.exec(text)) {
    program.push(text.slice(end, match.index));
    const source: Source = { text, at: begin.lastIndex };
    readObject(source, found, left);
    begin.lastIndex = end = source.at;
  }
  if (end === 0) throw new Unreadable(l10n.t('The program has no object of parameters that could be read.'));
  const around = [...program, text.slice(end)].join('\n');
  const [, named, host] =
    /\b(?:const|let) region = ["']([a-z\d-]+)["']|\bhbr\.([a-z\d-]+)\.aliyuncs\.com/.exec(around) ?? [];
  return { found, region: named ?? host, left };
}
