import * as l10n from '@vscode/l10n';
import { clean } from '../text.ts';

/** In double quotes a backslash stands for itself, save before these. */
const escapedInQuotes = new Set(['"', '\\', '$', '`']);

/** The program of a command that was taken apart, to be shown: its arguments may hold a password. */
export const programIn = ([program]: readonly [string, ...string[]]): string => clean(program, 200);

/**
 * Takes a `process_command` apart into the program and its arguments, as the CLI does: white space separates, quotes group,
 * a backslash takes the next character as it is. On Windows a backslash is part of a path, save before a quote in quotes.
 * Throws Error with a clause that says what is wrong.
 */
export function splitCommand(command: string, windows = process.platform === 'win32'): readonly [string, ...string[]] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  const characters = [...command.trim()];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    const next = characters[at + 1];
    if (quote === "'") {
      if (character === quote) quote = '';
      else word = (word ?? '') + character;
      continue;
    }
    if (character === '\\' && !(windows && (quote === '' || next !== '"'))) {
      if (next === undefined && quote === '') throw new Error(l10n.t('it ends in a backslash.'));
      if (next === '\n') {
        at++;
        continue;
      }
      if (next !== undefined && (quote === '' || escapedInQuotes.has(next))) {
        word = (word ?? '') + next;
        at++;
        continue;
      }
      word = (word ?? '') + character;
      continue;
    }
    if (quote !== '') {
      if (character === quote) quote = '';
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/u.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== '') throw new Error(l10n.t('a quote is not closed.'));
  if (word !== undefined) words.push(word);
  const [program, ...rest] = words;
  if (program === undefined || program === '') throw new Error(l10n.t('it names no program.'));
  return [program, ...rest];
}
