import * as l10n from '@vscode/l10n';
import { Unreadable, type Found, type Left, type Reading } from './form.ts';
import {
  NotLiteral,
  readExpression,
  skipBlanks,
  skipExpression,
  take,
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

const typeScript: Language = {
  string(source) {
    const found = take(source, /"((?:[^"\\\n]|\\[\s\S])*)"|'((?:[^'\\\n]|\\[\s\S])*)'|`((?:[^`\\]|\\[\s\S])*)`/y);
    if (!found) return undefined;
    const [, double, single, template] = found;
    if (template !== undefined && /(?:^|[^\\])\$\{/.test(template)) throw new NotLiteral();
    return { value: decode(double ?? single ?? template ?? '') };
  },
  encode: /JSON\.stringify\s*\(/y,
  comment: /\/\/[^\n]*|\/\*[\s\S]*?\*\//y,
};

/** The properties of an object literal, from after its opening brace. */
function readObject(source: Source, left: Left[]): Found[] {
  const found: Found[] = [];
  for (;;) {
    skipBlanks(source, typeScript);
    if (take(source, /,/y)) continue;
    if (source.at >= source.text.length || take(source, /\}/y)) return found;
    let start = source.at;
    let name: string | undefined;
    try {
      name = typeScript.string(source)?.value ?? take(source, /[A-Za-z_$][\w$]*/y)?.[0];
      skipBlanks(source, typeScript);
      start = source.at;
      if (name === undefined || !take(source, /:/y)) throw new NotLiteral();
      skipBlanks(source, typeScript);
      const value = readExpression(source, typeScript);
      skipBlanks(source, typeScript);
      if (!/[,}]/.test(source.text[source.at] ?? '}')) throw new NotLiteral();
      if (!(value.json && value.value === 'null')) found.push({ name, ...value });
    } catch (error) {
      if (!(error instanceof NotLiteral)) throw error;
      left.push({ name: name ?? '…', why: l10n.t('it is computed by the program, and nothing is run') });
      source.at = start;
      skipExpression(source, /,/);
      // A stray closing bracket must not be looked at forever.
      take(source, /[\])]/y);
    }
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
    found.push(...readObject(source, left));
    begin.lastIndex = end = source.at;
  }
  if (end === 0) throw new Unreadable(l10n.t('The program has no object of parameters that could be read.'));
  const around = [...program, text.slice(end)].join('\n');
  const [, named, host] =
    /\b(?:const|let) region = ["']([a-z\d-]+)["']|\bhbr\.([a-z\d-]+)\.aliyuncs\.com/.exec(around) ?? [];
  return { found, region: named ?? host, left };
}
