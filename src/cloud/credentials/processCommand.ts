import * as l10n from '@vscode/l10n';
import { sanitize } from '../sanitize.ts';
import { addressSecrets, looksLikeSecret } from './credentialsAddress.ts';

/** In double quotes a backslash escapes these characters alone. */
const escapedInQuotes = new Set(['"', '\\', '$', '`']);

/** The program of a command, to be shown. The arguments are not shown, since they may hold a password. */
export const shownProgram = ([program]: readonly [string, ...string[]]): string => sanitize(program, 200);

/**
 * Takes a `process_command` apart into the program and its arguments, as the CLI does: white space separates, quotes group,
 * a backslash escapes the next character. On Windows a backslash is part of a path, unless it escapes a quote in quotes.
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

/** An option, or a variable for `env`, whose value is a password, with the value where it stands in the same word. */
const passwordOption =
  /^(?:--?|\/)?(?:[\w-]*[_-])?(?:password|passwd|passphrase|passcode|pwd|pass|pin)(?:[=:](.*))?$/is;

/** One whose value is a secret, or the name under which somebody keeps it. */
const secretOption =
  /^(?:--?|\/)?(?:[\w-]*[_-])?(?:secret|token|api[_-]?key|secret[_-]?(?:access[_-]?)?key|private[_-]?key)(?:[=:](.*))?$/is;

/** A file that holds the secret, a variable, or a name: restores may have the same path or name in them. */
const isReference = /^(?:[/~.$%@]|[a-z]:\\|acs:|[\w-]+:\/\/)/i;

/**
 * What is secret in a `process_command`: values of options that say so, and what addresses hold. A password may be any word. Of the
 * others only what looks like a secret counts: the name of one (`--secret=prod`) would be redacted in every text, and refused in a restore.
 */
export function commandSecrets(command: string): string[] {
  let words: readonly string[];
  try {
    words = splitCommand(command);
  } catch {
    // The command can't be run, but errors may quote it.
    words = command.split(/[\s"']+/u);
  }
  return words.flatMap((word, at) => {
    const ofPassword = passwordOption.exec(word);
    const [option, value] = ofPassword ?? secretOption.exec(word) ?? [];
    const next = words[at + 1];
    const found = value ?? (option !== undefined && /^[-/]/.test(option) ? next : undefined);
    if (found === undefined || isReference.test(found)) return addressSecrets(word);
    return ofPassword || looksLikeSecret(found) ? [found] : [];
  });
}
