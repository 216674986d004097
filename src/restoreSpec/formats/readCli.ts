/** Commands: `aliyun hbr CreateRestoreJob …`, alone or signing for curl, and curl with its parameters. Nothing is run. */
import * as l10n from '@vscode/l10n';
import { parameterNamed } from '../parameters.ts';
import { operation, UnreadableTextError, type ParsedParameter, type Skipped, type ParsedRequest } from './format.ts';
import { splitPosix } from './posixShell.ts';
import type { ShellWord } from './shellWords.ts';
import { keptInFile, readCurl, whyLeft } from './readCurl.ts';
import { splitPowerShell, splitWindows, windowsPrompt, type Shell } from './windowsShell.ts';

/** The CLI's flags that take no value (its source: openapi/flags.go, config/flags.go). */
const flagsWithoutValue = new Set([
  ...['secure', 'insecure', 'force', 'dryrun', 'cli-dry-run', 'cli-dry-run-json', 'estimate-cost', 'quiet', 'q', 'yes'],
  ...['y', 'help', 'vpc', 'skip-secure-verify', 'cli-ai-mode', 'no-cli-ai-mode'],
]);

interface Flag {
  readonly name: string;
  readonly value?: ShellWord;
  /** Name and value are one word, with `=` between them. */
  readonly inline?: boolean;
}

/** The flags of a command and its other words. The CLI tells them apart in the same way. */
function flagsOf(words: readonly ShellWord[]): { flags: Flag[]; others: ShellWord[] } {
  const flags: Flag[] = [];
  const others: ShellWord[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? { text: '' };
    const [, name, rest] = /^--?(?!-)([^=:]+)(?:[=:]([\s\S]*))?$/.exec(word.text) ?? [];
    if (name === undefined) others.push(word);
    else if (rest !== undefined && rest !== '') flags.push({ name, value: { ...word, text: rest }, inline: true });
    else {
      const next = words[i + 1];
      const takes =
        !flagsWithoutValue.has(name) && next !== undefined && !/^--?(?!-)[A-Za-z]/.test(next.text) && !next.redirect;
      flags.push({ name, ...(takes && { value: next }) });
      if (takes) i++;
    }
  }
  return { flags, others };
}

const isOperation = (text: string) => text.replaceAll('-', '').toLowerCase() === operation.toLowerCase();

/** Whether the words of a command that are no flags call the operation. */
const isCreation = ([, product, called]: readonly ShellWord[]) =>
  product?.text.toLowerCase() === 'hbr' && called !== undefined && isOperation(called.text);

/** A flag of the CLI that is no parameter, with the reason; nothing where it changes nothing of the request. */
function skippedFlag(name: string): Skipped[] {
  if (/^(dryrun|method|secure|quiet|q)$/.test(name)) return [];
  if (/^(profile|p)$/.test(name)) return [{ name: '--profile', reason: l10n.t('choose the profile in the settings') }];
  const isSecret = /^(access-key-|sts-token|private-key|bearer-token)/.test(name);
  const reason = isSecret
    ? l10n.t('no secret belongs in a spec')
    : l10n.t('it is a flag of the command, not of the request');
  return [{ name: `--${name}`, reason }];
}

function readAliyun(words: readonly ShellWord[]): ParsedRequest {
  const { flags, others } = flagsOf(words);
  const [, , called] = others;
  if (!called || !isCreation(others)) {
    throw new UnreadableTextError(l10n.t('This calls another operation, not {0}.', operation));
  }
  const parameters: ParsedParameter[] = [];
  const skipped: Skipped[] = [];
  let region: string | undefined;
  for (const { name, value, inline } of flags) {
    // The CLI tells its own flags from parameters by their capital letter; its plugins write both alike.
    const isParameter = /^[A-Z]/.test(name) || (called.text.includes('-') && parameterNamed(name) !== undefined);
    const left = value && whyLeft(value);
    const skip = (reason: string) => skipped.push({ name: `--${name}`, reason });
    if (/^(region|RegionId)$/.test(name) && left === undefined) region = value?.text;
    else if (!isParameter) skipped.push(...skippedFlag(name));
    else if (!value) skip(l10n.t('it has no value'));
    else if (left !== undefined) skip(left);
    else if (name.endsWith('-FILE') || (!inline && value.text.startsWith('file://'))) skip(keptInFile());
    else parameters.push({ name, value: value.text });
  }
  // Where lines were joined by hand, a backslash leaves a word of blanks.
  if (others.slice(3).some(({ text, redirect }) => redirect || text.trim() !== '')) {
    skipped.push({ name: '…', reason: l10n.t('words of the command that belong to no parameter') });
  }
  return { parameters, region, skipped };
}

const isPrefix = ({ text }: ShellWord) => text === '$' || text === 'sudo' || /^\w+=/.test(text);

/** The file name of the program that a command starts, `''` where it starts none. */
function programOf(words: readonly ShellWord[]): string {
  const path = words.find((word) => !isPrefix(word))?.text ?? '';
  const folders = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
  return path
    .slice(folders)
    .toLowerCase()
    .replace(/\.exe$/, '');
}

/** A command without the words before its program: a prompt, `sudo`, variables for the program. */
function withoutPrefix(words: readonly ShellWord[]): { words: readonly ShellWord[]; skipped: Skipped[] } {
  const start = words.findIndex((word) => !isPrefix(word));
  const reason = l10n.t('a variable of the environment');
  const skipped = words
    .slice(0, start)
    .flatMap(({ text }) => (text.includes('=') ? [{ name: text.slice(0, text.indexOf('=')), reason }] : []));
  return { words: words.slice(start), skipped };
}

/** Whether a command is the `ansiQuoteGuard` that this extension writes before a command. */
const isGuard = (words: readonly ShellWord[]) =>
  words.length === 5 && words.map(({ text }) => text).join(' ') === '[ A = A ]';

const splitters: Readonly<Record<Shell, typeof splitPosix>> = {
  posix: splitPosix,
  cmd: splitWindows,
  powershell: splitPowerShell,
};

/** Whether a command of the CLI or of curl creates a restore job. */
function createsJob(words: readonly ShellWord[], program: string | undefined): boolean {
  if (program === 'curl') return words.some(({ text }) => text.includes(operation));
  return program === 'aliyun' && isCreation(flagsOf(withoutPrefix(words).words).others);
}

/**
 * The parameters that stand in further commands as `Include=…` does behind a `&` that no quotes protect. In front of the
 * command that is read, what looks like that may be a variable of the script.
 */
function lostPairs(command: readonly ShellWord[], isBefore: boolean): Skipped[] {
  const reason = l10n.t('it is outside the command, which ends at an unquoted sign such as & or ;');
  return command.flatMap(({ text }) => {
    const [, name] = /^([\w.-]+)=/.exec(text) ?? [];
    return name !== undefined && (!isBefore || parameterNamed(name) !== undefined) ? [{ name, reason }] : [];
  });
}

/** Reads the first command that creates a restore job, as a shell would. @throws UnreadableTextError where there is none */
export function readCli(text: string, shell: Shell): ParsedRequest {
  const { commands, unclosed } = splitters[shell](text.replace(windowsPrompt, ''));
  if (unclosed) throw new UnreadableTextError(l10n.t('A quote of the command is not closed.'));
  const programs = commands.map(programOf);
  const creationAt = commands.findIndex((words, index) => createsJob(words, programs[index]));
  const at = [creationAt, programs.indexOf('aliyun'), programs.indexOf('curl')].find((each) => each >= 0) ?? -1;
  const command = commands[at];
  if (!command) throw new UnreadableTextError(l10n.t('The text has no command of aliyun or curl.'));
  const { words, skipped } = withoutPrefix(command);
  const parsed = programs[at] === 'curl' ? readCurl(words) : readAliyun(words);
  // With --dryrun the CLI only signs. In the pipe that this extension writes, awk and curl send the same parameters.
  const others = programs.filter((name, index) => name !== '' && index !== at && !isGuard(commands[index] ?? []));
  const isOwnPipe = others.join(' ') === 'awk curl' && words.some(({ text }) => text === '--dryrun');
  if (isOwnPipe) return { ...parsed, skipped: [...skipped, ...parsed.skipped] };
  const lost = commands.flatMap((each, index) => (index === at ? [] : lostPairs(each, index < at)));
  const ignored = others.length === 0 ? [] : [{ name: '…', reason: l10n.t('further commands') }];
  return { ...parsed, skipped: [...skipped, ...parsed.skipped, ...lost, ...ignored] };
}
