/** Reads a query, an address with a query, or the text of a whole HTTP request. */
import * as l10n from '@vscode/l10n';
import { parameterNamed } from '../parameters.ts';
import { UnreadableTextError, type ParsedRequest, type Skipped } from './format.ts';
import { readJson } from './readJson.ts';
import {
  checkOperation,
  formPairs,
  fragmentSkipped,
  hostOf,
  isCommonParameter,
  readPairs,
  regionOfHost,
  regionUnknown,
} from './requestPairs.ts';
import { afterComments } from './textScanner.ts';

const method = /^(?:GET|POST)\s+/i;
const protocol = /(?<=\S)\s+HTTP\/[\d.]+$/i;
/** What stands in front of the last pair of a line. */
const beforeLastPair = /^(?:[^]*&|(?:(?:GET|POST)\s+)?(?:https?:\/)?\/[^?]*\?|\?)?/i;
/** The name and the value of a header. A path of Windows has no blank behind its colon. */
const header = /^([\w-]+):(?:\s(.*))?$/;

/** What lines of a text leave out. */
interface Left {
  readonly skipped: Skipped[];
  /** Whether there are lines of something else. They are listed once. */
  hasOthers: boolean;
}

/** Whether a line begins with a pair whose name every call or this one has. */
function beginsWithPair(line: string): boolean {
  const [pair = ''] = /^[\w$.%-]+=/.exec(line) ?? [];
  return formPairs(pair).some(([name]) => isCommonParameter(name) || parameterNamed(name) !== undefined);
}

/**
 * Joins the lines of a query that was wrapped between its pairs.
 *
 * @param left gets a value that may be cut at a line's end, and lines of something else
 */
function joinLines(lines: readonly string[], left: Left): string {
  const parts: string[] = [];
  // Whether the line above ends with a pair that this line may go on with.
  let isOpen = false;
  for (const line of lines.map((each) => each.trim())) {
    const last = parts.at(-1) ?? '';
    if (/^(?:#|\/\/)\s/.test(line)) continue;
    if (line === '') isOpen = false;
    else if (parts.length === 0 || last.endsWith('&') || line.startsWith('&')) isOpen = parts.push(line) > 0;
    else if (beginsWithPair(line)) isOpen = parts.push(`&${line}`) > 0;
    else if (line.startsWith('?') && parts.length === 1 && !/[?=]/.test(last)) isOpen = parts.push(line) > 0;
    else {
      if (isOpen) {
        const [kept = ''] = beforeLastPair.exec(last) ?? [];
        parts.splice(-1, 1, kept);
        const [, written] = /^([^=]*)=/.exec(last.slice(kept.length)) ?? [];
        const [name = '…'] = (written !== undefined && formPairs(written)[0]) || [];
        left.skipped.push({ name, reason: l10n.t('it may go on in the next line, which was not understood') });
      } else left.hasOthers = true;
      const rest = line.indexOf('&');
      isOpen = rest >= 0 && parts.push(line.slice(rest)) > 0;
    }
  }
  return parts.join('');
}

/** The lines of a request: those of its request line, of its headers and of its body. Without a method, all are of the query. */
function sectionsOf(lines: readonly string[]): { target: string[]; headers: string[]; body: string[] } {
  if (!method.test(lines[0] ?? '')) return { target: [...lines], headers: [], body: [] };
  const end = lines.findIndex((line) => line.trim() === '');
  const head = end < 0 ? [...lines] : lines.slice(0, end);
  const last = head.findIndex((line, i) => protocol.test(line.trimEnd()) || header.test(head[i + 1]?.trim() ?? ''));
  const targetEnd = last < 0 ? head.length : last + 1;
  return {
    target: head.slice(0, targetEnd),
    headers: head.slice(targetEnd).map((line) => line.trim()),
    body: end < 0 ? [] : lines.slice(end + 1),
  };
}

/** Reads a form body, or one of JSON. @throws UnreadableTextError where a form calls another operation */
function readBody(lines: readonly string[], left: Left): ParsedRequest {
  const text = lines.join('\n');
  if (!text.trimStart().startsWith('{')) return readPairs(formPairs(joinLines(lines, left)));
  try {
    return readJson(text);
  } catch (error) {
    if (!(error instanceof UnreadableTextError)) throw error;
    return { parameters: [], skipped: [{ name: '…', reason: error.message }] };
  }
}

/** Reads a URL, a query alone, or a request line with what follows it. @throws UnreadableTextError as {@link readPairs} */
export function readQuery(text: string): ParsedRequest {
  const left: Left = { skipped: [], hasOthers: false };
  const sections = sectionsOf(afterComments(text).trim().split(/\r?\n/));
  const target = joinLines(sections.target, left).replace(method, '').replace(protocol, '');
  // A query alone may have a `#` and a question mark in its values.
  const [address = ''] = /^(?:https?:\/)?\/[^?#]*/i.exec(target) ?? [];
  const afterAddress = target.slice(address.length);
  const hasHost = /^http/i.test(address);
  const [, query = '', fragment] = (hasHost ? /^([^#]*)(?:#([^]*))?$/ : /^([^]*)$/).exec(afterAddress) ?? [];
  const headers = sections.headers.flatMap((line) => {
    const [, name, value = ''] = header.exec(line) ?? [];
    if (name === undefined) left.hasOthers = true;
    return name === undefined ? [] : [{ name: name.toLowerCase(), value: value.trim() }];
  });
  const valueOf = (name: string) => headers.find((each) => each.name === name)?.value;
  const action = valueOf('x-acs-action');
  if (action !== undefined) checkOperation(action);
  const host = hostOf(valueOf('host') ?? (hasHost ? address : ''));
  const asked = readPairs(formPairs(query));
  const sent = readBody(sections.body, left);
  const others = { name: '…', reason: l10n.t('lines of the text that were not understood') };
  const region = asked.region ?? sent.region ?? regionOfHost(host);
  return {
    parameters: [...asked.parameters, ...sent.parameters],
    region,
    skipped: [
      ...left.skipped,
      ...(left.hasOthers ? [others] : []),
      ...fragmentSkipped(fragment),
      ...asked.skipped,
      ...sent.skipped,
      ...(region === undefined ? regionUnknown(host) : []),
    ],
  };
}
