/** Commands: `aliyun hbr CreateRestoreJob …`, alone or signing for curl, and curl with its parameters. Nothing is run. */
import * as l10n from '@vscode/l10n';
import { operation, Unreadable, type Found, type Left, type Reading } from './form.ts';
import { parameterNamed } from './names.ts';
import { splitPosix, type Word } from './posix.ts';
import { dynamic, inFile, readCurl } from './readCurl.ts';
import { isForWindows, splitWindows } from './windows.ts';

/** The CLI's flags that take no value (its source: openapi/flags.go, config/flags.go). */
const alone = new Set([
  ...['secure', 'insecure', 'force', 'dryrun', 'cli-dry-run', 'cli-dry-run-json', 'estimate-cost', 'quiet', 'q', 'yes'],
  ...['y', 'help', 'vpc', 'skip-secure-verify', 'cli-ai-mode', 'no-cli-ai-mode'],
]);

interface Flag {
  readonly name: string;
  readonly value?: Word;
  /** Name and value are one word, with `=` between them. */
  readonly inline?: boolean;
}

/** The flags of a command and its other words, told apart as the CLI does. */
function flagsOf(words: readonly Word[]): { flags: Flag[]; others: Word[] } {
  const flags: Flag[] = [];
  const others: Word[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? { text: '' };
    const [, name, rest] = /^--?(?!-)([^=:]+)(?:[=:]([\s\S]*))?$/.exec(word.text) ?? [];
    if (name === undefined) others.push(word);
    else if (rest !== undefined && rest !== '') flags.push({ name, value: { ...word, text: rest }, inline: true });
    else {
      const next = words[i + 1];
      const takes = !alone.has(name) && next !== undefined && !/^--?(?!-)[A-Za-z]/.test(next.text) && !next.redirect;
      flags.push({ name, ...(takes && { value: next }) });
      if (takes) i++;
    }
  }
  return { flags, others };
}

const isOperation = (text: string) => text.replaceAll('-', '').toLowerCase() === operation.toLowerCase();

/** Why a flag of the CLI is left; nothing where it changes nothing of the request. */
function flagLeft(name: string): Left[] {
  if (/^(dryrun|method|secure|quiet|q)$/.test(name)) return [];
  if (/^(profile|p)$/.test(name)) return [{ name: '--profile', why: l10n.t('choose the profile in the settings') }];
  const isSecret = /^(access-key-|sts-token|private-key|bearer-token)/.test(name);
  const why = isSecret
    ? l10n.t('no secret belongs in a spec')
    : l10n.t('it is a flag of the command, not of the request');
  return [{ name: `--${name}`, why }];
}

function readAliyun(words: readonly Word[]): Reading {
  const { flags, others } = flagsOf(words);
  const [, product, called] = others;
  if (product?.text.toLowerCase() !== 'hbr' || !called || !isOperation(called.text)) {
    throw new Unreadable(l10n.t('This is a call of another operation than {0}.', operation));
  }
  const found: Found[] = [];
  const left: Left[] = [];
  let region: string | undefined;
  for (const { name, value, inline } of flags) {
    // The CLI tells its own flags from parameters by their capital letter; its plugins write both alike.
    const isParameter = /^[A-Z]/.test(name) || (called.text.includes('-') && parameterNamed(name) !== undefined);
    const leave = (why: string) => left.push({ name: `--${name}`, why });
    if (/^(region|RegionId)$/.test(name) && !value?.dynamic) region = value?.text;
    else if (!isParameter) left.push(...flagLeft(name));
    else if (!value) leave(l10n.t('it has no value'));
    else if (value.dynamic) leave(dynamic());
    else if (name.endsWith('-FILE') || (!inline && value.text.startsWith('file://'))) leave(inFile());
    else found.push({ name, value: value.text });
  }
  // Where lines were joined by hand, a backslash leaves a word of blanks.
  if (others.slice(3).some(({ text, redirect }) => redirect || text.trim() !== '')) {
    left.push({ name: '…', why: l10n.t('words of the command that belong to no parameter') });
  }
  return { found, region, left };
}

const isPrefix = ({ text }: Word) => text === '$' || text === 'sudo' || /^\w+=/.test(text);

/** The file name of the program that a command starts, `''` where it starts none. */
function programOf(words: readonly Word[]): string {
  const path = words.find((word) => !isPrefix(word))?.text ?? '';
  const folders = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
  return path
    .slice(folders)
    .toLowerCase()
    .replace(/\.exe$/, '');
}

/** Words before the program: a prompt, `sudo`, variables for the program. */
function withoutPrefix(words: readonly Word[]): { words: readonly Word[]; left: Left[] } {
  const start = words.findIndex((word) => !isPrefix(word));
  const why = l10n.t('a variable of the environment');
  const left = words
    .slice(0, start)
    .flatMap(({ text }) => (text.includes('=') ? [{ name: text.slice(0, text.indexOf('=')), why }] : []));
  return { words: words.slice(start), left };
}

/** Whether a command is the question that this extension writes before its own command (`ansiGuard`). */
const isGuard = (words: readonly Word[]) =>
  words.length === 5 && words.map(({ text }) => text).join(' ') === '[ A = A ]';

/** Reads the first command that creates a restore job. @throws Unreadable where there is none */
export function readCli(text: string): Reading {
  const { commands, unclosed } = isForWindows(text)
    ? splitWindows(text.replace(/^\s*[A-Za-z]:\\[^>\n]*>/, ''))
    : splitPosix(text);
  if (unclosed) throw new Unreadable(l10n.t('A quote of the command is not closed.'));
  const programs = commands.map(programOf);
  const signs = programs.indexOf('aliyun');
  const at = signs < 0 ? programs.indexOf('curl') : signs;
  const command = commands[at];
  if (!command) throw new Unreadable(l10n.t('The text has no command of aliyun or curl.'));
  const { words, left } = withoutPrefix(command);
  const reading = signs < 0 ? readCurl(words) : readAliyun(words);
  // With --dryrun the CLI only signs: awk and curl then send the same parameters once more, as this extension writes it.
  const rest = programs.filter((_, index) => index !== at && !isGuard(commands[index] ?? [])).join(' ');
  const isOwnPipe = rest === 'awk curl' && words.some(({ text }) => text === '--dryrun');
  const others = rest === '' || isOwnPipe ? [] : [{ name: '…', why: l10n.t('further commands') }];
  return { ...reading, left: [...left, ...reading.left, ...others] };
}
