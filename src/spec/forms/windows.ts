import type { Commands, Word } from './posix.ts';

/** Whether a command was written for cmd.exe: its continuation lines end in `^`. */
export function isForWindows(source: string): boolean {
  if (/\\\r?\n/.test(source)) return false;
  return /\^\r?\n/.test(source) || /^\s*(?:[A-Za-z]:\\\S*>|\S*aliyun\.exe\b)/i.test(source);
}

/** Splits a text into commands as cmd.exe and a program's start on Windows do: `^`, `"…"`, `\"`, `%NAME%`. */
export function splitWindows(source: string): Commands {
  const commands: Word[][] = [[]];
  let text: string | undefined;
  let dynamic = false;
  let quoted = false;
  const endWord = () => {
    if (text !== undefined) commands.at(-1)?.push({ text, ...(dynamic && { dynamic }) });
    [text, dynamic] = [undefined, false];
  };
  // Each match is one thing that stands for itself or for something else. Backslashes stand for themselves but before a quote.
  for (const [found] of source.matchAll(/\^\r?\n|\^[\s\S]|\\+"?|"|%\w+%|\r?\n|[^\\^"%&|<>\s]+|[\s\S]/g)) {
    if (/^\^\r?\n$/.test(found)) continue;
    if (found.endsWith('"') && !found.startsWith('^')) {
      const slashes = found.length - 1;
      text = (text ?? '') + '\\'.repeat(Math.floor(slashes / 2)) + (slashes % 2 === 1 ? '"' : '');
      if (slashes % 2 === 0) quoted = !quoted;
    } else if (/^%\w+%$/.test(found)) {
      dynamic = true;
      text = (text ?? '') + found;
    } else if (quoted) text = (text ?? '') + found;
    else if (found.startsWith('^')) text = (text ?? '') + found.slice(1);
    else if (/^(?:\r?\n|[&|])$/.test(found)) {
      endWord();
      if (commands.at(-1)?.length !== 0) commands.push([]);
    } else if (/^\s$/.test(found)) endWord();
    else if (/^[<>]$/.test(found)) {
      endWord();
      commands.at(-1)?.push({ text: found, redirect: true });
    } else text = (text ?? '') + found;
  }
  endWord();
  return { commands: commands.filter(({ length }) => length > 0), unclosed: quoted };
}
