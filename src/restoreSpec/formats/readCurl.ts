/** Reads a curl command. Each of its words is read as a parameter, belongs to a flag that says nothing of the request, or is listed as left. */
import * as l10n from '@vscode/l10n';
import { UnreadableTextError, type ParsedRequest, type Skipped } from './format.ts';
import type { ShellWord } from './shellWords.ts';
import { readJson } from './readJson.ts';
import {
  formPairs,
  fragmentSkipped,
  hostOf,
  readPairs,
  regionOfHost,
  regionUnknown,
  type RequestPair,
} from './requestPairs.ts';
import { notUtf8 } from './utf8.ts';

/** Why a word is skipped that the shell would replace, or whose bytes are no text; undefined for another one. */
export function whyLeft({ dynamic, undecodable }: ShellWord): string | undefined {
  if (dynamic) return l10n.t('the shell would replace it, and nothing is run or read here');
  return undecodable ? notUtf8() : undefined;
}
/** Why a value that stands in a file is skipped. */
export const keptInFile = () => l10n.t('its value is in a file, and no file is read');

/** The flags of one letter that have a long name here. */
const longNames: Readonly<Record<string, string>> = {
  d: 'data',
  F: 'form',
  K: 'config',
  T: 'upload-file',
  ':': 'next',
};
/** The flags of one letter with a value that says nothing of the parameters, such as a header or a file for the output. */
const lettersWithValue = new Set('AbcCDeEHmoPQrtuUwxXyYz');
/** The same flags by their long names, and the others of this kind that are common. */
const namesWithValue = new Set([
  ...['user-agent', 'cookie', 'cookie-jar', 'continue-at', 'dump-header', 'referer', 'cert', 'header', 'max-time'],
  ...['output', 'range', 'user', 'proxy-user', 'write-out', 'proxy', 'request', 'speed-time', 'speed-limit'],
  ...['connect-timeout', 'retry', 'retry-delay', 'retry-max-time', 'cacert', 'capath', 'key', 'key-type', 'cert-type'],
  ...['resolve', 'interface', 'limit-rate', 'max-redirs', 'noproxy', 'proxy-header', 'connect-to', 'aws-sigv4'],
  ...['oauth2-bearer', 'ciphers', 'tls-max', 'trace', 'trace-ascii', 'stderr', 'unix-socket', 'output-dir'],
]);
/** Flags without a value that change nothing of the parameters. */
const namesWithoutValue = new Set([
  ...['get', 'silent', 'show-error', 'verbose', 'location', 'insecure', 'include', 'fail', 'fail-with-body', 'globoff'],
  ...['compressed', 'http1.1', 'http2', 'ipv4', 'ipv6', 'no-progress-meter', 'progress-bar', 'no-buffer', 'head'],
  ...['post301', 'post302', 'tlsv1.2', 'tlsv1.3', 'remote-name', 'create-dirs', 'no-keepalive', 'fail-early'],
]);

/** A flag with its value, or a word that is no flag: an address. */
interface Option {
  readonly name: string;
  /** As it is written. */
  readonly flag: string;
  readonly value?: ShellWord | undefined;
}

/** The options of a word of one-letter flags, such as `-sSd` or `-dVaultId=v-1`; `next` is the word after it. */
function shortOptions(word: ShellWord, next: ShellWord | undefined): { options: Option[]; takesNext: boolean } {
  const options: Option[] = [];
  for (let at = 1; at < word.text.length; at++) {
    const letter = word.text[at] ?? '';
    const name = longNames[letter];
    if (name === 'next' || (name === undefined && !lettersWithValue.has(letter))) {
      if (name !== undefined) options.push({ name, flag: `-${letter}` });
      continue;
    }
    const rest = word.text.slice(at + 1);
    const value = rest === '' ? next : { ...word, text: rest };
    if (name !== undefined) options.push({ name, flag: `-${letter}`, value });
    return { options, takesNext: rest === '' };
  }
  return { options, takesNext: false };
}

const parameterFlag =
  /^(?:data(?:-raw|-ascii|-binary|-urlencode)?|form|form-string|json|url|url-query|config|upload-file)$/;

/** What a command says by its flags and its addresses, in their order. @param skipped gets what is of no known kind */
function optionsOf(words: readonly ShellWord[], skipped: Skipped[]): Option[] {
  const options: Option[] = [];
  for (let i = 1; i < words.length; i++) {
    const word = words[i] ?? { text: '' };
    const [, name, inline] = /^--([a-z][\w.-]*)(?:=([\s\S]*))?$/.exec(word.text) ?? [];
    if (word.redirect) i++;
    else if (name === undefined && /^-[^-]/.test(word.text)) {
      const short = shortOptions(word, words[i + 1]);
      options.push(...short.options);
      if (short.takesNext) i++;
    } else if (name === undefined) options.push({ name: 'url', flag: '--url', value: word });
    else if (name === 'next') options.push({ name, flag: '--next' });
    else if (parameterFlag.test(name)) {
      options.push({ name, flag: `--${name}`, value: inline === undefined ? words[++i] : { ...word, text: inline } });
    } else if (namesWithValue.has(name)) i += inline === undefined ? 1 : 0;
    else if (!namesWithoutValue.has(name)) {
      skipped.push({ name: `--${name}`, reason: l10n.t("this flag of curl sets something that a spec can't express") });
    }
  }
  return options;
}

/** The content of a part of a form, without its type and its quotes. */
function formContent(text: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
  if (quoted !== undefined) return quoted.replace(/\\([\\"])/g, '$1');
  return text.replace(/;\s*(?:type|filename|encoder|headers)=[^;]*/g, '');
}

/** Reads the parameters of a command's addresses and of its form body. @throws UnreadableTextError as {@link readPairs} */
export function readCurl(words: readonly ShellWord[]): ParsedRequest {
  const pairs: RequestPair[] = [];
  const skipped: Skipped[] = [];
  const hosts: string[] = [];
  let region: string | undefined;
  const add = (more: Iterable<RequestPair>) => {
    for (const pair of more) pairs.push(pair);
  };
  const noName = () => l10n.t('it has no name');

  const readData = (flag: string, text: string): void => {
    if (!text.trimStart().startsWith('{')) return add(formPairs(text));
    try {
      const found = readJson(text);
      region ??= found.region;
      for (const each of found.skipped) skipped.push(each);
      add(found.parameters.map(({ name, value, json = false }) => [name, value, json] as const));
    } catch (error) {
      if (!(error instanceof UnreadableTextError)) throw error;
      skipped.push({ name: flag, reason: error.message });
    }
  };
  const readEncoded = (flag: string, text: string): void => {
    const cut = text.indexOf('=');
    if (cut > 0) pairs.push([text.slice(0, cut), text.slice(cut + 1)]);
    else skipped.push({ name: flag, reason: cut < 0 && text.includes('@') ? keptInFile() : noName() });
  };
  const readForm = (flag: string, text: string, isLiteral: boolean): void => {
    const cut = text.indexOf('=');
    const content = text.slice(cut + 1);
    if (cut <= 0) skipped.push({ name: flag, reason: noName() });
    else if (isLiteral) pairs.push([text.slice(0, cut), content]);
    else if (/^[@<]/.test(content)) skipped.push({ name: text.slice(0, cut), reason: keptInFile() });
    else pairs.push([text.slice(0, cut), formContent(content)]);
  };
  const readAddress = (text: string): void => {
    const [, address = '', query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#([^]*))?$/.exec(text) ?? [];
    // A word that is no address most likely belongs to a flag that isn't known.
    if (query === undefined && !/^https?:|\.aliyuncs\.com/i.test(address)) {
      if (text.trim() !== '')
        skipped.push({ name: '…', reason: l10n.t('words of the command that belong to no parameter') });
      return;
    }
    hosts.push(hostOf(address));
    skipped.push(...fragmentSkipped(fragment));
    if (query !== undefined) add(formPairs(query));
  };

  for (const { name, flag, value } of optionsOf(words, skipped)) {
    if (name === 'next') {
      skipped.push({ name: flag, reason: l10n.t('further commands') });
      break;
    }
    const { text = '' } = value ?? {};
    const left = value && whyLeft(value);
    if (value === undefined) skipped.push({ name: flag, reason: l10n.t('it has no value') });
    else if (left !== undefined) skipped.push({ name: flag, reason: left });
    else if (name === 'url') readAddress(text);
    else if (/^form/.test(name)) readForm(flag, text, name === 'form-string');
    else if (/^(?:config|upload-file)$/.test(name)) skipped.push({ name: flag, reason: keptInFile() });
    else if (name !== 'data-raw' && text.startsWith('@')) skipped.push({ name: flag, reason: keptInFile() });
    else if (name === 'url-query' && text.startsWith('+')) add(formPairs(text.slice(1)));
    else if (name === 'data-urlencode' || name === 'url-query') readEncoded(flag, text);
    else readData(flag, text);
  }
  const parsed = readPairs(pairs);
  region = parsed.region ?? region ?? hosts.map(regionOfHost).find((each) => each !== undefined);
  const unknown = region === undefined ? hosts.flatMap(regionUnknown) : [];
  return { ...parsed, region, skipped: [...skipped, ...parsed.skipped, ...unknown] };
}
