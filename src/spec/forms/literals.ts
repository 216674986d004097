/** Literals of HCL and TypeScript as JSON text. Nothing is evaluated: what is no literal is reported as such. */

/** A text and how far it is read. */
export interface Source {
  readonly text: string;
  at: number;
}

/** Thrown where something other than a literal stands. */
export class NotLiteral extends Error {}

export interface Language {
  /** Reads a string that begins at the source; undefined where none begins. @throws NotLiteral for a template */
  readonly string: (source: Source) => { value: string; loose?: boolean } | undefined;
  /** The function that makes a JSON string. */
  readonly encode: RegExp;
  readonly comment: RegExp;
}

/** Reads what a sticky pattern matches; undefined, and nothing read, where it doesn't match. */
export function take(source: Source, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = source.at;
  const found = pattern.exec(source.text) ?? undefined;
  if (found) source.at = pattern.lastIndex;
  return found;
}

export function skipBlanks(source: Source, { comment }: Language): void {
  while (take(source, /\s+/y) ?? take(source, comment));
}

/** A literal as JSON text; numbers keep their digits. Deeper than `depth` levels nothing is read. @throws NotLiteral */
export function readJsonLiteral(source: Source, language: Language, depth = 50): string {
  skipBlanks(source, language);
  const text = language.string(source);
  if (text) return JSON.stringify(text.value);
  const plain = take(source, /(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)n?(?![\w.])|(true|false|null)\b/y);
  if (plain) return plain[1] ?? plain[2] ?? '';
  const opening = take(source, /[[{]/y)?.[0];
  if (!opening || depth === 0) throw new NotLiteral();
  const members: string[] = [];
  for (;;) {
    while (take(source, /\s+|,/y) ?? take(source, language.comment));
    if (take(source, opening === '[' ? /\]/y : /\}/y)) break;
    let key = '';
    if (opening === '{') {
      const name = language.string(source)?.value ?? take(source, /[A-Za-z_][\w-]*/y)?.[0];
      skipBlanks(source, language);
      if (name === undefined || !take(source, /[:=](?!=)/y)) throw new NotLiteral();
      key = `${JSON.stringify(name)}:`;
    }
    members.push(key + readJsonLiteral(source, language, depth - 1));
    take(source, /[ \t]+/y);
    if (!/[\s,\]}#/]/.test(source.text[source.at] ?? ' ')) throw new NotLiteral();
  }
  return opening === '[' ? `[${members.join(',')}]` : `{${members.join(',')}}`;
}

/** The value of an attribute or a property as it would travel. @throws NotLiteral */
export function readExpression(source: Source, language: Language): { value: string; json?: boolean } {
  const text = language.string(source);
  if (text) return { value: text.value, ...(text.loose && { json: true }) };
  if (take(source, language.encode)) {
    const value = readJsonLiteral(source, language);
    skipBlanks(source, language);
    if (!take(source, /\)/y)) throw new NotLiteral();
    return { value, json: true };
  }
  return { value: readJsonLiteral(source, language), json: true };
}

/** Goes past an expression that can't be read: to the end of the line or the comma after it, over brackets and strings. */
export function skipExpression(source: Source, end: RegExp): void {
  let depth = 0;
  for (; source.at < source.text.length; source.at++) {
    const char = source.text[source.at] ?? '';
    if (depth === 0 && end.test(char)) return;
    if (/[[({]/.test(char)) depth++;
    if (/[\])}]/.test(char) && --depth < 0) return;
    const text = take(source, /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`/y);
    if (text) source.at--;
  }
}
