/**
 * The words of a POSIX shell. Written here since the libraries for it (shell-quote, string-argv) either expand variables
 * or don't tell a quoted `$` from one that would be expanded: here nothing is ever expanded, and what would be is known.
 */

/** A word of a command, without its quotes. */
export interface Word {
  readonly text: string;
  /** True where the shell would put something else in its place: a variable, a command's output, a home directory. */
  readonly dynamic?: boolean;
  /** True for an unquoted `<`, `>` and the like, which takes the next word. */
  readonly redirect?: boolean;
}

export interface Commands {
  /** The simple commands in their order, without the operators between them. */
  readonly commands: readonly (readonly Word[])[];
  /** True where the text ends inside a quote. */
  readonly unclosed: boolean;
}

/** One word as the shell takes it literally: bare where nothing in it is special, else in single quotes. */
export function quote(value: string): string {
  return /^[\w./:,+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

const ansi: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', e: '\x1b', f: '\f', v: '\v' };

/** The text between `$'` and `'`. */
function decodeAnsi(text: string): string {
  const escape = /\\(?:x([\da-f]{1,2})|u([\da-f]{1,4})|U([\da-f]{1,8})|([0-7]{1,3})|([\s\S]))/gi;
  return text.replace(escape, (_, ...found: (string | undefined)[]) => {
    const [x, u, U, octal, other = ''] = found;
    const hex = x ?? u ?? U;
    if (hex === undefined && octal === undefined) return ansi[other] ?? other;
    const point = hex === undefined ? parseInt(octal ?? '', 8) : parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  });
}

/** The offset after an expansion that begins with `$` or a backtick at `at`; `at` itself where there is none. */
function afterExpansion(source: string, at: number): number {
  if (source[at] === '`') {
    const end = /(?:[^`\\]|\\[\s\S])*`?/y;
    end.lastIndex = at + 1;
    end.test(source);
    return end.lastIndex;
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

/** Splits a text into simple commands, as a POSIX shell (with bash's `$'…'`) would before it expands anything. */
export function splitPosix(source: string): Commands {
  const commands: Word[][] = [[]];
  let text: string | undefined;
  let dynamic = false;
  let unclosed = false;
  let at = 0;

  const add = (more: string) => (text = (text ?? '') + more);
  const endWord = () => {
    if (text !== undefined) commands.at(-1)?.push({ text, ...(dynamic && { dynamic }) });
    [text, dynamic] = [undefined, false];
  };
  const until = (end: number): string => {
    if (end < 0) unclosed = true;
    const found = source.slice(at, end < 0 ? source.length : end);
    at = end < 0 ? source.length : end + 1;
    return found;
  };
  const expansion = () => {
    const end = afterExpansion(source, at);
    if (end > at) dynamic = true;
    add(source.slice(at, Math.max(end, at + 1)));
    at = Math.max(end, at + 1);
  };
  const doubleQuoted = () => {
    add('');
    for (;;) {
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
    const char = source[at] ?? '';
    const two = source.slice(at, at + 2);
    if (two === '\\\n' || source.startsWith('\\\r\n', at)) at += two === '\\\n' ? 2 : 3;
    else if (char === '\\') {
      add(source[at + 1] ?? '');
      at += 2;
    } else if (two === "$'") {
      at += 2;
      const end = /(?:[^'\\]|\\[\s\S])*'/y;
      end.lastIndex = at;
      add(decodeAnsi(until(end.test(source) ? end.lastIndex - 1 : -1)));
    } else if (char === "'") {
      at++;
      add(until(source.indexOf("'", at)));
    } else if (char === '"' || two === '$"') {
      at += char === '"' ? 1 : 2;
      doubleQuoted();
    } else if (char === '$' || char === '`') expansion();
    else if (char === '#' && text === undefined) {
      const end = source.indexOf('\n', at);
      at = end < 0 ? source.length : end;
    } else if (/[\n\r;&|()]/.test(char)) {
      endWord();
      if (commands.at(-1)?.length !== 0) commands.push([]);
      at++;
    } else if (/\s/.test(char)) {
      endWord();
      at++;
    } else if (char === '<' || char === '>') {
      if (/^\d+$/.test(text ?? '')) text = undefined;
      endWord();
      const operator = /[<>]+[&|-]?/y;
      operator.lastIndex = at;
      operator.test(source);
      commands.at(-1)?.push({ text: source.slice(at, operator.lastIndex), redirect: true });
      at = operator.lastIndex;
    } else {
      if (char === '~' && text === undefined) dynamic = true;
      add(char);
      at++;
    }
  }
  endWord();
  return { commands: commands.filter(({ length }) => length > 0), unclosed };
}
